/**
 * Raw bodies as they came from the source, gzipped and named by the SHA-256 of their content. Everything downstream
 * can be made again from them. Knows nothing of what the bytes mean.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzip, gzipSync } from "node:zlib";
import { StoreError } from "../record/errors.ts";
import { sha256 } from "../record/ids.ts";
import { writeAtomically, writeAtomicallyLater } from "./write-atomically.ts";

const gzipLater = promisify(gzip);

export class CaptureStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps the bytes, once however often they come, and returns their hash (64 hex digits). */
  put(bytes: Uint8Array): string {
    const hash = sha256(bytes);
    const file = this.#file(hash);
    if (!existsSync(file)) writeAtomically(file, gzipSync(bytes));
    return hash;
  }

  /** As `put`; compressing and flushing to disk happen while other work goes on. */
  async putLater(bytes: Uint8Array): Promise<string> {
    const hash = sha256(bytes);
    const file = this.#file(hash);
    if (!existsSync(file)) await writeAtomicallyLater(file, await gzipLater(bytes, { level: 4 }));
    return hash;
  }

  has(hash: string): boolean {
    return existsSync(this.#file(hash));
  }

  /** @throws StoreError when there is no such capture or its content does not match its name. */
  get(hash: string): Uint8Array {
    const file = this.#file(hash);
    let bytes: Uint8Array;
    try {
      bytes = gunzipSync(readFileSync(file));
    } catch (cause) {
      throw new StoreError(`capture ${hash} cannot be read: ${(cause as Error).message}`, {
        place: file,
        cause,
      });
    }
    if (sha256(bytes) !== hash) throw new StoreError(`capture ${hash} is damaged`, { place: file });
    return bytes;
  }

  #file(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), `${hash}.gz`);
  }
}
