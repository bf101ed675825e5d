/**
 * Whether a quote carries a measured figure: the number, a unit that suits the metric, and words that do not say another
 * metric. Knows nothing of setups.
 */
import { METRIC_UNITS, type Metric } from "../../record/axes.ts";
import { fold } from "./fold-text.ts";
import { HEARSAY, NEEDED_WORDS, SPEED_WORDS, SPOILING_WORDS } from "./metric-rules.ts";
import { type Quantity, quantitiesIn, type UnitKind } from "./quantities.ts";
import { type Surroundings, surroundingsOf } from "./surroundings.ts";
import { type Claim, rejected, type Verdict } from "./verdict.ts";

/** A place that a quote was aligned to. */
export interface Place {
  text: string;
  start: number;
  end: number;
  alignment: "exact" | "normalised" | "fuzzy";
}

/** How a quantity in each suiting unit becomes the metric's own. */
const CONVERSIONS: Readonly<Record<Metric, Partial<Record<UnitKind, (value: number) => number>>>> = {
  decode: speed(),
  prefill: speed(),
  throughput: speed(),
  ttft: { ms: (v) => v, s: (v) => v * 1000 },
  power: { W: (v) => v, kW: (v) => v * 1000 },
  memory: { GiB: (v) => v, MiB: (v) => v / 1024, TiB: (v) => v * 1024 },
  load: { s: (v) => v, ms: (v) => v / 1000, min: (v) => v * 60 },
  cost: { "USD/h": (v) => v },
};

function speed(): Partial<Record<UnitKind, (value: number) => number>> {
  return { "tok/s": (v) => v, "ms/token": (v) => 1000 / v, "s/token": (v) => 1 / v };
}

/** Highest believable figure of each metric, in its unit; beyond it the number was misread. */
const HIGHEST: Readonly<Record<Metric, number>> = {
  decode: 20_000,
  prefill: 500_000,
  throughput: 1_000_000,
  ttft: 3_600_000,
  power: 100_000,
  memory: 20_000,
  load: 36_000,
  cost: 1_000,
};

export function isMetric(metric: string | undefined): metric is Metric {
  return metric !== undefined && Object.hasOwn(METRIC_UNITS, metric);
}

/** Verifies one figure at the place of its quote. The evidence is the whole quote. */
export function verifyMeasurement(claim: Claim, place: Place): Verdict {
  const { metric } = claim;
  if (!isMetric(metric)) return rejected(claim, "unknown-field", `"${metric}" is no metric`);
  const wanted = claimedNumbers(claim.value);
  if (wanted.length === 0) return rejected(claim, "not-a-value", "the value is no number");
  const words = place.text.slice(place.start, place.end);
  // The number as written wins over one that only comes near it after conversion.
  const quantities = quantitiesIn(words)
    .filter((quantity) => !quantity.spread)
    .sort((a, b) => Number(isWritten(b, wanted)) - Number(isWritten(a, wanted)));
  const suiting = CONVERSIONS[metric];
  let failure: Verdict = rejected(claim, "number-not-in-quote", "the number is not in the quoted words");
  for (const quantity of quantities) {
    const around = surroundingsOf(place.text, place.start + quantity.start, place.start + quantity.end);
    const unit =
      quantity.unit === "none" || quantity.unit === "USD"
        ? unitFromHeader(around, quantity, metric)
        : quantity.unit;
    const convert = suiting[unit];
    const sameDigits = quantity.readings.some((reading) => wanted.some((number) => same(number, reading)));
    const value = convert && matching(quantity.readings.map(convert), wanted, quantity.readings);
    if (value === undefined) {
      if (sameDigits)
        failure = rejected(
          claim,
          "unit-does-not-suit",
          `${unit === "none" ? "no unit" : unit} is not ${METRIC_UNITS[metric]}`,
        );
      continue;
    }
    if (value <= 0 || value > HIGHEST[metric]) {
      failure = rejected(claim, "out-of-range", `${value} ${METRIC_UNITS[metric]} cannot be`);
      continue;
    }
    const fit = metricFit(metric, around, quantity, place);
    if (fit === "contradicted") {
      failure = rejected(
        claim,
        "wrong-metric",
        `the words around the number say another metric than ${metric}`,
      );
      continue;
    }
    const evidence = {
      field: "measurements",
      quote: words,
      start: place.start,
      end: place.end,
      alignment: place.alignment,
    };
    const hearsay = HEARSAY.test(fold(around.clause));
    return { ok: true, value: tidy(value), evidence, settled: fit === "told" && !hearsay };
  }
  return failure;
}

/** The numbers that a model's value may mean: 17.2, "17.2 tok/s", "1,234". */
export function claimedNumbers(value: string | number | boolean): number[] {
  if (typeof value === "number") return Number.isFinite(value) ? [value] : [];
  if (typeof value === "boolean") return [];
  return quantitiesIn(value.slice(0, 60))[0]?.readings ?? [];
}

const isWritten = (quantity: Quantity, wanted: readonly number[]) =>
  quantity.readings.some((reading) => wanted.some((number) => same(number, reading)));

const same = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

/** The converted reading that was claimed, either as it stands in the text or already converted (within 1 %). */
function matching(converted: number[], wanted: number[], readings: number[]): number | undefined {
  for (const [i, value] of converted.entries()) {
    const asWritten = readings[i] ?? Number.NaN;
    for (const number of wanted) {
      if (same(number, value) || same(number, asWritten)) return value;
      if (!same(value, asWritten) && Math.abs(number - value) <= 0.01 * Math.abs(value)) return value;
    }
  }
  return undefined;
}

const tidy = (value: number) => Number(value.toPrecision(10));

/** In a table the unit stands in the header; in a log or a list often in the line's label. */
function unitFromHeader(around: Surroundings, quantity: Quantity, metric: Metric): UnitKind {
  const header = around.inTable ? around.column : "";
  const named = header === "" ? "none" : unitNamed(header);
  if (named !== "none") return named;
  if (quantity.unit === "USD") return /\/ ?h|hour|hr\b/.test(fold(around.line)) ? "USD/h" : "USD";
  if (!around.inTable)
    return unitNamed(around.line) === METRIC_UNITS[metric] && /[=:]/.test(around.clause)
      ? unitNamed(around.line)
      : "none";
  // "| pp512 | 450 |" under a header that only says "result": the caption may tell the unit.
  const caption = unitNamed(around.above);
  return caption === "none" ? unitNamed(around.row) : caption;
}

function unitNamed(label: string): UnitKind {
  // A number before it lets the unit reader do the work: "t/s" becomes "1 t/s".
  const even = fold(label).replace(/[()[\]]/g, " ");
  for (const word of even.split(/[\s,;]+/)) {
    const unit = quantitiesIn(`1 ${word}`)[0]?.unit ?? "none";
    if (unit !== "none" && !["k", "B", "x", "%", "tokens"].includes(unit)) return unit;
  }
  return /\btokens? ?(?:\/|per) ?s|tokens? per second|tok\/sec/.test(even) ? "tok/s" : "none";
}

type Fit = "told" | "untold" | "contradicted";

function metricFit(metric: Metric, around: Surroundings, quantity: Quantity, place: Place): Fit {
  const close = fold(around.clause);
  const wide = fold(`${around.line} · ${around.row} · ${around.column} · ${around.above}`);
  const spoiled = SPOILING_WORDS[metric];
  if (spoiled?.test(close) && !/\b(?:draws?|drawing|used|usage|measured|pulls?|vram)\b/.test(close))
    return "contradicted";
  if (metric === "decode" || metric === "prefill" || metric === "throughput") {
    return speedFit(metric, around, {
      close,
      wide,
      number: place.text.slice(place.start + quantity.start, place.start + quantity.end),
    });
  }
  const needed = NEEDED_WORDS[metric];
  if (needed?.test(close) || (around.inTable && needed?.test(fold(around.column)))) return "told";
  return needed?.test(wide) ? "untold" : "contradicted";
}

/** Closest words first: the clause or the column, then the row's label, then the line, then what stands above a table. */
function speedFit(
  metric: "decode" | "prefill" | "throughput",
  around: Surroundings,
  words: { close: string; wide: string; number: string },
): Fit {
  const offset = words.close.indexOf(fold(words.number));
  const told = around.inTable
    ? (allowedBy(fold(around.column), -1) ??
      allowedBy(fold(testOf(around.row)), -1) ??
      allowedBy(labelsOf(around.row), -1))
    : allowedBy(words.close, offset);
  if (told) return told.includes(metric) ? "told" : "contradicted";
  // Further away a word only counts where no other says something else.
  const near = allAllowed(fold(around.inTable ? around.above : around.line));
  if (near.size > 0 && !near.has(metric)) return "contradicted";
  if (metric === "prefill" && !NEEDED_WORDS.prefill?.test(words.wide)) return "contradicted";
  return near.size > 0 && near.size <= 2 ? "told" : "untold";
}

/** Every metric that some telling word of the text allows. */
function allAllowed(words: string): Set<Metric> {
  const allowed = new Set<Metric>();
  let rest = words;
  for (const { pattern, metrics, weak } of SPEED_WORDS) {
    rest = rest.replace(pattern, (word) => {
      if (!weak) for (const metric of metrics) allowed.add(metric);
      return " ".repeat(word.length);
    });
  }
  return allowed;
}

/** The cells of a row that are words and no numbers or names. */
function labelsOf(row: string): string {
  return fold(
    row
      .split(" · ")
      .filter((cell) => !/\d/.test(cell))
      .join(" · "),
  );
}

/** The cells of a row that name a test, e.g. `pp512`. */
function testOf(row: string): string {
  const tests = row
    .split(" · ")
    .filter((cell) => /^(?:pp|tg)\d*(?: ?[+@].*)?$/i.test(cell.replace(/[`*\s]/g, "")));
  return tests.join(" ");
}

/** The metrics that the word nearest to `at` allows; with `at` negative, those of the first word. */
function allowedBy(words: string, at: number): readonly Metric[] | undefined {
  let rest = words;
  let best: { distance: number; metrics: readonly Metric[] } | undefined;
  for (const { pattern, metrics } of SPEED_WORDS) {
    rest = rest.replace(pattern, (word, ...more) => {
      const index = more.find((piece): piece is number => typeof piece === "number") ?? 0;
      const distance = at < 0 ? index : index >= at ? index - at : at - index - word.length;
      if (!best || distance < best.distance) best = { distance, metrics };
      return " ".repeat(word.length);
    });
  }
  return best?.metrics;
}
