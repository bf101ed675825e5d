/**
 * Runs an extractor over labelled documents and says how well it reads: the figures a field, the misses, and the
 * predictions as full records. Writes nothing and prints nothing.
 */
import { PageCleaner } from "../crawl/clean/page-cleaner.ts";
import type { Extractor } from "../extract/extractor.ts";
import { finishRecords } from "../extract/finish-records.ts";
import type { SourceDocument } from "../record/document.ts";
import type { Insight } from "../record/insight.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import { countEvidence, type EvidenceCounts, noEvidence, rawText } from "./evidence-check.ts";
import { FIELD_RULES } from "./field-rules.ts";
import { goldDocument } from "./gold-document.ts";
import { type GoldEntry, readGoldSet } from "./gold-set.ts";
import {
  addTally,
  type FieldError,
  type Figure,
  figureOf,
  newTally,
  scoreDocument,
  scoreInsights,
  type Tally,
} from "./score-records.ts";

export interface EvaluationOptions {
  /** Globs over the ids of the labels; empty or absent: all of them. */
  only?: readonly string[];
  signal?: AbortSignal;
}

export interface DocumentEvaluation {
  entry: GoldEntry;
  document: SourceDocument;
  records: SetupRecord[];
  insights: Insight[];
  errors: FieldError[];
  core: Tally;
}

/** The figures of a set; every `Figure` is micro-averaged over its items. */
export interface Evaluation {
  documents: DocumentEvaluation[];
  emptyDocuments: number;
  /** Documents without a label for which nothing was predicted. */
  emptyDocumentsRight: number;
  records: Figure;
  core: Figure;
  all: Figure;
  fields: Record<string, Figure>;
  families: Record<string, { records: Figure; core: Figure }>;
  insights: Figure;
  evidence: EvidenceCounts;
  calibration: CalibrationBand[];
}

/** Records whose confidence lies in [from, to): how many, and the share of their core items that the labels bear out. */
export interface CalibrationBand {
  from: number;
  to: number;
  records: number;
  precision: number;
}

const CORE = FIELD_RULES.filter((rule) => rule.core).map((rule) => rule.name);
/** Labelled pages are few and known: a slow machine must not change the figures. */
const LONGEST_CLEANING_MS = 60_000;

const BANDS = [
  [0, 0.5],
  [0.5, 0.7],
  [0.7, 0.8],
  [0.8, 0.9],
  [0.9, 1.01],
] as const;

/**
 * Reads the set in `directory` and evaluates the extractor on it, document by document.
 * @throws ConfigError where the set cannot be read, and whatever the extractor throws.
 */
export async function evaluate(
  directory: string,
  extractor: Extractor,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const signal = options.signal ?? new AbortController().signal;
  const documents: DocumentEvaluation[] = [];
  const fields = new Map<string, Tally>(FIELD_RULES.map((rule) => [rule.name, newTally()]));
  const families = new Map<string, { records: Tally; core: Tally }>();
  const records = newTally();
  const insights = newTally();
  const evidence = noEvidence();
  const cleaner = new PageCleaner({ pageMs: LONGEST_CLEANING_MS });
  try {
    for (const entry of readGoldSet(directory, options.only)) {
      const document = await goldDocument(directory, entry, cleaner);
      const predicted = await predict(document, extractor, signal);
      const score = scoreDocument(entry.records, predicted.records);
      const family = families.get(entry.family) ?? { records: newTally(), core: newTally() };
      families.set(entry.family, family);
      const core = newTally();
      for (const [name, tally] of score.fields) {
        addTally(fields.get(name) ?? newTally(), tally);
        if (CORE.includes(name)) addTally(core, tally);
      }
      addTally(family.core, core);
      addTally(family.records, score.records);
      addTally(records, score.records);
      addTally(insights, scoreInsights(entry.insights, predicted.insights));
      const raw = rawText(directory, entry);
      for (const record of predicted.records) countEvidence(record, raw, evidence);
      documents.push({ entry, document, ...predicted, errors: score.errors, core });
    }
  } finally {
    await cleaner.close();
  }
  const empty = documents.filter(({ entry }) => entry.records.length === 0);
  return {
    documents,
    emptyDocuments: empty.length,
    emptyDocumentsRight: empty.filter((each) => each.records.length === 0).length,
    records: figureOf(records),
    core: figureOf(sumOf(fields, CORE)),
    all: figureOf(sumOf(fields, [...fields.keys()])),
    fields: Object.fromEntries([...fields].map(([name, tally]) => [name, figureOf(tally)])),
    families: Object.fromEntries(
      [...families].map(([name, each]) => [
        name,
        { records: figureOf(each.records), core: figureOf(each.core) },
      ]),
    ),
    insights: figureOf(insights),
    evidence,
    calibration: calibrationOf(documents),
  };
}

async function predict(
  document: SourceDocument,
  extractor: Extractor,
  signal: AbortSignal,
): Promise<{ records: SetupRecord[]; insights: Insight[] }> {
  return finishRecords(document, await extractor.extract(document, { signal }), extractor);
}

function sumOf(fields: ReadonlyMap<string, Tally>, names: readonly string[]): Tally {
  const sum = newTally();
  for (const name of names) addTally(sum, fields.get(name) ?? newTally());
  return sum;
}

function calibrationOf(documents: readonly DocumentEvaluation[]): CalibrationBand[] {
  return BANDS.map(([from, to]) => {
    let records = 0;
    let wrong = 0;
    let items = 0;
    for (const each of documents) {
      each.records.forEach((record, place) => {
        if (record.confidence < from || record.confidence >= to) return;
        records++;
        for (const rule of FIELD_RULES) if (rule.core) items += rule.items(record).length;
        for (const error of each.errors)
          if (error.predicted === place && CORE.includes(error.field)) wrong += error.extra.length;
      });
    }
    return { from, to: Math.min(to, 1), records, precision: items ? 1 - wrong / items : 0 };
  });
}
