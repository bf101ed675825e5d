/**
 * Whether a quote carries a name: the vocabulary reads the same name out of the document's words, or the name's own
 * letters and digits stand there, whole. Knows nothing of setups.
 */
import { fold } from "./fold-text.ts";
import type { NameBook, NameKind } from "./name-book.ts";
import { numberWord, quantitiesIn } from "./quantities.ts";
import { surroundingsOf } from "./surroundings.ts";
import { type Claim, rejected, type Verdict } from "./verdict.ts";
import type { Place } from "./verify-measurement.ts";

/** Words that say nothing of which thing is meant. */
const EMPTY_WORDS: Readonly<Record<NameKind, ReadonlySet<string>>> = {
  accelerator: new Set([
    "nvidia",
    "geforce",
    "amd",
    "intel",
    "apple",
    "radeon",
    "instinct",
    "tesla",
    "gpu",
    "graphics",
    "card",
    "the",
  ]),
  model: new Set(["instruct", "chat", "it", "gguf", "hf", "meta", "model", "preview", "the", "ai"]),
  quantization: new Set(["quant", "quantized", "gguf"]),
  engine: new Set(["server", "the", "engine"]),
  backend: new Set(["backend"]),
  kvCache: new Set(["cache", "kv"]),
};

/** A word after a name that makes it another thing. */
const SUFFIXES: Partial<Readonly<Record<NameKind, RegExp>>> = {
  accelerator: /^[ -]?(?:ti|super|xtx|xt|gre|max|ultra|pro|laptop|mobile|d)\b/,
};

/** Verifies a name at the place of its quote; the value becomes the vocabulary's spelling. */
export function verifyName(claim: Claim, kind: NameKind, place: Place, names: NameBook): Verdict {
  const value = String(claim.value).trim();
  if (value === "" || value.length > 120)
    return rejected(claim, "not-a-value", "the name is empty or far too long");
  const words = wholeWords(place);
  const wanted = names.canonical(kind, value);
  const standing = names.named(kind, words);
  const evidence = {
    field: claim.field,
    quote: place.text.slice(place.start, place.end),
    start: place.start,
    end: place.end,
    alignment: place.alignment,
  };
  // A cache type is kept as its engine's option spells it.
  if (kind === "kvCache" && containsName(kind, words, value))
    return { ok: true, value, evidence, settled: true };
  const alike = standing.find((name) => name === wanted || sameName(kind, name, value));
  if (alike !== undefined) return { ok: true, value: wanted ?? alike, evidence, settled: true };
  if (containsName(kind, words, value)) {
    // The vocabulary reads something else out of the same words: the longer reading may be the right one.
    return { ok: true, value: wanted ?? value, evidence, settled: standing.length === 0 };
  }
  if (kind === "quantization" && bitsStated(value, words, place)) {
    return { ok: true, value: wanted ?? value, evidence, settled: false };
  }
  return rejected(
    claim,
    "name-not-in-quote",
    standing.length > 0
      ? `the quoted words name ${standing.join(", ")}`
      : "the name is not in the quoted words",
  );
}

/** "EXL2 3.5bpw" where the quote says 3.5 bits a weight and the document speaks of EXL2. */
function bitsStated(value: string, words: string, place: Place): boolean {
  const [, format, bits] = /^(exl[23]) (\d+(?:\.\d+)?) ?bpw$/i.exec(value) ?? [];
  if (!format || !bits) return false;
  const stated = quantitiesIn(words).some(
    ({ readings, unit, start, end }) =>
      readings.includes(Number(bits)) &&
      (unit === "bpw" ||
        /bpw|bits/i.test(surroundingsOf(place.text, place.start + start, place.start + end).column)),
  );
  return stated && new RegExp(`\\b${format}|exllamav${format.at(-1)}`, "i").test(place.text);
}

/** The quote with the words that it begins or ends in the middle of, and a suffix that would change the name. */
function wholeWords(place: Place): string {
  const { text } = place;
  let { start, end } = place;
  const inWord = (c: string | undefined) => c !== undefined && /[\p{L}\p{N}]/u.test(c);
  for (let i = 0; i < 40 && start > 0 && inWord(text[start - 1]) && inWord(text[start]); i++) start--;
  for (let i = 0; i < 40 && inWord(text[end]) && inWord(text[end - 1]); i++) end++;
  const suffix = SUFFIXES.accelerator?.exec(text.slice(end, end + 12).toLowerCase());
  return text.slice(start, end + (suffix ? suffix[0].length : 0));
}

/** Letter runs and digit runs, without the words that say nothing. */
export function nameAtoms(kind: NameKind, name: string): string[] {
  const atoms = fold(name).match(/\p{L}+|\p{N}+(?:\.\p{N}+)?/gu) ?? [];
  const telling = atoms.filter((atom) => !EMPTY_WORDS[kind].has(atom));
  return telling.length > 0 ? telling : atoms;
}

/** True when both names have the same telling letters and digits. */
export function sameName(kind: NameKind, a: string, b: string): boolean {
  return nameAtoms(kind, a).join("") === nameAtoms(kind, b).join("");
}

/** True when the name's atoms stand next to each other in the words, and no suffix follows that makes it another. */
export function containsName(kind: NameKind, words: string, name: string): boolean {
  const wanted = nameAtoms(kind, name);
  if (wanted.length === 0) return false;
  const even = fold(words).replace(/(\d)x(?=\p{L}{2})/gu, "$1x ");
  const atoms = [...even.matchAll(/\p{L}+|\p{N}+(?:\.\p{N}+)?/gu)].filter(
    (atom) => !EMPTY_WORDS[kind].has(atom[0]),
  );
  for (let i = 0; i + wanted.length <= atoms.length; i++) {
    if (!wanted.every((atom, k) => atomFits(atoms[i + k]?.[0] ?? "", atom, k === wanted.length - 1)))
      continue;
    const last = atoms[i + wanted.length - 1];
    if (!last) continue;
    const rest = even.slice(last.index + last[0].length, last.index + last[0].length + 12);
    if (!SUFFIXES[kind]?.test(rest)) return true;
  }
  return false;
}

/** The last atom may carry a plural s. */
const atomFits = (atom: string, wanted: string, last: boolean) =>
  atom === wanted || (last && atom === `${wanted}s`);

/**
 * How many devices of the name the words around the place speak of; undefined where they do not say.
 * "2x RTX 3090", "two used 3090s", "RTX 3090 x2", "3090 (x4)", "dual 3090".
 */
export function deviceCount(place: Place, name: string): number | undefined {
  const { text } = place;
  const from = Math.max(text.lastIndexOf("\n", place.start - 1) + 1, place.start - 40);
  const words = fold(text.slice(from, Math.min(place.end + 24, text.length)).split("\n\n")[0] ?? "");
  const atoms = nameAtoms("accelerator", name);
  const anchor = atoms.find((atom) => /\d/.test(atom)) ?? atoms[0] ?? "";
  const found = words.indexOf(anchor);
  if (found < 0) return undefined;
  // "four Arc B580s": the name begins before its digits; but in "4x3090" the x is none of it.
  let at = found;
  while (at > 0 && /[a-wyz]/.test(words[at - 1] ?? "")) at--;
  const before = words.slice(Math.max(0, at - 48), at);
  const after = words.slice(found + anchor.length, found + anchor.length + 24);
  const timesBefore = /(\d{1,4}) ?x ?(?:[a-z-]+ ?){0,4}$/.exec(before)?.[1];
  const timesAfter = /^(?: ?(?:ti|super|xtx|xt|max|ultra|pro))? ?\(?(?:x ?(\d{1,4})\b|(\d{1,3}) ?x\b)/.exec(
    after,
  );
  const times = timesBefore ?? timesAfter?.[1] ?? timesAfter?.[2];
  if (times !== undefined) return Number(times);
  const wordBefore =
    /\b([a-z]+|\d{1,3})[ -](?:(?:of|used|new|my|the|old|refurbished|cheap|nvidia|geforce|amd|radeon|instinct|tesla|intel|arc|rtx|gtx|rx|pro|modded|apple|mi|[a-z]+ gb|\d+ ?gb) ?){0,4}$/.exec(
      before,
    )?.[1];
  if (wordBefore === undefined) return undefined;
  return /^\d+$/.test(wordBefore) ? Number(wordBefore) : numberWord(wordBefore);
}

/** The memory of one device where the words state it right behind the name: "RTX 3090 24GB", "3090s (24 GB each)". */
export function memoryBehind(words: string, name: string): number | undefined {
  const even = fold(words);
  const anchor = nameAtoms("accelerator", name).find((atom) => /\d/.test(atom));
  const at = anchor === undefined ? -1 : even.indexOf(anchor);
  if (anchor === undefined || at < 0) return undefined;
  const behind = even.slice(at + anchor.length, at + anchor.length + 40);
  const size =
    /^s?(?: ?(?:ti|super|xtx|xt|max|ultra|pro|laptop))* ?[-([]? ?(\d{1,4}) ?(?:gb|gib|g)\b(?! ?(?:of )?(?:ram|ddr|system|memory))/.exec(
      behind,
    );
  return size?.[1] === undefined ? undefined : Number(size[1]);
}

/** Sizes in GiB that stand in the words. */
export function memorySizes(words: string): number[] {
  return quantitiesIn(words).flatMap(({ unit, readings }) =>
    unit === "GiB"
      ? readings
      : unit === "TiB"
        ? readings.map((n) => n * 1024)
        : unit === "MiB"
          ? readings.map((n) => n / 1024)
          : [],
  );
}
