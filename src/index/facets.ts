/**
 * How well a record answers each thing that a question names, with the reason in words. One function a thing, so that
 * each weight can be judged alone; knows nothing of tables or of the words that were matched.
 */
import type { SetupRecord } from "../record/setup-record.ts";
import { acceleratorNamed } from "../record/vocabulary/resolve-accelerator.ts";
import { resolveQuantization } from "../record/vocabulary/resolve-quantization.ts";
import { vendorOf } from "./hardware-words.ts";
import { modelFamily, statedParametersB } from "./model-words.ts";
import type { AskedAccelerator, Question } from "./question.ts";
import { searchTokens } from "./search-tokens.ts";
import { acceleratorMemoryGiB, quantizationKey } from "./table-rows.ts";

/** How one asked thing fits: `credit` 0 (not at all, or unknown) to 1 (as asked), and why. */
export interface FacetFit {
  /** What was asked for, in a word or two that a person reads: `device`, `model size`. */
  facet: string;
  weight: number;
  credit: number;
  /** Said of hits with credit above 0. */
  reason: string;
}

type Fit = { credit: number; reason: string };
const NO_FIT: Fit = { credit: 0, reason: "" };

interface Facet {
  name: string;
  weight: number;
  asked: (question: Question) => boolean;
  fit: (record: SetupRecord, question: Question) => Fit;
}

/** Everything a question can name, with how much it matters against the rest. */
const FACETS: readonly Facet[] = [
  {
    name: "device",
    weight: 3,
    asked: (question) => question.accelerators.length > 0,
    fit: (record, question) => meanFit(question.accelerators.map((asked) => acceleratorFit(record, asked))),
  },
  {
    name: "kind of machine",
    weight: 3,
    asked: (question) => question.groups.length + question.classes.length + question.vendors.length > 0,
    fit: machineFit,
  },
  { name: "memory", weight: 2, asked: (question) => question.memoryGiB !== null, fit: memoryFit },
  { name: "RAM", weight: 1, asked: (question) => question.ramGiB !== null, fit: ramFit },
  { name: "model size", weight: 2.5, asked: (question) => question.parametersB !== null, fit: parametersFit },
  { name: "model", weight: 2.5, asked: (question) => question.families.length > 0, fit: familyFit },
  {
    name: "quantization",
    weight: 1.5,
    asked: (question) => question.quantizations.length > 0,
    fit: quantizationFit,
  },
  { name: "KV cache", weight: 1.5, asked: (question) => question.kvCacheTypes.length > 0, fit: kvCacheFit },
  {
    name: "speculation",
    weight: 1.5,
    asked: (question) => question.speculative,
    fit: ({ config }) =>
      config.speculative ? { credit: 1, reason: `speculates with ${config.speculative}` } : NO_FIT,
  },
  { name: "engine", weight: 1.5, asked: (question) => question.engines.length > 0, fit: engineFit },
  { name: "backend", weight: 1, asked: (question) => question.backends.length > 0, fit: backendFit },
  {
    name: "use case",
    weight: 1.5,
    asked: (question) => question.useCases.length > 0,
    fit: axisFit("useCases"),
  },
  {
    name: "experience",
    weight: 1,
    asked: (question) => question.experience.length > 0,
    fit: axisFit("experience"),
  },
  {
    name: "context length",
    weight: 1,
    asked: (question) => question.contextLength !== null,
    fit: contextFit,
  },
  { name: "speed", weight: 2, asked: (question) => question.minDecode !== null, fit: decodeFit },
  {
    name: "outcome",
    weight: 1.5,
    asked: (question) => question.outcome !== null,
    fit: (record, question) =>
      record.outcome === question.outcome
        ? { credit: 1, reason: "it fails, as asked" }
        : { credit: record.outcome === "partial" ? 0.6 : 0, reason: "it works in part" },
  },
];

/** The fits of everything the question names; empty when it names nothing that is read. */
export function fitsOf(record: SetupRecord, question: Question): FacetFit[] {
  return FACETS.filter((facet) => facet.asked(question)).map((facet) => ({
    facet: facet.name,
    weight: facet.weight,
    ...facet.fit(record, question),
  }));
}

function acceleratorFit(record: SetupRecord, asked: AskedAccelerator): Fit {
  let bestFit = NO_FIT;
  for (const device of record.hardware.accelerators) {
    const fit = deviceFit(device, asked);
    if (fit.credit > bestFit.credit) bestFit = fit;
  }
  if (bestFit.credit === 1 && record.hardware.accelerators.length > 1)
    return { credit: 0.9, reason: `${bestFit.reason}, among others` };
  return bestFit;
}

function deviceFit(device: SetupRecord["hardware"]["accelerators"][number], asked: AskedAccelerator): Fit {
  const label = `${device.count}× ${device.name}`;
  const sameCount = asked.count === null || asked.count === device.count;
  if (device.name.toLowerCase() === asked.name.toLowerCase()) {
    if (sameCount) return { credit: 1, reason: label };
    return { credit: 0.45, reason: `${label}, not ${asked.count}×` };
  }
  const one = acceleratorNamed(device.name);
  const other = acceleratorNamed(asked.name);
  const memory = device.memoryGiB ?? one?.memoryGiB[0];
  const alike =
    one !== undefined && one.kind === other?.kind && memory !== undefined && other.memoryGiB.includes(memory);
  if (!alike || !sameCount) return NO_FIT;
  return {
    credit: one.vendor === other.vendor ? 0.35 : 0.2,
    reason: `${label}: the same memory as ${asked.name}`,
  };
}

function machineFit(record: SetupRecord, question: Question): Fit {
  const names = record.hardware.accelerators.map((one) => one.name);
  const fits: Fit[] = [];
  for (const group of question.groups) {
    const name = names.find((one) => group.covers.test(one));
    fits.push(name ? { credit: 1, reason: `${name} (${group.words[0]})` } : NO_FIT);
  }
  for (const wanted of question.vendors) {
    const name = names.find((one) => vendorOf(one) === wanted);
    fits.push(name ? { credit: 1, reason: `${name} is from ${wanted}` } : NO_FIT);
  }
  const found = record.hardware.class;
  if (question.classes.length > 0)
    fits.push(
      found && question.classes.includes(found)
        ? { credit: 1, reason: `hardware class ${found}` }
        : cpuOnly(record, question),
    );
  return meanFit(fits);
}

/** A run on the CPU of a board or a Mac answers "CPU only", too, if less well. */
function cpuOnly(record: SetupRecord, question: Question): Fit {
  const onCpu = question.classes.includes("cpu") && record.engine.backend?.toUpperCase() === "CPU";
  return onCpu ? { credit: 0.7, reason: "runs on the CPU" } : NO_FIT;
}

function memoryFit(record: SetupRecord, question: Question): Fit {
  const wanted = question.memoryGiB!;
  const found = acceleratorMemoryGiB(record) ?? record.hardware.memoryGiB ?? null;
  if (found === null) return NO_FIT;
  const reason = `${found} GiB of memory`;
  if (Math.abs(found - wanted) <= wanted * 0.03) return { credit: 1, reason };
  if (found < wanted)
    return { credit: found >= wanted * 0.6 ? 0.45 : 0.25, reason: `${reason}, fits in ${wanted}` };
  return found <= wanted * 1.1 ? { credit: 0.5, reason } : NO_FIT;
}

function ramFit(record: SetupRecord, question: Question): Fit {
  const found = record.hardware.memoryGiB;
  if (!found) return NO_FIT;
  const reason = `${found} GiB of RAM`;
  if (Math.abs(found - question.ramGiB!) <= question.ramGiB! * 0.05) return { credit: 1, reason };
  return found < question.ramGiB! ? { credit: 0.4, reason } : NO_FIT;
}

function parametersFit(record: SetupRecord, question: Question): Fit {
  const wanted = question.parametersB!;
  const found = record.model.parametersB ?? statedParametersB(record.model.name ?? "");
  if (!found) return NO_FIT;
  const ratio = Math.max(found, wanted) / Math.min(found, wanted);
  const reason = `${found}B parameters`;
  if (ratio <= 1.02) return { credit: 1, reason };
  if (ratio <= 1.12) return { credit: 0.85, reason: `${reason}, the size of ${wanted}B` };
  return ratio <= 1.35 ? { credit: 0.35, reason: `${reason}, near ${wanted}B` } : NO_FIT;
}

function familyFit(record: SetupRecord, question: Question): Fit {
  const family = modelFamily(record.model.name);
  if (!family || !question.families.includes(family)) return NO_FIT;
  const reason = record.model.name ?? family;
  const words = searchTokens(record.model.name ?? "");
  const askedEdition = question.words.filter((word) => word.startsWith(family) && /\d/.test(word));
  if (askedEdition.length === 0 || askedEdition.some((word) => words.includes(word)))
    return { credit: 1, reason };
  return { credit: 0.5, reason: `${reason}: the same family` };
}

function quantizationFit(record: SetupRecord, question: Question): Fit {
  const found = record.model.quantization;
  if (!found) return NO_FIT;
  const key = quantizationKey(found);
  const bits = bitsOf(found);
  let credit = 0;
  for (const asked of question.quantizations) {
    const wanted = quantizationKey(asked.name);
    if (key === wanted || key === `ud${wanted}`) credit = 1;
    else if (asked.vague && bits !== null && bits === bitsOf(asked.name)) credit = Math.max(credit, 0.95);
    else if (key.startsWith(wanted) || wanted.startsWith(key)) credit = Math.max(credit, 0.8);
    else if (bits !== null && bits === bitsOf(asked.name)) credit = Math.max(credit, 0.4);
  }
  return { credit, reason: credit === 0 ? "" : `quantized ${found}` };
}

function kvCacheFit(record: SetupRecord, question: Question): Fit {
  const found = record.config.kvCacheType;
  if (!found) return NO_FIT;
  const same = question.kvCacheTypes.some((asked) => quantizationKey(found).includes(quantizationKey(asked)));
  return same ? { credit: 1, reason: `KV cache ${found}` } : NO_FIT;
}

const FOUR_BIT = /^(?:awq|gptq|nf4|w4)/;

/** The nominal bits of a weight format, rounded; null where the name does not tell. */
function bitsOf(quantization: string): number | null {
  const key = quantizationKey(quantization);
  if (FOUR_BIT.test(key)) return 4;
  const stated = /^(?:ud)?(?:i?q|tq|mxfp|nvfp|fp|bf|int|w|mlx|exl[23])?(\d{1,2})/.exec(key)?.[1];
  const bits = stated ? Number(stated) : resolveQuantization(quantization)?.bitsPerWeight;
  return bits ? Math.round(bits) : null;
}

function engineFit(record: SetupRecord, question: Question): Fit {
  const found = record.engine.name?.toLowerCase();
  if (!found) return NO_FIT;
  if (question.engines.includes(found)) return { credit: 1, reason: `runs on ${record.engine.name}` };
  const related = question.engines.some((one) => one.endsWith("llama.cpp") && found.endsWith("llama.cpp"));
  return related ? { credit: 0.4, reason: `runs on ${record.engine.name}, a relative` } : NO_FIT;
}

function backendFit(record: SetupRecord, question: Question): Fit {
  const found = record.engine.backend?.toLowerCase() ?? "";
  const named = question.backends.find((one) => found.includes(one.toLowerCase()));
  return named ? { credit: 1, reason: `over ${record.engine.backend}` } : NO_FIT;
}

/** Stated by the source counts whole; concluded by the almanac a little less, and says so. */
function axisFit(axis: "useCases" | "experience"): Facet["fit"] {
  return (record, question) =>
    meanFit(
      question[axis].map((wanted) => {
        if ((record[axis] as readonly string[]).includes(wanted))
          return { credit: 1, reason: `${wanted}, says the source` };
        const derived = record.derived[axis].find((one) => one.value === wanted);
        return derived ? { credit: 0.8, reason: `${wanted}, concluded: ${derived.because}` } : NO_FIT;
      }),
    );
}

function contextFit(record: SetupRecord, question: Question): Fit {
  const wanted = question.contextLength!;
  const found = record.config.contextLength;
  if (!found) return NO_FIT;
  const reason = `context of ${found}`;
  if (found >= wanted * 0.97) return { credit: 1, reason };
  return found >= wanted / 2 ? { credit: 0.4, reason } : NO_FIT;
}

function decodeFit(record: SetupRecord, question: Question): Fit {
  const speeds = record.measurements.filter((one) => one.metric === "decode").map((one) => one.value);
  if (speeds.length === 0) return NO_FIT;
  const fastest = Math.max(...speeds);
  const reason = `decodes ${fastest} tok/s`;
  if (fastest >= question.minDecode!) return { credit: 1, reason };
  return fastest >= question.minDecode! * 0.8 ? { credit: 0.4, reason } : NO_FIT;
}

/** The mean credit, with the reasons of those that fit. */
function meanFit(fits: readonly Fit[]): Fit {
  if (fits.length === 0) return NO_FIT;
  const reasons = fits.filter((fit) => fit.credit > 0).map((fit) => fit.reason);
  return {
    credit: fits.reduce((sum, fit) => sum + fit.credit, 0) / fits.length,
    reason: reasons.join(", "),
  };
}
