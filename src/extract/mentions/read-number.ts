/**
 * Reads numbers as people write them: `1,234.5`, `12,3`, ranges, `a / b / c`, `± σ`. Knows nothing of units.
 */
import { type Atoms, DIGITS } from "../../record/vocabulary/atoms.ts";

/** One number or several that share a unit; offsets are half-open. */
export type NumberReading = { values: number[]; start: number; end: number; endAtom: number };

/**
 * Reads one number at atom `from`, which must be digits. Commas before exactly three digits group thousands, else a
 * comma before one or two digits is a decimal comma. Undefined inside a dotted version or after a letter.
 */
export function readNumber(atoms: Atoms, from: number): NumberReading | undefined {
  const { text, kinds, starts, ends } = atoms;
  if (kinds[from] !== DIGITS || ends[from]! - starts[from]! > 12) return undefined;
  let at = from;
  let end = ends[at]!;
  let written = text.slice(starts[from], end);
  const follows = (mark: string): boolean =>
    text[end] === mark && kinds[at + 1] === DIGITS && starts[at + 1] === end + 1;
  if (follows(",") && written.length <= 3 && ends[at + 1]! - starts[at + 1]! === 3) {
    while (follows(",") && ends[at + 1]! - starts[at + 1]! === 3) {
      at++;
      written += text.slice(starts[at], ends[at]);
      end = ends[at]!;
    }
  } else if (follows(",") && ends[at + 1]! - starts[at + 1]! <= 2) {
    at++;
    written += `.${text.slice(starts[at], ends[at])}`;
    end = ends[at]!;
    return { values: [Number(written)], start: starts[from]!, end, endAtom: at + 1 };
  }
  if (follows(".")) {
    at++;
    written += `.${text.slice(starts[at], ends[at])}`;
    end = ends[at]!;
    if (follows(".")) return undefined;
  }
  return { values: [Number(written)], start: starts[from]!, end, endAtom: at + 1 };
}

const RANGE = /[ \u00a0*_`]{0,3}(?:-|–|—|~|→|->|=>|\bto\b|\bbis\b|\.\.)[ \u00a0*_`~≈]{0,3}/y;
const LIST = /[ \u00a0]{0,2}\/[ \u00a0]{0,2}/y;
const DEVIATION = /[ \u00a0]?(?:±|\+\/-|\+-)[ \u00a0]?\d{1,6}(?:[.,]\d{1,4})?[ \u00a0]?%?/y;

/** Reads `25-30`, `25 to 30`, `40.9 / 41.1 / 40.8` or `404.67 ± 3.65` at atom `from`: at most six values. */
export function readNumbers(atoms: Atoms, from: number): NumberReading | undefined {
  const first = readNumber(atoms, from);
  if (first === undefined) return undefined;
  const { text } = atoms;
  const all: NumberReading = { ...first, values: [...first.values] };
  passDeviation(atoms, all);
  for (const [pattern, most] of [
    [RANGE, 2],
    [LIST, 6],
  ] as const) {
    while (all.values.length < most) {
      pattern.lastIndex = all.end;
      const between = pattern.exec(text);
      if (between === null) break;
      const next = all.endAtom + (/[a-z]/.test(between[0]) ? 1 : 0);
      if (atoms.starts[next] !== pattern.lastIndex) break;
      const number = readNumber(atoms, next);
      if (number === undefined) break;
      all.values.push(...number.values);
      all.end = number.end;
      all.endAtom = number.endAtom;
      passDeviation(atoms, all);
    }
    if (all.values.length > 1) break;
  }
  return all;
}

const LOOSE = /(?:-?ish|\+)(?=[ ]?[A-Za-z])/y;
const KILO = /[kK](?=[ ]?(?:t|toks?|tokens?)[ ]?(?:\/|per)[ ]?s)/y;

/** Passes over what loosens or scales the last number: `30ish`, `30+`, `± 1.2`; `1.2k tok/s` is 1200. */
function passDeviation(atoms: Atoms, reading: NumberReading): void {
  KILO.lastIndex = reading.end;
  if (KILO.exec(atoms.text) !== null) {
    reading.values[reading.values.length - 1]! *= 1000;
    reading.end = KILO.lastIndex;
  }
  LOOSE.lastIndex = reading.end;
  if (LOOSE.exec(atoms.text) !== null) reading.end = LOOSE.lastIndex;
  passAtoms(atoms, reading);
  DEVIATION.lastIndex = reading.end;
  if (DEVIATION.exec(atoms.text) === null) return;
  reading.end = DEVIATION.lastIndex;
  passAtoms(atoms, reading);
}

function passAtoms(atoms: Atoms, reading: NumberReading): void {
  while (reading.endAtom < atoms.count && atoms.starts[reading.endAtom]! < reading.end) reading.endAtom++;
}
