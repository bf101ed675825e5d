/**
 * Finds out what each column of a table holds: attributes of the setup, measured figures, settings that are swept, or
 * names of streams. Knows nothing of single rows.
 */
import type { Metric } from "../../../record/axes.ts";
import type { Findings } from "../findings.ts";
import type { Cell, Table } from "../layout/tables.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { type ColumnRole, isPaired, roleOf, testOf } from "./column-roles.ts";
import { isFigure } from "./numbers.ts";

/** What the words around a table say of figures whose header does not. */
export interface TableContext {
  metric?: Metric | undefined;
  /** The caption or heading speaks of speeds at all. */
  speaksOfSpeed: boolean;
  /** The document speaks of several streams, requests or batches at all. */
  manyStreams?: boolean;
  /** The caption says that the figures are of one stream among several. */
  perStream?: boolean;
  part: number;
  /** The table was turned, so that a label without a known metric is no variant of one. */
  lying?: boolean;
  /** In papers and on product pages the columns are methods; elsewhere they may be prompts of one setup. */
  methods?: boolean;
}

export interface Column {
  head: Cell;
  role: ColumnRole;
  numeric: boolean;
  /** Figures without any unit but a rate's. */
  plain: boolean;
  /** The middle one of the figures. */
  median?: number | undefined;
  /** Most figures have a fraction, as measured ones do. */
  decimal?: boolean;
  /** A column of settings with more than one value. */
  swept?: boolean;
  /** How many streams the header says that its figures are for. */
  streams?: number;
  /** Entities named by the header itself. */
  /** The cells name engines, known or not. */
  engines?: boolean;
  findings: Findings;
}

export const EMPTY = /^(?:[-–—?./ ]{0,3}|n\/?a|none|tbd|todo|pending|\?+)$/i;
export const FAILED =
  /\boom\b|out of memory|crash|fail|does(?:n't| not) (?:fit|load|run)|won't (?:fit|load)|\berror\b|❌/i;

/** A setting that is swept rather than measured. */
const PARAMETER =
  /draft|\bn-?max|\bp-?min\b|depth|len(?:gth)?\b|n_?kv|\bub?\b|u?batch|threads?|seed|temp|limit|\bcap\b|tokens?\b|^(?:pp|tg|n|b|t|tb|p|d|r|#|id|rank|row|run|amb|fmoe|rtr|mla|mmap|sm|ts|ot|year|date|nodes?|layers?|bus|rate)$|\bmax\b|\bmin\b|power (?:limit|cap)|watt limit|tdp|interval|ratio|split/i;

/** One observation for each group of figures that share a setup; none where the table holds no measured figures. */
function numericShare(cells: readonly (Cell | undefined)[]): number {
  const filled = cells.filter((cell): cell is Cell => cell !== undefined && !EMPTY.test(cell.text));
  return filled.length === 0 ? 0 : filled.filter((cell) => isFigure(cell.text)).length / filled.length;
}

/** Whether the metrics or attributes stand in the first column instead of the header. */
export function liesOnItsSide(table: Table): boolean {
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

/** The role of a header apart from the engines, devices and models it names: what is left says what the figures are. */
function headRole(source: Source, head: Cell, numeric: boolean): ColumnRole {
  const names = mentionsIn(source, head.start, head.end).filter(({ field }) =>
    ["engine", "devices", "model", "quantization", "backend"].includes(field),
  );
  if (names.length === 0 || !numeric) return roleOf(head.text, numeric);
  let words = head.text;
  for (const { start, end } of names) words = words.replace(source.text.slice(start, end), " ");
  const role = roleOf(words.trim(), numeric);
  return role.kind === "attribute" ? { kind: "other" } : role;
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

/** Cells that name engines and no device or model: the other cells are engines that nobody knows. */
function listsEngines(source: Source, header: string, cells: readonly (Cell | undefined)[]): boolean {
  const least = /^(?:systems?|engines?|frameworks?|runtimes?|inference|library|software)\b/i.test(header)
    ? 1
    : 2;
  const found = cells.flatMap((cell) => (cell?.text ? [findingsIn(source, cell.start, cell.end)] : []));
  return (
    new Set(found.flatMap(({ engine }) => engine?.value ?? [])).size >= least &&
    found.every(({ devices, model, quantization }) => (devices ?? model ?? quantization) === undefined)
  );
}

const SIZE: ColumnRole = { kind: "attribute", attribute: "size" };

/** A column of variants that begin with a number of parameters (`27B`, `26B-A4B-it`): sizes of one family. */
function isSizes(header: string, cells: readonly (Cell | undefined)[]): boolean {
  return (
    /^variants?$/i.test(header.trim()) &&
    cells.every((cell) => cell === undefined || /^E?\d{1,4}(?:\.\d{1,2})?[BM]\b/.test(cell.text))
  );
}

export function columnsOf(source: Source, table: Table): Column[] {
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
    const role = isCapacity(head.text, cells)
      ? CAPACITY
      : isSizes(head.text, cells)
        ? SIZE
        : headRole(source, head, numeric);
    const entity = role.kind !== "ignored" && (role.kind !== "attribute" || numeric);
    const streams = at > 0 && numeric ? streamsIn(head.text, sweep) : undefined;
    if (streams !== undefined) {
      const concurrency = { value: streams, start: head.start, end: head.end };
      return { head, role: { kind: "other" }, numeric, plain, streams, findings: { concurrency } };
    }
    const decimal = cells.filter((cell) => /\d\.\d/.test(cell?.text ?? "")).length * 2 > cells.length;
    const figures = cells
      .flatMap((cell) => /\d+(?:\.\d+)?/.exec(cell?.text ?? "")?.map(Number) ?? [])
      .sort((a, b) => a - b);
    const median = figures[figures.length >> 1];
    const swept = new Set(cells.map((cell) => cell?.text ?? "")).size > 1;
    const named = entity ? findingsIn(source, head.start, head.end) : {};
    const gpus = /\((\d{1,2}) ?[x×]? ?GPUs?\)/i.exec(head.text)?.[1];
    if (entity && gpus !== undefined)
      named.deviceCount = { value: Number(gpus), start: head.start, end: head.end };
    const engines = !numeric && listsEngines(source, head.text, cells);
    return { head, role, numeric, plain, decimal, median, swept, engines, findings: named };
  });
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

export interface Plan {
  /** Columns with measured figures, by place. */
  measured: Map<number, { metric: Metric; factor: number; generic: boolean; label?: string | undefined }>;
  conditions: number[];
}

/** Which columns hold measured values: by header, by an entity in the header, or as variants beside such columns. */
/** Whether a column's figures are of the order of the measured ones beside it: an acceptance length is no speed. */
function likeMeasured(
  columns: readonly Column[],
  measured: Plan["measured"],
): ((at: number) => boolean) | undefined {
  const speeds = [...measured].filter(([, { metric }]) => metric === "decode" || metric === "throughput");
  const known = speeds.flatMap(([at]) => columns[at]?.median ?? []);
  const [typical] = known;
  if (typical === undefined) return undefined;
  return (at) => {
    const own = columns[at]?.median;
    return own === undefined || (own > typical / 6 && own < typical * 6);
  };
}

export function planOf(columns: readonly Column[], context: TableContext): Plan {
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
  const measuredLike = likeMeasured(columns, measured);
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
      (plain &&
        !context.lying &&
        (known === undefined ? context.speaksOfSpeed : known.generic && (measuredLike?.(at) ?? true)))
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
