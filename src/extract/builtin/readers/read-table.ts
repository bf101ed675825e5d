/**
 * Reads hand-made benchmark tables: which columns state the setup, which hold figures, and which name a variant; with
 * the figures' rows or columns on either axis. Knows nothing of what the text around the table says.
 */
import type { Metric } from "../../../record/axes.ts";
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import { resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import { type Fact, type Findings, filledFrom, type Measured, type Observation } from "../findings.ts";
import { type Cell, type Table, transposed, withJoinedHeader } from "../layout/tables.ts";
import { settingsIn } from "../scan/setting-phrases.ts";
import { findingsIn, type Source } from "../source.ts";
import { EMPTY, FAILED } from "./column-contents.ts";
import { isPaired, roleOf, testOf } from "./column-roles.ts";
import { isFigure } from "./numbers.ts";
import { measuresIn } from "./read-measures.ts";
import { attributeFindings } from "./table-attributes.ts";
import { isPair, measuredIn, metricIn, pairedIn } from "./table-cells.ts";
import { type Column, columnsOf } from "./table-columns.ts";
import { liesOnItsSide, metricColumn, type Plan, planOf, type TableContext, underRow } from "./table-plan.ts";
import {
  isRatioRow,
  sideOf,
  subjectOf,
  toldApart,
  valuesOf,
  variantOf,
  withoutSweep,
} from "./table-variants.ts";

export type { TableContext };

/** One observation for each group of figures that share a setup; none where the table holds no measured figures. */
export function readTable(source: Source, written: Table, context: TableContext): Observation[] {
  const table = statesInSecondRow(written) ? written : withJoinedHeader(written);
  const lying = liesOnItsSide(table);
  return readUpright(source, lying ? transposed(table) : table, { ...context, lying });
}

/** `| | RTX 4090 | H100 |` above `| Model | … | … |`: the second row has a label of its own, and is no header. */
function statesInSecondRow({ header, rows: [second] }: Table): boolean {
  const label = second?.[0]?.text ?? "";
  return header[0]?.text === "" && label !== "" && roleOf(label, false).kind === "attribute";
}

function readUpright(source: Source, table: Table, context: TableContext): Observation[] {
  const columns = columnsOf(source, table, context);
  const metricAt = metricColumn(columns, table.rows);
  const named = metricAt !== undefined;
  const plan = planOf(columns, named ? { ...context, speaksOfSpeed: true, metricNamed: true } : context);
  const observations: Observation[] = [];
  let above: Cell[] = [];
  const corner = cornerOf(source, columns);
  let group = corner;
  for (const row of table.rows) {
    const label = groupLabel(row);
    if (label !== undefined) {
      group = filledFrom(findingsIn(source, label.start, label.end), corner);
      above = [];
      continue;
    }
    const cells = columns.map((column, at) => {
      const cell = row[at] ?? { text: "", start: column.head.start, end: column.head.start };
      const stated = column.role.kind === "attribute" && column.role.attribute !== "note";
      const inherits = cell.text === "" && (stated || (!column.numeric && column.role.kind !== "metric"));
      return inherits ? (above[at] ?? cell) : cell;
    });
    above = cells;
    observations.push(...readRow({ source, cells, row, columns, plan, context, group, metricAt }));
  }
  const hints = benchHint(table.header);
  for (const observation of observations) if (hints !== undefined) observation.hints = hints;
  return toldApart(withoutSweep(observations));
}

/** What the head of the labels says of all rows: `DENSE (27B)` over a list of engines. */
function cornerOf(source: Source, [first]: readonly Column[]): Findings {
  if (first === undefined || first.numeric || first.head.text === "") return {};
  const { model, quantization } = findingsIn(source, first.head.start, first.head.end);
  return { ...(model && { model }), ...(quantization && { quantization }) };
}

/** Memory in a column of its own is the memory of the row's device. */
function withCapacity(own: Findings): Findings {
  const { deviceMemory, ...rest } = own;
  const [only] = own.devices ?? [];
  if (deviceMemory === undefined || only === undefined || own.devices?.length !== 1) return own;
  const memoryAt = { start: deviceMemory.start, end: deviceMemory.end };
  const device = { ...only, value: { memoryGiB: deviceMemory.value, ...only.value }, memoryAt };
  return { ...rest, devices: [device] };
}

/** A size in a column of its own completes a model's name. */
function withSize(own: Findings, found: Findings): Findings {
  const size = found.model?.value;
  const model = own.model?.value;
  if (
    size?.name !== null ||
    model?.name == null ||
    model.parametersB !== undefined ||
    size.parametersB === undefined
  )
    return filledFrom(own, found);
  if (model.generic)
    return { ...found, ...own, model: { ...own.model!, value: { ...model, parametersB: size.parametersB } } };
  const complete = resolveModel(model.name)?.entry?.oneSize;
  const name = complete ? model.name : `${model.name} ${size.parametersB}B`;
  return { ...found, ...own, model: { ...own.model!, value: { ...size, name } } };
}

interface RowOptions {
  source: Source;
  cells: readonly Cell[];
  row: readonly Cell[];
  columns: readonly Column[];
  plan: Plan;
  context: TableContext;
  /** What the row above that labels a group of rows states. */
  group: Findings;
  /** The column that names the metric of each row. */
  metricAt: number | undefined;
}

/** A row with words in one cell only (or the same words in all) labels the rows below it. */
function groupLabel(row: readonly Cell[]): Cell | undefined {
  const filled = row.filter((cell) => cell.text !== "");
  const [first] = filled;
  if (first === undefined || row.length < 3 || isFigure(first.text)) return undefined;
  return filled.length === 1 || filled.every((cell) => cell.text === first.text) ? first : undefined;
}

interface RowReading {
  own: Findings;
  conditions: string[];
  /** The metric that the row's label gives to columns that only say "t/s". */
  test: Metric | "mixed" | undefined;
}

/** What the cells beside the figures state. */
function settingsOf({ source, cells, columns, plan, context, metricAt }: RowOptions): RowReading {
  let own: Findings = {};
  const conditions: string[] = [];
  let test: RowReading["test"];
  for (const [at, column] of columns.entries()) {
    const cell = cells[at];
    if (cell === undefined || cell.text === "" || plan.measured.has(at) || column.role.kind === "ignored")
      continue;
    if (at === metricAt) continue;
    if (column.role.kind === "attribute" && column.role.attribute === "test") {
      const told = testOf(cell.text) ?? metricWord(cell.text);
      test ??= told;
      conditions.push(cell.text);
      if (told === undefined) own = filledFrom(own, findingsIn(source, cell.start, cell.end));
      continue;
    }
    if (column.role.kind === "attribute")
      own = withCapacity(withSize(own, attributeFindings(source, column.role.attribute, cell)));
    else if (!column.numeric || COUNTED.test(cell.text))
      own = filledFrom(own, { ...findingsIn(source, cell.start, cell.end), ...settingsIn(cell) });
    if (column.engines && own.engine === undefined) own.engine = engineAsWritten(cell);
    if (plan.conditions.includes(at)) conditions.push(`${column.head.text} ${cell.text}`.trim());
    else if (isVariant(column, cell) && !(context.lying && at === 0) && !ASKED.test(column.head.text))
      conditions.push(column.role.kind === "attribute" ? `${column.head.text} ${cell.text}` : cell.text);
  }
  const lengths = lengthsTest(columns, cells);
  if (lengths !== undefined) {
    test ??= lengths.test;
    conditions.push(lengths.label);
  }
  const [first] = cells;
  if (first !== undefined && columns[0]?.role.kind === "other")
    test ??= testOf(first.text) ?? metricWord(first.text);
  return { own, conditions, test };
}

/** `Would I wait for it`: a judgement, and no condition of the figures. */
const ASKED = /^(?:would|should|could|can|do|does|is|are|worth)\b|\?\s*$/i;

/** A label that begins with a number of machines or cards: `2 nodes, 5GbE`. */
const COUNTED = /^\d{1,2}[ x×]{1,2}(?:nodes?|boxes|machines|cards?|gpus?)\b/i;

/** The column names of llama-bench's own dumps tell the engine. */
function benchHint(header: readonly Cell[]): Findings | undefined {
  const speed = header.find(({ text }) => text === "avg_ts");
  if (speed === undefined || !header.some(({ text }) => text === "n_prompt")) return undefined;
  return { engine: { value: "llama.cpp", start: speed.start, end: speed.end } };
}

/** llama-bench's own names for a test: how many tokens went in, came out, and were there before. */
function lengthsTest(columns: readonly Column[], cells: readonly Cell[]) {
  const lengthOf = (name: string) => {
    const at = columns.findIndex(({ head }) => head.text === name);
    return at < 0 ? undefined : Number(cells[at]?.text);
  };
  const [prompt, answer, depth] = ["n_prompt", "n_gen", "n_depth"].map(lengthOf);
  if (prompt === undefined || answer === undefined) return undefined;
  const test: Metric | "mixed" = prompt > 0 && answer > 0 ? "mixed" : prompt > 0 ? "prefill" : "decode";
  const label = `${prompt > 0 ? `pp${prompt}` : `tg${answer}`}${depth ? ` @ d${depth}` : ""}`;
  return { test, label };
}

/** Whether a cell is nothing but the name of the row's model: it labels no variant of it. */
const isName = ({ model }: Findings, { start, end }: Cell) =>
  model !== undefined && model.start <= start && model.end >= end;

function readRow(options: RowOptions): Observation[] {
  const { source, cells, row, columns, plan, context, metricAt } = options;
  if (plan.measured.size === 0 || isRatioRow(cells[0]?.text ?? "")) return [];
  const { own, conditions, test } = settingsOf(options);
  if (test === "mixed") return [];
  const variant = variantOf(
    columns,
    cells.map((cell, at) => (at === metricAt || isName(own, cell) ? { ...cell, text: "" } : cell)),
  );
  const groups = new Map<string, Observation>();
  const place = { start: row[0]?.start ?? 0, end: row.at(-1)?.end ?? 0, part: context.part };
  const subject = subjectOf(columns, cells);
  const open = (side: string, named: Findings): Observation => ({
    kind: "table",
    ...place,
    own: filledFrom(named, filledFrom(own, options.group)),
    measurements: [],
    variant: [variant, side].filter(Boolean).join(" · ") || undefined,
    subject,
  });
  for (const [at, planned] of plan.measured) {
    const cell = cells[at];
    const column =
      metricAt === undefined ? planned : underRow(planned, cells[metricAt], columns[at]?.streams);
    if (cell === undefined || column === undefined || EMPTY.test(cell.text)) continue;
    const named = columns[at]?.findings ?? {};
    const side = sideOf(columns, at, plan, context);
    const key = JSON.stringify([
      side,
      Object.entries(named).map(([field, found]) => [field, valuesOf(found)]),
    ]);
    const group = groups.get(key) ?? open(side, named);
    const pairs = context.pairedWith !== undefined && column.generic && isPair(cell.text);
    const figures = isPaired(columns[at]?.head.text ?? "")
      ? pairedIn(source, cell, { conditions })
      : pairs
        ? pairedIn(source, cell, { conditions, first: context.pairedWith! })
        : measuredIn(source, cell, {
            metric: metricIn({
              cell: cell.text,
              test,
              column,
              grows: columns[at]?.grows,
              own: group.own,
              context,
            }),
            factor: column.factor,
            perToken: column.perToken,
            conditions: [...(column.label ? [column.label] : []), ...conditions],
          });
    if (figures.length === 0 && FAILED.test(cell.text))
      group.outcome = { value: "fails", start: cell.start, end: cell.end };
    else if (figures.length === 0) continue;
    group.measurements.push(...figures);
    groups.set(key, group);
  }
  const [only] = groups.values();
  if (only !== undefined && groups.size === 1) only.measurements.push(...notedIn(options, only));
  const failed = groups.size === 0 ? failureIn(cells) : undefined;
  if (failed !== undefined && Object.keys(own).length > 0)
    groups.set("", { ...open("", {}), outcome: { value: "fails", start: failed.start, end: failed.end } });
  return withResources([...groups.values()]).map(apartIfFailed);
}

const RESOURCES: ReadonlySet<Metric> = new Set(["memory", "power", "load", "cost"]);

/** What a row's run took belongs to its one speed, whatever the two columns' heads name beside. */
function withResources(groups: Observation[]): Observation[] {
  const took = groups.filter(({ measurements }) =>
    measurements.every(({ value }) => RESOURCES.has(value.metric)),
  );
  const [run, ...more] = groups.filter((group) => !took.includes(group));
  if (run === undefined || more.length > 0 || took.some(({ outcome }) => outcome !== undefined))
    return groups;
  for (const { own, measurements } of took) {
    run.own = filledFrom(run.own, own);
    run.measurements.push(...measurements);
  }
  return [run];
}

/** Figures with a unit and a metric of their own in the notes of a row, where no column gives that metric. */
function notedIn({ source, cells, columns }: RowOptions, { measurements }: Observation): Measured[] {
  const known = new Set(measurements.map(({ value }) => value.metric));
  return columns.flatMap(({ role, numeric }, at) => {
    const cell = cells[at];
    const note = role.kind === "attribute" ? role.attribute === "note" : role.kind === "other" && !numeric;
    if (cell === undefined || !note || at === 0 || NOT_ITS_OWN.test(cell.text)) return [];
    return measuresIn(source.text, cell.start, cell.end, source).filter(
      ({ value }) => !known.has(value.metric) && value.metric !== "decode",
    );
  });
}

/** Notes that hold a row against another one. */
const NOT_ITS_OWN = /\b(?:vs|versus|than|instead|was|were|before|without|would|could|compared|if)\b/i;

/** The cell that says that the row's run failed. */
const failureIn = (cells: readonly Cell[]) => cells.find((cell) => FAILED.test(cell.text));

/** A run that gave nothing but a failure is none of the runs beside it that gave figures. */
function apartIfFailed(observation: Observation): Observation {
  const { measurements, outcome, own, variant } = observation;
  if (measurements.length > 0 || outcome?.value !== "fails" || own.contextLength === undefined)
    return observation;
  return { ...observation, variant: [variant, `fails at ${own.contextLength.value}`].join(" · ") };
}

/** An engine that no vocabulary knows, under its own name; the authors' own one has none, and is no other one. */
function engineAsWritten({ text, start, end }: Cell): Fact<string> {
  const name = text.split(" (")[0]!.trim();
  const unnamed = /^(?:ours?|our \w+|this work|proposed\b.*|baseline)$/i.test(name);
  return { value: unnamed ? "" : (resolveEngine(name)?.name ?? name), start, end };
}

/** A short label of a row, such as a profile or a run's name, that tells rows of one setup apart. */
function isVariant(column: Column, cell: Cell): boolean {
  if (column.role.kind === "attribute")
    return /^(?:concurrency|threads|context)$/.test(column.role.attribute) && cell.text.length < 40;
  return cell.text.length < 80 && !isFigure(cell.text) && !EMPTY.test(cell.text);
}

function metricWord(text: string): Metric | undefined {
  if (/\bprefill|prompt|\bpp\b/i.test(text)) return "prefill";
  return /\bdecode|\btg\b|generation\b/i.test(text) ? "decode" : undefined;
}
