/**
 * The passages of a document that could carry a lesson: sentences, short list items and wordy table cells, each with
 * its place and headings. Knows Markdown's blocks, nothing of lessons.
 */

import type { DocumentPart } from "../../../record/document.ts";
import { regex } from "../../../record/regex.ts";
import type { Block, Heading, Prose } from "../layout/blocks.ts";
import { type Span, sentencesOf } from "../layout/sentences.ts";

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
  /** The headings it stands under, the outermost first. */
  headings: readonly string[];
  /** Of a thread's opening post, which tells and asks more than it teaches. */
  opening: boolean;
};

/** The longest passage worth quoting, in characters. */
const LONGEST = 600;
const LONGEST_ITEM = 280;
const CELL_WORDS = 6;
/** A line of so many characters was broken because it was full, in text with hard line breaks. */
const FULL_LINE = 45;

/** Sections of other people's titles and of the project's own affairs. */
const NO_WORDS_OF_ITS_OWN = regex("i")`
  ^[#*\s]*(?:\d+\.?\s+)?(?:
    references|bibliography|works cited|further reading|literatur\w{0,11}|bibliograf[ií]a|références|
    licen[cs]e|changelog|acknowledge?ments?|(?:table of )?contents|citation
  )[*:\s]*$
`;

/** A question, or a box that is not ticked yet. */
const ASKS_OR_PLANS = /[?？]["')\]*_”]{0,5}$|^\[ ?\]/;

type Setting = Pick<Passage, "headings" | "opening">;

/** Every passage with words in it, in the order of the text. Code, headings, questions and reference lists have none. */
export function passagesOf(
  text: string,
  blocks: readonly Block[],
  parts: readonly DocumentPart[] = [],
): Passage[] {
  const passages: Passage[] = [];
  const headings: Heading[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      headings.push(block);
    } else if (
      block.kind !== "code" &&
      !headings.some(({ start, end }) => NO_WORDS_OF_ITS_OWN.test(text.slice(start, end)))
    ) {
      const setting: Setting = {
        headings: headings.map(({ start, end }) => text.slice(start, end)),
        opening: parts[block.part]?.kind === "post",
      };
      passages.push(
        ...(block.kind === "table" ? cellsOf(text, block, setting) : proseOf(text, block, setting)),
      );
    }
  }
  return passages.filter(
    ({ text: words }) => words.length <= LONGEST && /\p{L}{2}/u.test(words) && !ASKS_OR_PLANS.test(words),
  );
}

/** Sentences that a hard line break cut in two are whole again: the first has no end mark, and its line was full. */
function wrapped(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    const cut =
      before !== undefined &&
      !/[.!?:;。…]["')*_`\]]{0,3}$/.test(text.slice(Math.max(before.start, before.end - 5), before.end)) &&
      /^[ \t]*\n[ \t]*$/.test(text.slice(before.end, span.start)) &&
      before.end - Math.max(before.start, text.lastIndexOf("\n", before.end - 1)) >= FULL_LINE;
    if (cut) joined[joined.length - 1] = { start: before.start, end: span.end };
    else joined.push(span);
  }
  return joined;
}

function proseOf(text: string, block: Prose, setting: Setting): Passage[] {
  const spans = wrapped(text, sentencesOf(text, block.start, block.end));
  const place = block.kind;
  const passage = (start: number, end: number, first: boolean, last: boolean): Passage => {
    const from = start + (/^(?:[-*+•>]|\d{1,3}[.)])\s+/.exec(text.slice(start, start + 8))?.[0].length ?? 0);
    return { text: text.slice(from, end), start: from, end, place, first, last, ...setting };
  };
  const whole = spans.length > 0 ? spans.at(-1)!.end - spans[0]!.start : 0;
  if (place === "item" && spans.length > 1 && spans.length <= 3 && whole <= LONGEST_ITEM)
    return [passage(spans[0]!.start, spans.at(-1)!.end, true, true)];
  return spans.map(({ start, end }, at) => passage(start, end, at === 0, at === spans.length - 1));
}

function cellsOf(text: string, { start, end }: Block, setting: Setting): Passage[] {
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
      ...setting,
    });
  }
  return cells;
}
