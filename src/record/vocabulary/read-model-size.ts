/** Reads the size in a model's name: `70B`, `8x7B`, `30B-A3B`, `270M`, `1T`, `E4B`. Knows nothing of names. */
import { type Atoms, DIGITS, gapBefore, LETTERS, touches, wordAt } from "./atoms.ts";

/** The size at a place: `70B`, `0.5b`, `8x7B`, `30B-A3B`, `270M`, `1T`, `E4B`. */
export type SizeReading = {
  parametersB: number | null;
  activeParametersB: number | null;
  odd: boolean;
  endAtom: number;
};

/** A number with at most one dot: `70`, `0.5`. */
export function decimal(atoms: Atoms, from: number): { value: number; endAtom: number } | undefined {
  if (atoms.kinds[from] !== DIGITS || wordAt(atoms, from).length > 4) return undefined;
  if (
    gapBefore(atoms, from + 1) === "." &&
    atoms.kinds[from + 1] === DIGITS &&
    wordAt(atoms, from + 1).length <= 3
  )
    return { value: Number(`${wordAt(atoms, from)}.${wordAt(atoms, from + 1)}`), endAtom: from + 2 };
  // `1_6b` is how some repositories write 1.6B.
  const joined = atoms.text[atoms.ends[from]!] === "_" && atoms.starts[from + 1] === atoms.ends[from]! + 1;
  if (
    joined &&
    /^\d$/.test(wordAt(atoms, from + 1)) &&
    wordAt(atoms, from + 2) === "b" &&
    touches(atoms, from + 2)
  )
    return { value: Number(`${wordAt(atoms, from)}.${wordAt(atoms, from + 1)}`), endAtom: from + 2 };
  return { value: Number(wordAt(atoms, from)), endAtom: from + 1 };
}

/** Reads the size that starts at atom `from`; undefined when none does. */
export function readSize(atoms: Atoms, from: number): SizeReading | undefined {
  if (atoms.kinds[from] === LETTERS) {
    const effective = wordAt(atoms, from) === "e" && touches(atoms, from + 1) && decimal(atoms, from + 1);
    if (!effective || wordAt(atoms, effective.endAtom) !== "b" || !endsWord(atoms, effective.endAtom))
      return undefined;
    return { parametersB: null, activeParametersB: null, odd: true, endAtom: effective.endAtom + 1 };
  }
  const number = decimal(atoms, from);
  if (number === undefined || !touches(atoms, number.endAtom)) return undefined;
  const unit = wordAt(atoms, number.endAtom);
  if (unit === "x" && touches(atoms, number.endAtom + 1)) {
    const each = decimal(atoms, number.endAtom + 1);
    if (each === undefined || wordAt(atoms, each.endAtom) !== "b" || !endsWord(atoms, each.endAtom))
      return undefined;
    return { parametersB: null, activeParametersB: null, odd: true, endAtom: each.endAtom + 1 };
  }
  if (unit === "m" && endsWord(atoms, number.endAtom) && number.value >= 14 && number.value < 1000)
    return {
      parametersB: number.value / 1000,
      activeParametersB: null,
      odd: false,
      endAtom: number.endAtom + 1,
    };
  if (
    unit === "t" &&
    number.value < 10 &&
    // `ROMED8-2T` is a board: no model has more than 1T at the end of a hyphenated name.
    (number.value < 2 || gapBefore(atoms, from) !== "-") &&
    atoms.text[atoms.starts[number.endAtom]!] === "T" &&
    endsWord(atoms, number.endAtom)
  )
    return {
      parametersB: number.value * 1000,
      activeParametersB: null,
      odd: false,
      endAtom: number.endAtom + 1,
    };
  if (unit !== "b" || !endsWord(atoms, number.endAtom) || number.value > 2500 || number.value < 0.01)
    return undefined;
  const active = readActive(atoms, number.endAtom + 1);
  return {
    parametersB: number.value,
    activeParametersB: active?.value ?? null,
    odd: false,
    endAtom: active?.endAtom ?? number.endAtom + 1,
  };
}

/** `-A3B`, ` A3B`, `.A3B` after a total. */
export function readActive(atoms: Atoms, at: number): { value: number; endAtom: number } | undefined {
  const gap = gapBefore(atoms, at);
  if (wordAt(atoms, at) !== "a" || !touches(atoms, at + 1) || gap === "?" || gap === ":") return undefined;
  const number = decimal(atoms, at + 1);
  if (number === undefined || wordAt(atoms, number.endAtom) !== "b" || !touches(atoms, number.endAtom))
    return undefined;
  return { value: number.value, endAtom: number.endAtom + 1 };
}

/** True when atom `index` is the last of its word. */
export function endsWord(atoms: Atoms, index: number): boolean {
  return !touches(atoms, index + 1);
}
