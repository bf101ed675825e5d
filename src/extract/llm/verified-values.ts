/** What the detail steps claimed, after verification: values with their evidence, by setup. Knows nothing of records. */

import type { Evidence } from "../../record/evidence.ts";
import { regex } from "../../record/regex.ts";
import type { Rejection } from "../../record/rejection.ts";
import type { QuotableText } from "../evidence/align-quote.ts";
import type { NameBook } from "../evidence/name-book.ts";
import { type Claim, rejectionOf, type Verdict } from "../evidence/verdict.ts";
import type { Place } from "../evidence/verify-measurement.ts";
import { deviceCount, memoryBehind, nameAtoms } from "../evidence/verify-name.ts";
import { verifyAt } from "../evidence/verify-value.ts";
import type { DetailField } from "./answer-schemas.ts";
import type { Mark } from "./mark-document.ts";
import { nearOf, placeOf, type SurveyedSetup } from "./surveyed-setup.ts";

export interface VerifiedValue {
  /** The record's path, e.g. `model.quantization`. */
  field: string;
  value: string | number | boolean;
  metric?: string | undefined;
  conditions?: string | undefined;
  /** For accelerators. */
  count?: number | undefined;
  memoryGiB?: number | undefined;
  evidence: Evidence;
  settled: boolean;
  /** Whose sentence the words stand in; absent where nobody looked. */
  ownership?: "own" | "foreign" | "common" | undefined;
}

/** What the verifying of one document's claims needs. */
export interface Grounds {
  source: QuotableText;
  names: NameBook;
  marks: ReadonlyMap<string, Mark>;
}

const PATHS: Readonly<Record<Exclude<DetailField, "accelerator">, string>> = {
  acceleratorMemory: "hardware.accelerators.memoryGiB",
  cpu: "hardware.cpu",
  ram: "hardware.memoryGiB",
  provider: "hardware.provider",
  model: "model.name",
  parameters: "model.parametersB",
  activeParameters: "model.activeParametersB",
  quantization: "model.quantization",
  repository: "model.repository",
  engine: "engine.name",
  engineVersion: "engine.version",
  backend: "engine.backend",
  contextLength: "config.contextLength",
  kvCacheType: "config.kvCacheType",
  gpuLayers: "config.gpuLayers",
  flashAttention: "config.flashAttention",
  tensorParallel: "config.tensorParallel",
  concurrency: "config.concurrency",
  speculative: "config.speculative",
  command: "config.command",
};

/** One claimed fact about a setup, verified: the value, or why it is none. */
export function verifyFact(
  fact: { field: DetailField; value: string; quote: string },
  setup: SurveyedSetup,
  grounds: Grounds,
): VerifiedValue | Rejection {
  if (fact.field === "accelerator") return verifyAccelerator(fact, setup, grounds);
  const claim: Claim = {
    field: PATHS[fact.field],
    value: withUnit(fact.field, fact.value),
    quote: fact.quote,
  };
  const place = placeOf(fact.quote, { ...grounds, near: nearOf(setup) });
  if (!place) return notFound(claim);
  return verifiedOr(verifyAt(claim, place, grounds.names));
}

/** One claimed figure, verified. */
export function verifyFigure(
  figure: { metric: string; value: string; conditions: string | null; quote: string },
  setup: SurveyedSetup,
  grounds: Grounds,
): VerifiedValue | Rejection {
  const claim: Claim = {
    field: "measurements",
    metric: figure.metric,
    value: figure.value,
    quote: figure.quote,
  };
  const place = placeOf(figure.quote, { ...grounds, near: nearOf(setup) });
  if (!place) return notFound(claim);
  const value = verifiedOr(verifyAt(claim, place, grounds.names));
  if ("kind" in value) return value;
  const conditions = statedConditions(figure.conditions, place);
  return { ...value, metric: figure.metric, ...(conditions ? { conditions } : {}) };
}

/** One claimed axis value, verified. */
export function verifyAxisFact(
  fact: { axis: string; value: string; quote: string },
  setup: SurveyedSetup,
  grounds: Grounds,
): VerifiedValue | Rejection {
  const claim: Claim = { field: fact.axis, value: fact.value, quote: fact.quote };
  const place = placeOf(fact.quote, { ...grounds, near: nearOf(setup) });
  return place ? verifiedOr(verifyAt(claim, place, grounds.names)) : notFound(claim);
}

function verifiedOr(verdict: Verdict): VerifiedValue | Rejection {
  if (!verdict.ok) return verdict.rejection;
  const { value, evidence, settled } = verdict;
  return { field: evidence.field, value, evidence, settled };
}

function notFound(claim: Claim): Rejection {
  return rejectionOf(claim, "quote-not-found", "the quoted words are not in the document");
}

/** A bare number in a field whose unit is known is read with it. */
function withUnit(field: DetailField, value: string): string {
  if (/^\d+(?:\.\d+)?$/.test(value.trim())) {
    if (field === "parameters" || field === "activeParameters") return `${value.trim()}B`;
    if (field === "ram" || field === "acceleratorMemory") return `${value.trim()} GB`;
  }
  return field === "activeParameters" ? value.replace(/^a(?=\d)/i, "") : value;
}

/** Hardware that somebody does not have (yet): an auditor has to look. */
const WISHED = regex("i")`
  \b(?:
    on (?:the|its) way|ordered|planning|plan to|want to buy|thinking (?:of|about)|considering|would love|
    if i had|wish|someday|next year|used to have|instead of an?|compared (?:to|with)
  )\b
`;
const COUNTED = /^\s*(\d{1,4}) ?[x×*] ?(.+)$|^(.+?) \(?[x×*] ?(\d{1,4})\)?\s*$/i;

function verifyAccelerator(
  fact: { value: string; quote: string },
  setup: SurveyedSetup,
  grounds: Grounds,
): VerifiedValue | Rejection {
  const counted = COUNTED.exec(fact.value);
  const claimedCount = Number(counted?.[1] ?? counted?.[4] ?? 1);
  const name = (counted?.[2] ?? counted?.[3] ?? fact.value).replace(/\(?\b\d+ ?(?:GB|GiB)\b\)?/gi, "").trim();
  const claim: Claim = { field: "hardware.accelerators", value: name, quote: fact.quote };
  const place = placeOf(fact.quote, { ...grounds, near: nearOf(setup) });
  if (!place) return notFound(claim);
  const found = verifiedOr(verifyAt(claim, place, grounds.names));
  if ("kind" in found) return found;
  const counting = countAt(place, { name, claimedCount, grounds });
  if (counting === undefined) {
    const message = `nowhere does it say ${claimedCount} of them`;
    return rejectionOf({ ...claim, value: fact.value }, "number-not-in-quote", message);
  }
  const stated = memoryBehind(place.text.slice(place.start, place.end), name);
  const known = grounds.names.memoryGiB(String(found.value));
  const memory =
    stated !== undefined && (known.length === 0 || known.includes(stated)) ? { memoryGiB: stated } : {};
  const wished = WISHED.test(lineOf(place));
  const evidence =
    counting.place === place ? found.evidence : evidenceAt(counting.place, "hardware.accelerators");
  return { ...found, settled: found.settled && !wished, count: counting.count, evidence, ...memory };
}

/** The count that the words state, at the quote or at another place that names the device with this very count. */
function countAt(
  place: Place,
  wanted: { name: string; claimedCount: number; grounds: Grounds },
): { count: number; place: Place } | undefined {
  const here = deviceCount(place, wanted.name);
  if (here === wanted.claimedCount) return { count: here, place };
  if (wanted.claimedCount === 1) return { count: here ?? 1, place };
  const anchor = nameAtoms("accelerator", wanted.name).find((atom) => /\d/.test(atom));
  if (anchor === undefined) return undefined;
  const { text } = wanted.grounds.source;
  for (
    let at = text.indexOf(anchor), tries = 0;
    at >= 0 && tries < 200;
    at = text.indexOf(anchor, at + 1), tries++
  ) {
    const start = Math.max(text.lastIndexOf("\n", at) + 1, at - 24);
    const other: Place = { text, start, end: at + anchor.length, alignment: "exact" };
    if (deviceCount({ ...other, start: at }, wanted.name) === wanted.claimedCount)
      return { count: wanted.claimedCount, place: other };
  }
  return here === undefined ? undefined : { count: here, place };
}

function lineOf({ text, start, end }: Place): string {
  const newline = text.indexOf("\n", end);
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, newline < 0 ? text.length : newline);
}

function evidenceAt(place: Place, field: string): Evidence {
  const { start, end, alignment, text } = place;
  return { field, quote: text.slice(start, end), start, end, alignment };
}

/** Conditions are kept where their words and numbers stand in the figure's own line or the one above its table. */
function statedConditions(conditions: string | null, place: Place): string | undefined {
  if (!conditions) return undefined;
  const { text } = place;
  const from = text.lastIndexOf("\n", Math.max(0, place.start - 400)) + 1;
  const around = text.slice(from, place.end + 200).toLowerCase();
  const atoms = conditions.toLowerCase().match(/\p{N}+(?:\.\p{N}+)?|\p{L}{3,}/gu) ?? [];
  return atoms.length > 0 && atoms.every((atom) => around.includes(atom))
    ? conditions.slice(0, 120)
    : undefined;
}
