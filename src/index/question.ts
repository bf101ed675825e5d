/**
 * Reads a question in plain words: which hardware, model, quantization, engine, use case and experience it names.
 * Whatever it names is weighed by rank-setups.ts; this knows nothing of records or tables.
 */
import type { Experience, HardwareClass, Outcome, UseCase } from "../record/axes.ts";
import { EXPERIENCES, USE_CASES } from "../record/axes.ts";
import { type Atoms, atomsOf, DIGITS, LETTERS, touches, wordAt } from "../record/vocabulary/atoms.ts";
import { readBackend, readEngine } from "../record/vocabulary/engines.ts";
import { type AcceleratorReading, readAccelerator } from "../record/vocabulary/resolve-accelerator.ts";
import { readQuantization } from "../record/vocabulary/resolve-quantization.ts";
import { CLASS_WORDS, HARDWARE_GROUPS, type HardwareGroup, VENDOR_WORDS } from "./hardware-words.ts";
import { familiesIn } from "./model-words.ts";
import {
  COUNT_WORDS,
  EMPTY_WORDS,
  EXPERIENCE_WORDS,
  OUTCOME_WORDS,
  SPECULATION_WORDS,
  USE_CASE_WORDS,
} from "./question-words.ts";
import { searchTokens } from "./search-tokens.ts";

export interface AskedAccelerator {
  name: string;
  /** Null where the question names no number. */
  count: number | null;
}

export interface Question {
  text: string;
  /** Tokens for full-text search without the words that say nothing. */
  words: string[];
  accelerators: AskedAccelerator[];
  /** Devices known by a nickname ("mac", "strix halo"); empty where an exact name was read for it. */
  groups: HardwareGroup[];
  /** Makers named without a device, as the vocabulary spells them. */
  vendors: string[];
  classes: HardwareClass[];
  /** Memory in GiB that the question states, of all cards together or of the unified pool; null = none. */
  memoryGiB: number | null;
  /** System RAM in GiB, where the question says RAM; null = none. */
  ramGiB: number | null;
  /** Billions. */
  parametersB: number | null;
  families: string[];
  /** `vague` is `Q4` or `4-bit`: any format of so many bits. */
  quantizations: { name: string; vague: boolean }[];
  /** KV cache formats: `q8_0`, `fp8`. */
  kvCacheTypes: string[];
  /** True when a draft model, MTP or another way of speculation is named. */
  speculative: boolean;
  engines: string[];
  backends: string[];
  useCases: UseCase[];
  experience: Experience[];
  outcome: Outcome | null;
  /** Tokens of context. */
  contextLength: number | null;
  /** tok/s of one stream. */
  minDecode: number | null;
}

/** Longest question that is read, in characters; what comes after is left out. */
const MOST_CHARACTERS = 1000;

export function readQuestion(raw: string): Question {
  const text = raw.slice(0, MOST_CHARACTERS);
  const flat = flatWords(text);
  const names = readNames(atomsOf(text));
  const groups = HARDWARE_GROUPS.filter(
    (group) =>
      group.words.some((word) => flat.includes(` ${word} `)) &&
      !names.accelerators.some((one) => group.covers.test(one.name) && !group.widens),
  );
  const vendors = Object.entries(VENDOR_WORDS)
    .filter(([word]) => flat.includes(` ${word} `))
    .map(([, vendor]) => vendor);
  return {
    text,
    words: [...new Set(searchTokens(text))].filter((word) => !EMPTY_WORDS.has(word)),
    ...names,
    accelerators: names.accelerators.filter((one) => !groups.some((group) => group.covers.test(one.name))),
    groups,
    vendors: names.accelerators.length > 0 ? [] : [...new Set(vendors)],
    classes: [...new Set(phrasesIn(flat, CLASS_WORDS).flatMap((word) => CLASS_WORDS[word]!))],
    families: familiesIn(text),
    speculative: namesOne(flat, SPECULATION_WORDS),
    useCases: USE_CASES.filter((one) => namesOne(flat, USE_CASE_WORDS[one])),
    experience: EXPERIENCES.filter((one) => namesOne(flat, EXPERIENCE_WORDS[one])),
    outcome: namesOne(flat, OUTCOME_WORDS.fails ?? []) ? "fails" : null,
    minDecode: wantedSpeed(text),
  };
}

type Names = Pick<
  Question,
  | "accelerators"
  | "memoryGiB"
  | "ramGiB"
  | "parametersB"
  | "quantizations"
  | "kvCacheTypes"
  | "engines"
  | "backends"
  | "contextLength"
>;

/** One pass over the atoms; what was read as one thing is not read as another. */
function readNames(atoms: Atoms): Names {
  const names: Names = {
    accelerators: [],
    memoryGiB: null,
    ramGiB: null,
    parametersB: null,
    quantizations: [],
    kvCacheTypes: [],
    engines: [],
    backends: [],
    contextLength: null,
  };
  for (let at = 0; at < atoms.count; ) at = readOne(atoms, at, names);
  return names;
}

/** Reads what begins at atom `at` into `names`; returns the atom to go on from. */
function readOne(atoms: Atoms, at: number, names: Names): number {
  const sized = readSize(atoms, at, names);
  if (sized !== undefined) return sized;
  const device = readAccelerator(atoms, at);
  if (device) {
    const after = countAfter(atoms, device.endAtom);
    const count = countBefore(atoms, at) ?? after?.count ?? null;
    names.accelerators.push({ name: singular(atoms, device, count), count });
    return after?.endAtom ?? device.endAtom;
  }
  const engine = readEngine(atoms, at);
  if (engine) {
    names.engines.push(engine.value.name);
    return engine.endAtom;
  }
  const format = readQuantization(atoms, at);
  if (format) {
    if (isOfKvCache(atoms, at, format.endAtom)) names.kvCacheTypes.push(format.resolved.name);
    else names.quantizations.push({ name: format.resolved.name, vague: format.vague });
    return format.endAtom;
  }
  const backend = readBackend(atoms, at);
  if (backend && backend.value.name !== "CPU") {
    names.backends.push(backend.value.name);
    return backend.endAtom;
  }
  return at + 1;
}

/** "q8_0 KV cache", "KV cache at q8_0": the cache's format, not the weights'. */
function isOfKvCache(atoms: Atoms, from: number, endAtom: number): boolean {
  const around = [-3, -2, -1].map((step) => wordAt(atoms, from + step));
  return wordAt(atoms, endAtom) === "kv" || around.includes("kv") || around.includes("cache");
}

/** A number with a unit: `70B`, `8x7B`, `24 GB`, `64k`. */
function readSize(atoms: Atoms, at: number, names: Names): number | undefined {
  if (atoms.kinds[at] !== DIGITS) return undefined;
  let end = at + 1;
  let value = Number(wordAt(atoms, at));
  if (
    atoms.text[atoms.ends[at]!] === "." &&
    atoms.kinds[end] === DIGITS &&
    atoms.starts[end] === atoms.ends[at]! + 1
  )
    value = Number(`${wordAt(atoms, at)}.${wordAt(atoms, end++)}`);
  const unit = wordAt(atoms, end);
  const tight = touches(atoms, end);
  if (
    unit === "x" &&
    tight &&
    touches(atoms, end + 1) &&
    atoms.kinds[end + 1] === DIGITS &&
    wordAt(atoms, end + 2) === "b"
  ) {
    names.parametersB = value * Number(wordAt(atoms, end + 1));
    return end + 3;
  }
  if (unit === "x" && atoms.kinds[end + 1] === DIGITS && isGigabytes(atoms, end + 2)) {
    // "2x24GB": what a model can use is the sum.
    names.memoryGiB ??= value * Number(wordAt(atoms, end + 1));
    return end + 3;
  }
  if (isGigabytes(atoms, end)) {
    const after = wordAt(atoms, end + 1);
    if (RAM_WORDS.has(after)) names.ramGiB ??= value;
    else names.memoryGiB ??= value;
    return end + 1;
  }
  if (unit === "b" && (tight || atoms.text[atoms.starts[end]!] === "B")) {
    // "30B-A3B" states the whole size first.
    names.parametersB ??= value;
    return end + 1;
  }
  if (unit === "k" && tight && value >= 2 && value <= 1024) {
    names.contextLength ??= value * 1024;
    return end + 1;
  }
  return undefined;
}

/** "dual 4070s" is a plural, not the 4070 Super that "4070S" stands for elsewhere. */
function singular(atoms: Atoms, device: AcceleratorReading, count: number | null): string {
  const { name } = device.resolved;
  const plural = (count ?? 1) > 1 && name.endsWith(" Super") && wordAt(atoms, device.endAtom - 1) === "s";
  return plural ? name.slice(0, -" Super".length) : name;
}

const RAM_WORDS = new Set(["ram", "ddr", "system", "dram"]);

function isGigabytes(atoms: Atoms, at: number): boolean {
  const unit = wordAt(atoms, at);
  return unit === "gb" || unit === "gib" || (unit === "g" && touches(atoms, at));
}

function countBefore(atoms: Atoms, at: number): number | null {
  let before = at - 1;
  const skipped = wordAt(atoms, before);
  if (
    skipped === "x" ||
    skipped === "of" ||
    skipped === "nvidia" ||
    skipped === "geforce" ||
    skipped === "amd"
  )
    before--;
  const word = wordAt(atoms, before);
  const named = Object.hasOwn(COUNT_WORDS, word) ? COUNT_WORDS[word] : undefined;
  if (named !== undefined) return named;
  if (atoms.kinds[before] !== DIGITS || word.length > 2) return null;
  const count = Number(word);
  const plain = skipped === "x" || before === at - 1;
  return plain && count >= 1 && count <= 64 ? count : null;
}

/** "3090 x2", "3090x2". */
function countAfter(atoms: Atoms, at: number): { count: number; endAtom: number } | undefined {
  if (atoms.kinds[at] !== LETTERS || wordAt(atoms, at) !== "x" || atoms.kinds[at + 1] !== DIGITS)
    return undefined;
  const count = Number(wordAt(atoms, at + 1));
  return count >= 1 && count <= 64 ? { count, endAtom: at + 2 } : undefined;
}

/** "at least 30 tok/s", "over 50 t/s", "> 20 tokens per second". */
function wantedSpeed(text: string): number | null {
  const found =
    /(?:at least|over|above|more than|faster than|minimum(?: of)?|>=?) {0,3}(\d{1,4}(?:\.\d{1,2})?)\+? {0,3}(?:t\/s|tok\/s|tps|tok(?:en)?s?(?: per second|\/s(?:ec)?)?\b)/i.exec(
      text,
    ) ??
    /\b(\d{1,4}(?:\.\d{1,2})?)\+ {0,3}(?:t\/s|tok\/s|tps|tokens(?: per second|\/s(?:ec)?)?\b)/i.exec(text);
  return found ? Number(found[1]) : null;
}

/** Lower-case words with single blanks between and around, so that phrases can be looked for whole. */
function flatWords(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+.]+/gu, " ")
    .replace(/\.(?=\s|$)/g, " ")
    .trim()} `;
}

function namesOne(flat: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => flat.includes(` ${phrase} `));
}

function phrasesIn(flat: string, table: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(table).filter((phrase) => flat.includes(` ${phrase.replaceAll("-", " ")} `));
}
