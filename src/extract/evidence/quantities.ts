/**
 * Reads numbers and their units out of a short stretch of text. Linear in its length; knows nothing of fields.
 */
import { regex } from "../../record/regex.ts";

/** What a number is a number of. `k`: a count written in thousands. `none`: no unit beside it. */
export type UnitKind =
  | "tok/s"
  | "ms/token"
  | "s/token"
  | "ms"
  | "s"
  | "min"
  | "W"
  | "kW"
  | "GiB"
  | "MiB"
  | "TiB"
  | "USD/h"
  | "USD"
  | "%"
  | "k"
  | "B"
  | "bpw"
  | "tokens"
  | "x"
  | "none";

export interface Quantity {
  /** Every number that the digits may stand for: `1,234` is one, `128k` is two. */
  readings: number[];
  unit: UnitKind;
  /** Half-open range of the number with its unit. */
  start: number;
  end: number;
  /** True for what follows ±: a spread, not a value. */
  spread: boolean;
}

/** Longest first: the first that fits is the unit. Compared in lower case, after optional space. */
const UNITS: readonly (readonly [UnitKind, RegExp])[] = [
  ["ms/token", /^ ?(?:ms|milliseconds) ?(?:\/|per) ?(?:t|tok|token)\b/],
  ["s/token", /^ ?(?:s|sec|seconds?) ?(?:\/|per) ?(?:t|tok|token)\b/],
  [
    "tok/s",
    regex()`
      ^\+?[ -]?(?:
        (?:output |generated |gen |new |prompt |input |total )?(?:t|tk|tok|toks|token|tokens) ?
        (?:/|per|p|-per-) ?(?:s|sec|second)\b|tps\b|tokens-per-sec\b|token/s\b
      )
    `,
  ],
  ["USD/h", /^ ?(?:\$|usd|dollars?|€)? ?(?:\/|per|an) ?(?:h|hr|hour)\b/],
  ["ms", /^ ?(?:ms|msec|milliseconds?)\b/],
  ["min", /^ ?(?:min|mins|minutes?)\b/],
  ["s", /^ ?(?:s|sec|secs|seconds?)\b/],
  ["kW", /^ ?kw\b/],
  ["W", /^ ?(?:w|watts?)\b/],
  ["GiB", /^[ -]?(?:gib|gb|gigs?|gbs|g)\b/],
  ["MiB", /^ ?(?:mib|mb)\b/],
  ["TiB", /^ ?(?:tib|tb)\b/],
  ["%", /^ ?(?:%|percent\b)/],
  ["bpw", /^ ?bpw\b/],
  ["tokens", /^[ -]?(?:tokens?|ctx|context)\b/],
  ["k", /^ ?(?:k|ki)\b/],
  ["B", /^[ -]?(?:b|billion)\b/],
  ["x", /^ ?x(?![a-z])/],
];

const NUMBER = /(?<![\p{L}\p{N}_.,])(\$|usd |€)?(\d+(?:[.,]\d+)*)/giu;

/** All numbers in the text, in order. A number glued to other letters (Q4, 3090Ti, b4567) is a name and left out. */
export function quantitiesIn(text: string): Quantity[] {
  const lower = text.toLowerCase();
  const found: Quantity[] = [];
  for (const match of lower.matchAll(NUMBER)) {
    const digits = match[2] ?? "";
    if (isList(digits)) {
      found.push(...listed(digits, match.index + match[0].length - digits.length));
      continue;
    }
    const afterNumber = match.index + match[0].length;
    const rest = lower.slice(afterNumber, afterNumber + 40);
    const unit = unitAt(rest);
    if (unit === undefined && /^[\p{L}_]/u.test(rest)) continue;
    const length = unit?.length ?? 0;
    found.push({
      readings: readingsOf(digits, unit?.kind ?? "none"),
      unit: unit?.kind ?? (match[1] ? "USD" : "none"),
      start: match.index,
      end: afterNumber + length,
      spread: /(?:±|\+\/-|\+-) ?$/.test(lower.slice(Math.max(0, match.index - 4), match.index)),
    });
  }
  shareUnits(lower, found);
  return found;
}

/** Four and more numbers between commas are a line of CSV and no number. */
function isList(digits: string): boolean {
  return digits.split(",").length > 3 && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits);
}

function listed(digits: string, start: number): Quantity[] {
  let at = start;
  return digits.split(",").map((number) => {
    const from = at;
    at += number.length + 1;
    return {
      readings: [Number(number)].filter(Number.isFinite),
      unit: "none",
      start: from,
      end: from + number.length,
      spread: false,
    };
  });
}

function unitAt(rest: string): { kind: UnitKind; length: number } | undefined {
  for (const [kind, pattern] of UNITS) {
    const match = pattern.exec(rest);
    if (match) return { kind, length: match[0].length };
  }
  return undefined;
}

/** "25-30 tok/s", "17.2 ± 0.3 t/s", "10 / 12 tok/s": the unit after the last belongs to all. */
function shareUnits(text: string, found: Quantity[]): void {
  for (let i = found.length - 2; i >= 0; i--) {
    const here = found[i];
    const next = found[i + 1];
    if (!here || !next || here.unit !== "none" || next.unit === "none") continue;
    const between = text.slice(here.end, next.start);
    if (/^ ?(?:-|–|to|~|\/|±|\+\/-|\.\.|or|and|,|→|->) ?[~≈]?$/.test(between)) here.unit = next.unit;
  }
}

/** The numbers that a run of digits, commas and points may be; `k` gives both thousands and 1024s. */
export function readingsOf(digits: string, unit: UnitKind): number[] {
  const readings = new Set<number>();
  const commas = digits.split(",").length - 1;
  const points = digits.split(".").length - 1;
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) readings.add(Number(digits.replaceAll(",", "")));
  else if (commas === 1 && points === 0) readings.add(Number(digits.replace(",", ".")));
  else if (commas === 0 && points <= 1) readings.add(Number(digits));
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits) && points >= 2) {
    readings.add(Number(digits.replaceAll(".", "").replace(",", ".")));
  }
  const plain = [...readings].filter((reading) => Number.isFinite(reading));
  return unit === "k" ? plain.flatMap((reading) => [reading * 1000, reading * 1024]) : plain;
}

/** The numbers that stand as words in a text, such as "two". */
export function wordNumbersIn(
  text: string,
): { readings: number[]; unit: UnitKind; start: number; end: number }[] {
  return [...text.matchAll(/\b[a-z]{3,7}\b/gi)].flatMap((match) => {
    const value = numberWord(match[0]);
    return value === undefined
      ? []
      : [
          {
            readings: [value],
            unit: "none" as const,
            start: match.index,
            end: match.index + match[0].length,
          },
        ];
  });
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  single: 1,
  two: 2,
  dual: 2,
  pair: 2,
  both: 2,
  twin: 2,
  double: 2,
  three: 3,
  triple: 3,
  four: 4,
  quad: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  octa: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  sixteen: 16,
};

/** The number that an English count word stands for. */
export function numberWord(word: string): number | undefined {
  return Object.hasOwn(NUMBER_WORDS, word.toLowerCase()) ? NUMBER_WORDS[word.toLowerCase()] : undefined;
}
