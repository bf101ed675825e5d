/** Writes the rendered book into output/book: only files that differ, and no file that belongs to no chapter any more. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sha256 } from "../../record/ids.ts";
import { writeIfChanged } from "../publish-catalog.ts";

/** File name under output/book → content. */
export type BookFiles = ReadonlyMap<string, string>;

const THEME = join(import.meta.dirname, "../theme");

/** What the program may clear away: everything it writes itself, and nothing hidden but the VitePress folder. */
const KEPT = new Set([".edition.json"]);

/** Writes all files and removes what an earlier edition left behind. @throws StoreError */
export function writeBook(folder: string, files: BookFiles): void {
  mkdirSync(folder, { recursive: true });
  for (const name of listFiles(folder)) {
    if (!files.has(name) && !KEPT.has(name)) rmSync(join(folder, name), { force: true });
  }
  for (const [name, content] of files) writeIfChanged(join(folder, name), content);
}

/** The theme's files under the names that VitePress looks for. */
export function themeFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of listFiles(THEME)) {
    const place = name.endsWith(".svg") ? "public" : ".vitepress/theme";
    files.set(`${place}/${name}`, readFileSync(join(THEME, name), "utf8"));
  }
  files.set(".vitepress/theme/index.js", 'export { default } from "./theme.ts";\n');
  return files;
}

/** A hash over names and contents. */
export function signatureOf(files: BookFiles): string {
  const lines = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, content]) => `${name} ${sha256(content)}`);
  return sha256(lines.join("\n"));
}

/** Copies the catalog's exports to where the site offers them. */
export function copyDownloads(catalogFolder: string, folder: string): void {
  if (existsSync(catalogFolder)) cpSync(catalogFolder, folder, { recursive: true });
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
