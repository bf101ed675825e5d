/**
 * Refuses PDFs whose streams inflate to far more than a paper needs, before the library reads them: it inflates whole
 * streams outside the heap, where no limit of a thread holds. Knows nothing of pages and text.
 */
import { constants, inflateSync } from "node:zlib";
import { PermanentSourceError } from "../../record/errors.ts";

const MAX_STREAM_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
/** LZW has no bound on its ratio that is cheap to check; old files have small streams of it. */
const MAX_LZW_BYTES = 256 * 1024;
const MAX_STREAMS = 100_000;
/** How far before its data a stream's dictionary is looked for. */
const DICTIONARY_BYTES = 2000;

/** @throws PermanentSourceError for a bomb, and for an encrypted file, which cannot be looked into. */
export function checkPdf(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.includes("/Encrypt")) throw new PermanentSourceError("refused: the PDF is encrypted");
  let total = 0;
  let place = 0;
  for (let count = 0; ; count++) {
    const at = file.indexOf("stream", place);
    if (at < 0) return;
    if (count > MAX_STREAMS) throw new PermanentSourceError("refused: the PDF has too many streams");
    place = at + "stream".length;
    if (file.subarray(at - 3, at).toString("latin1") === "end") continue;
    const dictionary = dictionaryBefore(file, at);
    const filters = dictionary.match(/\/(?:FlateDecode|LZWDecode|Fl|LZW)(?![A-Za-z])/g) ?? [];
    if (filters.length === 0 || /\/Subtype\s{0,5}\/Image/.test(dictionary)) continue;
    if (filters.length > 1 && /\/Filter\s{0,5}\[/.test(dictionary))
      throw new PermanentSourceError("refused: a stream of the PDF is compressed more than once");
    const start = file[place] === 13 && file[place + 1] === 10 ? place + 2 : place + 1;
    const end = file.indexOf("endstream", start);
    const data = file.subarray(start, end < 0 ? file.length : end);
    if (/LZW/.test(filters[0]!)) {
      if (data.length > MAX_LZW_BYTES)
        throw new PermanentSourceError("refused: a large LZW stream in the PDF");
      continue;
    }
    total += inflatedBytes(data);
    if (total > MAX_TOTAL_BYTES) throw tooLarge();
  }
}

function dictionaryBefore(file: Buffer, at: number): string {
  const text = file.subarray(Math.max(0, at - DICTIONARY_BYTES), at).toString("latin1");
  const start = Math.max(text.lastIndexOf(" obj"), text.lastIndexOf("endobj"));
  return start < 0 ? text : text.slice(start);
}

function inflatedBytes(data: Buffer): number {
  try {
    return inflateSync(data, { maxOutputLength: MAX_STREAM_BYTES, finishFlush: constants.Z_SYNC_FLUSH })
      .length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    // Damaged data: the library makes of it what it can.
    return 0;
  }
}

function tooLarge(): PermanentSourceError {
  return new PermanentSourceError(
    `refused: the PDF inflates to over ${MAX_STREAM_BYTES / 1024 / 1024} MiB in one stream, or ${MAX_TOTAL_BYTES / 1024 / 1024} MiB in all`,
  );
}
