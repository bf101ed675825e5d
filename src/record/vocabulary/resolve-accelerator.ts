/**
 * Reads an accelerator's name: by the vocabulary, else by its shape (`RTX 6090`, `MI455X`, `M7 Max`). Knows nothing of
 * counts, of prose, or of which setup the device belongs to.
 */
import type { AcceleratorEntry } from "./accelerator-entry.ts";
import { ACCELERATORS } from "./accelerators.ts";
import { type Atoms, atomsOf, DIGITS, gapBefore, LETTERS, touches, wordAt } from "./atoms.ts";
import { createPhraseTrie } from "./phrase-trie.ts";

/** A name that was read. `known` is false when only its shape told what it is; then `entry` is null. */
export type ResolvedAccelerator = {
  name: string;
  entry: AcceleratorEntry | null;
  known: boolean;
  /** Memory of one device in GiB where the text states it beside the name. */
  memoryGiB?: number;
};

/** An accelerator name at a place in a text. */
export type AcceleratorReading = {
  resolved: ResolvedAccelerator;
  /** The atom after the name's last one. */
  endAtom: number;
  /** True when the name alone is no proof (`3090`, `T4`, `M1`): only beside other signs of hardware. */
  weak: boolean;
};

/** Short names that are ordinary words or figures elsewhere, so that they need a sign of hardware beside them. */
const WEAK_NAMES = new Set(
  "A2 A10 A16 A30 A40 L4 L20 L40 T4 T400 T600 T1000 A18 A19 B100 B300 C2 H20 M1 M2 M3 M4 M5 P100 P4 K80 M40 M10 M60"
    .split(" ")
    .concat([
      "Max 1100",
      "Max 1550",
      "Flex 140",
      "Flex 170",
      "Snapdragon X",
      "Pi 3",
      "Pi 4",
      "Pi 5",
      "Rock 5B",
    ])
    .concat([
      "Rock 5C",
      "MX450",
      "MX550",
      "8 Gen 1",
      "8 Gen 2",
      "8 Gen 3",
      "Spark",
      "A100X",
      "Pixel 7",
      "Pixel 8",
    ])
    .concat([
      "Pixel 9",
      "Pixel 10",
      "Titan X",
      "Titan V",
      "inf2",
      "trn2",
      "RNGD",
      "AX650",
      "CM4",
      "CM5",
      "Arc Graphics",
    ]),
);

type Phrase = { entry: AcceleratorEntry; weak: boolean };

const trie = createPhraseTrie<Phrase>(" -");
for (const entry of ACCELERATORS)
  for (const alias of [entry.name, ...entry.aliases])
    trie.add(alias, { entry, weak: WEAK_NAMES.has(alias) || /^\d+$/.test(alias) });

/** Every phrase that could name more than one entry; empty unless the tables contradict each other. */
export function sharedAcceleratorAliases(): string[] {
  const owners = createPhraseTrie<string>(" -");
  const shared: string[] = [];
  for (const entry of ACCELERATORS)
    for (const alias of new Set([entry.name, ...entry.aliases])) {
      const held = owners.add(alias, entry.name);
      if (held !== undefined && held !== entry.name) shared.push(`${alias}: ${held}, ${entry.name}`);
    }
  return shared;
}

/** The entry of exactly this canonical name, or undefined. Case counts. */
export function acceleratorNamed(name: string): AcceleratorEntry | undefined {
  return entriesByName.get(name);
}

/** What kind of device a name of the vocabulary is; undefined for a name that it does not hold. */
export function acceleratorKind(name: string): AcceleratorEntry["kind"] | undefined {
  return acceleratorNamed(name)?.kind;
}

const entriesByName = new Map(ACCELERATORS.map((entry) => [entry.name, entry]));

/** Reads the accelerator name that starts at atom `from`, the longest that fits; undefined when there is none. */
export function readAccelerator(atoms: Atoms, from: number): AcceleratorReading | undefined {
  const ends = (_phrase: Phrase, endAtom: number): boolean => endsWell(atoms, endAtom);
  const known =
    trie.longest(atoms, from, ends) ??
    (wordAt(atoms, from) === "radeon" && joins(atoms, from + 1)
      ? trie.longest(atoms, from + 1, ends)
      : undefined);
  const shape = readShape(atoms, from);
  if (known !== undefined && (shape === undefined || known.endAtom >= shape.endAtom)) {
    const { entry, weak } = known.value;
    return { resolved: { name: entry.name, entry, known: true }, endAtom: known.endAtom, weak };
  }
  if (shape === undefined) return undefined;
  return {
    resolved: { name: shape.name, entry: null, known: false },
    endAtom: shape.endAtom,
    weak: false,
  };
}

/** A name must not end inside a longer word (`1080` in `1080p`), save for a plural or genitive s. */
function endsWell(atoms: Atoms, endAtom: number): boolean {
  const last = endAtom - 1;
  const start = atoms.starts[last]!;
  const length = atoms.ends[last]! - start;
  if (atoms.kinds[last] === LETTERS && length === 1 && gapBefore(atoms, last) === " ") {
    const code = atoms.text.charCodeAt(start);
    if (code >= 97) return false;
  }
  if (!touches(atoms, endAtom) || atoms.kinds[endAtom] === 3) return true;
  const word = wordAt(atoms, endAtom);
  return word === "s" || (word === "x" && atoms.kinds[endAtom + 1] === DIGITS) || word === "gb";
}

const SUFFIXES = new Set(
  "ti super xt xtx gre d laptop mobile ada blackwell max ultra pro m s x sff".split(" "),
);
const DISPLAY: Record<string, string> = {
  ti: "Ti",
  super: "Super",
  laptop: "Laptop",
  mobile: "Laptop",
  ada: "Ada",
  sff: "SFF",
  xt: "XT",
  xtx: "XTX",
  gre: "GRE",
  max: "Max",
  ultra: "Ultra",
  pro: "Pro",
  rtx: "RTX",
  gtx: "GTX",
  rx: "RX",
  mi: "MI",
  quadro: "Quadro",
  tesla: "Tesla",
};

/** What may begin an accelerator's name by shape, and how many digits the number after it has. */
const SHAPES: Record<
  string,
  { digits: readonly [least: number, most: number]; suffixes: string; middle?: string }
> = {
  rtx: { digits: [3, 4], suffixes: "ti super d laptop mobile ada", middle: "a pro" },
  gtx: { digits: [3, 4], suffixes: "ti super laptop mobile" },
  rx: { digits: [3, 4], suffixes: "xt xtx gre m s" },
  mi: { digits: [2, 3], suffixes: "x a" },
  quadro: { digits: [3, 4], suffixes: "", middle: "p k m t rtx a" },
  tesla: { digits: [1, 3], suffixes: "", middle: "p k m t v c" },
  m: { digits: [1, 1], suffixes: "pro max ultra" },
  arc: { digits: [3, 3], suffixes: "m v t", middle: "a b c" },
  radeon: { digits: [3, 4], suffixes: "m s xt xtx" },
};

/** The lower-case words and numbers that can begin an accelerator's name. */
export function acceleratorFirstWords(): Set<string> {
  return new Set([...trie.firstWords(), ...Object.keys(SHAPES)]);
}

function readShape(atoms: Atoms, from: number): { name: string; endAtom: number } | undefined {
  const head = wordAt(atoms, from);
  const shape = Object.hasOwn(SHAPES, head) ? SHAPES[head] : undefined;
  if (shape === undefined) return undefined;
  let at = from + 1;
  let name = DISPLAY[head] ?? head[0]!.toUpperCase() + head.slice(1);
  const attached = head === "mi" || head === "m";
  if (shape.middle !== undefined && joins(atoms, at) && shape.middle.split(" ").includes(wordAt(atoms, at))) {
    const middle = wordAt(atoms, at).toUpperCase();
    name += ` ${middle}`;
    at++;
    if (middle.length === 1 && !touches(atoms, at)) return undefined;
    if (middle.length > 1) name += " ";
  } else if (!attached) name += " ";
  if (attached ? !touches(atoms, at) : gapBefore(atoms, at) !== "" && !joins(atoms, at)) return undefined;
  const digits = wordAt(atoms, at);
  if (atoms.kinds[at] !== DIGITS || digits.length < shape.digits[0] || digits.length > shape.digits[1])
    return undefined;
  if (head === "m" && atoms.text[atoms.starts[from]!] !== "M") return undefined;
  name += digits;
  at++;
  const suffixes = shape.suffixes === "" ? [] : shape.suffixes.split(" ");
  let read = 0;
  for (; at < atoms.count && (touches(atoms, at) || joins(atoms, at)) && read < 3; at++, read++) {
    const word = wordAt(atoms, at);
    if (!suffixes.includes(word) || !SUFFIXES.has(word) || (word.length === 1 && !touches(atoms, at))) break;
    name += word.length === 1 ? word.toUpperCase() : ` ${DISPLAY[word] ?? word.toUpperCase()}`;
  }
  if (head === "m" && read === 0) return undefined;
  return endsWell(atoms, at) ? { name, endAtom: at } : undefined;
}

function joins(atoms: Atoms, index: number): boolean {
  const gap = gapBefore(atoms, index);
  return gap === "" || gap === " " || gap === "-";
}

/**
 * Reads a whole string as one accelerator: a count and words before it, a memory size and words like "GPU" after it
 * are passed over. Null when the string names none, or holds more than a name.
 */
export function resolveAccelerator(text: string): ResolvedAccelerator | null {
  const atoms = atomsOf(text.slice(0, 200));
  for (let from = 0; from < atoms.count; from++) {
    const reading = readAccelerator(atoms, from);
    if (reading !== undefined) {
      const memoryGiB = memoryAfter(atoms, reading.endAtom);
      return memoryGiB === undefined ? reading.resolved : { ...reading.resolved, memoryGiB };
    }
    if (atoms.kinds[from] !== LETTERS && !isCount(atoms, from)) return null;
  }
  return null;
}

/** `2x`, `2 x`, `4×` before a name: passed over. */
function isCount(atoms: Atoms, at: number): boolean {
  if (wordAt(atoms, at).length > 2 || at + 1 >= atoms.count) return false;
  const sign = atoms.text.slice(atoms.ends[at], atoms.starts[at + 1]);
  return /[×*]/.test(sign) || wordAt(atoms, at + 1) === "x";
}

/** A memory size (`24GB`, `24 GiB`, `(24G)`) within three atoms after a name, in GiB; undefined when there is none. */
export function memoryAfter(atoms: Atoms, from: number): number | undefined {
  for (let at = from; at < Math.min(from + 4, atoms.count - 1); at++) {
    if (atoms.kinds[at] !== DIGITS) continue;
    const unit = wordAt(atoms, at + 1);
    const value = Number(wordAt(atoms, at));
    if (
      (unit === "gb" || unit === "gib" || (unit === "g" && touches(atoms, at + 1))) &&
      value > 0 &&
      value <= 1024
    )
      return value;
    return undefined;
  }
  return undefined;
}
