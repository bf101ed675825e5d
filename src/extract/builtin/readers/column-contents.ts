/**
 * What the cells of a column tell where its header does not: sizes that memory is sold in, numbers of tokens, names of
 * engines, figures with a unit of their own. Knows nothing of the other columns.
 */
import { regex } from "../../../record/regex.ts";
import type { Cell } from "../layout/tables.ts";
import { findingsIn, type Source } from "../source.ts";
import type { ColumnRole } from "./column-roles.ts";
import { isFigure } from "./numbers.ts";

/** The cells of a column; undefined where a row is too short. */
export type Cells = readonly (Cell | undefined)[];

export const EMPTY = /^(?:[-–—?./ ]{0,3}|n\/?a|none|tbd|todo|pending|\?+|[✗✘✕])$/i;
export const FAILED = regex("i")`
  \boom(?:s|ed)?\b|out[ -]?of[ -]?(?:memory|resources)|crash|segfault|\bfail(?:s|ed|ure)?\b|
  (?:does|did)(?:n['’]t| not) (?:fit|load|run|start|work)|won['’]t (?:fit|load|start|run)|
  (?:no|not) fit\b|\berror\b|❌
`;

const filledOf = (cells: Cells) =>
  cells.filter((cell): cell is Cell => cell !== undefined && !EMPTY.test(cell.text));

/** The share of the filled cells that hold figures; where a run failed there is none to be had. */
export function numericShare(cells: Cells): number {
  const filled = filledOf(cells).filter(({ text }) => !FAILED.test(text));
  return filled.length === 0 ? 0 : filled.filter((cell) => isFigure(cell.text)).length / filled.length;
}

const SIZES = new Set([
  2, 3, 4, 6, 8, 10, 11, 12, 16, 18, 20, 22, 24, 32, 36, 40, 44, 48, 64, 72, 80, 94, 96, 128, 141, 144, 180,
  192, 256, 288, 384, 512, 768, 1024,
]);

/** A column headed "Memory" that holds nothing but sizes that memory is sold in is no measurement. */
export function isCapacity(header: string, cells: Cells): boolean {
  if (
    !/^(?:vram|memory|mem|gpu memory|unified memory|gpu ram)(?: \(?(?:gb|gib)\)?| size)?$/i.test(
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
export function listsEngines(source: Source, header: string, cells: Cells): boolean {
  const least = /^(?:systems?|engines?|frameworks?|runtimes?|inference|library|software)\b/i.test(header)
    ? 1
    : 2;
  const found = cells.flatMap((cell) => (cell?.text ? [findingsIn(source, cell.start, cell.end)] : []));
  return (
    new Set(found.flatMap(({ engine }) => engine?.value ?? [])).size >= least &&
    found.every(({ devices, model, quantization }) => (devices ?? model ?? quantization) === undefined)
  );
}

/** A column headed "wall" or "plug" whose cells are watts. */
export const isDrawnAtWall = (header: string, cells: Cells): boolean =>
  /\b(?:wall|plug|socket|outlet)\b/i.test(header) &&
  !/\bidle\b|time|clock/i.test(header) &&
  filledOf(cells).length > 0 &&
  filledOf(cells).every(
    ({ text }) =>
      /^[~≈]?\d{2,4}\s?W(?:atts?)?$/.test(text) || (/\bW\b/.test(header) && /^\d{2,4}$/.test(text)),
  );

/** A column of variants that begin with a number of parameters (`27B`, `26B-A4B-it`): sizes of one family. */
export function isSizes(header: string, cells: Cells): boolean {
  return (
    /^(?:variants?|sizes?)?$/i.test(header.trim()) &&
    cells.some((cell) => cell?.text) &&
    cells.every((cell) => cell === undefined || /^E?\d{1,4}(?:\.\d{1,2})?[BM]\b/.test(cell.text))
  );
}

/** A column of weights by their bits (`4.0bpw`, `5.0bpw_H6`), whatever its header calls them: branches, revisions, files. */
export const areBitWidths = (cells: Cells): boolean =>
  cells.length > 0 && cells.every((cell) => BIT_WIDTH.test(cell?.text ?? ""));

const BIT_WIDTH = /^`?\d{1,2}(?:\.\d{1,3})?[ _-]?bpw(?:[ _-]?h[b]?\d{1,2})?`?$/i;

/** Cells that hold nothing but failures, as below a card on which no run came to an end. */
export function areFailures(cells: Cells): boolean {
  const filled = filledOf(cells);
  return filled.length > 0 && filled.every(({ text }) => text.length < 40 && FAILED.test(text));
}

/** Whole numbers that are round, as people choose lengths of prompts and answers; measured ones seldom all are. */
export function areCounts(cells: Cells): boolean {
  const filled = filledOf(cells);
  return (
    filled.length > 0 &&
    filled.every((cell) => {
      const match = /^~?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\s?k)?(?: tok(?:en)?s?)?$/i.exec(cell.text);
      const value = match === null ? Number.NaN : Number(match[1]!.replaceAll(",", ""));
      return /k/i.test(match?.[0] ?? "") || value % 50 === 0 || value % 32 === 0 || isPowerOfTwo(value);
    })
  );
}

const isPowerOfTwo = (value: number) => value > 0 && Number.isInteger(Math.log2(value));

const RATE_CELL = /\d\s?(?:t(?:ok(?:ens?)?)?\s?\/\s?s(?:ec)?|tps|tokens? per second)\b/i;
const SIZE_CELL = /^[~≈]?\d{1,4}(?:[.,]\d{1,2})?\s?[GM]i?B?\b/;
const IN_USE = regex("i")`
  peak|usage|\bused?\b|after|nvidia-smi|rocm-smi|nvtop|footprint|occup|alloc|resident|\brss\b|taken|
  in use|loaded|VRAM|显存
`;
const STORED = /disk|file|weights?\b|size|download|total|free|limit|capacity/i;

/** The metric of a column whose cells bring the unit that its header lacks; undefined for most. */
export function metricByCells(header: string, cells: Cells): ColumnRole | undefined {
  const filled = filledOf(cells);
  const most = (pattern: RegExp) =>
    filled.filter(({ text }) => pattern.test(text)).length * 2 > filled.length;
  if (filled.length === 0) return undefined;
  if (IN_USE.test(header) && !STORED.test(header) && most(SIZE_CELL))
    return { kind: "metric", metric: "memory", factor: 1 };
  return most(RATE_CELL) ? { kind: "metric", metric: "decode", factor: 1, generic: true } : undefined;
}

/** Whether the figures of a column grow with the number of streams beside them; undefined where that does not vary. */
export function growsWith(streams: Cells, figures: Cells): boolean | undefined {
  let up = 0;
  let down = 0;
  for (let at = 1; at < figures.length; at++) {
    const [before, now] = [streams[at - 1], streams[at]].map(figureOf);
    const [low, high] = [figures[at - 1], figures[at]].map(figureOf);
    if (before === undefined || now === undefined || low === undefined || high === undefined) continue;
    if (now <= before || low === 0) continue;
    if (high > low * 1.15) up++;
    else if (high < low) down++;
  }
  return up === down ? undefined : up > down;
}

const figureOf = (cell: Cell | undefined): number | undefined => {
  const figure = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/.exec(cell?.text ?? "")?.[0];
  return figure === undefined ? undefined : Number(figure.replaceAll(",", ""));
};
