/** One request on the wire and its whole answer; failures of the network become named errors. No redirects, no retries. */
import { type Dispatcher, request } from "undici";
import { PermanentSourceError, TransientSourceError } from "../../record/errors.ts";
import { parseContentType } from "./content-type.ts";
import { type BodyLimits, readBody } from "./read-body.ts";
import type { Hop } from "./redirect.ts";

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface SendOptions {
  /** From the request's start to the end of the headers. */
  timeoutMs: number;
  signal: AbortSignal | undefined;
  limits: (contentType: string) => BodyLimits;
}

/** A redirect's body is read only this far, to keep the connection. */
const MAX_REDIRECT_BODY_BYTES = 64 * 1024;

/** @throws TransientSourceError, PermanentSourceError; the signal's reason where it was aborted. */
export async function sendOnce(agent: Dispatcher, hop: Hop, options: SendOptions): Promise<RawAnswer> {
  const place = hop.url.href;
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new TransientSourceError(`no answer within ${options.timeoutMs} ms`, { place })),
    options.timeoutMs,
  );
  const signal = options.signal ? AbortSignal.any([options.signal, deadline.signal]) : deadline.signal;
  try {
    const answer = await request(hop.url, {
      dispatcher: agent,
      method: hop.method,
      headers: hop.headers,
      body: hop.body ?? null,
      signal,
    });
    clearTimeout(timer);
    const headers = joinedHeaders(answer.headers);
    const { type } = parseContentType(headers["content-type"]);
    const redirect = answer.statusCode >= 300 && answer.statusCode < 400;
    const limits = options.limits(type);
    const length = headers["content-length"];
    const body = await readBody(
      answer.body,
      {
        contentEncoding:
          hop.method === "HEAD" || answer.statusCode === 304 ? undefined : headers["content-encoding"],
        contentLength: hop.method !== "HEAD" && length && /^\d+$/.test(length) ? Number(length) : undefined,
      },
      redirect ? { ...limits, maxBytes: Math.max(MAX_REDIRECT_BODY_BYTES, 0) } : limits,
      place,
    );
    return { status: answer.statusCode, headers, body };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (deadline.signal.aborted) throw deadline.signal.reason;
    throw namedError(error, place);
  } finally {
    clearTimeout(timer);
  }
}

/** Failures of undici and the socket that asking again cannot mend. */
const LASTING_CODES = new Set([
  "UND_ERR_HEADERS_OVERFLOW",
  "UND_ERR_INVALID_ARG",
  "UND_ERR_NOT_SUPPORTED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_INVALID_URL",
]);

function namedError(error: unknown, place: string): Error {
  if (error instanceof PermanentSourceError || error instanceof TransientSourceError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const lasting = code !== undefined && (LASTING_CODES.has(code) || code.startsWith("HPE_"));
  const text = `${code ?? (error as Error).name}: ${message}`;
  return lasting
    ? new PermanentSourceError(text, { place, cause: error })
    : new TransientSourceError(text, { place, cause: error });
}

function joinedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return joined;
}
