/** What the index's rows hold and how a record becomes one. The Arrow schema of the same columns: table-schema.ts. */

import type { Metric } from "../record/axes.ts";
import type { Insight } from "../record/insight.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import { acceleratorNamed } from "../record/vocabulary/resolve-accelerator.ts";
import { describeInsight, describeSetup, searchableInsight, searchableSetup } from "./describe-row.ts";
import { modelFamily } from "./model-words.ts";
import { searchTokens } from "./search-tokens.ts";

export interface SetupRow {
  id: string;
  document: string;
  text: string;
  class: string | null;
  /** `rtx 3090` and, with its number, `2x rtx 3090`; see `acceleratorKey`. */
  accelerators: string[];
  acceleratorCount: number;
  /** GiB of all accelerators together; for unified memory the whole pool; null where not known. */
  acceleratorMemoryGiB: number | null;
  family: string | null;
  model: string | null;
  /** The tokens of the model's name, repository and size, with blanks between and around. */
  modelWords: string;
  parametersB: number | null;
  quantization: string | null;
  quantizationKey: string | null;
  engine: string | null;
  /** Stated and derived together: the record itself tells which is which. */
  useCases: string[];
  experience: string[];
  status: string;
  /** The best stated figure of the metric, tok/s. */
  decode: number | null;
  prefill: number | null;
  throughput: number | null;
  contextLength: number | null;
}

export interface InsightRow {
  id: string;
  document: string;
  text: string;
  variable: string;
}

/** A row before its vector: `embedText` is what the vector is made from. */
export interface UnembeddedRow<Row> {
  row: Row;
  embedText: string;
}

export function setupRow(record: SetupRecord, documentTitle: string): UnembeddedRow<SetupRow> {
  const { hardware, model } = record;
  return {
    embedText: describeSetup(record),
    row: {
      id: record.id,
      document: record.document,
      text: searchableSetup(record, documentTitle),
      class: hardware.class ?? null,
      accelerators: hardware.accelerators.flatMap((one) => [
        acceleratorKey(one.name, null),
        acceleratorKey(one.name, one.count),
      ]),
      acceleratorCount: hardware.accelerators.reduce((sum, one) => sum + one.count, 0),
      acceleratorMemoryGiB: acceleratorMemoryGiB(record),
      family: modelFamily(model.name),
      model: model.name ?? null,
      modelWords: modelWords(record),
      parametersB: model.parametersB ?? null,
      quantization: model.quantization ?? null,
      quantizationKey: model.quantization ? quantizationKey(model.quantization) : null,
      engine: record.engine.name ?? null,
      useCases: [...new Set([...record.useCases, ...record.derived.useCases.map((one) => one.value)])],
      experience: [...new Set([...record.experience, ...record.derived.experience.map((one) => one.value)])],
      status: record.status,
      decode: best(record, "decode"),
      prefill: best(record, "prefill"),
      throughput: best(record, "throughput"),
      contextLength: record.config.contextLength ?? null,
    },
  };
}

export function insightRow(insight: Insight, documentTitle: string): UnembeddedRow<InsightRow> {
  return {
    embedText: describeInsight(insight),
    row: {
      id: insight.id,
      document: insight.document,
      text: searchableInsight(insight, documentTitle),
      variable: insight.variable,
    },
  };
}

/**
 * Memory that a model can live in, in GiB: all accelerators together, the whole pool where memory is unified; a card
 * sold in one size counts with it when the source names no size. Null where any part is unknown.
 */
export function acceleratorMemoryGiB(record: SetupRecord): number | null {
  const { accelerators, memoryGiB } = record.hardware;
  if (accelerators.length === 0) return null;
  let sum = 0;
  for (const one of accelerators) {
    const entry = acceleratorNamed(one.name);
    const shared =
      entry?.kind === "unified" || entry?.kind === "board" || record.hardware.class === "unified";
    const onlySize = entry?.memoryGiB.length === 1 ? entry.memoryGiB[0] : undefined;
    const size = shared ? (memoryGiB ?? one.memoryGiB ?? onlySize) : (one.memoryGiB ?? onlySize);
    if (size === undefined || size === null) return null;
    sum += size * one.count;
  }
  return sum;
}

/** A device in the `accelerators` column: lower-case, with its number where one is wanted. */
export function acceleratorKey(name: string, count: number | null): string {
  return `${count === null ? "" : `${count}x `}${name.toLowerCase()}`;
}

/** A weight format without case and separators: "q4km". */
export function quantizationKey(quantization: string): string {
  return quantization.toLowerCase().replace(/[^a-z0-9.]/g, "");
}

function modelWords(record: SetupRecord): string {
  const { name, repository, parametersB } = record.model;
  const tokens = searchTokens([name, repository, parametersB ? `${parametersB}B` : ""].join(" "));
  return ` ${[...new Set(tokens)].join(" ")} `;
}

function best(record: SetupRecord, metric: Metric): number | null {
  const values = record.measurements.filter((one) => one.metric === metric).map((one) => one.value);
  return values.length > 0 ? Math.max(...values) : null;
}
