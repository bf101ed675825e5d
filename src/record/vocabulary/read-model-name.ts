/**
 * Reads a model's name over atoms: a family of the vocabulary or a capitalised name, then version, size, variants and
 * packaging, joined by blanks, hyphens or colons. Knows nothing of prose around it, nor of repositories and files.
 */
import { type Atoms, DIGITS, gapBefore, LETTERS, touches, wordAt } from "./atoms.ts";
import type { ModelEntry } from "./model-entry.ts";
import {
  ADJECTIVE_WORDS,
  CAREFUL_VARIANT_WORDS,
  ORDINARY_NAMES,
  PACKAGING_WORDS,
  VARIANT_WORDS,
} from "./model-words.ts";
import { MODEL_FAMILIES, MODELS } from "./models.ts";
import { createPhraseTrie } from "./phrase-trie.ts";
import { decimal, endsWord as ends, readActive, readSize } from "./read-model-size.ts";
import { type QuantizationReading, readQuantization } from "./resolve-quantization.ts";

/** A model's name at a place, still in parts; atoms are half-open ranges. */
export type ModelNameParts = {
  startAtom: number;
  /** After the name proper: packaging and quantization are not in it. */
  nameEndAtom: number;
  /** After everything that hangs on the name. */
  endAtom: number;
  /** The vocabulary's line that the head names; null for an unknown version or an unknown name. */
  entry: ModelEntry | null;
  family: string | null;
  /** After the words that named the line or the family; equals `startAtom` for an unknown name. */
  headEndAtom: number;
  parametersB: number | null;
  activeParametersB: number | null;
  /** True where the size is of the form `8x7B` or `E4B`, which states no total. */
  oddSize: boolean;
  quantization: QuantizationReading["resolved"] | null;
  /** True when a version or a size stands in the name, so that it is more than a family. */
  specific: boolean;
  /** True once a packaging word was read: what follows is no part of the name. */
  packed: boolean;
};

type Head = { entry: ModelEntry | null; family: string };

const heads = createPhraseTrie<Head>(" -.");
for (const entry of MODELS)
  for (const phrase of [entry.name, ...entry.aliases]) heads.add(phrase, { entry, family: entry.family });
for (const family of MODEL_FAMILIES)
  for (const stem of family.stems) heads.add(stem, { entry: null, family: family.family });

/** The lower-case words that can begin a known model's name. */
export function modelFirstWords(): Set<string> {
  return new Set(heads.firstWords());
}

/** Every phrase that could name more than one line; empty unless the tables contradict each other. */
export function sharedModelAliases(): string[] {
  const owners = createPhraseTrie<string>(" -.");
  const shared: string[] = [];
  for (const entry of MODELS)
    for (const alias of new Set([entry.name, ...entry.aliases])) {
      const held = owners.add(alias, entry.name);
      if (held !== undefined && held !== entry.name) shared.push(`${alias}: ${held}, ${entry.name}`);
    }
  return shared;
}

/** The line that a name begins with (`Qwen3 Coder` for `Qwen3 Coder 30B-A3B`), or undefined. */
export function modelLineOf(phrase: string): ModelEntry | undefined {
  return heads.get(phrase)?.entry ?? undefined;
}

/** A head must not end inside a number (`Qwen3` in `Qwen3.8`) nor take a size for a version (`Gemma 2b`). */
function headEndsWell(atoms: Atoms, endAtom: number): boolean {
  if (atoms.kinds[endAtom - 1] === DIGITS) {
    if (gapBefore(atoms, endAtom) === "." && atoms.kinds[endAtom] === DIGITS) return false;
    if (!touches(atoms, endAtom)) return true;
    const word = wordAt(atoms, endAtom);
    return VARIANT_WORDS.has(word) || CAREFUL_VARIANT_WORDS.has(word);
  }
  return (
    !touches(atoms, endAtom) || atoms.kinds[endAtom] === DIGITS || VARIANT_WORDS.has(wordAt(atoms, endAtom))
  );
}

/** True for a single hyphen, underscore, colon or dot and nothing else between: one word of a file name. */
function tightly(atoms: Atoms, index: number): boolean {
  const gap = gapBefore(atoms, index);
  return (
    gap === "" ||
    (gap !== "?" && gap !== " " && gap !== "/" && atoms.starts[index]! - atoms.ends[index - 1]! === 1)
  );
}

/** Reads the name whose family starts at atom `from`; undefined when the vocabulary knows no such beginning. */
export function readModelName(atoms: Atoms, from: number): ModelNameParts | undefined {
  const head = heads.longest(atoms, from, (_head, endAtom) => headEndsWell(atoms, endAtom));
  if (head === undefined) return undefined;
  const parts: ModelNameParts = {
    startAtom: from,
    nameEndAtom: head.endAtom,
    endAtom: head.endAtom,
    entry: head.value.entry,
    family: head.value.family,
    headEndAtom: head.endAtom,
    parametersB: null,
    activeParametersB: null,
    oddSize: false,
    quantization: null,
    specific: head.value.entry !== null,
    packed: false,
  };
  readSizeInHead(atoms, parts);
  readVersion(atoms, parts);
  readRest(atoms, parts);
  if (isOrdinary(atoms, parts) && parts.parametersB === null && !parts.oddSize) return undefined;
  return parts;
}

/** `QwQ-32B`: some lines have their only size in the name. */
function readSizeInHead(atoms: Atoms, parts: ModelNameParts): void {
  for (let at = parts.startAtom + 1; at < parts.headEndAtom; at++) {
    const size = readSize(atoms, at);
    if (size === undefined || size.endAtom > parts.headEndAtom) continue;
    const experts = wordAt(atoms, size.endAtom + 1) === "e" && touches(atoms, size.endAtom + 1);
    parts.parametersB = experts ? null : size.parametersB;
    parts.activeParametersB = size.activeParametersB;
    parts.oddSize = size.odd || experts;
    return;
  }
}

function isOrdinary(atoms: Atoms, parts: ModelNameParts): boolean {
  return parts.headEndAtom === parts.startAtom + 1 && ORDINARY_NAMES.has(wordAt(atoms, parts.startAtom));
}

/** A version that the vocabulary does not have: `Qwen4`, `GLM-6.1`, `DeepSeek-V5`. */
function readVersion(atoms: Atoms, parts: ModelNameParts): void {
  if (parts.entry !== null && atoms.kinds[parts.nameEndAtom - 1] === DIGITS) return;
  const at = parts.nameEndAtom;
  const gap = gapBefore(atoms, at);
  const number = gap === "" || gap === " " || gap === "-" ? decimal(atoms, at) : undefined;
  if (number === undefined || !/^[1-9]\d?$/.test(wordAt(atoms, at))) return;
  const whole = number.endAtom === at + 1;
  if (
    touches(atoms, number.endAtom) &&
    !/^(moe|vl|next|vlmoe|coder|n|v)$/.test(wordAt(atoms, number.endAtom))
  )
    return;
  if (whole && gap === " " && readSize(atoms, number.endAtom) === undefined) return;
  parts.nameEndAtom = parts.endAtom = parts.headEndAtom = number.endAtom;
  parts.specific = true;
  parts.entry = null;
}

/** Everything after the head: sizes, variants, dates, hyphenated words, packaging and quantization. */
export function readRest(atoms: Atoms, parts: ModelNameParts): void {
  let at = parts.endAtom;
  for (let read = 0; at < atoms.count && read < 24; read++) {
    const next = readPart(atoms, at, parts);
    if (next === undefined) break;
    at = next;
    parts.endAtom = next;
  }
}

function readPart(atoms: Atoms, at: number, parts: ModelNameParts): number | undefined {
  const gap = gapBefore(atoms, at);
  if (gap === "?" || gap === "/") return undefined;
  const tight = tightly(atoms, at);
  const word = wordAt(atoms, at);
  const named = (endAtom: number): number => {
    if (parts.quantization === null && !parts.packed) parts.nameEndAtom = endAtom;
    return endAtom;
  };
  if (gap !== "" || atoms.kinds[at] === LETTERS) {
    const size = parts.parametersB === null && !parts.oddSize && gap !== "" ? readSize(atoms, at) : undefined;
    if (size !== undefined) {
      parts.parametersB = size.parametersB;
      parts.activeParametersB = size.activeParametersB;
      parts.oddSize = size.odd;
      parts.specific = true;
      return named(size.endAtom);
    }
    if (parts.activeParametersB === null && parts.parametersB !== null) {
      const active = readActive(atoms, at);
      if (active !== undefined) {
        parts.activeParametersB = active.value;
        return named(active.endAtom);
      }
    }
    if (tight && gap !== "") {
      const quantization = readQuantization(atoms, at);
      if (quantization !== undefined) {
        parts.quantization = combinedQuantization(parts.quantization, quantization.resolved);
        return quantization.endAtom;
      }
      const packing = readPackaging(atoms, at);
      if (packing !== undefined) {
        parts.packed = true;
        return packing;
      }
    }
  }
  if (atoms.kinds[at] === LETTERS) return readWord(atoms, at, { word, gap, tight, parts, named });
  if (atoms.kinds[at] === DIGITS) {
    if (gap === "") return parts.quantization === null && endsNumber(atoms, at) ? named(at + 1) : undefined;
    if (
      /^((0[1-9]|1[0-2])([0-2]\d|3[01])|2[3-6](0[1-9]|1[0-2]))$/.test(word) &&
      (tight || gap === " ") &&
      ends(atoms, at)
    )
      return named(at + 1);
    if (
      tight &&
      gap === "-" &&
      touches(atoms, at + 1) &&
      /^[km]$/.test(wordAt(atoms, at + 1)) &&
      ends(atoms, at + 1)
    )
      return named(at + 2);
    if (tight && (word.length <= 3 || /^202\d$/.test(word)) && endsNumber(atoms, at)) return named(at + 1);
  }
  return undefined;
}

/** `4.0bpw-h6-exl2` states bits and format apart, `int4-AutoRound` the method last; else the first one told counts. */
function combinedQuantization(
  held: QuantizationReading["resolved"] | null,
  next: QuantizationReading["resolved"],
): QuantizationReading["resolved"] {
  if (held === null) return next;
  if (/^(?:INT[48]|[2-8]-bit)$/.test(held.name) && /^(?:AWQ|GPTQ|AutoRound)$/.test(next.name)) return next;
  if (!/^[\d.]+bpw$/.test(held.name) || !/^EXL[23]$/.test(next.name)) return held;
  return { ...next, name: `${next.name} ${held.name}`, bitsPerWeight: held.bitsPerWeight };
}

/** True when the number at `at` is not the beginning of a unit (`7B` read elsewhere, `30 tok/s`). */
function endsNumber(atoms: Atoms, at: number): boolean {
  return !touches(atoms, at + 1) || atoms.kinds[at + 1] === LETTERS;
}

type WordPlace = {
  word: string;
  gap: string;
  tight: boolean;
  parts: ModelNameParts;
  named: (endAtom: number) => number;
};

function readWord(atoms: Atoms, at: number, place: WordPlace): number | undefined {
  const { word, gap, tight, named, parts } = place;
  const code = atoms.text.charCodeAt(atoms.starts[at]!);
  const capital = code >= 65 && code <= 90;
  if (word === "v" && touches(atoms, at + 1)) {
    const number = decimal(atoms, at + 1);
    if (number !== undefined && !touches(atoms, number.endAtom) && (gap === "-" || gap === " "))
      return named(number.endAtom);
  }
  if (word === "r" && touches(atoms, at + 1) && wordAt(atoms, at + 1) === "1") return named(at + 2);
  if (gap === " " || gap === "") {
    if (VARIANT_WORDS.has(word) && (gap === "" || ends(atoms, at))) return named(at + 1);
    // "Qwen3.6 35B MoE", "the 27B Dense": what it is like, told behind its size.
    if (parts.parametersB !== null && /^(?:moe|dense)$/.test(word)) return undefined;
    if (CAREFUL_VARIANT_WORDS.has(word) && ends(atoms, at) && (capital || gap === "")) return named(at + 1);
    const base = /^(qwen|llama|mistral|gemma)$/.test(word) && wordAt(atoms, at - 1).startsWith("distill");
    return base ? named(at + 1) : undefined;
  }
  if (!tight || gap === "." || ADJECTIVE_WORDS.has(word) || parts.quantization !== null) return undefined;
  if (gap === ":" && !VARIANT_WORDS.has(word) && !CAREFUL_VARIANT_WORDS.has(word) && word !== "latest")
    return undefined;
  if (gap === ":" && word === "latest") return at + 1;
  const rest = wordAt(atoms, at + 1);
  return word.length > 0 && (ends(atoms, at) || rest.length > 0) ? named(at + 1) : undefined;
}

/** `-GGUF`, `.gguf`, `-00001-of-00010`, `-hf`, `-i1`, `-h6`: how it is packed. */
function readPackaging(atoms: Atoms, at: number): number | undefined {
  if (atoms.kinds[at] === DIGITS && wordAt(atoms, at).length === 5 && wordAt(atoms, at + 1) === "of")
    return at + 3;
  if (
    wordAt(atoms, at) === "b" &&
    touches(atoms, at + 1) &&
    /^\d{4}$/.test(wordAt(atoms, at + 1)) &&
    ends(atoms, at + 1)
  )
    return at + 2;
  const word = wordAt(atoms, at);
  const number = wordAt(atoms, at + 1);
  const marked = (word === "h" && /^[468]$/.test(number)) || (word === "i" && number === "1");
  if (marked && touches(atoms, at + 1) && ends(atoms, at + 1)) return at + 2;
  if (!PACKAGING_WORDS.has(wordAt(atoms, at)) || !ends(atoms, at)) return undefined;
  return at + 1;
}
