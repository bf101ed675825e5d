/** Remembers hosts that cannot be reached, so that a dead one costs a run seconds and not a back-off for each source. */
import { TransientSourceError } from "../../record/errors.ts";

/** Connections in a row that must fail before a host counts as silent. */
const FAILURES_IN_A_ROW = 5;
/** How long a silent host is left alone before it gets one more try. */
const LEFT_ALONE_MS = 60_000;

/** What the system says when no connection came about; anything else means that somebody answered. */
const NO_CONNECTION = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export class SilentHosts {
  readonly #failures = new Map<string, { inARow: number; last: string; at: number }>();
  readonly #now: () => number;

  /** `now` gives milliseconds that only ever move forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws TransientSourceError while the host is left alone; `retryAfterMs` says for how long. */
  check(host: string, place: string): void {
    const silent = this.#failures.get(host);
    if (!silent || silent.inARow < FAILURES_IN_A_ROW) return;
    const left = silent.at + LEFT_ALONE_MS - this.#now();
    if (left <= 0) return;
    throw new TransientSourceError(
      `${silent.last} (${host} could not be reached ${silent.inARow} times in a row)`,
      {
        place,
        // A wait that no retry takes: the next run asks again.
        retryAfterMs: Math.max(left, LEFT_ALONE_MS) * 10,
      },
    );
  }

  answered(host: string): void {
    this.#failures.delete(host);
  }

  failed(host: string, error: unknown): void {
    if (!NO_CONNECTION.has(codeOf(error))) return;
    const inARow = (this.#failures.get(host)?.inARow ?? 0) + 1;
    this.#failures.set(host, { inARow, last: (error as Error).message, at: this.#now() });
  }
}

/** The first system code along the chain of causes. */
function codeOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code !== undefined && NO_CONNECTION.has(code)) return code;
  }
  return "";
}
