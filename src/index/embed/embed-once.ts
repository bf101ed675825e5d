/** Vectors paid for once: kept in SQLite by the embedder's name and the text's hash. Knows nothing of records. */
import { sha256 } from "../../record/ids.ts";
import type { Database } from "../../store/database.ts";
import type { Embedder } from "./embedder.ts";

/** Texts embedded between two writes to the store: what a kill can lose. */
const KEEP_EVERY = 64;

/** The same embedder now gives vectors of another length: those kept under its name are of no use any more. */
export class VectorsChanged extends Error {
  constructor() {
    super("the embedder gives vectors of different lengths");
  }
}

export interface EmbedOnceOptions {
  database: Database;
  embedder: Embedder;
  signal: AbortSignal;
  /** Called after each group of texts that were not known. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * The vectors of `texts`, in order. Only texts never seen before reach the embedder.
 * @throws InterruptedError, ModelUnavailableError: the vectors made so far stay stored. VectorsChanged.
 */
export async function embedOnce(
  texts: readonly string[],
  options: EmbedOnceOptions,
): Promise<Float32Array[]> {
  const { database, embedder } = options;
  const hashes = texts.map((text) => sha256(text));
  const known = new Map<string, Float32Array>();
  const missing = new Map<string, string>();
  hashes.forEach((hash, place) => {
    if (known.has(hash) || missing.has(hash)) return;
    const vector = storedVector(database, embedder.name, hash);
    if (vector) known.set(hash, vector);
    else missing.set(hash, texts[place]!);
  });
  const waiting = [...missing];
  for (let at = 0; at < waiting.length; at += KEEP_EVERY) {
    const group = waiting.slice(at, at + KEEP_EVERY);
    const vectors = await embedder.embed(
      group.map(([, text]) => text),
      { signal: options.signal },
    );
    database.transaction(() => {
      group.forEach(([hash], place) => {
        known.set(hash, vectors[place]!);
        keepVector(database, { embedder: embedder.name, hash, vector: vectors[place]! });
      });
    });
    options.onProgress?.({ done: Math.min(at + KEEP_EVERY, waiting.length), total: waiting.length });
  }
  const all = hashes.map((hash) => known.get(hash)!);
  if (all.some((vector) => vector.length !== all[0]!.length)) throw new VectorsChanged();
  return all;
}

/** Drops the kept vectors of one embedder. */
export function forgetVectors(database: Database, embedder: string): void {
  database.run("DELETE FROM embeddings WHERE embedder = ?", embedder);
}

function storedVector(database: Database, embedder: string, hash: string): Float32Array | undefined {
  const row = database.get<{ vector: Uint8Array }>(
    "SELECT vector FROM embeddings WHERE embedder = ? AND text_hash = ?",
    embedder,
    hash,
  );
  if (!row) return undefined;
  // A copy: the blob's own bytes need not lie on a boundary of four.
  return new Float32Array(row.vector.slice().buffer);
}

function keepVector(
  database: Database,
  entry: { embedder: string; hash: string; vector: Float32Array },
): void {
  const { vector } = entry;
  database.run(
    `INSERT INTO embeddings (embedder, text_hash, vector) VALUES (?, ?, ?)
     ON CONFLICT (embedder, text_hash) DO UPDATE SET vector = excluded.vector`,
    entry.embedder,
    entry.hash,
    new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
  );
}
