/**
 * What a list of a document's files says of each (`- qwen3-32b.txt  Qwen/Qwen3-32B, fp16`): it governs the file's own part.
 * Knows nothing of what stands in the files.
 */
import { regex } from "../../../record/regex.ts";
import type { Findings } from "../findings.ts";
import { findingsIn, type Source } from "../source.ts";

/** A line of such a list: the file's name first, then what it is. */
const LISTED = regex()`
  ^[\s*+-]{0,6}[*_\x60[]{0,3}([\w.-]{1,60}\.[a-z]{2,5})[*_\x60\]]{0,3}
  (?:\s?(?:[:=|]|—|–|->|→| - )\s{0,3}|\s{1,8}(?=\S))
`;

/** What is said of the parts with names, by the part's place. */
export function fileNotes(source: Source): ReadonlyMap<number, Findings> {
  const notes = new Map<number, Findings>();
  const { parts } = source.document;
  const places = new Map(parts.flatMap(({ name }, at) => (name ? [[name, at] as const] : [])));
  if (places.size < 2) return notes;
  for (const block of source.blocks) {
    if (block.kind !== "item" && block.kind !== "paragraph") continue;
    let start = block.start;
    for (const line of source.text.slice(block.start, block.end).split("\n")) {
      const listed = LISTED.exec(line);
      const part = listed === null ? undefined : places.get(listed[1]!);
      if (listed !== null && part !== undefined && part !== block.part && !notes.has(part))
        notes.set(part, findingsIn(source, start + listed[0].length, start + line.length));
      start += line.length + 1;
    }
  }
  return notes;
}
