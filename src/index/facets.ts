/**
 * Everything that a question can name, with its weight and the function that says how well a record fits it. Knows
 * nothing of tables or of the words that were matched.
 */
import type { SetupRecord } from "../record/setup-record.ts";
import { type Fit, meanFit, NO_FIT } from "./fit.ts";
import { devicesFit, machineFit, memoryFit, ramFit } from "./hardware-fits.ts";
import { familyFit, kvCacheFit, parametersFit, quantizationFit } from "./model-fits.ts";
import type { Question } from "./question.ts";

/** How one asked thing fits, and how much that matters. */
export interface FacetFit extends Fit {
  /** What was asked for, in a word or two that a person reads: `device`, `model size`. */
  facet: string;
  weight: number;
}

interface Facet {
  name: string;
  weight: number;
  asked: (question: Question) => boolean;
  fit: (record: SetupRecord, question: Question) => Fit;
}

/** Everything a question can name, with how much it matters against the rest. */
const FACETS: readonly Facet[] = [
  { name: "device", weight: 3, asked: (question) => question.accelerators.length > 0, fit: devicesFit },
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
