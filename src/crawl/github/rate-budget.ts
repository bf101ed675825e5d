/**
 * What the answers' headers say of GitHub's limits, so that a spent limit is not asked against. Shared by all sources of
 * a run that ask the same server.
 */
import { LimitSpentError } from "../limit-spent-error.ts";

interface Standing {
  remaining: number;
  /** Milliseconds since the epoch. */
  resetAt: number;
}

export class RateBudget {
  readonly #clock: () => Date;
  readonly #standings = new Map<string, Standing>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Takes note of an answer's headers; `resource` is core, search or graphql. */
  note(resource: string, headers: Headers): void {
    const remaining = Number(headers.get("x-ratelimit-remaining") ?? Number.NaN);
    const resetAt = Number(headers.get("x-ratelimit-reset") ?? Number.NaN) * 1000;
    if (Number.isFinite(remaining) && Number.isFinite(resetAt))
      this.#standings.set(resource, { remaining, resetAt });
  }

  /** Requests left for a resource; undefined before its first answer or after its reset. */
  remaining(resource: string): number | undefined {
    const standing = this.#standings.get(resource);
    return standing && standing.resetAt > this.#clock().getTime() ? standing.remaining : undefined;
  }

  /** @throws LimitSpentError when nothing is left and the reset is further off than `patienceMs`. */
  check(resource: string, options: { place: string; patienceMs: number; authorised: boolean }): void {
    if (this.remaining(resource) !== 0) return;
    const waitMs = this.#standings.get(resource)!.resetAt - this.#clock().getTime();
    if (waitMs > options.patienceMs) throw limitSpent(waitMs, options);
  }
}

/** The error that says when the source can go on. */
export function limitSpent(waitMs: number, options: { place: string; authorised: boolean }): LimitSpentError {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  const advice = options.authorised ? "" : "; set GITHUB_TOKEN for 5,000 requests an hour";
  return new LimitSpentError(
    `GitHub's limit is used up for the next ${minutes} min; the next run goes on from here${advice}`,
    { place: options.place, retryAfterMs: waitMs },
  );
}
