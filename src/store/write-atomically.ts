/** Files that are whole or absent: written beside their place, flushed, then renamed. */
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreError } from "../record/errors.ts";

/**
 * Replaces `file` with `content` in one step; a kill leaves the old file or the new one, never half of either.
 * @throws StoreError when the folder cannot be written.
 */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const beside = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    const handle = openSync(beside, "wx");
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new StoreError(`cannot write ${file}: ${(cause as Error).message}`, { place: file, cause });
  }
}

/** As `writeAtomically`, without keeping the thread waiting for the disk. @throws StoreError */
export async function writeAtomicallyLater(file: string, content: Uint8Array): Promise<void> {
  const beside = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(beside, "wx");
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new StoreError(`cannot write ${file}: ${(cause as Error).message}`, { place: file, cause });
  }
}
