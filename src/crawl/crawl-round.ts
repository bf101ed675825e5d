/**
 * One round over one source: every request is made at most once in it however often the run is killed, every answer is
 * kept before it is read, and every document is counted. Knows nothing of what the requests are for.
 */
import type { DocumentDraft } from "../record/document.ts";
import { AlmanacError, StoreError, TransientSourceError } from "../record/errors.ts";
import { documentId } from "../record/ids.ts";
import type { StoredAs } from "../store/documents.ts";
import type { FetchMemory } from "../store/fetches.ts";
import type { Frontier } from "../store/frontier.ts";
import { postpones } from "./limit-spent-error.ts";
import type { AnyCrawlContext, SourceTally } from "./source-crawler.ts";

/** A round left open longer than this is begun anew: its answers are no longer news. */
const MAX_ROUND_AGE_MS = 24 * 3600 * 1000;
/** The frontier's entry that stays pending until the round is over. */
export const ROUND_KEY = "round";
/** Answers that are as good an answer as a page: asking again in this round would change nothing. */
const LASTING_STATUSES = new Set([200, 203, 204, 404, 410, 451]);
/** The only headers worth keeping; none of them can carry a credential. */
const KEPT_HEADERS = [
  "content-type",
  "etag",
  "last-modified",
  "link",
  "x-robots-tag",
  "tdm-reservation",
  "content-language",
];

export interface Answer {
  status: number;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Hash of the body in the captures; null where the status is not a success. */
  capture: string | null;
}

export interface Question {
  /** Names the request, without credentials. */
  key: string;
  /** Send validators, where there are any. */
  conditional: boolean;
  send: (validators: Record<string, string>) => Promise<Omit<Answer, "capture">>;
  /** @throws TransientSourceError where the answer cannot be what was asked for. */
  check?: (answer: Omit<Answer, "capture">) => void;
}

export class CrawlRound {
  readonly id: string;
  /** True when a killed or cut-short run had begun this round. */
  readonly resumed: boolean;
  readonly tally: SourceTally;
  readonly #context: AnyCrawlContext;
  readonly #frontier: Frontier;
  readonly #handled = new Set<string>();

  /** `frontier` names the round's memory where a source has more than one kind of round. */
  constructor(context: AnyCrawlContext, frontier: string = context.source.id) {
    this.#context = context;
    this.tally = context.tally;
    this.#frontier = context.library.frontier(frontier);
    const now = context.clock();
    const open = this.#frontier.openRound();
    this.resumed = open !== undefined && now.getTime() - Date.parse(open) < MAX_ROUND_AGE_MS;
    this.id = this.resumed ? open! : now.toISOString();
    this.#frontier.add(this.id, [{ key: ROUND_KEY, request: null }]);
  }

  /** Documents new or changed so far; what `maxDocuments` bounds. */
  get taken(): number {
    return this.tally.documents.new + this.tally.documents.changed;
  }

  /**
   * Answers from this round's memory, else from the source, conditionally where it may be.
   * @throws what `send` and `check` throw; nothing is kept then.
   */
  async ask(question: Question): Promise<Answer> {
    const { library, signal } = this.#context;
    signal.throwIfAborted();
    const memory = library.fetches.get(question.key);
    const kept =
      memory && (memory.capture === null || library.captures.has(memory.capture)) ? memory : undefined;
    if (kept && this.#frontier.isDone(this.id, question.key)) return this.#fromMemory(kept);
    this.tally.requests++;
    const answer = await this.#send(question, question.conditional && kept?.capture ? validators(kept) : {});
    if (answer.status === 304 && kept?.capture) {
      this.tally.notModified++;
      this.#frontier.finish(this.id, question.key);
      return this.#fromMemory(kept);
    }
    if (!LASTING_STATUSES.has(answer.status)) {
      this.#frontier.failed(question.key, `answered ${answer.status}`);
      return { ...answer, capture: null };
    }
    const capture = answer.status < 300 ? await library.captures.putLater(answer.body) : null;
    const stored = this.#remember(question.key, answer, capture);
    return { ...answer, headers: stored.headers, capture };
  }

  /** Makes the next `ask` of this key go to the source without validators: its answer could not be read. */
  forget(key: string): void {
    const { library, clock } = this.#context;
    library.database.transaction(() => {
      library.fetches.put({
        key,
        status: 0,
        etag: null,
        lastModified: null,
        finalUrl: null,
        contentType: null,
        capture: null,
        headers: {},
        fetchedAt: clock().toISOString(),
      });
      this.#frontier.failed(key, "unreadable answer");
    });
  }

  /** The body that the last answer to this request had, from whatever round. */
  lastBody(key: string): Uint8Array | undefined {
    const { library } = this.#context;
    const capture = library.fetches.get(key)?.capture;
    return capture && library.captures.has(capture) ? library.captures.get(capture) : undefined;
  }

  /** Keeps a document and counts it. `capture` is what the document can be made from again. */
  keep(draft: DocumentDraft, capture: Uint8Array | string): StoredAs {
    const { library, source, clock } = this.#context;
    const hash = typeof capture === "string" ? capture : library.captures.put(capture);
    const as = library.documents.put(draft, { source: source.id, capture: hash, now: clock().toISOString() });
    if (as !== "unchanged" && !this.#handled.has(draft.url)) {
      this.tally.documents[as]++;
      this.#handled.add(draft.url);
    }
    return as;
  }

  /** Marks a document as gone at its source; it stays in the store. */
  gone(url: string, note: string): void {
    const { library, clock } = this.#context;
    const known = library.documents.byUrl(url);
    if (!known) return;
    this.#handled.add(url);
    if (known.state === "gone") return;
    if (library.documents.mark(url, "gone", { note, now: clock().toISOString() }))
      this.tally.documents.removed++;
  }

  /**
   * Notes what went wrong with one document and lets the source go on.
   * @throws again what is about the whole run or source: an abort, a full disk, used-up limits.
   */
  fault(error: unknown, url: string | null, options: { document: boolean } = { document: true }): void {
    this.#context.signal.throwIfAborted();
    if (!(error instanceof AlmanacError) || error instanceof StoreError || postpones(error)) throw error;
    if (options.document) {
      this.tally.documents.failed++;
      if (url) this.#handled.add(url);
    }
    this.tally.errors.push({ url, code: error.code, message: error.message });
  }

  /** Something that a person should know; it is no document's failure. */
  note(code: string, message: string, url: string | null = null): void {
    this.tally.errors.push({ url, code, message });
    this.#context.report({
      kind: "note",
      source: this.#context.source.id,
      text: `${this.#context.source.id}: ${message}`,
    });
  }

  /**
   * Ends the run over this source. Only a whole round is closed; the next run goes on with one that is not. `counted`
   * is false where another round of the source has counted the unchanged documents.
   */
  end(options: { whole: boolean; counted?: boolean }): SourceTally {
    const { library, source } = this.#context;
    if (options.whole) {
      library.database.transaction(() => {
        this.#frontier.done(ROUND_KEY);
        this.#frontier.forgetOtherRounds(this.id);
      });
    }
    if (options.counted === false) return this.tally;
    const handled = new Set([...this.#handled].map(documentId));
    this.tally.documents.unchanged += library.documents
      .ids({ source: source.id, state: "live" })
      .filter((id) => !handled.has(id)).length;
    return this.tally;
  }

  /** A request that failed stands no longer in the way of the round's end; one that a kill cut off does. */
  async #send(question: Question, headers: Record<string, string>): Promise<Omit<Answer, "capture">> {
    try {
      const answer = await question.send(headers);
      if (answer.status >= 200 && answer.status < 300) question.check?.(answer);
      return answer;
    } catch (error) {
      if (!this.#context.signal.aborted)
        this.#frontier.failed(question.key, String((error as Error).message));
      throw error;
    }
  }

  #remember(key: string, answer: Omit<Answer, "capture">, capture: string | null): FetchMemory {
    const { library, clock } = this.#context;
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) =>
        answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]],
      ),
    );
    const memory: FetchMemory = {
      key,
      status: answer.status,
      etag: answer.headers.etag ?? null,
      lastModified: answer.headers["last-modified"] ?? null,
      finalUrl: answer.url,
      contentType: answer.headers["content-type"] ?? null,
      capture,
      headers,
      fetchedAt: clock().toISOString(),
    };
    library.database.transaction(() => {
      library.fetches.put(memory);
      this.#frontier.finish(this.id, key);
    });
    return memory;
  }

  /** The body is read from its capture when it is looked at: most unchanged answers are not. */
  #fromMemory(memory: FetchMemory): Answer {
    const { captures } = this.#context.library;
    return {
      status: memory.status,
      url: memory.finalUrl ?? "",
      headers: memory.headers,
      get body() {
        return memory.capture ? captures.get(memory.capture) : new Uint8Array();
      },
      capture: memory.capture,
    };
  }
}

function validators(memory: FetchMemory): Record<string, string> {
  if (memory.etag) return { "if-none-match": memory.etag };
  return memory.lastModified ? { "if-modified-since": memory.lastModified } : {};
}

/** The text of a JSON body as a value. @throws TransientSourceError where the body is cut off or is no JSON. */
export function jsonBody(body: Uint8Array, place: string): unknown {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const looksLikePage = /^\s{0,100}</.test(text);
    throw new TransientSourceError(
      looksLikePage ? "a web page came where JSON was due" : "the JSON is cut off or broken",
      {
        place,
        cause,
      },
    );
  }
}
