/**
 * Finds where in a document a quote stands: exactly, after folding, or nearly. A number in the quote must stand in the
 * text as it is, at any nearness. Knows nothing of what the quote is to prove.
 */
import type { Evidence } from "../../record/evidence.ts";
import { CLOSED } from "./closed-stretches.ts";
import { type FoldedText, fold, foldText } from "./fold-text.ts";
import { nearestWindow, type Token, tokensOf } from "./nearest-window.ts";

export interface Alignment {
  /** Half-open range of UTF-16 code units into the original text. */
  start: number;
  end: number;
  alignment: NonNullable<Evidence["alignment"]>;
  /** 1 for the first two kinds; else the share of the quote's words that stand in the text, in order. */
  similarity: number;
}

/** A nearly matching quote needs this share of its words in place (insertions and deletions count against it). */
export const FUZZY_THRESHOLD = 0.8;
/** Fewer words than this are no ground for nearness. */
export const FUZZY_LEAST_WORDS = 4;
/** Longer quotes are cut to this many UTF-16 units before they are looked for. */
export const LONGEST_QUOTE = 2000;

/** A document's text made ready to look many quotes up in it. */
export interface QuotableText {
  text: string;
  folded(): FoldedText;
  tokens(): Token[];
}

/** Prepares a text; folding and tokenising happen at the first quote that needs them. */
export function quotable(text: string): QuotableText {
  let foldedText: FoldedText | undefined;
  let tokens: Token[] | undefined;
  const folded = () => {
    foldedText ??= foldText(text);
    return foldedText;
  };
  return {
    text,
    folded,
    tokens() {
      tokens ??= tokensOf(folded().folded);
      return tokens;
    },
  };
}

/**
 * The place of a quote, or undefined where it has none, or where it lies over a closed stretch. Among equally good places the first inside `near` wins, else
 * the first of all.
 */
export function alignQuote(
  source: QuotableText,
  quote: string,
  near?: { start: number; end: number },
): Alignment | undefined {
  const found = placeOfQuote(source, quote, near);
  return found && source.text.slice(found.start, found.end).includes(CLOSED) ? undefined : found;
}

function placeOfQuote(
  source: QuotableText,
  quote: string,
  near?: { start: number; end: number },
): Alignment | undefined {
  const wanted = stripEnds(quote.slice(0, LONGEST_QUOTE));
  if (wanted === "") return undefined;
  const exact = findWhole(source.text, wanted, near);
  if (exact !== undefined) {
    return { start: exact, end: exact + wanted.length, alignment: "exact", similarity: 1 };
  }
  const needle = fold(wanted);
  if (needle === "") return undefined;
  const { folded, starts, ends } = source.folded();
  const nearFolded = near && foldedRange(starts, near);
  const at = findWhole(folded, needle, nearFolded);
  if (at !== undefined) {
    const start = starts[at] ?? 0;
    const end = ends[at + needle.length - 1] ?? start;
    return { start, end, alignment: "normalised", similarity: 1 };
  }
  return nearly(source, needle);
}

function nearly(source: QuotableText, needle: string): Alignment | undefined {
  const wanted = tokensOf(needle);
  if (wanted.length < FUZZY_LEAST_WORDS) return undefined;
  const most = Math.floor(wanted.length * (1 - FUZZY_THRESHOLD) + 1e-9);
  const tokens = source.tokens();
  const found = nearestWindow(tokens, wanted, most);
  if (!found) return undefined;
  const { starts, ends } = source.folded();
  const first = tokens[found.start];
  const last = tokens[found.end - 1];
  if (!first || !last) return undefined;
  return {
    start: starts[first.start] ?? 0,
    end: ends[last.end - 1] ?? 0,
    alignment: "fuzzy",
    similarity: 1 - found.cost / wanted.length,
  };
}

/** The first place of `needle` that cuts no number in two, inside `near` if there is one. */
function findWhole(text: string, needle: string, near?: { start: number; end: number }): number | undefined {
  const within = near && nextWhole(text, needle, near.start, near.end);
  return within ?? nextWhole(text, needle, 0, text.length);
}

function nextWhole(text: string, needle: string, from: number, to: number): number | undefined {
  for (
    let at = text.indexOf(needle, from);
    at >= 0 && at + needle.length <= to;
    at = text.indexOf(needle, at + 1)
  ) {
    if (!cutsNumber(text, at, needle) && !cutsCharacter(text, at, needle)) return at;
  }
  return undefined;
}

const DIGIT = /\d/;

/** "7 tok/s" does not stand in "17 tok/s", "17" not in "17.2" nor in "170". */
function cutsNumber(text: string, at: number, needle: string): boolean {
  const first = needle[0] ?? "";
  const last = needle.at(-1) ?? "";
  const before = text[at - 1] ?? "";
  const after = text[at + needle.length] ?? "";
  if (DIGIT.test(first)) {
    if (DIGIT.test(before)) return true;
    if ((before === "." || before === ",") && DIGIT.test(text[at - 2] ?? "")) return !inList(text, at);
  }
  if (DIGIT.test(last)) {
    if (DIGIT.test(after)) return true;
    if ((after === "." || after === ",") && DIGIT.test(text[at + needle.length + 1] ?? "")) {
      return after === "." || !inList(text, at + needle.length);
    }
  }
  return false;
}

/** A comma among many, as in a line of CSV, parts numbers and belongs to none. */
function inList(text: string, at: number): boolean {
  let start = at;
  let end = at;
  while (start > at - 200 && /[\d.,]/.test(text[start - 1] ?? "")) start--;
  while (end < at + 200 && /[\d.,]/.test(text[end] ?? "")) end++;
  const run = text.slice(start, end);
  return run.split(",").length > 3 && !/^\d{1,3}(?:,\d{3})+$/.test(run) && text[at - 1] !== ".";
}

/** Half a surrogate pair, or a letter without its accents, is no quote. */
function cutsCharacter(text: string, at: number, needle: string): boolean {
  const after = text.slice(at + needle.length, at + needle.length + 2);
  const low = /^[\udc00-\udfff]/;
  return low.test(needle) || low.test(after) || /^\p{M}/u.test(after);
}

/** Quotation marks and dots that a model puts around a quote are not part of it. */
function stripEnds(quote: string): string {
  return quote
    .trim()
    .replace(/^["“”'‘’«]+|["“”'‘’»]+$/g, "")
    .replace(/^(?:\.\.\.|…)+|(?:\.\.\.|…)+$/g, "")
    .trim();
}

function foldedRange(
  starts: Int32Array,
  near: { start: number; end: number },
): { start: number; end: number } {
  return { start: firstAtLeast(starts, near.start), end: firstAtLeast(starts, near.end) };
}

function firstAtLeast(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
