/**
 * Reads hand-made benchmark tables: which columns state the setup, which hold figures, and which name a variant; with
 * the figures' rows or columns on either axis. Knows nothing of what the text around the table says.
 */
import type { Metric } from "../../../record/axes.ts";
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import { resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import { type Fact, type Findings, filledFrom, type Observation } from "../findings.ts";
import { type Cell, type Table, transposed, withJoinedHeader } from "../layout/tables.ts";
import { findingsIn, type Source } from "../source.ts";
import { isPaired, testOf } from "./column-roles.ts";
import { isFigure } from "./numbers.ts";
import { attributeFindings } from "./table-attributes.ts";
import { measuredIn, metricIn, pairedIn } from "./table-cells.ts";
import {
  type Column,
  columnsOf,
  EMPTY,
  FAILED,
  liesOnItsSide,
  type Plan,
  planOf,
  type TableContext,
} from "./table-plan.ts";

export type { TableContext };

/** One observation for each group of figures that share a setup; none where the table holds no measured figures. */
export function readTable(source: Source, written: Table, context: TableContext): Observation[] {
  const table = withJoinedHeader(written);
  const lying = liesOnItsSide(table);
  return readUpright(source, lying ? transposed(table) : table, { ...context, lying });
}

function readUpright(source: Source, table: Table, context: TableContext): Observation[] {
  const columns = columnsOf(source, table);
  const plan = planOf(columns, context);
  const observations: Observation[] = [];
  let above: Cell[] = [];
  let group: Findings = {};
  for (const row of table.rows) {
    const label = groupLabel(row);
    if (label !== undefined) {
      group = findingsIn(source, label.start, label.end);
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
    observations.push(...readRow({ source, cells, row, columns, plan, context, group }));
  }
  return toldApart(observations);
}

/** Rows whose hardware or model is worded differently are different setups, even where the fields say the same. */
function toldApart(observations: Observation[]): Observation[] {
  const groups = Map.groupBy(observations, ({ own, variant }) =>
    JSON.stringify([variant, Object.entries(own).map(([field, found]) => [field, valuesOf(found)])]),
  );
  for (const group of groups.values()) {
    if (new Set(group.map(({ subject }) => subject)).size < 2) continue;
    for (const each of group)
      each.variant = [each.variant, each.subject].filter(Boolean).join(" · ") || undefined;
  }
  return observations;
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

/** A setting that changes from row to row is a condition of each figure, not the setup's. */
function unswept({ swept }: Column, found: Findings): Findings {
  if (!swept) return found;
  const { contextLength: _, ...rest } = found;
  return rest;
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
}

/** A row with words in one cell only (or the same words in all) labels the rows below it. */
function groupLabel(row: readonly Cell[]): Cell | undefined {
  const filled = row.filter((cell) => cell.text !== "");
  const [first] = filled;
  if (first === undefined || row.length < 3 || isFigure(first.text)) return undefined;
  return filled.length === 1 || filled.every((cell) => cell.text === first.text) ? first : undefined;
}

function readRow({
  source,
  cells,
  row,
  columns,
  plan,
  context,
  group: inherited,
}: RowOptions): Observation[] {
  if (plan.measured.size === 0 || isRatioRow(cells[0]?.text ?? "")) return [];
  let own: Findings = {};
  const conditions: string[] = [];
  let test: Metric | "mixed" | undefined;
  for (const [at, column] of columns.entries()) {
    const cell = cells[at];
    if (cell === undefined || cell.text === "" || plan.measured.has(at) || column.role.kind === "ignored")
      continue;
    if (column.role.kind === "attribute" && column.role.attribute === "test") {
      test ??= testOf(cell.text) ?? metricWord(cell.text);
      conditions.push(cell.text);
      continue;
    }
    if (column.role.kind === "attribute")
      own = withCapacity(
        withSize(own, unswept(column, attributeFindings(source, column.role.attribute, cell))),
      );
    else if (!column.numeric) own = filledFrom(own, findingsIn(source, cell.start, cell.end));
    if (column.engines && own.engine === undefined) own.engine = engineAsWritten(cell);
    if (plan.conditions.includes(at)) conditions.push(`${column.head.text} ${cell.text}`);
    else if (isVariant(column, cell)) conditions.push(cell.text);
  }
  const first = cells[0];
  if (first !== undefined && columns[0]?.role.kind === "other")
    test ??= testOf(first.text) ?? metricWord(first.text);
  if (test === "mixed") return [];
  const variant = variantOf(columns, cells);
  const groups = new Map<string, Observation>();
  const start = row[0]?.start ?? 0;
  const end = row.at(-1)?.end ?? start;
  for (const [at, { metric, factor, generic, label }] of plan.measured) {
    const cell = cells[at];
    if (cell === undefined || EMPTY.test(cell.text)) continue;
    const named = columns[at]?.findings ?? {};
    const side = sideOf(columns, at, plan, context);
    const key = JSON.stringify([
      side,
      Object.entries(named).map(([field, found]) => [field, valuesOf(found)]),
    ]);
    const stated = filledFrom(named, filledFrom(own, inherited));
    const group = groups.get(key) ?? emptyObservation(start, end, context.part, stated);
    group.variant = [variant, side].filter(Boolean).join(" · ") || undefined;
    group.subject = subjectOf(columns, cells);
    const reading = {
      metric: generic ? metricIn({ cell: cell.text, test, metric, own: group.own, context }) : metric,
      factor,
      conditions: [...(label ? [label] : []), ...conditions],
    };
    const figures = isPaired(columns[at]?.head.text ?? "")
      ? pairedIn(source, cell, conditions)
      : measuredIn(source, cell, reading);
    if (figures.length === 0 && FAILED.test(cell.text))
      group.outcome = { value: "fails", start: cell.start, end: cell.end };
    else if (figures.length === 0) continue;
    group.measurements.push(...figures);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The row's own words for its hardware and model. */
const subjectOf = (columns: readonly Column[], cells: readonly Cell[]): string =>
  columns
    .flatMap(({ role }, at) =>
      role.kind === "attribute" && ["hardware", "gpu-count", "model"].includes(role.attribute)
        ? [(cells[at]?.text ?? "").toLowerCase()]
        : [],
    )
    .join(" · ");

/** Columns of words that tell runs of one setup apart, or say something about them. */
const NO_VARIANT_HEAD =
  /\b(?:profiles?|power|prompts?|tasks?|workloads?|datasets?|runs?|lauf|tests?|messwert|languages?|scenarios?|phases?|notes?|dates?|sources?|links?|comments?|status|users?|author|by|thanks|remarks?|result|verdict|winner|why|reason|bus|os|link|topology|acceptance|metric|repo(?:sitory)?|licen[cs]e|type|category|best|trouble|used?|purpose|rank|memory|bandwidth|tdp|price)\b/i;

/** The label of a row in a column of methods, builds or modes: such rows are setups of their own. */
function variantOf(columns: readonly Column[], cells: readonly Cell[]): string {
  return columns
    .flatMap(({ head, role, numeric }, at) => {
      const text = cells[at]?.text ?? "";
      const label =
        role.kind === "other" && !numeric && !isFigure(text) && text.length > 1 && text.length < 80;
      return label && !NO_VARIANT_HEAD.test(head.text) ? [text.toLowerCase()] : [];
    })
    .join(" · ");
}

const STATES =
  /\b(?:before|after|baseline|stock|patched|ours|default|tuned|optimi[sz]ed|old|new|original|vanilla|naive)\b/i;

/** Columns that hold prompts, lengths or statistics of the same setup. */
const WORKLOAD =
  /\d\s?k?$|\b(?:pp|tg|prompts?|runs?|tasks?|code|prose|python|short|long|avg|average|mean|median|min|max|best|worst|std|p\d\d|total|overall|cold|warm|first|second|ctx|context|tokens?|depth|batch|input|output|prefill|decode|ttft|latency)\b/i;

/**
 * What sets a column's setup apart from its neighbours' beyond the fields: `Before` and `After`, two columns for the
 * same device, or methods as columns.
 */
function sideOf(columns: readonly Column[], at: number, plan: Plan, context: TableContext): string {
  const head = columns[at]?.head.text.trim() ?? "";
  const compared = /^t\/s\s+(?:\(?([\w.#/-]{2,40})\)?)$/i.exec(head);
  if (compared) return compared[1]!.toLowerCase();
  const state = STATES.exec(head)?.[0];
  if (state !== undefined) return state.toLowerCase();
  const own = plan.measured.get(at);
  if (own === undefined || columns[at]?.streams !== undefined) return "";
  const alike = [...plan.measured].filter(
    ([other, { metric }]) =>
      other !== at && metric === own.metric && sameEntities(columns[other], columns[at]),
  );
  if (alike.length === 0 || WORKLOAD.test(head)) return "";
  const named = Object.keys(columns[at]?.findings ?? {}).length > 0;
  return named || context.methods ? head.toLowerCase() : "";
}

function sameEntities(a: Column | undefined, b: Column | undefined): boolean {
  const key = (column: Column | undefined) =>
    JSON.stringify(Object.entries(column?.findings ?? {}).map(([field, found]) => [field, valuesOf(found)]));
  return key(a) === key(b);
}

/** A row that divides two others says nothing of a run. */
const isRatioRow = (label: string) =>
  /^(?:ratio|speed-?up|gain|diff(?:erence)?|delta|Δ|improvement|change|relative)\b/i.test(label) ||
  (/^[\w .-]{1,24}\s?(?:\/|÷|\bvs\b\.?)\s?[\w .-]{1,24}$/.test(label) &&
    /max-?q|baseline|\bratio\b|\bvs\b|x$/i.test(label));

const valuesOf = (found: unknown): unknown =>
  Array.isArray(found) ? found.map((each) => each.value) : (found as { value: unknown }).value;

function emptyObservation(start: number, end: number, part: number, own: Findings): Observation {
  return { kind: "table", start, end, part, own, measurements: [] };
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
  return cell.text.length < 80 && !isFigure(cell.text);
}

function metricWord(text: string): Metric | undefined {
  if (/\bprefill|prompt|\bpp\b/i.test(text)) return "prefill";
  return /\bdecode|\btg\b|generation\b/i.test(text) ? "decode" : undefined;
}
