/** What a redirect leads to: the next address, method and headers. Credentials do not leave their origin. */
import { PermanentSourceError } from "../../record/errors.ts";
import { checkedUrl } from "./address-check.ts";

/** One request on the wire. */
export interface Hop {
  url: URL;
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

export interface Redirect {
  from: string;
  to: string;
  status: number;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Headers that speak for us, or of what was known of the old address. */
const CREDENTIALS = ["authorization", "proxy-authorization", "cookie", "x-api-key", "private-token"];
const BODY_HEADERS = ["content-type", "content-length", "content-encoding"];

/**
 * The hop that an answer asks for, or undefined where it is no redirect.
 * @throws PermanentSourceError for a redirect to a refused or malformed address.
 */
export function nextHop(
  hop: Hop,
  answer: { status: number; headers: Record<string, string> },
  allowHosts: readonly string[],
): Hop | undefined {
  const location = answer.headers.location;
  if (!REDIRECTS.has(answer.status) || location === undefined) return undefined;
  let target: URL;
  try {
    target = new URL(location, hop.url);
  } catch (cause) {
    throw new PermanentSourceError("redirects to a malformed address", { place: hop.url.href, cause });
  }
  target.hash = "";
  const url = checkedUrl(target, allowHosts);
  const headers = { ...hop.headers };
  if (url.origin !== hop.url.origin) for (const name of CREDENTIALS) delete headers[name];
  const becomesGet = answer.status === 303 || (answer.status < 303 && hop.method === "POST");
  if (!becomesGet || hop.method === "HEAD") return { url, method: hop.method, headers, body: hop.body };
  for (const name of BODY_HEADERS) delete headers[name];
  return { url, method: "GET", headers, body: undefined };
}
