/** Reads the measured figures of a single cell: metric, unit, ranges and notes. Knows nothing of columns or rows. */

import { METRIC_UNITS, type Metric } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Findings, Measured } from "../findings.ts";
import type { Cell } from "../layout/tables.ts";
import type { Source } from "../source.ts";
import { cellFigures, isFigure } from "./numbers.ts";
import type { MeasuredColumn, TableContext } from "./table-plan.ts";

export interface MetricChoice {
  cell: string;
  test: Metric | undefined;
  column: MeasuredColumn;
  /** The column's figures grow with the number of streams. */
  grows: boolean | undefined;
  own: Findings;
  context: TableContext;
}

/** The metric of a figure: its own note, the row's test or the words around decide where the header only says "t/s". */
export function metricIn({ cell, test, column, grows, own, context }: MetricChoice): Metric {
  const { metric, generic } = column;
  const note = generic ? /\((pp|tg) ?\d/i.exec(cell)?.[1]?.toLowerCase() : undefined;
  if (note !== undefined) return note === "pp" ? "prefill" : "decode";
  if (generic && test !== undefined) return test;
  const streams = own.concurrency?.value ?? context.streams ?? 1;
  if (metric === "decode" && streams > 1 && grows !== false) {
    const summed = generic || column.output;
    if (grows === true || (summed && !context.perStream)) return "throughput";
  }
  if (!generic) return metric;
  const summed = context.metric === "throughput";
  if (metric === "throughput" && !summed && (own.concurrency?.value ?? (context.manyStreams ? 2 : 1)) === 1)
    return "decode";
  const told = context.metric !== undefined && METRIC_UNITS[context.metric] === METRIC_UNITS[metric];
  return metric === "decode" && told ? context.metric! : metric;
}

export interface CellReading {
  metric: Metric;
  factor: number;
  /** The figures are times for one token. */
  perToken?: boolean | undefined;
  conditions: string[];
}

/** The two figures of a cell; `first` says what the one before the slash is. */
export function pairedIn(
  source: Source,
  cell: Cell,
  { conditions, first = "prefill" }: { conditions: readonly string[]; first?: Metric },
): Measured[] {
  const figures = cellFigures(source.text, cell.start, cell.end, source.decimalComma);
  if (figures.length < 2) return [];
  const metrics: readonly Metric[] = [first, "decode"];
  return figures.slice(0, 2).map(({ value: written, start, end }, at) => {
    // Nobody waits minutes for every first token: such times are milliseconds.
    const value = metrics[at] === "ttft" && written < LEAST_MS ? written * 1000 : written;
    return {
      value: { metric: metrics[at]!, value, conditions: conditions.join(", ") || undefined },
      start,
      end,
    };
  });
}

const LEAST_MS = 40;

/** `468.61 / 24.85` and nothing else. */
export const isPair = (text: string) => /^[\d.,]{1,10}\s?\/\s?[\d.,]{1,10}$/.test(text);

/** A note in a cell that its figure is nobody's measurement. */
const NOT_MEASURED = regex("i")`
  \b(?:
    guess(?:ed)?|estimat(?:e|ed)|est\.|extrapolat\w+|projected|theor\w+|claimed|expected|predicted|
    not (?:measured|logged)
  )
`;

/** Figures above these are no such measurement, whatever the header says. */
const MOST: Partial<Record<Metric, number>> = {
  power: 20_000,
  memory: 4_000,
  cost: 1_000,
  decode: 20_000,
  prefill: 400_000,
  throughput: 400_000,
};

export function measuredIn(
  source: Source,
  cell: Cell,
  { metric, factor, perToken, conditions }: CellReading,
): Measured[] {
  if (
    !isFigure(cell.text.replace(/^(?:~|≈|about |ca\.? |up to |<|>)\s?/, "")) &&
    !/^[~≈<>$€]/.test(cell.text)
  )
    return [];
  if (/^\d{4}-\d\d/.test(cell.text) || NOT_MEASURED.test(cell.text)) return [];
  if (/\d\s?%/.test(cell.text) && !/t(?:ok(?:ens?)?)?\/s/.test(cell.text)) return [];
  const figures = cellFigures(source.text, cell.start, cell.end, source.decimalComma);
  const [first, second] = figures;
  if (first === undefined) return [];
  const between = second === undefined ? "" : source.text.slice(first.end, second.start);
  const range = second !== undefined && /^\s?(?:[-–—]|to|→|->|\/|\.\.)\s?$/.test(between);
  if (METRIC_UNITS[metric] === "tok/s" && hasForeignUnit(source.text, cell, first)) return [];
  const scaled = unitFactor(metric, cell.text) ?? factor;
  const note = /\(([^)]{2,60})\)/.exec(cell.text)?.[1];
  return (range ? [first, second] : [first])
    .map(({ value, start, end }) => ({
      value: {
        metric,
        value: Number((perToken ? scaled / value : value * scaled).toPrecision(perToken ? 6 : 10)),
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

const FOREIGN_UNIT = regex("i")`
  ^\s?(?:
    [KMGT]i?B\b|[KMGT]B/s|k?Wh?\b|J\b|m?s(?:ec(?:onds?)?)?\b(?!\s?/)|min(?:utes?)?\b|h(?:ours?)?\b|°|x\b|
    ×|€|\$|[GM]Hz|[BM]\b(?!/)|cores?\b|layers?\b|points?\b|bits?\b|bpw\b|tok(?:en)?s?\b(?!\s?(?:/|per))
  )
`;

/** A figure in gigabytes, watts, seconds or money is no speed, whatever stands above it. */
function hasForeignUnit(text: string, cell: Cell, figure: { start: number; end: number }): boolean {
  return (
    /[$€£¥₹]\s?$/.test(text.slice(Math.max(cell.start, figure.start - 2), figure.start)) ||
    FOREIGN_UNIT.test(text.slice(figure.end, Math.min(cell.end, figure.end + 14)))
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
