/**
 * The passages of a document that could carry a lesson: sentences, short list items and wordy table cells, each with
 * its place. Knows Markdown's blocks, nothing of lessons.
 */
import type { DocumentPart } from "../../../record/document.ts";
import { blocksOf, type Prose } from "../layout/blocks.ts";
import { sentencesOf } from "../layout/sentences.ts";

export type PassagePlace = "paragraph" | "item" | "quote" | "cell";

/** A stretch of the document's own words; offsets are half-open. */
export type Passage = {
  text: string;
  start: number;
  end: number;
  place: PassagePlace;
  /** True for the first and the last sentence of their block. */
  first: boolean;
  last: boolean;
};

/** The longest passage worth quoting, in characters. */
const LONGEST = 600;
const LONGEST_ITEM = 280;
const CELL_WORDS = 6;

/** A beginning that leans on the sentence before it. */
const LEANS =
  /^(?:so|therefore|thus|hence|consequently|which|that's|this|that|these|those|it|they|because|otherwise)\b/i;

/** Every passage, in the order of the text. Code and headings have none. */
export function passagesOf(text: string, parts: readonly DocumentPart[]): Passage[] {
  const passages: Passage[] = [];
  for (const block of blocksOf({ text, parts: [...parts] })) {
    if (block.kind === "table") passages.push(...cellsOf(text, block.start, block.end));
    else if (block.kind !== "code" && block.kind !== "heading") passages.push(...proseOf(text, block));
  }
  return passages.filter((passage) => passage.text.length <= LONGEST);
}

function proseOf(text: string, block: Prose): Passage[] {
  const spans = sentencesOf(text, block.start, block.end);
  const place = block.kind;
  const passage = (start: number, end: number, first: boolean, last: boolean): Passage => {
    const from = start + (/^(?:[-*+•>]|\d{1,3}[.)])\s+/.exec(text.slice(start, start + 8))?.[0].length ?? 0);
    return { text: text.slice(from, end), start: from, end, place, first, last };
  };
  const whole = spans.length > 0 ? spans.at(-1)!.end - spans[0]!.start : 0;
  if (place === "item" && spans.length > 1 && spans.length <= 3 && whole <= LONGEST_ITEM)
    return [passage(spans[0]!.start, spans.at(-1)!.end, true, true)];
  return spans.map(({ start, end }, at) => {
    const before = spans[at - 1];
    const leans =
      false &&
      before !== undefined &&
      LEANS.test(text.slice(start, start + 16)) &&
      end - before.start <= LONGEST_ITEM;
    return passage(leans ? before.start : start, end, at === 0, at === spans.length - 1);
  });
}

function cellsOf(text: string, start: number, end: number): Passage[] {
  const cells: Passage[] = [];
  for (const found of text.slice(start, end).matchAll(/[^|\n]+/g)) {
    const words = found[0].trim();
    if (words.split(/\s+/).length < CELL_WORDS) continue;
    const from = start + found.index + found[0].indexOf(words);
    cells.push({
      text: words,
      start: from,
      end: from + words.length,
      place: "cell",
      first: false,
      last: false,
    });
  }
  return cells;
}
