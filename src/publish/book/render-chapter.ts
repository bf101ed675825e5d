/**
 * Turns a chapter and its blocks into the two files that VitePress reads: Markdown that holds only the author's words,
 * and JSON that holds everything else. Text from the web never enters the Markdown.
 */
import { sha256 } from "../../record/ids.ts";
import { type BlockContext, type BlockData, buildBlock } from "./blocks.ts";
import { inertJson } from "./inert-json.ts";
import type { Chapter } from "./read-chapters.ts";

/** The import name under which the site's build finds a chapter's data. */
export const DATA_PREFIX = "almanac-data:";

export interface RenderedChapter {
  id: string;
  markdown: string;
  /** The blocks' data as inert JSON. */
  data: string;
  /** Changes when the chapter's prose or data does, and only then. */
  hash: string;
}

/** @throws ConfigError when a marker asks for what there is not. */
export function renderChapter(chapter: Chapter, context: BlockContext): RenderedChapter {
  const blocks: BlockData[] = chapter.prose.markers.map((marker) => buildBlock(marker, chapter, context));
  const data = inertJson({ blocks });
  return {
    id: chapter.id,
    markdown: markdownOf(chapter),
    data,
    hash: sha256(`${chapter.source}\n${data}`),
  };
}

function markdownOf(chapter: Chapter): string {
  const front = {
    title: chapter.id === "index" ? undefined : chapter.title,
    description: chapter.summary,
    chapter: { id: chapter.id, title: chapter.title, part: chapter.part, layout: chapter.layout },
  };
  const body = chapter.prose.lines
    .map((line) =>
      typeof line === "number" ? `\n<AlmanacBlock :block="chapter.blocks[${line}]" />\n` : line,
    )
    .join("\n");
  // JSON is YAML too, so the front matter needs no quoting rules of its own.
  return [
    "---",
    JSON.stringify(front),
    "---",
    "<script setup>",
    `import chapter from "${DATA_PREFIX}${chapter.id}";`,
    "</script>",
    "",
    body,
  ].join("\n");
}
