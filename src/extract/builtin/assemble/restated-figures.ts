/**
 * Finds figures that a text gives a second time: the first half of a change that was told before, and tables without a
 * model that repeat a run's figure. Knows nothing of how figures are read.
 */
import { METRIC_UNITS } from "../../../record/axes.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Findings, Measured } from "../findings.ts";
import type { Walk } from "./walk.ts";

type Found = Walk["found"][number];

const modelOf = ({ own, current }: Found): string | undefined => {
  const name = (own.model ?? current.model)?.value.name;
  return name == null ? undefined : modelKey(name);
};

/** Rounding apart, the same figure. */
const isAlike = (a: Measured, b: Measured) =>
  a.value.metric === b.value.metric &&
  Math.abs(a.value.value - b.value.value) <= 0.011 * Math.max(a.value.value, b.value.value);

/** "jumped from 28 to 61" where the 28 has been given: the second figure stands alone. */
export function withoutRestatedStarts(found: readonly Found[]): Found[] {
  const restated = found.filter(
    (each) =>
      each.variant === "before" &&
      each.kind === "prose" &&
      each.measurements.every((measured) =>
        found.some(
          (other) =>
            other.start < each.start &&
            other.author === each.author &&
            modelOf(other) === modelOf(each) &&
            other.measurements.some((earlier) => isAlike(earlier, measured)),
        ),
      ),
  );
  if (restated.length === 0) return [...found];
  return found
    .filter((each) => !restated.includes(each))
    .map((each) =>
      each.variant === "after" && restated.some(({ start, end }) => start === each.start && end === each.end)
        ? { ...each, variant: undefined }
        : each,
    );
}

/** Whether the models of two places may be one under two names. */
function mayBeOne(a: Found, b: Found): boolean {
  const [size, other] = [a, b].map(({ own, current }) => (own.model ?? current.model)?.value.parametersB);
  const [name, second] = [modelOf(a) ?? "", modelOf(b) ?? ""];
  return size === undefined || other === undefined
    ? name.startsWith(second) || second.startsWith(name)
    : size === other;
}

/** A table's figures that name no run; a row may still state a setting that is swept. */
const isUnnamed = ({ kind, own }: Found) =>
  kind === "table" && (own.model ?? own.quantization ?? own.engine ?? own.devices) === undefined;

/** Figures of so many digits are hardly given twice by chance. */
const LEAST_DIGITS = 3;

/** The run among `earlier` that a figure of the table was given for, where it was given for one model's alone. */
function repeatedRun(table: readonly Found[], earlier: readonly Found[]): Found | undefined {
  const figures = table
    .flatMap(({ measurements }) => measurements)
    .filter(
      ({ value }) =>
        METRIC_UNITS[value.metric] === "tok/s" && String(value.value).replace(".", "").length >= LEAST_DIGITS,
    );
  const homes = earlier.filter(({ measurements }) =>
    measurements.some((given) =>
      figures.some(({ value }) => value.metric === given.value.metric && value.value === given.value.value),
    ),
  );
  return new Set(homes.map(modelOf)).size === 1 ? homes[0] : undefined;
}

/** Gives tables that name no run what governed the run whose figure they repeat, in place. */
export function placeRepeatingTables(found: Found[]): void {
  const tables = Map.groupBy(found.filter(isUnnamed), ({ current }) => current);
  for (const [current, rows] of tables) {
    const [first] = rows;
    const earlier = found.filter(
      (each) =>
        each.author === first!.author && each.start < first!.start && !rows.includes(each) && modelOf(each),
    );
    const home = repeatedRun(rows, earlier);
    if (home === undefined || mayBeOne(home, first!)) continue;
    const governs: Findings = { ...home.current, ...home.own };
    for (const row of rows) row.current = { ...governs, ...onlyOfPlace(current) };
  }
}

/** The machine that governs a table holds for it, whatever its run is. */
const onlyOfPlace = ({ cpu, memoryGiB }: Findings): Findings => ({
  ...(cpu && { cpu }),
  ...(memoryGiB && { memoryGiB }),
});
