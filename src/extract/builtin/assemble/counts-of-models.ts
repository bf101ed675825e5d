/**
 * Hands the number of devices that a table gives for a model on to its author's other tables, which repeat the models
 * and leave that row out. Knows nothing of how tables are read.
 */
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact, Findings, Observation } from "../findings.ts";

interface Counts {
  deviceCount?: Fact<number> | undefined;
  tensorParallel?: Fact<number> | undefined;
}

type Row = Observation & { author: string; current: Findings };

const isTable = ({ kind, own }: Row) => kind === "table" && own.devices === undefined;

/** The author's model of a row; undefined where the row names none. */
const keyOf = ({ author, own }: Row): string | undefined =>
  own.model?.value.name == null ? undefined : `${author} ${modelKey(own.model.value.name)}`;

/** Fills the counts of rows that have none, in place, where all counted rows of the model agree. */
export function fillCountsOfModels(found: readonly Row[]): void {
  const counts = new Map<string, Counts | null>();
  for (const row of found) {
    const key = keyOf(row);
    if (key === undefined || !isTable(row) || row.own.deviceCount === undefined) continue;
    const { deviceCount, tensorParallel } = row.own;
    const held = counts.get(key);
    const same =
      held === undefined ||
      (held?.deviceCount?.value === deviceCount.value &&
        held?.tensorParallel?.value === tensorParallel?.value);
    counts.set(key, same ? (held ?? { deviceCount, tensorParallel }) : null);
  }
  if (counts.size === 0) return;
  for (const row of found) {
    if (!isTable(row) || row.own.deviceCount !== undefined || row.own.tensorParallel !== undefined) continue;
    const { deviceCount, tensorParallel } = counts.get(keyOf(row) ?? "") ?? {};
    if (deviceCount === undefined) continue;
    row.own.deviceCount = deviceCount;
    if (tensorParallel !== undefined) row.own.tensorParallel = tensorParallel;
  }
}
