/**
 * The built-in embedder: the small English universal sentence encoder, whose weights come with the package, in worker
 * threads of its own. No network. Knows nothing of what the texts are.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { InterruptedError, StoreError } from "../../record/errors.ts";
import type { EmbedReply, EmbedRequest } from "./builtin-worker.ts";
import { type Embedder, toUnitLength } from "./embedder.ts";

const NAME = "builtin:use-lite-en";
const DIMENSIONS = 512;
/** Texts of one message to a thread: small enough that stopping is quick, large enough for the model to batch. */
const BATCH = 16;
/** Fewer texts than this are not worth a second thread's start (a third of a second, 200 MB). */
const SECOND_THREAD_FROM = 64;

interface Waiting {
  resolve: (vectors: Float32Array) => void;
  reject: (error: Error) => void;
}

/** Threads start with the first text and end with `close`; an idle one does not keep the process alive. */
export function createBuiltinEmbedder(options: { threads?: number } = {}): Embedder {
  const most = Math.max(1, options.threads ?? Math.min(4, availableParallelism()));
  let threads: EmbedThread[] = [];
  const grow = (wanted: number) => {
    threads = threads.filter((thread) => !thread.ended);
    while (threads.length < wanted) threads.push(new EmbedThread());
    return threads.slice(0, wanted);
  };
  return {
    name: NAME,
    async embed(texts, { signal } = {}) {
      if (texts.length === 0) return [];
      const batches: string[][] = [];
      for (let at = 0; at < texts.length; at += BATCH) batches.push(texts.slice(at, at + BATCH));
      const vectors = new Array<Float32Array>(texts.length);
      let next = 0;
      const work = async (thread: EmbedThread) => {
        while (next < batches.length) {
          if (signal?.aborted) throw new InterruptedError("stopped while embedding");
          const place = next++;
          const flat = await thread.embed(batches[place]!);
          for (let row = 0; row * DIMENSIONS < flat.length; row++)
            vectors[place * BATCH + row] = toUnitLength(flat.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS));
        }
      };
      await Promise.all(grow(texts.length < SECOND_THREAD_FROM ? 1 : most).map(work));
      return vectors;
    },
    async close() {
      const ending = threads;
      threads = [];
      await Promise.all(ending.map((thread) => thread.end()));
    },
  };
}

class EmbedThread {
  ended = false;
  readonly #worker = new Worker(new URL("./builtin-worker.ts", import.meta.url));
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor() {
    this.#worker.unref();
    this.#worker.on("message", (reply: EmbedReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) this.#worker.unref();
      if ("error" in reply) waiting?.reject(new StoreError(`the built-in embedder failed: ${reply.error}`));
      else waiting?.resolve(reply.vectors);
    });
    this.#worker.on("error", (error: Error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("its thread ended")));
  }

  embed(texts: readonly string[]): Promise<Float32Array> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, texts } satisfies EmbedRequest);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.ended = true;
    for (const waiting of this.#waiting.values())
      waiting.reject(new StoreError(`the built-in embedder failed: ${error.message}`, { cause: error }));
    this.#waiting.clear();
  }
}
