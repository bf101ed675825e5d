/** How well a record's model fits what a question names: size, family and edition, weight format, KV cache format. */
import type { SetupRecord } from "../record/setup-record.ts";
import { resolveQuantization } from "../record/vocabulary/resolve-quantization.ts";
import { type Fit, NO_FIT } from "./fit.ts";
import { modelFamily, statedParametersB } from "./model-words.ts";
import type { Question } from "./question.ts";
import { searchTokens } from "./search-tokens.ts";
import { quantizationKey } from "./table-rows.ts";

export function parametersFit(record: SetupRecord, question: Question): Fit {
  const wanted = question.parametersB!;
  const found = record.model.parametersB ?? statedParametersB(record.model.name ?? "");
  if (!found) return NO_FIT;
  const ratio = Math.max(found, wanted) / Math.min(found, wanted);
  const reason = `${found}B parameters`;
  if (ratio <= 1.02) return { credit: 1, reason };
  if (ratio <= 1.12) return { credit: 0.85, reason: `${reason}, the size of ${wanted}B` };
  return ratio <= 1.35 ? { credit: 0.35, reason: `${reason}, near ${wanted}B` } : NO_FIT;
}

export function familyFit(record: SetupRecord, question: Question): Fit {
  const family = modelFamily(record.model.name);
  if (!family || !question.families.includes(family)) return NO_FIT;
  const reason = record.model.name ?? family;
  const words = searchTokens(record.model.name ?? "");
  const askedEdition = question.words.filter((word) => word.startsWith(family) && /\d/.test(word));
  if (askedEdition.length === 0 || askedEdition.some((word) => words.includes(word)))
    return { credit: 1, reason };
  return { credit: 0.5, reason: `${reason}: the same family` };
}

export function quantizationFit(record: SetupRecord, question: Question): Fit {
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

export function kvCacheFit(record: SetupRecord, question: Question): Fit {
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
