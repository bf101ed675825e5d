/** What goes wrong with GitHub's API, by name: gone, forbidden, limits, and failures that may pass. */
import { AlmanacError, PermanentSourceError, TransientSourceError } from "../../record/errors.ts";
import { limitSpent } from "./rate-budget.ts";

/** Deleted, made private or never there: what a document may be marked as gone for. */
export class GoneError extends PermanentSourceError {}

/** GitHub wants a token, or one that may do more. */
export class TokenNeededError extends PermanentSourceError {}

/** Octokit's errors, as far as we read them. */
interface RequestFailure {
  status?: number;
  message?: string;
  cause?: unknown;
  response?: { headers?: Record<string, string | undefined> };
}

/** The named error for what Octokit threw. `authorised`: a token was sent. */
export function namedApiError(
  error: unknown,
  asked: { place: string; authorised: boolean; now: Date },
): unknown {
  const { place, authorised } = asked;
  const failure = error as RequestFailure;
  if (failure.cause instanceof AlmanacError) return failure.cause;
  if (error instanceof Error && error.name === "AbortError") return failure.cause ?? error;
  const headers = failure.response?.headers ?? {};
  const status = failure.status ?? 0;
  const said = String(failure.message ?? "").slice(0, 300);
  if (status === 404 || status === 410 || status === 451)
    return new GoneError(`answered ${status}: ${said}`, { place, cause: error });
  if (status === 401) {
    const advice = authorised
      ? "GitHub does not accept GITHUB_TOKEN; is it right, or expired?"
      : "needs GITHUB_TOKEN";
    return new TokenNeededError(advice, { place, cause: error });
  }
  if (status === 403 || status === 429) {
    const waitMs = limitedForMs(headers, said, asked.now);
    if (waitMs !== undefined) return limitSpent(waitMs, { place, authorised });
    if (status === 403)
      return new TokenNeededError(
        `${said}; ${authorised ? "GITHUB_TOKEN does not allow it" : "it may need GITHUB_TOKEN"}`,
        { place, cause: error },
      );
  }
  if (status === 0) return error;
  return status >= 500 || status === 429
    ? new TransientSourceError(`answered ${status}: ${said}`, { place, cause: error })
    : new PermanentSourceError(`answered ${status}: ${said}`, { place, cause: error });
}

/** How long a limit lasts by the answer's headers; undefined where the answer speaks of no limit. */
function limitedForMs(
  headers: Record<string, string | undefined>,
  said: string,
  now: Date,
): number | undefined {
  const retryAfterS = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(retryAfterS)) return retryAfterS * 1000;
  if (headers["x-ratelimit-remaining"] === "0") {
    const resetAt = Number(headers["x-ratelimit-reset"]) * 1000;
    return Number.isFinite(resetAt) ? Math.max(0, resetAt - now.getTime()) : 60_000;
  }
  return /rate limit/i.test(said) ? 60_000 : undefined;
}
