/** The Content-Type header: media type and charset. Knows nothing of bodies. */

export interface ContentType {
  /** Lower case without parameters; empty where the header is absent or malformed. */
  type: string;
  /** Lower case, as the header says it. */
  charset: string | null;
}

export function parseContentType(header: string | undefined): ContentType {
  const [first = "", ...parameters] = (header ?? "").slice(0, 500).split(";");
  const type = first.trim().toLowerCase();
  const charset = parameters
    .map((parameter) => parameter.trim().toLowerCase())
    .find((parameter) => parameter.startsWith("charset="))
    ?.slice("charset=".length)
    .replace(/^["']|["']$/g, "");
  return { type: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : "", charset: charset || null };
}
