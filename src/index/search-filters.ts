/**
 * The filters of a search, as SQL over the index's columns. What does not pass is never shown; a question's words, in
 * contrast, only weigh.
 */
import type { Experience, HardwareClass, RecordStatus, UseCase } from "../record/axes.ts";
import { ACCELERATORS } from "../record/vocabulary/accelerators.ts";
import { resolveEngine } from "../record/vocabulary/engines.ts";
import { resolveQuantization } from "../record/vocabulary/resolve-quantization.ts";
import { sqlText } from "./index-tables.ts";
import { readQuestion } from "./question.ts";
import { searchTokens } from "./search-tokens.ts";
import { acceleratorKey, quantizationKey } from "./table-rows.ts";

/** Several values of one filter widen it; several filters narrow the search. */
export interface SearchFilters {
  useCases?: readonly UseCase[];
  experience?: readonly Experience[];
  /** As written: `2x RTX 3090`, `3090`, `mac`. */
  accelerators?: readonly string[];
  engines?: readonly string[];
  /** Words that the model's name or repository must hold, a size among them: `qwen3 coder 30b`. */
  models?: readonly string[];
  quantizations?: readonly string[];
  classes?: readonly HardwareClass[];
  /** tok/s of one stream. */
  minDecode?: number;
  /** Only these; without it everything except rejected. */
  statuses?: readonly RecordStatus[];
}

/** The condition for the setups table. */
export function filterSql(filters: SearchFilters): string {
  const parts = [
    filters.statuses && filters.statuses.length > 0
      ? `status IN (${filters.statuses.map(sqlText).join(", ")})`
      : "status <> 'rejected'",
    anyOf(filters.useCases, (value) => `array_has(useCases, ${sqlText(value)})`),
    anyOf(filters.experience, (value) => `array_has(experience, ${sqlText(value)})`),
    anyOf(filters.classes, (value) => `class = ${sqlText(value)}`),
    anyOf(filters.engines, (value) => `engine = ${sqlText(resolveEngine(value)?.name ?? value)}`),
    anyOf(filters.quantizations, quantizationSql),
    anyOf(filters.models, modelSql),
    anyOf(filters.accelerators, acceleratorSql),
    filters.minDecode === undefined ? undefined : `decode >= ${Number(filters.minDecode)}`,
  ];
  return parts.filter((part) => part !== undefined).join(" AND ");
}

function anyOf<Value>(
  values: readonly Value[] | undefined,
  sql: (value: Value) => string,
): string | undefined {
  return values && values.length > 0 ? `(${values.map(sql).join(" OR ")})` : undefined;
}

function quantizationSql(value: string): string {
  const key = quantizationKey(resolveQuantization(value)?.name ?? value);
  const family = /^i?q\dk?$|^exl\d$|^mlx$/.test(key) ? ` OR quantizationKey LIKE ${sqlText(`${key}%`)}` : "";
  return `(quantizationKey = ${sqlText(key)} OR quantizationKey = ${sqlText(`ud${key}`)}${family})`;
}

function modelSql(value: string): string {
  const words = wholeWords(value);
  if (words.length === 0) return "false";
  return `(${words.map((word) => `modelWords LIKE ${sqlText(`% ${escapeLike(word)} %`)}`).join(" AND ")})`;
}

/** Of each written word its fullest token: "qwen3" and not "qwen" and "3" as well. */
function wholeWords(value: string): string[] {
  return value
    .split(/[\s/_-]+/)
    .map((word) =>
      searchTokens(word).reduce((longest, token) => (token.length > longest.length ? token : longest), ""),
    )
    .filter((word) => word !== "");
}

function escapeLike(word: string): string {
  return word.replace(/[%_\\]/g, "");
}

function acceleratorSql(value: string): string {
  const asked = readQuestion(value);
  const parts = asked.accelerators.map(
    (one) => `array_has(accelerators, ${sqlText(acceleratorKey(one.name, one.count))})`,
  );
  for (const group of asked.groups) {
    const names = ACCELERATORS.filter((entry) => group.covers.test(entry.name)).map((entry) => entry.name);
    parts.push(
      `(${names.map((name) => `array_has(accelerators, ${sqlText(acceleratorKey(name, null))})`).join(" OR ")})`,
    );
  }
  if (parts.length > 0) return `(${parts.join(" AND ")})`;
  return `array_has(accelerators, ${sqlText(acceleratorKey(value.trim(), null))})`;
}
