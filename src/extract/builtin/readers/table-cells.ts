/** Reads the measured figures of a single cell: metric, unit, ranges and notes. Knows nothing of columns or rows. */
import type { Metric } from "../../../record/axes.ts";
import type { Findings, Measured } from "../findings.ts";
import type { Cell } from "../layout/tables.ts";
import type { Source } from "../source.ts";
import { cellFigures, isFigure } from "./numbers.ts";
import type { TableContext } from "./table-plan.ts";

export interface MetricChoice {
  cell: string;
  test: Metric | undefined;
  metric: Metric;
  own: Findings;
  context: TableContext;
}

/** The metric of a figure under a header that only says "t/s". */
export function metricIn({ cell, test, metric, own, context }: MetricChoice): Metric {
  const note = /\((pp|tg) ?\d/i.exec(cell)?.[1]?.toLowerCase();
  if (note !== undefined) return note === "pp" ? "prefill" : "decode";
  if (test !== undefined) return test;
  if (metric === "decode" && (own.concurrency?.value ?? 1) > 1 && !context.perStream) return "throughput";
  if (metric === "throughput" && (own.concurrency?.value ?? (context.manyStreams ? 2 : 1)) === 1)
    return "decode";
  return metric === "decode" ? (context.metric ?? metric) : metric;
}

export interface CellReading {
  metric: Metric;
  factor: number;
  conditions: string[];
}

export function pairedIn(source: Source, cell: Cell, conditions: readonly string[]): Measured[] {
  const figures = cellFigures(source.text, cell.start, cell.end, source.decimalComma);
  if (figures.length < 2) return [];
  const metrics: readonly Metric[] = ["prefill", "decode"];
  return figures.slice(0, 2).map(({ value, start, end }, at) => ({
    value: { metric: metrics[at]!, value, conditions: conditions.join(", ") || undefined },
    start,
    end,
  }));
}

/** Figures above these are no such measurement, whatever the header says. */
const MOST: Partial<Record<Metric, number>> = { power: 20_000, memory: 4_000, cost: 1_000, decode: 20_000 };

export function measuredIn(
  source: Source,
  cell: Cell,
  { metric, factor, conditions }: CellReading,
): Measured[] {
  if (
    !isFigure(cell.text.replace(/^(?:~|≈|about |ca\.? |up to |<|>)\s?/, "")) &&
    !/^[~≈<>$€]/.test(cell.text)
  )
    return [];
  if (/^\d{4}-\d\d/.test(cell.text)) return [];
  if (/\d\s?%/.test(cell.text) && !/t(?:ok(?:ens?)?)?\/s/.test(cell.text)) return [];
  const figures = cellFigures(source.text, cell.start, cell.end, source.decimalComma);
  const [first, second] = figures;
  if (first === undefined) return [];
  const between = second === undefined ? "" : source.text.slice(first.end, second.start);
  const range = second !== undefined && /^\s?(?:[-–—]|to|→|->|\/|\.\.)\s?$/.test(between);
  const scaled = unitFactor(metric, cell.text) ?? factor;
  const note = /\(([^)]{2,60})\)/.exec(cell.text)?.[1];
  return (range ? [first, second] : [first])
    .map(({ value, start, end }) => ({
      value: {
        metric,
        value: Number((value * scaled).toPrecision(10)),
        conditions: [...conditions, ...(note ? [note] : [])].join(", ") || undefined,
      },
      start,
      end,
    }))
    .filter(
      ({ value }) =>
        value.value > (metric === "memory" ? 0.99 : 0) &&
        value.value <= (MOST[metric] ?? Number.POSITIVE_INFINITY),
    );
}

/** A unit in the cell beats the header's. */
function unitFactor(metric: Metric, cell: string): number | undefined {
  if (metric === "ttft" || metric === "load") {
    if (/\d\s?ms\b/i.test(cell)) return metric === "ttft" ? 1 : 0.001;
    if (/\d\s?(?:s|sec|secs|seconds)\b/i.test(cell)) return metric === "ttft" ? 1000 : 1;
    if (/\d\s?min/i.test(cell)) return metric === "ttft" ? 60_000 : 60;
  }
  if (metric === "memory" && /\d\s?MiB|\d\s?MB/i.test(cell)) return 1 / 1024;
  if (metric === "power" && /\d\s?kW/.test(cell)) return 1000;
  if ((metric === "prefill" || metric === "decode" || metric === "throughput") && /\d\s?k\b/i.test(cell))
    return 1000;
  return undefined;
}
