/**
 * Finds out what each column of a table holds: attributes of the setup, measured figures, settings that are swept, or
 * names of streams. Knows nothing of single rows.
 */
import { METRIC_UNITS, type Metric } from "../../../record/axes.ts";
import type { Findings } from "../findings.ts";
import type { Cell, Table } from "../layout/tables.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import {
  areCounts,
  growsWith,
  isCapacity,
  isSizes,
  listsEngines,
  metricByCells,
  numericShare,
} from "./column-contents.ts";
import {
  type Beside,
  type ColumnRole,
  isBare,
  isPaired,
  roleOf,
  spelledOut,
  testOf,
} from "./column-roles.ts";
import { settingsIn } from "./setting-phrases.ts";

/** What the words around a table say of figures whose header does not. */
export interface TableContext {
  metric?: Metric | undefined;
  /** To the unit of that metric from the one that the words give. */
  factor?: number | undefined;
  /** The caption or heading speaks of speeds at all. */
  speaksOfSpeed: boolean;
  /** The document speaks of several streams, requests or batches at all. */
  manyStreams?: boolean;
  /** The caption says that the figures are of one stream among several. */
  perStream?: boolean;
  /** How many streams the caption or heading says that all figures are for. */
  streams?: number | undefined;
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
  /** The figures grow with the number of streams in another column: they are the sum over all. */
  grows?: boolean | undefined;
  /** The cells name engines, known or not. */
  engines?: boolean;
  /** Entities and settings named by the header itself. */
  findings: Findings;
}

export const FAILED =
  /\boom(?:s|ed)?\b|out[ -]?of[ -]?memory|crash|segfault|\bfail(?:s|ed|ure)?\b|(?:does|did)(?:n['’]t| not) (?:fit|load|run|start|work)|won['’]t (?:fit|load|start|run)|(?:no|not) fit\b|\berror\b|❌/i;

/** A setting that is swept rather than measured. */
const PARAMETER =
  /draft|\bn-?max|\bp-?min\b|depth|len(?:gth)?\b|n_?kv|\bub?\b|u?batch|threads?|seed|temp|limit|\bcap\b|tokens?\b|^(?:pp|tg|gen|generated|prompt|input|output|in|out|prefill|decode|n|b|t|tb|p|d|r|#|id|rank|row|run|amb|fmoe|rtr|mla|mmap|sm|ts|ot|year|date|nodes?|layers?|bus|rate)$|\bmax\b|\bmin\b|power (?:limit|cap)|watt limit|tdp|interval|ratio|split/i;

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
function headRole(source: Source, head: Cell, cells: Cells, speeds: Beside["speeds"]): ColumnRole {
  const numeric = numericShare(cells) >= 0.5;
  if (isCapacity(head.text, cells)) return CAPACITY;
  if (isSizes(head.text, cells)) return SIZE;
  const round = numeric && areCounts(cells);
  const names = mentionsIn(source, head.start, head.end).filter(({ field }) =>
    ["engine", "devices", "model", "quantization", "backend"].includes(field),
  );
  let words = head.text;
  for (const { start, end } of names) words = words.replace(source.text.slice(start, end), " ");
  const role = roleOf(numeric ? words.trim() : head.text, numeric, { speeds, round });
  const open = role.kind === "other" || (role.kind === "attribute" && role.attribute === "note");
  const told = open || isSpeed(role) ? metricByCells(head.text, cells) : undefined;
  if (told !== undefined && numeric && (open || told.kind !== "metric" || told.metric === "memory"))
    return told;
  return role.kind === "attribute" && names.length > 0 && numeric ? { kind: "other" } : role;
}

type Cells = readonly (Cell | undefined)[];

const isSpeed = (role: ColumnRole) => role.kind === "metric" && METRIC_UNITS[role.metric] === "tok/s";

/** The roles of all columns: a bare "gen" is a number of tokens only where another column holds a speed. */
function rolesOf(source: Source, table: Table): ColumnRole[] {
  const read = (speeds: Beside["speeds"]) =>
    table.header.map((head, at) =>
      headRole(
        source,
        head,
        table.rows.map((row) => row[at]),
        speeds,
      ),
    );
  const stated = read("stated");
  if (stated.some((role, at) => isSpeed(role) && !isBare(table.header[at]!.text.trim()))) return stated;
  const bare = read("bare");
  return bare.some(isSpeed) ? bare : read("unknown");
}

const CAPACITY: ColumnRole = { kind: "attribute", attribute: "capacity" };
const SIZE: ColumnRole = { kind: "attribute", attribute: "size" };

export function columnsOf(source: Source, table: Table): Column[] {
  const sweep = columnSweep(table);
  const roles = rolesOf(source, table);
  const streamsAt = roles.findIndex((role) => role.kind === "attribute" && role.attribute === "concurrency");
  return table.header.map((head, at) => {
    const cells = table.rows.map((row) => row[at]);
    const numeric = numericShare(cells) >= 0.5;
    const plain = cells.every(
      (cell) =>
        cell === undefined ||
        !/\d\s?(?:[A-Za-zµ%°€]|ms)(?!ok)/.test(cell.text) ||
        /t(?:ok)?\/s/.test(cell.text),
    );
    const role = roles[at]!;
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
    const named = entity ? { ...findingsIn(source, head.start, head.end), ...settingsIn(head) } : {};
    const gpus = /\((\d{1,2}) ?[x×]? ?GPUs?\)/i.exec(head.text)?.[1];
    if (entity && gpus !== undefined)
      named.deviceCount = { value: Number(gpus), start: head.start, end: head.end };
    const engines = !numeric && listsEngines(source, head.text, cells);
    const grows =
      streamsAt < 0 || PER_STREAM.test(head.text)
        ? undefined
        : growsWith(
            table.rows.map((row) => row[streamsAt]),
            cells,
          );
    return { head, role, numeric, plain, decimal, median, swept, grows, engines, findings: named };
  });
}

const PER_STREAM = /per[- ](?:user|stream|request|client|session)|single[- ](?:user|stream)/i;

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

export interface MeasuredColumn {
  metric: Metric;
  factor: number;
  /** The header only says that these are speeds. */
  generic: boolean;
  /** Times for one token: `factor` divided by them are speeds. */
  perToken?: boolean | undefined;
  /** The header says "output": of one stream, or of all where there are several. */
  output?: boolean;
  label?: string | undefined;
}

export interface Plan {
  /** Columns with measured figures, by place. */
  measured: Map<number, MeasuredColumn>;
  conditions: number[];
}

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

/** Which columns hold measured values: by header, by an entity in the header, or as variants beside such columns. */
export function planOf(columns: readonly Column[], context: TableContext): Plan {
  const measured: Plan["measured"] = new Map();
  for (const [at, { role, head }] of columns.entries())
    if (role.kind === "metric" && !isPaired(head.text))
      measured.set(at, {
        metric: role.metric,
        factor: role.factor,
        perToken: role.perToken,
        generic: role.generic ?? false,
        output: /\bout(?:put)?\b/i.test(spelledOut(head.text)) && !PER_STREAM.test(head.text),
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
        (known === undefined
          ? context.speaksOfSpeed || context.metric !== undefined
          : known.generic && (measuredLike?.(at) ?? true)))
    )
      measured.set(at, {
        metric: context.metric ?? known?.metric ?? "decode",
        factor: context.factor ?? 1,
        generic: true,
        label: names === undefined ? head.text : undefined,
      });
  }
  return { measured, conditions };
}
