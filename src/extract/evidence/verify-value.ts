/**
 * Whether a document carries a value: the quote is aligned to the text, and the value must follow from the words found
 * there. The one door through which every claimed value goes, whoever claims it.
 */
import { EXPERIENCES, OUTCOMES, PROVIDERS, USE_CASES } from "../../record/axes.ts";
import { alignQuote, type QuotableText } from "./align-quote.ts";
import { AXIS_WORDS, FLASH_ATTENTION, NUMBER_RULES, PROVIDER_WORDS, TEXT_FIELDS } from "./field-rules.ts";
import { fold } from "./fold-text.ts";
import type { NameBook, NameKind } from "./name-book.ts";
import { quantitiesIn, wordNumbersIn } from "./quantities.ts";
import { cellUnder, surroundingsOf } from "./surroundings.ts";
import { type Claim, rejected, type Verdict } from "./verdict.ts";
import { claimedNumbers, type Place, verifyMeasurement } from "./verify-measurement.ts";
import { deviceCount, memorySizes, verifyName } from "./verify-name.ts";

export interface VerifyContext {
  source: QuotableText;
  names: NameBook;
  /** Where the setup's own words stand; the quote's first place inside wins. */
  near?: { start: number; end: number } | undefined;
}

const NAME_FIELDS: Readonly<Record<string, NameKind>> = {
  "hardware.accelerators": "accelerator",
  "hardware.accelerators.name": "accelerator",
  "model.name": "model",
  "model.quantization": "quantization",
  "engine.name": "engine",
  "engine.backend": "backend",
  "config.kvCacheType": "kvCache",
};

const LISTS: Readonly<Record<string, readonly string[]>> = {
  useCases: USE_CASES,
  experience: EXPERIENCES,
  outcome: OUTCOMES,
};

/** Verifies one claim against a document. Never throws; what fails is a rejection with its reason. */
export function verifyValue(claim: Claim, context: VerifyContext): Verdict {
  const aligned = alignQuote(context.source, claim.quote, context.near);
  if (!aligned) return rejected(claim, "quote-not-found", "the quoted words are not in the document");
  const { start, end, alignment } = aligned;
  const place: Place = { text: context.source.text, start, end, alignment };
  return verifyAt(claim, place, context.names);
}

/** The same for words whose place is known already, e.g. a table row named by its id. */
export function verifyAt(claim: Claim, place: Place, names: NameBook): Verdict {
  const { field } = claim;
  if (field === "measurements") return verifyMeasurement(claim, place);
  const kind = NAME_FIELDS[field];
  if (kind) return verifyName(claim, kind, place, names);
  if (field === "hardware.accelerators.count") return verifyCount(claim, place);
  if (field === "hardware.accelerators.memoryGiB") return verifyDeviceMemory(claim, place);
  if (Object.hasOwn(NUMBER_RULES, field)) return verifyNumber(claim, place);
  if (Object.hasOwn(TEXT_FIELDS, field)) return verifyText(claim, place);
  if (field === "config.flashAttention") return verifyFlashAttention(claim, place);
  if (field === "config.command") return verifyCommand(claim, place);
  if (field === "hardware.provider") return verifyProvider(claim, place);
  if (Object.hasOwn(LISTS, field)) return verifyAxis(claim, place);
  return rejected(claim, "unknown-field", `there is no field ${field}`);
}

const wordsAt = (place: Place) => place.text.slice(place.start, place.end);

function accept(
  claim: Claim,
  place: Place,
  outcome: { value: string | number | boolean; settled: boolean },
): Verdict {
  const { start, end, alignment } = place;
  return {
    ok: true,
    ...outcome,
    evidence: { field: claim.field, quote: wordsAt(place), start, end, alignment },
  };
}

function verifyCount(claim: Claim, place: Place): Verdict {
  const count = claimedNumbers(claim.value)[0] ?? Number.NaN;
  if (!Number.isInteger(count) || count < 1 || count > 4096)
    return rejected(claim, "not-a-value", "no count of devices");
  // `metric` carries the device's name here, so that the right number is read.
  const stated = deviceCount(place, claim.metric ?? "");
  if (stated === undefined) {
    return count === 1
      ? accept(claim, place, { value: 1, settled: false })
      : rejected(
          { ...claim, metric: undefined },
          "number-not-in-quote",
          "the quoted words do not say how many devices",
        );
  }
  if (stated !== count)
    return rejected({ ...claim, metric: undefined }, "contradicted", `the words say ${stated}`);
  return accept(claim, place, { value: count, settled: true });
}

function verifyDeviceMemory(claim: Claim, place: Place): Verdict {
  const size = claimedNumbers(claim.value)[0] ?? Number.NaN;
  const found = memorySizes(wordsAt(place)).find((stated) => Math.abs(stated - size) < 0.01);
  if (found === undefined)
    return rejected(claim, "number-not-in-quote", "the size is not in the quoted words");
  if (found < 0.25 || found > 1024)
    return rejected(claim, "out-of-range", `${found} GiB is no device's memory`);
  return accept(claim, place, { value: found, settled: true });
}

function verifyNumber(claim: Claim, place: Place): Verdict {
  const rule = NUMBER_RULES[claim.field];
  if (!rule) return rejected(claim, "unknown-field", `there is no field ${claim.field}`);
  const wanted = claimedNumbers(claim.value);
  const words = wordsAt(place);
  const stated = numbersFor(claim.field, words, rule.units);
  const value = stated.find(({ readings }) => readings.some((reading) => wanted.includes(reading)));
  if (!value) {
    const elsewhere = quantitiesIn(words).some(({ readings }) =>
      readings.some((reading) => wanted.includes(reading)),
    );
    return elsewhere
      ? rejected(claim, "unit-does-not-suit", "the number stands there with another unit")
      : rejected(claim, "number-not-in-quote", "the number is not in the quoted words");
  }
  const number = value.readings.find((reading) => wanted.includes(reading)) ?? Number.NaN;
  const scaled = claim.field === "hardware.memoryGiB" ? inGiB(number, value.unit) : number;
  if (!(scaled >= rule.lowest && scaled <= rule.highest))
    return rejected(claim, "out-of-range", `${scaled} cannot be`);
  const around = surroundingsOf(place.text, place.start + value.start, place.start + value.end);
  if (rule.spoiled?.test(fold(around.clause)) && !rule.told.test(fold(around.clause))) {
    return rejected(claim, "wrong-field", "the words around the number speak of something else");
  }
  const told = rule.told.test(fold(`${around.clause} ${around.column}`)) || rule.told.test(fold(words));
  return accept(claim, place, { value: scaled, settled: told });
}

const inGiB = (value: number, unit: string) =>
  unit === "TiB" ? value * 1024 : unit === "MiB" ? value / 1024 : value;

interface StatedNumber {
  readings: number[];
  unit: string;
  start: number;
  end: number;
}

function numbersFor(field: string, words: string, units: readonly string[]): StatedNumber[] {
  if (field === "model.activeParametersB")
    return sizesIn(
      words,
      /(?<![\p{L}\p{N}])a(\d+(?:\.\d+)?) ?b(?![\p{L}\p{N}])|(\d+(?:\.\d+)?) ?(?:b|billion) activ/giu,
    );
  if (field === "model.parametersB")
    return sizesIn(
      words,
      /(?<![\p{L}\p{N}.])(\d+(?:\.\d+)?)[ -]?(?:b|billion)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.])e?(\d+(?:\.\d+)?)b(?![\p{L}\p{N}])/giu,
    );
  const counted =
    field === "config.tensorParallel" || field === "config.concurrency" ? wordNumbersIn(words) : [];
  return [...quantitiesIn(words), ...counted].filter(({ unit }) => units.includes(unit));
}

function sizesIn(words: string, pattern: RegExp): StatedNumber[] {
  return [...words.matchAll(pattern)].map((match) => ({
    readings: [Number(match[1] ?? match[2])],
    unit: "B",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function verifyText(claim: Claim, place: Place): Verdict {
  const rule = TEXT_FIELDS[claim.field];
  const value = String(claim.value).trim();
  if (!rule || value === "" || value.length > rule.longest)
    return rejected(claim, "not-a-value", "the value is empty or far too long");
  const words = wordsAt(place);
  const atoms = atomsOf(value);
  if (atoms.length === 0 || !inOrder(atoms, atomsOf(words)))
    return rejected(claim, "value-not-in-quote", "the value is not in the quoted words");
  const line = surroundingsOf(place.text, place.start, place.end).line;
  return accept(claim, place, {
    value: claim.field === "engine.version" ? buildNumber(value) : value,
    settled: rule.told ? rule.told.test(fold(words)) || rule.told.test(fold(line)) : true,
  });
}

/** llama.cpp prints "4084ca73 (3673)": commit and build; the build is what people compare. */
const buildNumber = (version: string) => /^[0-9a-f]{7,10} \((\d{3,5})\)$/.exec(version)?.[1] ?? version;

const atomsOf = (text: string) => fold(text).match(/\p{L}+|\p{N}+(?:\.\p{N}+)*/gu) ?? [];

/** Every atom stands in the words, in order; words between are allowed where the value leaves some out. */
function inOrder(atoms: readonly string[], words: readonly string[]): boolean {
  let from = 0;
  for (const atom of atoms) {
    const at = words.indexOf(atom, from);
    if (at < 0 || (from > 0 && at - from > 4)) return false;
    from = at + 1;
  }
  return true;
}

function verifyFlashAttention(claim: Claim, place: Place): Verdict {
  const wanted = claim.value === true || /^(?:true|on|yes|1|enabled)$/i.test(String(claim.value));
  const cell = cellUnder(place.text, place.start, FLASH_ATTENTION.named);
  const words = fold(cell === undefined ? wordsAt(place) : `fa=${cell}`);
  if (!FLASH_ATTENTION.named.test(words)) {
    return rejected(claim, "value-not-in-quote", "the quoted words do not speak of flash attention");
  }
  if (FLASH_ATTENTION.off.test(words) === wanted)
    return rejected(claim, "contradicted", "the words say the opposite");
  return accept(claim, place, { value: wanted, settled: true });
}

/** A command is what stands in the document, not what the model made of it. */
function verifyCommand(claim: Claim, place: Place): Verdict {
  const words = wordsAt(place).trim();
  if (!/\s-{1,2}[a-z]|=|\brun\b|\bserve\b/i.test(words))
    return rejected(claim, "not-a-value", "the quoted words are no command");
  return accept(claim, place, { value: words.slice(0, 2000), settled: true });
}

function verifyProvider(claim: Claim, place: Place): Verdict {
  const value = String(claim.value);
  if (!PROVIDERS.some((provider) => provider === value) || value === "unknown")
    return rejected(claim, "not-a-value", `"${value}" is no provider`);
  const words = fold(wordsAt(place));
  if (!PROVIDER_WORDS[value]?.test(words))
    return rejected(claim, "value-not-in-quote", "the words do not say whose machine it is");
  return accept(claim, place, {
    value,
    settled: value !== "owned" || /\b(?:my|our|bought|built|own|homelab)\b/.test(words),
  });
}

function verifyAxis(claim: Claim, place: Place): Verdict {
  const value = String(claim.value);
  if (!LISTS[claim.field]?.includes(value))
    return rejected(claim, "not-a-value", `"${value}" is not one of ${claim.field}`);
  const told = AXIS_WORDS[claim.field]?.[value]?.test(fold(wordsAt(place))) ?? false;
  // The words known here are English ones; what another language says, only the auditor can tell.
  const foreign = /[^\x00-\x7f“”‘’–—…×≈€]/.test(wordsAt(place));
  if (!told && !foreign) return rejected(claim, "value-not-in-quote", "no word of the quote speaks of it");
  // That a word is there does not say that this setup is meant by it.
  return accept(claim, place, { value, settled: false });
}
