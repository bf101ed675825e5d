/** Turns what goes wrong on the wire into the almanac's named errors. Knows the `openai` package's errors by shape only. */
import { BodyTooLargeError, CutConnectionError, DeadlineError } from "./capped-fetch.ts";

/** What the client does about a failure. */
export type WireFailure =
  | { kind: "overloaded"; retryAfterMs: number | undefined; message: string }
  | { kind: "timed-out"; message: string }
  /** 5xx, cut connections, nobody listening. */
  | { kind: "unavailable"; message: string }
  /** 400, 413, 422: this request, not the server. */
  | { kind: "refused-request"; message: string }
  /** 401, 403, 404: a person has to change something. */
  | { kind: "misconfigured"; status: number; message: string }
  | { kind: "too-large"; message: string };

/** Classifies an error thrown by the `openai` package or by our fetch; undefined for anything else (a bug). */
export function wireFailure(error: unknown): WireFailure | undefined {
  for (const cause of causes(error)) {
    if (cause instanceof DeadlineError) return { kind: "timed-out", message: cause.message };
    if (cause instanceof BodyTooLargeError) return { kind: "too-large", message: cause.message };
    if (cause instanceof CutConnectionError) return { kind: "unavailable", message: cause.message };
  }
  if (!(error instanceof Error)) return undefined;
  const { status, headers } = error as Error & { status?: unknown; headers?: unknown };
  const message = error.message.slice(0, 500);
  if (typeof status === "number") return byStatus(status, message, headers);
  if (error.name === "APIConnectionTimeoutError" || error.name === "TimeoutError") {
    return { kind: "timed-out", message };
  }
  if (error.constructor.name.startsWith("APIConnection") || error instanceof TypeError) {
    return { kind: "unavailable", message: rootMessage(error) };
  }
  return error instanceof SyntaxError
    ? { kind: "unavailable", message: `the answer is not JSON: ${message}` }
    : undefined;
}

function byStatus(status: number, message: string, headers: unknown): WireFailure {
  if (status === 429 || status === 503 || status === 529) {
    return { kind: "overloaded", retryAfterMs: retryAfterMs(headers), message };
  }
  if (status === 401 || status === 403 || status === 404) return { kind: "misconfigured", status, message };
  if (status === 408 || status === 504) return { kind: "timed-out", message };
  if (status >= 500 || status === 409) return { kind: "unavailable", message };
  if (status >= 300 && status < 400) {
    return { kind: "misconfigured", status, message: `the server redirects (${status})` };
  }
  return { kind: "refused-request", message };
}

/** Retry-After in seconds or as a date, and the `retry-after-ms` of some servers. */
export function retryAfterMs(headers: unknown, now: number = Date.now()): number | undefined {
  if (!(headers instanceof Headers)) return undefined;
  const ms = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function* causes(error: unknown): Generator<unknown> {
  let current = error;
  for (let depth = 0; depth < 6 && current !== undefined && current !== null; depth++) {
    yield current;
    current = current instanceof Error ? current.cause : undefined;
  }
}

function rootMessage(error: unknown): string {
  let message = "";
  for (const cause of causes(error)) if (cause instanceof Error && cause.message) message = cause.message;
  return message.slice(0, 500);
}
