/** Makes text from the web fit to be shown: one line, no invisible controls, bounded. Knows nothing of pages. */

/** C0/C1 controls, and the marks and overrides that change the direction or the place of the text around them. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const SPACES = /\s+/g;

/**
 * The text on one line without control and bidirectional marks, at most `limit` UTF-16 code units long; what is cut off
 * is shown as "…". Lone surrogates become U+FFFD. The empty string where nothing visible remains.
 */
export function plainText(text: string, limit: number): string {
  // Far more than the limit is cut first, so that a huge title costs nothing.
  const line = text
    .slice(0, limit * 4)
    .toWellFormed()
    .replace(INVISIBLE, " ")
    .replace(SPACES, " ")
    .trim();
  if (line.length <= limit) return line;
  return `${line
    .slice(0, limit - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")
    .trimEnd()}…`;
}

/** The text on one line without control and directional marks; a space at either end stays, for stretches of a line. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, " ").replace(SPACES, " ");
}

/** Like `plainText`, but line breaks stay; for commands. */
export function plainLines(text: string, limit: number): string {
  const lines = text.slice(0, limit * 2).split(/\r\n|\r|\n/);
  const joined = lines
    .map((line) => line.toWellFormed().replace(INVISIBLE, " ").trimEnd())
    .join("\n")
    .trim();
  return joined.length <= limit ? joined : `${joined.slice(0, limit - 1).toWellFormed()}…`;
}

/** The address if a reader may be sent there: http or https, without credentials; otherwise null. */
export function safeHref(address: string): string | null {
  if (address.length > 2000 || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username !== "" || url.password !== "") return null;
  return url.href;
}

/** The host of an address as a reader knows it, or "" where the address is not one to be shown. */
export function hostOf(address: string): string {
  const href = safeHref(address);
  return href === null ? "" : new URL(href).hostname.replace(/^www\./, "");
}
