/**
 * What the quotes in a document are: what an engine printed, a guide's own note, a reader's comment. Knows nothing of
 * what they state.
 */
import { regex } from "../../../record/regex.ts";
import type { Block } from "../layout/blocks.ts";
import { alignedTables, type Table } from "../layout/tables.ts";
import { readTimings } from "../readers/logs.ts";
import { mentionsIn } from "../source.ts";
import type { Walk } from "./walk.ts";

/** People set off what their engine printed as a quote; in a thread a quote of an earlier post says nothing new. */
export function isOwnLog({ source }: Walk, { start, end }: Block): boolean {
  const words = source.text.slice(start, end);
  if (timingLines(words) === 0 && !RATE.test(words)) return false;
  if (!/^github-/.test(source.document.family)) return true;
  const first = words
    .replace(/^[>\s]+/, "")
    .slice(0, LONGEST_QUOTED)
    .split("\n")[0]!
    .trim();
  return first.length > 0 && !source.text.slice(0, start).includes(first);
}

/** Sites set what a reader wrote off as a quote: below `NAME said:`, or all there is to the comment so far. */
export const isCommentBody = ({ source, part, caption }: Walk, { start, end }: Block) =>
  source.document.parts[part]?.kind === "comment" &&
  !/^github-/.test(source.document.family) &&
  timingLines(source.text.slice(start, end)) === 0 &&
  (caption === undefined || /:\W{0,3}$/.test(source.text.slice(caption.start, caption.end)));

/** What a reader wrote in of a machine of their own, at length, as newsletters print it: `> My box is a …`. */
export function isLetter({ source }: Walk, { start, end }: Block): boolean {
  if (end - start < SHORTEST_LETTER || !/^(?:blog|vendor)$/.test(source.document.family)) return false;
  const words = source.text.slice(start, end);
  return (
    FIRST_PERSON.test(words) &&
    timingLines(words) === 0 &&
    mentionsIn(source, start, end).some(({ field }) => field === "devices" || field === "model")
  );
}

/** In characters. */
const SHORTEST_LETTER = 160;
const FIRST_PERSON = /\b(?:I|I['’](?:m|ve)|my|mine)\b/;

/** Guides set their own notes off as quotes with a label: `> **Scope.** One box each`, `> [!NOTE]`. */
export const isCallout = ({ source }: Walk, { start, end }: Block) =>
  /^(?:repo-doc|doc-site|blog|gist)$/.test(source.document.family) &&
  CALLOUT.test(source.text.slice(start, Math.min(end, start + 60)));

const CALLOUT = regex("i")`
  ^[>\s]{1,8}(?:
    (?:\*\*|__)[^*_\n]{2,40}(?:\*\*|__)|\[!\w{2,12}\]|
    (?:note|scope|tip|update|hardware|setup|tl;?dr)\b[^\n]{0,12}:
  )
`;

const LONGEST_QUOTED = 60;
const RATE = /\d\s?(?:\w{1,10} )?tok(?:en)?s?\/s/i;

/** A log that was pasted without a fence. */
export function printsTimings({ source }: Walk, { start, end }: Block): boolean {
  const words = source.text.slice(start, end);
  // One line between backticks is one that was copied.
  return timingLines(words) > (/^\s*`[^`\n]{20,300}`\s*$/.test(words) ? 0 : 1);
}

/** Columns of figures that only blanks keep apart, pasted without a fence, under a header that speaks of speeds. */
export function holdsColumns({ source }: Walk, { kind, start, end }: Block): boolean {
  if (kind !== "paragraph") return false;
  const words = source.text.slice(start, end);
  return (
    /\S {2,12}\S.{0,200}\n.{0,40}\d {2,20}\d/.test(words) && alignedTables(words, start).some(hasSpeedHeads)
  );
}

const hasSpeedHeads = ({ header }: Table) => header.some(({ text }) => RATE_HEAD.test(text));
const RATE_HEAD = /t(?:ok(?:en)?s?)?\s?\/\s?s|\btps\b|\b(?:pp|tg)\d{2,5}\b/i;

const timingLines = (words: string) =>
  words.split("\n").filter((line) => readTimings(line, 0).length > 0).length;
