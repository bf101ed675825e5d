/** A hash over the program's own files, by which a stage notices that a newer version of it must do its work again. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { sha256 } from "../record/ids.ts";

/** Changes with any file of these folders and files; the place of the program on the disk does not count. */
export function programSignature(paths: readonly string[]): string {
  const root = join(import.meta.dirname, "..");
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [path],
  );
  const lines = files
    .sort()
    .map((file) => `${relative(root, file).replaceAll("\\", "/")} ${sha256(readFileSync(file))}`);
  return sha256(lines.join("\n"));
}
