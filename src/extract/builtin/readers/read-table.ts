/**
 * Reads hand-made benchmark tables: which columns state the setup, which hold figures, and which name a variant; with
 * the figures' rows or columns on either axis. Knows nothing of what the text around the table says.
 */
import type { Metric } from "../../../record/axes.ts";
import { type Findings, filledFrom, type Measured, type Observation } from "../findings.ts";
import { type Cell, type Table, transposed, withJoinedHeader } from "../layout/tables.ts";
import { findingsIn, type Source } from "../source.ts";
import { type ColumnRole, roleOf, testOf } from "./column-roles.ts";
import { cellFigures } from "./numbers.ts";
import { attributeFindings } from "./table-attributes.ts";

/** What the words around a table say of figures whose header does not. */
export interface TableContext {
  metric?: Metric | undefined;
  /** The caption or heading speaks of speeds at all. */
  speaksOfSpeed: boolean;
  /** The caption says that the figures are of one stream among several. */
  perStream?: boolean;
  part: number;
  /** The table was turned, so that a label without a known metric is no variant of one. */
  lying?: boolean;
}

interface Column {
  head: Cell;
  role: ColumnRole;
  numeric: boolean;
  /** Figures without any unit but a rate's. */
  plain: boolean;
  /** Most figures have a fraction, as measured ones do. */
  decimal?: boolean;
  /** A column of settings with more than one value. */
  swept?: boolean;
  /** How many streams the header says that its figures are for. */
  streams?: number;
  /** Entities named by the header itself. */
  findings: Findings;
}

const EMPTY = /^(?:[-–—?./ ]{0,3}|n\/?a|none|tbd|todo|pending|\?+)$/i;
const FAILED =
  /\boom\b|out of memory|crash|fail|does(?:n't| not) (?:fit|load|run)|won't (?:fit|load)|\berror\b|❌/i;

/** A setting that is swept rather than measured. */
const PARAMETER =
  /draft|\bn-?max|\bp-?min\b|depth|len(?:gth)?\b|n_?kv|\bub?\b|u?batch|threads?|seed|temp|limit|\bcap\b|tokens?\b|^(?:pp|tg|n|b|t|tb|p|d|r|#|id|rank|row|run|amb|fmoe|rtr|mla|mmap|sm|ts|ot|year|date|nodes?|layers?|bus|rate)$|\bmax\b|\bmin\b|power (?:limit|cap)|watt limit|tdp|interval|ratio|split/i;

/** One observation for each group of figures that share a setup; none where the table holds no measured figures. */
export function readTable(source: Source, written: Table, context: TableContext): Observation[] {
  const table = withJoinedHeader(written);
  const lying = liesOnItsSide(table);
  return readUpright(source, lying ? transposed(table) : table, { ...context, lying });
}

const isFigure = (text: string) => /^\W{0,3}\d/.test(text);

function numericShare(cells: readonly (Cell | undefined)[]): number {
  const filled = cells.filter((cell): cell is Cell => cell !== undefined && !EMPTY.test(cell.text));
  return filled.length === 0 ? 0 : filled.filter((cell) => isFigure(cell.text)).length / filled.length;
}

/** Whether the metrics or attributes stand in the first column instead of the header. */
function liesOnItsSide(table: Table): boolean {
  const meaningful = (label: string, cells: readonly (Cell | undefined)[]) => {
    const role = roleOf(label, numericShare(cells) >= 0.5);
    return role.kind === "metric" || (role.kind === "attribute" && role.attribute !== "note");
  };
  const labels = table.rows.map((row) => meaningful(row[0]?.text ?? "", row.slice(1)));
  const metricLabels = table.rows.filter(
    (row) => roleOf(row[0]?.text ?? "", numericShare(row.slice(1)) >= 0.5).kind === "metric",
  ).length;
  const heads = table.header.slice(1).map((head, at) =>
    meaningful(
      head.text,
      table.rows.map((row) => row[at + 1]),
    ),
  );
  const metricHeads = table.header
    .slice(1)
    .filter(
      (head, at) =>
        roleOf(head.text, numericShare(table.rows.map((row) => row[at + 1])) >= 0.5).kind === "metric",
    );
  if (metricHeads.length > 0) return false;
  const inLabels = labels.filter(Boolean).length;
  const inHeads = heads.filter(Boolean).length;
  return (metricLabels > 0 && inLabels > inHeads) || inLabels >= Math.max(2, table.rows.length / 2);
}

const CAPACITY: ColumnRole = { kind: "attribute", attribute: "capacity" };
const SIZES = new Set([
  2, 3, 4, 6, 8, 10, 11, 12, 16, 18, 20, 22, 24, 32, 36, 40, 44, 48, 64, 72, 80, 94, 96, 128, 141, 144, 180,
  192, 256, 288, 384, 512, 768, 1024,
]);

/** A column headed "Memory" that holds nothing but sizes that memory is sold in is no measurement. */
function isCapacity(header: string, cells: readonly (Cell | undefined)[]): boolean {
  if (
    !/^(?:vram|memory|mem|gpu memory|unified memory|ram|gpu ram)(?: \(?(?:gb|gib)\)?| size)?$/i.test(
      header.trim(),
    )
  )
    return false;
  const figures = cells.flatMap((cell) => /^(\d{1,4})(?:\s?G|$|\s)/.exec(cell?.text ?? "")?.[1] ?? []);
  return (
    figures.length > 0 &&
    figures.length === cells.filter((cell) => cell?.text).length &&
    figures.every((size) => SIZES.has(Number(size)))
  );
}

function columnsOf(source: Source, table: Table): Column[] {
  const sweep = columnSweep(table);
  return table.header.map((head, at) => {
    const cells = table.rows.map((row) => row[at]);
    const numeric = numericShare(cells) >= 0.5;
    const plain = cells.every(
      (cell) =>
        cell === undefined ||
        !/\d\s?(?:[A-Za-zµ%°€]|ms)(?!ok)/.test(cell.text) ||
        /t(?:ok)?\/s/.test(cell.text),
    );
    const role = isCapacity(head.text, cells) ? CAPACITY : roleOf(head.text, numeric);
    const entity = role.kind !== "ignored" && (role.kind !== "attribute" || numeric);
    const streams = at > 0 && numeric ? streamsIn(head.text, sweep) : undefined;
    if (streams !== undefined) {
      const concurrency = { value: streams, start: head.start, end: head.end };
      return { head, role: { kind: "other" }, numeric, plain, streams, findings: { concurrency } };
    }
    const decimal = cells.filter((cell) => /\d\.\d/.test(cell?.text ?? "")).length * 2 > cells.length;
    const swept = new Set(cells.map((cell) => cell?.text ?? "")).size > 1;
    const named = entity ? findingsIn(source, head.start, head.end) : {};
    return { head, role, numeric, plain, decimal, swept, findings: named };
  });
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
      const inherits = cell.text === "" && !column.numeric && column.role.kind !== "metric";
      return inherits ? (above[at] ?? cell) : cell;
    });
    above = cells;
    observations.push(...readRow({ source, cells, row, columns, plan, context, group }));
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
  const name = `${model.name} ${size.parametersB}B`;
  return { ...found, ...own, model: { ...own.model!, value: { ...size, name } } };
}

const STREAMS =
  "conc(?:urrency|urrent)?|streams?|users?|clients?|requests?|reqs?|batch(?: size)?|bs|parallel|slots?";
const STREAM_COUNT = new RegExp(
  String.raw`^(?:(?:C|N|x|${STREAMS})\s?[=:@]?\s?(\d{1,4})|(\d{1,4})\s?(?:${STREAMS}))\b(?!.*\bctx)`,
  "i",
);

/** A corner such as `ctx \ conc` says that the columns are numbers of streams. */
const columnSweep = (table: Table) =>
  new RegExp(String.raw`[\\/×↓→|]\s?#?\s?(?:${STREAMS})`, "i").test(table.header[0]?.text ?? "");

/** `C=8`, `8 users`, `bs 4`, or a bare number under such a corner. */
function streamsIn(header: string, sweep: boolean): number | undefined {
  const match = STREAM_COUNT.exec(header) ?? (sweep ? /^(\d{1,4})$/.exec(header) : null);
  return match ? Number(match[1] ?? match[2]) : undefined;
}

interface Plan {
  /** Columns with measured figures, by place. */
  measured: Map<number, { metric: Metric; factor: number; generic: boolean; label?: string | undefined }>;
  conditions: number[];
}

/** Which columns hold measured values: by header, by an entity in the header, or as variants beside such columns. */
function planOf(columns: readonly Column[], context: TableContext): Plan {
  const measured: Plan["measured"] = new Map();
  for (const [at, { role, head }] of columns.entries())
    if (role.kind === "metric" && !isPaired(head.text))
      measured.set(at, {
        metric: role.metric,
        factor: role.factor,
        generic: role.generic ?? false,
        label: testOf(head.text) ? head.text : undefined,
      });
  const open = [...columns.entries()].filter(([, { role, numeric }]) => numeric && role.kind === "other");
  for (const [at, { head }] of columns.entries())
    if (isPaired(head.text)) measured.set(at, { metric: "decode", factor: 1, generic: false });
  if (columns.some(({ head }) => /^S_(?:PP|TG)/i.test(head.text)))
    for (const [at, { head }] of columns.entries())
      if (/^(?:T_)?(?:PP|TG|S)\b(?! ?t\/s)/i.test(head.text)) measured.delete(at);
  const known = [...measured.values()].find(({ metric }) => metric === "decode" || metric === "prefill");
  const conditions: number[] = [];
  for (const [at, { head, findings, plain, streams, decimal }] of open) {
    if (streams !== undefined) {
      measured.set(at, { metric: context.metric ?? "decode", factor: 1, generic: true, label: head.text });
      continue;
    }
    const names =
      findings.devices ?? findings.engine ?? findings.model ?? findings.backend ?? findings.quantization;
    const entity = names !== undefined && (known === undefined || at > 0);
    const setting = PARAMETER.test(head.text) && !(decimal && head.text.length <= 2);
    if (!entity && (setting || at === 0)) conditions.push(at);
    else if (
      (entity && known === undefined) ||
      (plain && !context.lying && (known === undefined ? context.speaksOfSpeed : known.generic))
    )
      measured.set(at, {
        metric: context.metric ?? known?.metric ?? "decode",
        factor: 1,
        generic: true,
        label: names === undefined ? head.text : undefined,
      });
  }
  return { measured, conditions };
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
    const side = sideOf(columns[at]?.head.text ?? "");
    const key = JSON.stringify([
      side,
      Object.entries(named).map(([field, found]) => [field, valuesOf(found)]),
    ]);
    const stated = filledFrom(named, filledFrom(own, inherited));
    const group = groups.get(key) ?? emptyObservation(start, end, context.part, stated);
    group.variant = [variant, side].filter(Boolean).join(" · ") || undefined;
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

const VARIANT_HEAD =
  /^(?:|what|build|method|variant|approach|technique|mode|strategy|policy|scheme|kernel|optimi[sz]ations?|flags?|patch|change|config(?:uration)?|setting|setup|option|version|system|baseline|algorithm|placement|split(?: mode)?|offload(?:ing)?|parallelism|attention|step|stage)s?$/i;

/** The label of a row in a column of methods, builds or modes: such rows are setups of their own. */
function variantOf(columns: readonly Column[], cells: readonly Cell[]): string {
  return columns
    .flatMap(({ head, role, numeric }, at) => {
      const text = cells[at]?.text ?? "";
      const label =
        role.kind === "other" && !numeric && !isFigure(text) && text.length > 1 && text.length < 80;
      return label && VARIANT_HEAD.test(head.text.trim()) ? [text.toLowerCase()] : [];
    })
    .join(" · ");
}

/** `Before (t/s)` and `After (t/s)`: columns that are two states of the code or the settings. */
function sideOf(header: string): string {
  const compared = /^t\/s\s+(?:\(?([\w.#/-]{2,40})\)?)$/i.exec(header.trim());
  if (compared) return compared[1]!.toLowerCase();
  return (
    /\b(?:before|after|baseline|stock|patched|ours|default|tuned|optimi[sz]ed|old|new|original|vanilla|naive)\b/i
      .exec(header)?.[0]
      .toLowerCase() ?? ""
  );
}

/** A row that divides two others says nothing of a run. */
const isRatioRow = (label: string) =>
  /^(?:ratio|speed-?up|gain|diff(?:erence)?|delta|Δ|improvement|change|relative)\b/i.test(label) ||
  (/^[\w .-]{1,24}\s?(?:\/|÷|vs\.?)\s?[\w .-]{1,24}$/.test(label) &&
    /max-?q|baseline|ratio|vs|x$/i.test(label));

const valuesOf = (found: unknown): unknown =>
  Array.isArray(found) ? found.map((each) => each.value) : (found as { value: unknown }).value;

function emptyObservation(start: number, end: number, part: number, own: Findings): Observation {
  return { kind: "table", start, end, part, own, measurements: [] };
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

interface MetricChoice {
  cell: string;
  test: Metric | undefined;
  metric: Metric;
  own: Findings;
  context: TableContext;
}

/** The metric of a figure under a header that only says "t/s". */
function metricIn({ cell, test, metric, own, context }: MetricChoice): Metric {
  const note = /\((pp|tg) ?\d/i.exec(cell)?.[1]?.toLowerCase();
  if (note !== undefined) return note === "pp" ? "prefill" : "decode";
  if (test !== undefined) return test;
  if (metric === "decode" && (own.concurrency?.value ?? 1) > 1 && !context.perStream) return "throughput";
  if (metric === "throughput" && own.concurrency?.value === 1) return "decode";
  return metric === "decode" ? (context.metric ?? metric) : metric;
}

interface CellReading {
  metric: Metric;
  factor: number;
  conditions: string[];
}

/** `pp / tg (t/s)`: two speeds in one column, prefill first. */
const isPaired = (header: string) =>
  /(?:\bpp ?\d{0,6}|prefill|prompt(?: processing| eval)?)\s?(?:t\/s)?\s?[/|,]\s?(?:\btg ?\d{0,6}|decode|gen\w*|eval)/i.test(
    header,
  );

function pairedIn(source: Source, cell: Cell, conditions: readonly string[]): Measured[] {
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

function measuredIn(source: Source, cell: Cell, { metric, factor, conditions }: CellReading): Measured[] {
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
