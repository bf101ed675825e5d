/** Search answers as text for a terminal: one card a setup, wrapped to the width. Knows nothing of how they were found. */
import { createColors } from "picocolors";
import type { InsightHit, SearchAnswer, SetupHit } from "../index/search-answer.ts";
import { METRICS, type Metric } from "../record/axes.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import { plain } from "./progress.ts";

export interface CardStyle {
  color: boolean;
  /** Width in characters, 40 or more. */
  columns: number;
}

type Colors = ReturnType<typeof createColors>;

/** Most quotes of one card, and the most characters of one. */
const QUOTES = 2;
const QUOTE_CHARACTERS = 200;

export function answerInWords(answer: SearchAnswer, style: CardStyle): string {
  const colors = createColors(style.color);
  const setups: string[] = [];
  for (const [at, hit] of answer.results.entries())
    setups.push(...card(hit, `${at + 1}.`, style, colors), "");
  if (answer.alternatives.length > 0) {
    setups.push(colors.bold("Nearest that is known:"), "");
    for (const hit of answer.alternatives) setups.push(...card(hit, "·", style, colors), "");
  }
  const lessons: string[] = [];
  if (answer.insights.length > 0) {
    lessons.push(colors.bold("What people learned:"));
    for (const insight of answer.insights) lessons.push(...insightLines(insight, style, colors));
    lessons.push("");
  }
  const note = answer.note
    ? [...wrap(answer.note, style.columns).map((line) => colors.yellow(line)), ""]
    : [];
  const lines = asksForSetups(answer) ? [...note, ...setups, ...lessons] : [...note, ...lessons, ...setups];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** A question that names no machine, model or engine asks for a lesson more likely than for a setup. */
function asksForSetups({ query }: SearchAnswer): boolean {
  const names = [
    "accelerators",
    "machines",
    "vendors",
    "classes",
    "memoryGiB",
    "parametersB",
    "families",
    "engines",
  ];
  return names.some((name) => name in query.understood);
}

function card(hit: SetupHit, mark: string, style: CardStyle, colors: Colors): string[] {
  const { record } = hit;
  const indent = " ".repeat(4);
  const width = style.columns - indent.length;
  const [first = "", ...rest] = wrap(plain(record.title), width);
  const lines = [`${mark.padEnd(4)}${colors.bold(first)}`, ...rest.map((line) => indent + colors.bold(line))];
  const say = (text: string, paint: (text: string) => string = (same) => same) => {
    for (const line of wrap(plain(text), width)) lines.push(indent + paint(line));
  };
  const setup = setupLine(record);
  if (setup) say(setup);
  const measured = measurementLine(record);
  if (measured) say(measured, colors.green);
  const axes = axesLine(record);
  if (axes) say(axes);
  if (record.outcome && record.outcome !== "works") say(`outcome: ${record.outcome}`, colors.red);
  if (hit.why.length > 0) say(`why: ${hit.why.join(" · ")}`, colors.cyan);
  if (hit.missing.length > 0) say(`does not fit: ${hit.missing.join(", ")}`, colors.yellow);
  for (const quote of tellingQuotes(hit)) say(`“${quote}”`, colors.dim);
  lines.push(indent + colors.underline(plain(hit.document)));
  return lines;
}

function setupLine(record: SetupRecord): string {
  const { hardware, model, engine, config } = record;
  const devices = hardware.accelerators.map(
    (one) => `${one.count}× ${one.name}${one.memoryGiB ? ` ${one.memoryGiB} GiB` : ""}`,
  );
  const machine = devices.length > 0 ? devices.join(" + ") : hardware.cpu;
  return [
    machine,
    hardware.memoryGiB ? `${hardware.memoryGiB} GiB RAM` : null,
    model.quantization,
    [engine.name, engine.version, engine.backend].filter((part) => part).join(" "),
    config.contextLength ? `context ${config.contextLength}` : null,
    config.kvCacheType ? `KV ${config.kvCacheType}` : null,
    config.speculative ? `speculation: ${config.speculative}` : null,
  ]
    .filter((part) => part)
    .join(" · ");
}

/** The range of each metric: sweeps have dozens of figures. */
function measurementLine(record: SetupRecord): string {
  const parts: string[] = [];
  for (const metric of METRICS) {
    const values = record.measurements.filter((one) => one.metric === metric).map((one) => one.value);
    if (values.length > 0) parts.push(`${metric} ${range(values)} ${unitOf(record, metric)}`);
  }
  return parts.join(" · ");
}

function range(values: readonly number[]): string {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return least === most ? `${least}` : `${least}–${most}`;
}

function unitOf(record: SetupRecord, metric: Metric): string {
  return record.measurements.find((one) => one.metric === metric)?.unit ?? "";
}

/** Stated and concluded apart: nobody shall take a conclusion for a statement. */
function axesLine(record: SetupRecord): string {
  const stated = [...record.useCases, ...record.experience];
  const derived = [...record.derived.useCases, ...record.derived.experience].map((one) => one.value);
  const concluded = derived.filter((one) => !(stated as string[]).includes(one));
  return [
    stated.length > 0 ? `for: ${stated.join(", ")}` : "",
    concluded.length > 0 ? `concluded: ${[...new Set(concluded)].join(", ")}` : "",
  ]
    .filter((part) => part)
    .join(" · ");
}

/** The longest quotes, none within another; bare figures of a table's cells tell nothing without their table. */
function tellingQuotes(hit: SetupHit): string[] {
  const flat = hit.quotes.map(({ quote }) => quote.replace(/\s+/g, " ").trim());
  const worded = [...new Set(flat)].filter((quote) => /\p{L}{2}/u.test(quote) && quote.includes(" "));
  const chosen: string[] = [];
  for (const quote of worded.sort((a, b) => b.length - a.length)) {
    if (chosen.length === QUOTES) break;
    if (!chosen.some((one) => one.includes(quote))) chosen.push(quote);
  }
  return chosen.map((quote) => cut(quote, QUOTE_CHARACTERS));
}

function insightLines(insight: InsightHit, style: CardStyle, colors: Colors): string[] {
  const indent = " ".repeat(4);
  const width = style.columns - indent.length;
  const quote = cut(plain(insight.quote).replace(/\s+/g, " "), 300);
  return [
    ...wrap(`${insight.variable}: “${quote}”`, width).map((line) => indent + line),
    indent + colors.underline(plain(insight.document)),
  ];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Lines of at most `width` characters, broken at blanks; a longer word is cut. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    let rest = word;
    if (line !== "" && line.length + 1 + rest.length > width) {
      lines.push(line);
      line = "";
    }
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    line = line === "" ? rest : `${line} ${rest}`;
  }
  if (line !== "") lines.push(line);
  return lines;
}
