/** Reads figures as people write them: thousands, decimal commas, deviations, ranges. Knows no units. */

/** A figure in running text, for patterns. */
export const FIGURE = String.raw`(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?|(?<!\d|\d[.,])\d{1,9}(?:[.,]\d{1,20})?`;
/** What stands between the two figures of a range, for patterns. */
export const RANGE = String.raw`(?:\s{0,2}(?:-|–|—|to|→|->|\/|bis|and|vs\.?|~|or)\s{0,2}|\s?\/\s?)`;

/** A figure and its half-open range in the text it was read from. */
export interface FigureAt {
  value: number;
  start: number;
  end: number;
}

const DECIMAL_COMMA = /\d,\d{1,2}\s?(?:t\/s|tok|token|GB\/s|GB|GiB|s\b|ms\b|W\b|%|€)/g;
const DECIMAL_POINT = /\d\.\d{1,2}\s?(?:t\/s|tok|token|GB\/s|GB|GiB|s\b|ms\b|W\b|%)/g;

/** Cells of a table that hold nothing but one figure with one or two decimals. */
const COMMA_CELL = /\| {0,9}\d{1,4},\d{1,2} {0,9}(?=\|)/g;
const POINT_CELL = /\| {0,9}\d{1,4}\.\d{1,2} {0,9}(?=\|)/g;

/** Whether a text writes 3,5 for three and a half: told by its figures with units or its cells, twice at least. */
export function usesDecimalComma(text: string): boolean {
  const commas = countOf(text, DECIMAL_COMMA) + countOf(text, COMMA_CELL);
  return commas >= 2 && commas > countOf(text, DECIMAL_POINT) + countOf(text, POINT_CELL);
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

const WRITTEN = /\d{1,3}(?:[,\u202f\u00a0'’]\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:[.,]\d+)?/g;

/** The value of one figure's words; NaN where they are none. */
export function figureValue(words: string, decimalComma = false): number {
  const plain = words.replace(/[\u202f\u00a0'’ ]/g, "");
  if (decimalComma) {
    if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(plain) && !/^0\./.test(plain))
      return Number(plain.replaceAll(".", "").replace(",", "."));
    return Number(plain.replace(",", "."));
  }
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) && !/^0,/.test(plain))
    return Number(plain.replaceAll(",", ""));
  return Number(plain.replace(",", "."));
}

/** All figures of text[start, end), left to right; figures glued to letters before them (`pp512`, `Q4`) are no figures. */
export function figuresIn(text: string, start: number, end: number, decimalComma = false): FigureAt[] {
  const figures: FigureAt[] = [];
  const words = text.slice(start, end);
  for (const match of words.matchAll(WRITTEN)) {
    if (/[A-Za-z_]/.test(words[match.index - 1] ?? "")) continue;
    const value = figureValue(match[0], decimalComma);
    const at = start + match.index;
    if (!Number.isNaN(value)) figures.push({ value, start: at, end: at + match[0].length });
  }
  return figures;
}

/**
 * The figures of a cell that holds measured values: `146 ± 21` gives 146, `25-30` both ends, `12.6 → 17.6` both.
 * Deviations, percentages, multiples (`1.6x`), what stands in brackets and what is struck out are left out.
 */
export function cellFigures(text: string, start: number, end: number, decimalComma = false): FigureAt[] {
  const brackets = text.slice(start, end).search(/[([]/);
  const stop = brackets > 0 ? start + brackets : end;
  return figuresIn(text, start, stop, decimalComma).filter(({ start: at, end: last }) => {
    // `~~14.8~~ **10.9**`: what is struck out is taken back.
    if (text.startsWith("~~", last) && text.slice(start, at).includes("~~")) return false;
    const before = text.slice(Math.max(start, at - 4), at);
    const after = text.slice(last, Math.min(end, last + 2));
    return !/(?:±|\+\/-|\+-)\s*$/.test(before) && !/^\s?%/.test(after) && !/^[x×]/.test(after);
  });
}

/** A cell that begins with a figure, whatever marks stand before it; a version (`6.4.1`) is none. */
export const isFigure = (text: string) => /^\W{0,3}\d/.test(text) && !/^v?\d{1,4}\.\d{1,4}\.\d/.test(text);
