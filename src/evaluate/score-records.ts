/**
 * Compares predicted setup records and insights with labels: pairs them document by document and counts hits, misses
 * and extras a field. Knows nothing of where predictions come from.
 */
import { FIELD_RULES, type FieldRule, isUnsure, type ScoredRecord, sureItems } from "./field-rules.ts";

export interface Tally {
  hits: number;
  misses: number;
  extras: number;
}

/** Precision, recall and F1 in 0..1; `n` is how many labelled items there are. */
export interface Figure {
  precision: number;
  recall: number;
  f1: number;
  n: number;
}

/** One field of one record pair that does not agree with the label. */
export interface FieldError {
  field: string;
  /** Place among the document's labels and predictions; undefined: no counterpart. */
  gold: number | undefined;
  predicted: number | undefined;
  missed: unknown[];
  extra: unknown[];
}

export interface DocumentScore {
  records: Tally;
  fields: Map<string, Tally>;
  errors: FieldError[];
}

export const newTally = (): Tally => ({ hits: 0, misses: 0, extras: 0 });

export function addTally(sum: Tally, part: Tally): void {
  sum.hits += part.hits;
  sum.misses += part.misses;
  sum.extras += part.extras;
}

export function figureOf({ hits, misses, extras }: Tally): Figure {
  const precision = hits + extras ? hits / (hits + extras) : 0;
  const recall = hits + misses ? hits / (hits + misses) : 0;
  const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
  const round = (value: number) => Number(value.toFixed(3));
  return { precision: round(precision), recall: round(recall), f1: round(f1), n: hits + misses };
}

/** How much the agreement on a field says that two records mean the same setup. */
const PAIRING_WEIGHTS: Readonly<Record<string, number>> = {
  "hardware.accelerators": 3,
  "model.name": 3,
  "model.quantization": 2,
  "engine.name": 1.5,
  measurements: 3,
  "model.parametersB": 1,
  "config.contextLength": 1,
  "config.kvCacheType": 0.5,
  "config.concurrency": 0.5,
  "hardware.memoryGiB": 0.5,
};
const PAIRING_RULES = FIELD_RULES.filter((rule) => rule.name in PAIRING_WEIGHTS);
const DISAGREEMENT = -0.25;
/** Below this likeness two records are not taken for the same setup. */
const LEAST_LIKENESS = 2;

interface PairedItems {
  hits: number;
  missed: unknown[];
  extra: unknown[];
}

function pairItems(gold: readonly unknown[], predicted: readonly unknown[], rule: FieldRule): PairedItems {
  const extra = [...predicted];
  const missed: unknown[] = [];
  for (const item of gold) {
    const place = extra.findIndex((candidate) => rule.same(item as never, candidate as never));
    if (place >= 0) extra.splice(place, 1);
    else missed.push(item);
  }
  return { hits: gold.length - missed.length, missed, extra };
}

function likeness(gold: ScoredRecord, predicted: ScoredRecord): number {
  let sum = 0;
  for (const rule of PAIRING_RULES) {
    const weight = PAIRING_WEIGHTS[rule.name] ?? 0;
    const goldItems = rule.items(gold);
    const predictedItems = rule.items(predicted);
    if (goldItems.length === 0 || predictedItems.length === 0) continue;
    const { hits, missed, extra } = pairItems(goldItems, predictedItems, rule);
    sum += hits ? (weight * 2 * hits) / (2 * hits + missed.length + extra.length) : DISAGREEMENT * weight;
  }
  return sum;
}

/** Greedy one-to-one pairs, the likest first: place of the label → place of the prediction. */
function pairRecords(gold: readonly ScoredRecord[], predicted: readonly ScoredRecord[]): Map<number, number> {
  const candidates: { likeness: number; gold: number; predicted: number }[] = [];
  gold.forEach((label, i) => {
    predicted.forEach((record, j) => {
      const value = likeness(label, record);
      if (value >= LEAST_LIKENESS) candidates.push({ likeness: value, gold: i, predicted: j });
    });
  });
  candidates.sort((a, b) => b.likeness - a.likeness);
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  for (const candidate of candidates) {
    if (pairs.has(candidate.gold) || taken.has(candidate.predicted)) continue;
    pairs.set(candidate.gold, candidate.predicted);
    taken.add(candidate.predicted);
  }
  return pairs;
}

/** Scores the predictions of one document. */
export function scoreDocument(
  gold: readonly ScoredRecord[],
  predicted: readonly ScoredRecord[],
): DocumentScore {
  const pairs = pairRecords(gold, predicted);
  const fields = new Map<string, Tally>(FIELD_RULES.map((rule) => [rule.name, newTally()]));
  const errors: FieldError[] = [];
  const count = (goldAt: number | undefined, predictedAt: number | undefined) => {
    const label = goldAt === undefined ? undefined : gold[goldAt];
    const record = predictedAt === undefined ? undefined : predicted[predictedAt];
    const unsure: string[] = label?.unsure ?? [];
    for (const rule of FIELD_RULES) {
      if (isUnsure(unsure, rule.name)) continue;
      const paired = pairItems(sureItems(rule, label, unsure), sureItems(rule, record, unsure), rule);
      const part = { hits: paired.hits, misses: paired.missed.length, extras: paired.extra.length };
      addTally(fields.get(rule.name) ?? newTally(), part);
      if (part.misses + part.extras > 0)
        errors.push({
          field: rule.name,
          gold: goldAt,
          predicted: predictedAt,
          missed: paired.missed,
          extra: paired.extra,
        });
    }
  };
  gold.forEach((_, i) => {
    count(i, pairs.get(i));
  });
  const taken = new Set(pairs.values());
  predicted.forEach((_, j) => {
    if (!taken.has(j)) count(undefined, j);
  });
  return {
    records: { hits: pairs.size, misses: gold.length - pairs.size, extras: predicted.length - pairs.size },
    fields,
    errors,
  };
}

/** Letters, digits, full stops and per cent signs alone, so that markup and white space do not count. */
export const bareText = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.%]+/gu, "");

/** A shorter quote still counts where it carries this share of the labelled one. */
const LEAST_SHARE_OF_QUOTE = 0.4;

/** Counts insights whose quote carries a labelled quote, or most of one. */
export function scoreInsights(
  gold: readonly { quote: string }[],
  predicted: readonly { quote: string }[],
): Tally {
  const quotes = predicted.map((insight) => bareText(insight.quote));
  const taken = new Set<number>();
  let misses = 0;
  for (const label of gold) {
    const wanted = bareText(label.quote);
    const place = quotes.findIndex(
      (quote, i) =>
        !taken.has(i) &&
        quote !== "" &&
        (quote.includes(wanted) ||
          (wanted.includes(quote) && quote.length > LEAST_SHARE_OF_QUOTE * wanted.length)),
    );
    if (place >= 0) taken.add(place);
    else misses++;
  }
  return { hits: taken.size, misses, extras: predicted.length - taken.size };
}
