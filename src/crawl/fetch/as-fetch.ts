/** The fetcher in the shape of WHATWG fetch, for client libraries: one origin, and every limit of the fetcher. */
import { PermanentSourceError } from "../../record/errors.ts";
import type { FetchAnswer, FetchRequest } from "./fetcher.ts";

const BODILESS = new Set([101, 103, 204, 205, 304]);

/**
 * A `fetch` that asks `origin` only, whatever address its caller makes up from an answer. Redirects are followed with
 * credentials dropped on a change of origin.
 */
export function asFetch(
  fetchOnce: (request: FetchRequest) => Promise<FetchAnswer>,
  origin: string,
  bounds: { delayMs?: number; maxBytes?: number },
): typeof globalThis.fetch {
  const only = new URL(origin).origin;
  return async (input, init) => {
    const asked = input instanceof Request ? input : undefined;
    const url = new URL(asked?.url ?? String(input));
    if (url.origin !== only)
      throw new PermanentSourceError(`refused: this client asks ${only} only`, { place: url.href });
    const headers: Record<string, string> = {};
    new Headers(init?.headers ?? asked?.headers).forEach((value, name) => {
      headers[name] = value;
    });
    const body = init?.body ?? (asked?.body ? await asked.text() : undefined);
    if (body !== undefined && body !== null && typeof body !== "string" && !(body instanceof Uint8Array))
      throw new PermanentSourceError("refused: only text and bytes can be sent", { place: url.href });
    const signal = init?.signal ?? asked?.signal;
    const answer = await fetchOnce({
      url: url.href,
      method: (init?.method ?? asked?.method ?? "GET").toUpperCase() as NonNullable<FetchRequest["method"]>,
      headers,
      delayMs: bounds.delayMs ?? 0,
      ...(headers.accept ? { accept: headers.accept } : {}),
      ...(body ? { body } : {}),
      ...(signal ? { signal } : {}),
      ...(bounds.maxBytes ? { maxBytes: bounds.maxBytes } : {}),
    });
    const { "content-encoding": _encoding, "content-length": _length, ...rest } = answer.headers;
    const response = new Response(BODILESS.has(answer.status) ? null : Buffer.from(answer.body), {
      status: answer.status,
      headers: rest,
    });
    Object.defineProperty(response, "url", { value: answer.url });
    Object.defineProperty(response, "redirected", { value: answer.redirects.length > 0 });
    return response;
  };
}
