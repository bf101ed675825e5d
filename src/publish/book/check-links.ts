/** Checks the author's links from chapter to chapter before anything is built. Knows nothing of links to the outside. */
import { ConfigError } from "../../record/errors.ts";
import type { Chapter } from "./read-chapters.ts";

/** A Markdown link to a place in the book: `](/hardware/gpu-24#what-to-mind)`. */
const LINK = /\]\((\/[^)\s]{0,200})\)/g;

/** @throws ConfigError naming the line of the first link that leads nowhere. */
export function checkLinks(chapters: readonly Chapter[]): void {
  const known = new Set(chapters.map(({ id }) => id));
  for (const chapter of chapters) {
    for (const [index, line] of chapter.prose.lines.entries()) {
      if (typeof line !== "string") continue;
      for (const [, link = ""] of line.matchAll(LINK)) {
        if (!known.has(chapterId(link)) && !link.startsWith("/downloads/")) {
          throw new ConfigError(`the link ${link} leads to no chapter`, {
            place: `${chapter.file}:${chapter.prose.firstLine + index}`,
          });
        }
      }
    }
  }
}

/** The chapter that a link means: `/use/` is `use/index`, `/use/coding.html#x` is `use/coding`, `/catalog/` is `catalog`. */
function chapterId(link: string): string {
  const path = link
    .replace(/[?#].*$/, "")
    .replace(/(?:\.html|\.md)$/, "")
    .slice(1);
  if (path === "") return "index";
  if (path === "catalog/") return "catalog";
  return path.endsWith("/") ? `${path}index` : path;
}
