/**
 * Cleans pages on worker threads under a bound on time and memory: a page that takes too long is cut off and the thread
 * replaced. Knows nothing of what cleaning is.
 */
import { Worker } from "node:worker_threads";
import { PermanentSourceError } from "../../record/errors.ts";
import type { CleanPage } from "./clean-page.ts";
import type { PdfBounds, PdfText } from "./pdf-text.ts";

export type CleanTask =
  | {
      kind: "html";
      bytes: Uint8Array;
      page: { url: string; charset?: string | null; headers?: Record<string, string> };
    }
  | { kind: "pdf"; bytes: Uint8Array; bounds: PdfBounds };

export interface PageCleanerOptions {
  /** Threads, started when they are first needed. */
  threads: number;
  /** A page of HTML. */
  pageMs: number;
  /** A whole PDF. */
  pdfMs: number;
  maxMemoryMb: number;
}

export const CLEANER_OPTIONS: PageCleanerOptions = {
  threads: 1,
  pageMs: 2000,
  pdfMs: 30_000,
  maxMemoryMb: 768,
};

interface Waiting {
  task: CleanTask;
  resolve: (clean: never) => void;
  reject: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  current: (Waiting & { number: number; timer: NodeJS.Timeout }) | undefined;
}

export class PageCleaner {
  readonly #options: PageCleanerOptions;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Waiting[] = [];
  #number = 0;
  #closed = false;

  constructor(options: Partial<PageCleanerOptions> = {}) {
    this.#options = { ...CLEANER_OPTIONS, ...options };
  }

  /** @throws PermanentSourceError where the page takes too long or too much, or cannot be read. */
  html(
    bytes: Uint8Array,
    page: { url: string; charset?: string | null; headers?: Record<string, string> },
  ): Promise<CleanPage> {
    return this.#run<CleanPage>({ kind: "html", bytes, page });
  }

  /** @throws PermanentSourceError as `html`. */
  pdf(bytes: Uint8Array): Promise<PdfText> {
    const bounds = { maxPages: 400, maxCharacters: 4_000_000, maxMs: this.#options.pdfMs * 0.8 };
    return this.#run<PdfText>({ kind: "pdf", bytes, bounds });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
    this.#threads.clear();
  }

  #run<Clean>(task: CleanTask): Promise<Clean> {
    return new Promise<Clean>((resolve, reject) => {
      this.#waiting.push({ task, resolve: resolve as (clean: never) => void, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#closed) return;
    let idle = [...this.#threads].find((thread) => thread.current === undefined);
    if (!idle && this.#threads.size < this.#options.threads) idle = this.#start();
    if (!idle) return;
    const waiting = this.#waiting.shift()!;
    const number = ++this.#number;
    const { task } = waiting;
    const ms = task.kind === "html" ? this.#options.pageMs : this.#options.pdfMs;
    const thread = idle;
    // The first task of a thread also pays for loading the cleaner.
    const timer = setTimeout(
      () => this.#cutOff(thread, `took over ${ms} ms to read`),
      ms + (thread.worker.threadId > 0 && number <= this.#options.threads ? 1000 : 0),
    );
    thread.current = { ...waiting, number, timer };
    thread.worker.ref();
    // A copy goes over: the caller keeps its own, and a Buffer may be a view of a shared pool.
    const bytes = new Uint8Array(task.bytes);
    thread.worker.postMessage({ number, task: { ...task, bytes } }, [bytes.buffer]);
  }

  #start(): Thread {
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const worker = new Worker(new URL(`./clean-worker.${extension}`, import.meta.url), {
      resourceLimits: {
        maxOldGenerationSizeMb: this.#options.maxMemoryMb,
        // Pages die young: a large nursery spares most of the collector's work.
        maxYoungGenerationSizeMb: 64,
        stackSizeMb: 8,
      },
      stderr: false,
    });
    const thread: Thread = { worker, current: undefined };
    this.#threads.add(thread);
    worker.unref();
    worker.on("message", (answer: { number: number; clean?: never; error?: string }) => {
      const { current } = thread;
      if (current?.number !== answer.number) return;
      clearTimeout(current.timer);
      thread.current = undefined;
      worker.unref();
      if (answer.error === undefined) current.resolve(answer.clean as never);
      else
        current.reject(
          new PermanentSourceError(`cannot be read: ${answer.error}`, { place: placeOf(current.task) }),
        );
      this.#next();
    });
    worker.on("error", (error) => this.#cutOff(thread, `could not be read: ${error.message}`));
    return thread;
  }

  #cutOff(thread: Thread, why: string): void {
    this.#threads.delete(thread);
    void thread.worker.terminate();
    const { current } = thread;
    thread.current = undefined;
    if (current) {
      clearTimeout(current.timer);
      current.reject(new PermanentSourceError(why, { place: placeOf(current.task) }));
    }
    this.#next();
  }
}

function placeOf(task: CleanTask): string | undefined {
  return task.kind === "html" ? task.page.url : undefined;
}
