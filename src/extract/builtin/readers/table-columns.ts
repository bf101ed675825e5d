/**
 * Finds out what each column of a table is by its header, its cells and its neighbours: the role, the entities and
 * settings that the header names, and how many streams its figures are for. Knows nothing of single rows.
 */

import { METRIC_UNITS } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import { type Findings, filledFrom } from "../findings.ts";
import type { Cell, Table } from "../layout/tables.ts";
import { settingsIn } from "../scan/setting-phrases.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import {
  areBitWidths,
  areCounts,
  areFailures,
  type Cells,
  growsWith,
  isCapacity,
  isDrawnAtWall,
  isSizes,
  listsEngines,
  metricByCells,
  numericShare,
} from "./column-contents.ts";
import { type Beside, type ColumnRole, isBare, roleOf } from "./column-roles.ts";
import { deviceNamed } from "./table-attributes.ts";

export interface Column {
  head: Cell;
  role: ColumnRole;
  numeric: boolean;
  /** Figures without any unit but a rate's. */
  plain: boolean;
  /** The middle one of the figures. */
  median?: number | undefined;
  /** Most figures have a fraction, as measured ones do. */
  decimal: boolean;
  /** How many streams the header says that its figures are for. */
  streams?: number | undefined;
  /** The figures grow with the number of streams in another column: they are the sum over all. */
  grows?: boolean | undefined;
  /** The cells name engines, known or not. */
  engines: boolean;
  /** Entities and settings named by the header itself. */
  findings: Findings;
}

/** All columns of a table, in order. */
export function columnsOf(source: Source, table: Table, context?: { sweepsStreams?: boolean }): Column[] {
  const sweep = columnSweep(table) || (context?.sweepsStreams === true && areLevels(table));
  const cellsAt = (at: number): Cells => table.rows.map((row) => row[at]);
  const roles = rolesOf(source, table, cellsAt);
  const streamsAt = roles.findIndex((role) => role.kind === "attribute" && role.attribute === "concurrency");
  const columns = table.header.map((head, at): Column => {
    const cells = cellsAt(at);
    const failures = at > 0 && areFailures(cells) && namesEntity(source, head);
    const numeric = failures || numericShare(cells) >= 0.5;
    const role = roles[at]!;
    const streams = at > 0 && numeric ? streamsIn(head.text, sweep) : undefined;
    const figures = cells.flatMap((cell) => /\d+(?:\.\d+)?/.exec(cell?.text ?? "")?.map(Number) ?? []);
    const own = role.kind !== "ignored" && (role.kind !== "attribute" || numeric);
    return {
      head,
      role: streams !== undefined && role.kind !== "metric" ? { kind: "other" } : role,
      numeric,
      plain: cells.every(isPlain),
      median: figures.sort((a, b) => a - b)[figures.length >> 1],
      decimal: cells.filter((cell) => /\d\.\d/.test(cell?.text ?? "")).length * 2 > cells.length,
      streams,
      grows: streamsAt < 0 || PER_STREAM.test(head.text) ? undefined : growsWith(cellsAt(streamsAt), cells),
      engines: !numeric && listsEngines(source, head.text, cells),
      findings: own ? namedBy(source, head, streams) : {},
    };
  });
  return withShortNames(columns);
}

/** A short name such as `T4` or `4090` is a card's where the headers beside it name cards. */
function withShortNames(columns: Column[]): Column[] {
  if (columns.filter(({ findings }) => findings.devices !== undefined).length === 0) return columns;
  return columns.map((column, at) => {
    const { head, numeric, role, findings } = column;
    if (at === 0 || !numeric || role.kind !== "other" || Object.keys(findings).length > 0) return column;
    return { ...column, findings: deviceNamed(head) };
  });
}

const namesEntity = (source: Source, { start, end }: Cell) =>
  mentionsIn(source, start, end).some(({ field }) => NAMES.has(field));

const isPlain = (cell: Cell | undefined) =>
  cell === undefined || !/\d\s?(?:[A-Za-zµ%°€]|ms)(?!ok)/.test(cell.text) || /t(?:ok)?\/s/.test(cell.text);

/** The entities and settings that a header names, the merged one above it included. */
function namedBy(source: Source, head: Cell, streams: number | undefined): Findings {
  const above = head.above === undefined ? {} : namedBy(source, head.above, undefined);
  const named: Findings = filledFrom(
    { ...findingsIn(source, head.start, head.end), ...settingsIn(head), ...shortForm(source, head) },
    above,
  );
  const gpus = /\((\d{1,2}) ?[x×]? ?GPUs?\)/i.exec(head.text)?.[1];
  const place = { start: head.start, end: head.end };
  if (gpus !== undefined) named.deviceCount = { value: Number(gpus), ...place };
  if (streams !== undefined) named.concurrency = { value: streams, ...place };
  return named;
}

/** `Pi 5 O`: what the last word of a header stands for by a legend of the text. */
function shortForm(source: Source, { text }: Cell): Findings {
  const last = source.legend.size > 0 ? text.slice(text.lastIndexOf(" ") + 1) : "";
  return source.legend.get(last) ?? {};
}

/** The roles of all columns: a bare "gen" is a number of tokens only where another column holds a speed. */
function rolesOf(source: Source, table: Table, cellsAt: (at: number) => Cells): ColumnRole[] {
  const read = (speeds: Beside["speeds"]) =>
    table.header.map((head, at) =>
      at === 0 && isBare(head.text)
        ? ({ kind: "other" } as const)
        : headRole(source, head, { cells: cellsAt(at), speeds }),
    );
  const stated = read("stated");
  if (stated.some((role, at) => isSpeed(role) && !isBare(table.header[at]!.text))) return stated;
  const bare = read("bare");
  return bare.some(isSpeed) ? bare : read("unknown");
}

const isSpeed = (role: ColumnRole) => role.kind === "metric" && METRIC_UNITS[role.metric] === "tok/s";

const CAPACITY: ColumnRole = { kind: "attribute", attribute: "capacity" };
const POWER: ColumnRole = { kind: "metric", metric: "power", factor: 1 };
const SIZE: ColumnRole = { kind: "attribute", attribute: "size" };
const WEIGHTS: ColumnRole = { kind: "attribute", attribute: "quantization" };
const NAMES: ReadonlySet<string> = new Set(["engine", "devices", "model", "quantization", "backend"]);

/** The role of a header apart from the engines, devices and models it names: what is left says what the figures are. */
function headRole(
  source: Source,
  head: Cell,
  { cells, speeds }: { cells: Cells; speeds: Beside["speeds"] },
): ColumnRole {
  const numeric = numericShare(cells) >= 0.5;
  if (isCapacity(head.text, cells)) return CAPACITY;
  if (isSizes(head.text, cells)) return SIZE;
  if (isDrawnAtWall(head.text, cells)) return POWER;
  if (areBitWidths(cells)) return WEIGHTS;
  if (!numeric) return roleOf(head.text, false);
  let words = head.text;
  for (const place of [head, ...(head.above ? [head.above] : [])])
    for (const { field, start, end } of mentionsIn(source, place.start, place.end))
      if (NAMES.has(field)) words = words.replace(source.text.slice(start, end), " ");
  const role = roleOf(words.trim(), true, { speeds, round: areCounts(cells) });
  const open =
    role.kind === "other" ||
    (role.kind === "attribute" && (role.attribute === "note" || role.attribute === "concurrency"));
  const told = open || isSpeed(role) ? metricByCells(head.text, cells) : undefined;
  if (told !== undefined && (open || !isSpeed(told))) return told;
  if (role.kind === "metric" && role.metric === "ttft" && !TIME_UNIT.test(head.text))
    return { ...role, factor: areMilliseconds(cells) ? 1 : role.factor };
  return role.kind === "attribute" && words !== head.text ? { kind: "other" } : role;
}

const TIME_UNIT = /\b(?:m?s|secs?|seconds?|msec|milliseconds?|min|minutes?)\b|_m?s\b/i;

/** Times without any unit that would be minutes in seconds: nobody waits that long for every first token. */
function areMilliseconds(cells: Cells): boolean {
  const times = cells.flatMap((cell) =>
    /\d/.test(cell?.text ?? "") ? [Number.parseFloat(cell!.text.replace(/,/g, ""))] : [],
  );
  return times.every((time) => time >= 60) || (Math.min(...times) >= 5 && Math.max(...times) >= 1000);
}

export const PER_STREAM = /per[- ](?:user|stream|request|client|session)|single[- ](?:user|stream)/i;

const STREAMS =
  "conc(?:urrency|urrent)?|streams?|users?|clients?|agents?|requests?|reqs?|batch(?: size)?|bs|parallel|slots?";
const STREAM_COUNT = regex("i")`
  (?:(?:^|[(,@=]\s?)(?:C|N|x)|(?:^|[\s(,@])(?:${STREAMS}))\s?[=:@]?\s?(\d{1,4})\b(?!.{0,20}\bctx)|
  (?:^|[\s(,@x×])(\d{1,4})\s?(?:concurrent |parallel |simultaneous )?(?:${STREAMS})\b(?!.{0,20}\bctx)
`;

/** A corner such as `ctx \ conc` says that the columns are numbers of streams. */
const columnSweep = (table: Table) =>
  regex("i")`[\\/×↓→|]\s?#?\s?(?:${STREAMS})`.test(table.header[0]?.text ?? "");

/** Headers that are nothing but growing numbers: `1 | 8 | 32 | 64`. */
function areLevels(table: Table): boolean {
  const levels = table.header.slice(1).flatMap(({ text }) => (/^\d{1,4}$/.test(text) ? [Number(text)] : []));
  return levels.length > 1 && levels.every((level, at) => at === 0 || level > levels[at - 1]!);
}

/** `C=8`, `8 users`, `bs 4`, or a bare number under such a corner. */
function streamsIn(header: string, sweep: boolean): number | undefined {
  const match = STREAM_COUNT.exec(header) ?? (sweep ? /^(\d{1,4})$/.exec(header) : null);
  return match ? Number(match[1] ?? match[2]) : undefined;
}
