/**
 * SQL conditions that bring records with what a question names among the candidates, whatever their words: all named
 * things together, then each alone. Knows nothing of ranking.
 */
import { ACCELERATORS } from "../record/vocabulary/accelerators.ts";
import { sqlText } from "./index-tables.ts";
import type { Question } from "./question.ts";
import { acceleratorKey } from "./table-rows.ts";

/** Conditions for the setups table, the narrowest first; empty when the question names nothing that has a column. */
export function candidateConditions(question: Question): string[] {
  const parts: string[] = [
    ...question.accelerators.map(
      (one) => `array_has(accelerators, ${sqlText(acceleratorKey(one.name, one.count))})`,
    ),
    ...question.groups.map((group) =>
      anyOf(
        ACCELERATORS.filter((entry) => group.covers.test(entry.name)).map(
          (entry) => `array_has(accelerators, ${sqlText(acceleratorKey(entry.name, null))})`,
        ),
      ),
    ),
    ...(question.classes.length > 0 ? [`class IN (${question.classes.map(sqlText).join(", ")})`] : []),
    ...(question.memoryGiB === null ? [] : [between("acceleratorMemoryGiB", question.memoryGiB, 0.97, 1.03)]),
    ...(question.parametersB === null ? [] : [between("parametersB", question.parametersB, 0.89, 1.12)]),
    ...(question.families.length > 0 ? [`family IN (${question.families.map(sqlText).join(", ")})`] : []),
    ...(question.engines.length > 0 ? [`engine IN (${question.engines.map(sqlText).join(", ")})`] : []),
    ...question.useCases.map((value) => `array_has(useCases, ${sqlText(value)})`),
    ...question.experience.map((value) => `array_has(experience, ${sqlText(value)})`),
    ...(question.minDecode === null ? [] : [`decode >= ${question.minDecode}`]),
  ];
  if (parts.length < 2) return parts;
  const withoutCount = question.accelerators
    .filter((one) => one.count !== null)
    .map((one) => `array_has(accelerators, ${sqlText(acceleratorKey(one.name, null))})`);
  return [parts.join(" AND "), ...pairs(parts), ...parts, ...withoutCount];
}

/** The first thing named, usually the hardware, with each other one. */
function pairs(parts: readonly string[]): string[] {
  return parts.length < 3 ? [] : parts.slice(1).map((part) => `${parts[0]} AND ${part}`);
}

function between(column: string, value: number, least: number, most: number): string {
  return `(${column} >= ${value * least} AND ${column} <= ${value * most})`;
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? "false" : `(${conditions.join(" OR ")})`;
}
