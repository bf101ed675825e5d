/** Cuts a marked document into overlapping sections that fit a prompt, at parts, headings and paragraphs. */
import { roughTokens } from "../../llm/tokens.ts";
import type { MarkedDocument, MarkedLine } from "./mark-document.ts";

export interface Section {
  /** From 0. */
  number: number;
  of: number;
  /** What the model reads, the document's head first where the section is not the first. */
  shown: string;
  /** Half-open range into the document's text. */
  start: number;
  end: number;
}

export interface SectionLimits {
  /** Most tokens of one section. */
  tokens: number;
  /** Tokens of the text before that a section repeats. */
  overlapTokens: number;
}

const HEAD_TOKENS = 250;

/** The sections of a document, in order; one where it fits. Every line is in at least one. */
export function splitSections(marked: MarkedDocument, limits: SectionLimits): Section[] {
  const { lines } = marked;
  const sizes = lines.map((line) => roughTokens(line.shown) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= limits.tokens) return [section(lines, { from: 0, to: lines.length, number: 0, of: 1 })];
  const room = Math.max(200, limits.tokens - HEAD_TOKENS);
  const ranges: { from: number; to: number }[] = [];
  let from = 0;
  while (from < lines.length) {
    let to = from;
    let size = 0;
    while (to < lines.length && (size + (sizes[to] ?? 0) <= room || to === from)) size += sizes[to++] ?? 0;
    if (to < lines.length) to = bestBreak(lines, from, to);
    ranges.push({ from, to });
    if (to >= lines.length) break;
    from = Math.max(from + 1, stepBack(sizes, to, limits.overlapTokens));
  }
  return ranges.map((range, number) => section(lines, { ...range, number, of: ranges.length }));
}

/** A section in two halves, for when a model's answer to the whole was cut; undefined when it is too small to split. */
export function halves(marked: MarkedDocument, whole: Section): [Section, Section] | undefined {
  const inside = marked.lines.filter((line) => line.start >= whole.start && line.end <= whole.end);
  if (inside.length < 12) return undefined;
  const middle = bestBreak(inside, 0, Math.ceil(inside.length / 2));
  const first = inside.slice(0, middle);
  const second = inside.slice(Math.max(0, middle - 2));
  if (first.length === 0 || second.length === inside.length) return undefined;
  return [
    section(first, { from: 0, to: first.length, number: whole.number, of: whole.of }),
    section(second, { from: 0, to: second.length, number: whole.number, of: whole.of }),
  ];
}

/** The stretch from the middle of one section to the middle of the next. */
export function bridge(marked: MarkedDocument, first: Section, second: Section): Section {
  const from = (first.start + first.end) / 2;
  const to = (second.start + second.end) / 2;
  const inside = marked.lines.filter((line) => line.start >= from && line.end <= to);
  return section(inside, { from: 0, to: inside.length, number: first.number + 0.5, of: first.of });
}

function section(
  lines: readonly MarkedLine[],
  place: { from: number; to: number; number: number; of: number },
): Section {
  const own = lines.slice(place.from, place.to);
  const words = own.map((line) => line.shown).join("\n");
  const head = place.from > 0 && place.number > 0 ? `${headOf(lines)}\n[…]\n` : "";
  const { number, of } = place;
  return { number, of, shown: head + words, start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0 };
}

/** The document's first words: what later sections lean on. */
function headOf(lines: readonly MarkedLine[]): string {
  const head: string[] = [];
  let size = 0;
  for (const line of lines) {
    size += roughTokens(line.shown) + 1;
    if (size > HEAD_TOKENS) break;
    head.push(line.shown);
  }
  return head.join("\n");
}

/** The last good place to break in the second half of a range; its end where there is none. */
function bestBreak(lines: readonly MarkedLine[], from: number, to: number): number {
  const earliest = from + Math.max(1, Math.floor((to - from) / 2));
  for (const wanted of ["part", "heading", "paragraph"] as const) {
    for (let at = to; at >= earliest; at--) if (lines[at]?.opens === wanted) return at;
  }
  return to;
}

function stepBack(sizes: readonly number[], from: number, tokens: number): number {
  let at = from;
  let size = 0;
  while (at > 0 && size + (sizes[at - 1] ?? 0) <= tokens) size += sizes[--at] ?? 0;
  return at;
}
