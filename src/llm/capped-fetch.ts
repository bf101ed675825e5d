/**
 * A fetch that always ends: it reads the whole body under a byte cap and one deadline. Knows nothing of what is fetched.
 */

export type Fetch = typeof globalThis.fetch;

export interface FetchCaps {
  /** From the request's start to the body's last byte. */
  timeoutMs: number;
  /** Decoded bytes; a larger body is cut off and fails. */
  maxBytes: number;
}

/** The body grew past the cap. */
export class BodyTooLargeError extends Error {
  constructor(maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`);
    this.name = "BodyTooLargeError";
  }
}

/** The deadline passed before the body's end. */
export class DeadlineError extends Error {
  constructor(timeoutMs: number) {
    super(`no complete answer within ${timeoutMs} ms`);
    this.name = "DeadlineError";
  }
}

/** The connection ended before the body's end. */
export class CutConnectionError extends Error {
  constructor(cause: unknown) {
    super("the connection was cut before the answer's end", { cause });
    this.name = "CutConnectionError";
  }
}

/**
 * Wraps `fetch` so that a server which sends a gigabyte, or a byte a second, costs at most the caps. Redirects are not
 * followed: a model server has no reason to send us elsewhere with the key in hand.
 */
export function cappedFetch(fetch: Fetch, caps: FetchCaps): Fetch {
  return async (input, init) => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new DeadlineError(caps.timeoutMs)), caps.timeoutMs);
    const outer = init?.signal;
    const signal = outer ? AbortSignal.any([outer, deadline.signal]) : deadline.signal;
    try {
      const response = await fetch(input, { ...init, signal, redirect: "manual" });
      const body = await readCapped(response, caps.maxBytes);
      return new Response(hasNoBody(response.status) ? null : body, {
        status: response.status === 0 ? 502 : response.status,
        headers: withoutEncoding(response.headers),
      });
    } catch (error) {
      if (outer?.aborted) throw outer.reason;
      if (deadline.signal.aborted) throw deadline.signal.reason;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

const hasNoBody = (status: number) => status === 204 || status === 205 || status === 304;

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new CutConnectionError(error);
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited: a server that never stops sending must not keep us waiting for its goodbye.
      reader.cancel().catch(() => undefined);
      throw new BodyTooLargeError(maxBytes);
    }
    chunks.push(value);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** The body is decoded by now, so its headers must not claim otherwise. */
function withoutEncoding(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  kept.delete("transfer-encoding");
  return kept;
}
