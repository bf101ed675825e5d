/** Bytes to text: byte-order mark, then the header's charset, then the document's own, then UTF-8 where valid, else windows-1252. */

/** How far a document's own declaration is looked for. */
const PRESCAN_BYTES = 4096;

/** Never throws; what cannot be decoded becomes U+FFFD. `headerCharset` is from Content-Type. */
export function decodeBytes(bytes: Uint8Array, headerCharset?: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  for (const label of [headerCharset, declaredCharset(bytes)]) {
    if (!label) continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch (error) {
      // An unknown label says nothing; the next one may.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return undefined;
}

/** What `<meta charset>`, `<meta http-equiv>` or an XML declaration says; UTF-16 said in ASCII means UTF-8. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, PRESCAN_BYTES));
  const label = (/<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w-]{2,40})/i.exec(head) ??
    /^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w-]{2,40})/i.exec(head))?.[1]?.toLowerCase();
  return label?.startsWith("utf-16") ? "utf-8" : label;
}
