/**
 * Writes the captures as a WARC 1.1 file, for web archives and their tools: every answer that is remembered as a
 * response, every other version of a document as a resource. Knows nothing of what the bytes mean.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { finished } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { StoreError } from "../record/errors.ts";
import type { FetchMemory } from "../store/fetches.ts";
import type { Library } from "../store/library.ts";

export interface WarcOptions {
  library: Library;
  /** Replaced when all is written; by custom it ends in .warc.gz. */
  file: string;
  now: Date;
}

interface WarcRecord {
  type: "warcinfo" | "response" | "resource";
  uri?: string;
  date: string;
  contentType: string;
  block: Uint8Array;
  /** SHA-256 of the payload in hex. */
  payload?: string;
}

/**
 * Each record is a gzip member of its own, as readers expect. Returns the number of records.
 * @throws StoreError where the file cannot be written.
 */
export async function exportWarc({ library, file, now }: WarcOptions): Promise<number> {
  const beside = `${file}.tmp`;
  const out = createWriteStream(beside);
  let records = 0;
  try {
    for (const record of recordsOf(library, now)) {
      records++;
      if (!out.write(gzipSync(warcBytes(record)))) await once(out, "drain");
    }
    out.end();
    await finished(out);
    renameSync(beside, file);
    return records;
  } catch (cause) {
    out.destroy();
    rmSync(beside, { force: true });
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`cannot write ${file}: ${(cause as Error).message}`, { place: file, cause });
  }
}

function* recordsOf(library: Library, now: Date): Generator<WarcRecord> {
  yield {
    type: "warcinfo",
    date: now.toISOString(),
    contentType: "application/warc-fields",
    block: utf8("software: Local Model Almanac\r\nformat: WARC File Format 1.1\r\n"),
  };
  const written = new Set<string>();
  for (const memory of library.fetches.each()) {
    const address = memory.key.match(/^(?:GET|POST) (https?:\S+)/)?.[1];
    if (!address || !memory.capture || !library.captures.has(memory.capture)) continue;
    written.add(memory.capture);
    yield {
      type: "response",
      uri: memory.finalUrl || address,
      date: memory.fetchedAt,
      contentType: "application/http;msgtype=response",
      block: httpBlock(memory, library.captures.get(memory.capture)),
      payload: memory.capture,
    };
  }
  const versions = library.database.each<{ capture: string; url: string; seen_at: string }>(
    "SELECT v.capture, d.url, v.seen_at FROM document_versions v JOIN documents d ON d.id = v.document ORDER BY v.seen_at, v.capture",
  );
  for (const { capture, url, seen_at } of versions) {
    if (written.has(capture) || !library.captures.has(capture)) continue;
    written.add(capture);
    const block = library.captures.get(capture);
    yield { type: "resource", uri: url, date: seen_at, contentType: typeOf(block), block, payload: capture };
  }
}

/** The status line and the headers that were kept, and the body as it was after decompression. */
function httpBlock(memory: FetchMemory, body: Uint8Array): Uint8Array {
  const headers = Object.entries({ ...memory.headers, "content-length": String(body.length) })
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, " ")}\r\n`)
    .join("");
  return Buffer.concat([utf8(`HTTP/1.1 ${memory.status} OK\r\n${headers}\r\n`), body]);
}

function warcBytes(record: WarcRecord): Uint8Array {
  const { type, uri, date, contentType, block, payload } = record;
  const digest = createHash("sha256").update(block).digest("hex");
  const fields = [
    "WARC/1.1",
    `WARC-Type: ${type}`,
    `WARC-Record-ID: <urn:uuid:${uuidOf(`${type} ${uri} ${date} ${digest}`)}>`,
    `WARC-Date: ${date}`,
    ...(uri ? [`WARC-Target-URI: ${encodeURI(decodeSafely(uri))}`] : []),
    ...(payload ? [`WARC-Payload-Digest: sha256:${payload}`] : []),
    `WARC-Block-Digest: sha256:${digest}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${block.length}`,
  ];
  return Buffer.concat([utf8(`${fields.join("\r\n")}\r\n\r\n`), block, utf8("\r\n\r\n")]);
}

/** The same record gets the same id in every export. */
function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function typeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x7b) return "application/json";
  return bytes[0] === 0x25 && bytes[1] === 0x50 ? "application/pdf" : "text/html";
}

function decodeSafely(uri: string): string {
  try {
    return decodeURI(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
