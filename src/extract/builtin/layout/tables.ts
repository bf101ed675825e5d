/** Tables as grids of cells with offsets, from Markdown rows or from CSV. Knows nothing of what the cells mean. */
import { regex } from "../../../record/regex.ts";

export interface Cell {
  /** Without surrounding blanks and emphasis. */
  text: string;
  /** Half-open range of the cell's words in the document. */
  start: number;
  end: number;
  /** The header over several columns that this one stands below. */
  above?: Cell;
}

export interface Table {
  header: Cell[];
  rows: Cell[][];
}

interface Line {
  text: string;
  start: number;
}

/** `| --- | :-: |` in any spelling, one column included. */
export function isSeparatorRow(line: string): boolean {
  return (
    line.includes("-") && /^[\s|:-]+$/.test(line) && (line.includes("|") || /^\s*:?-{3,}:?\s*$/.test(line))
  );
}

/** The table of consecutive lines with bars; undefined where there is no row below a header. */
export function tableFromRows(lines: readonly Line[]): Table | undefined {
  const content = lines.filter((line) => !isSeparatorRow(line.text));
  const [header, ...rows] = content.map((line) => cellsOf(line, "|"));
  if (header === undefined || rows.length === 0) return undefined;
  if (header.length < 2) return undefined;
  return { header, rows };
}

/** `+-----+-----+`, `├──────┼─────┤`: the lines of a drawn table between its rows. */
export const isBorder = (line: string) =>
  /^\s*[+┌├└╔╠╚╟╞┏┣┗][-=+─━═┬┼┴╦╬╩╪╤╧╫╥╨┳╋┻┐┤┘╗╣╝╢╡┓┫┛┄┈ ]{3,}$/.test(line);

/** A row whose columns are drawn with lines, with plain bars in their places. */
export const withPlainBars = (line: string) => line.replace(/[│┃║]/g, "|");

const LEAST_COLUMNS = { ",": 4, "\t": 2 } as const;

/** The tables of separated values in a stretch of text: a header of words, then rows with as many cells. */
export function csvTables(text: string, offset: number, separator: "," | "\t" = ","): Table[] {
  const tables: Table[] = [];
  let current: Table | undefined;
  let start = offset;
  for (const line of text.split("\n")) {
    const cells = line.includes(separator) ? cellsOf({ text: line, start }, separator) : [];
    start += line.length + 1;
    if (cells.length < LEAST_COLUMNS[separator]) {
      current = undefined;
    } else if (current === undefined) {
      const words = cells.filter((cell) => /^"?[A-Za-z_][\w ./()%-]{0,40}"?$/.test(cell.text)).length;
      if (words === cells.length) current = { header: cells, rows: [] };
    } else if (cells.length >= current.header.length - 1) {
      if (current.rows.length === 0) tables.push(current);
      current.rows.push(cells);
    } else {
      current = undefined;
    }
  }
  return tables;
}

function cellsOf(line: Line, separator: "|" | "," | "\t"): Cell[] {
  const cells: Cell[] = [];
  const { text } = line;
  let from = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (separator === "," && character === '"') quoted = !quoted;
    const escaped = separator === "|" && text[at - 1] === "\\";
    if (at < text.length && (character !== separator || quoted || escaped)) continue;
    cells.push(trimmed(text, from, at, line.start));
    from = at + 1;
  }
  if (separator === "|") {
    if (/^\s*\|/.test(text)) cells.shift();
    if (/\|\s*$/.test(text)) cells.pop();
  }
  return cells;
}

/** Blanks, emphasis, code marks and quotation marks around a cell are no part of its words. */
const AROUND = new Set(' \t\r*_`"');

function trimmed(text: string, from: number, to: number, offset: number): Cell {
  let start = from;
  let end = to;
  while (start < end && AROUND.has(text[start]!)) start++;
  while (end > start && AROUND.has(text[end - 1]!)) end--;
  return { text: text.slice(start, end), start: offset + start, end: offset + end };
}

const ALIGNED_CELL = /\S+(?: \S+)*/g;

/** Where the columns of a table in plain text stand in their lines, half-open. */
type Spans = readonly (readonly [from: number, to: number])[];

/** The tables of a stretch of text whose columns are only kept apart by blanks: two or more between cells. */
export function alignedTables(text: string, offset: number): Table[] {
  const tables: Table[] = [];
  let current: Table | undefined;
  let spans: Spans = [];
  let start = offset;
  for (const line of text.split("\n")) {
    const cells = line.includes("  ") || current ? alignedCells(line, start) : [];
    const spansHere = cells.map((cell) => [cell.start - start, cell.end - start] as const);
    start += line.length + 1;
    if (/^[\s=_─━-]*$/.test(line) && line.trim() !== "") continue;
    const over = current === undefined ? 0 : cells.length - current.header.length;
    if (cells.length < 2) current = undefined;
    else if (current === undefined || over > 1) {
      const words = cells.filter((cell) => /^[A-Za-z(%#]/.test(cell.text)).length;
      current = words === cells.length ? { header: cells, rows: [] } : undefined;
      spans = spansHere;
    } else if (Math.abs(over) <= 1 && /\d/.test(line)) {
      if (current.rows.length === 0) {
        tables.push(current);
        if (over === 1) untitle(current.header, cells);
      }
      if (cells.length === current.header.length) spans = spansHere;
      current.rows.push(placed(current.header, spans, cells, spansHere));
    } else current = undefined;
  }
  return tables;
}

const CHART_LINE = regex()`
  ^[ \t]{0,12}((?=.{0,60}[A-Za-z])[^\n]{2,70}?)(?::[ \t]|[ \t]{2,}|[ \t]?\.{3,}|[ \t]\|)[ \t|]{0,40}
  [█▇▆▅▄▃▂▁▏▎▍▌▋▊▉▓▒░■▪#=*>.]{0,120}[ \t]{0,20}(~?\d{1,6}(?:[.,]\d{1,3})?)
  (?:[ \t]?(?:t(?:ok(?:ens?)?)?/s|tps))?[ \t]*(?:\([^()\n]{0,60}\))?[ \t]*$
`;

const BAR_OR_RATE =
  /[█▇▆▅▄▃▂▁▏▎▍▌▋▊▉▓▒░■▪]|[#=*]{4}|\d[ \t]?(?:t(?:ok(?:ens?)?)?\/s|tps)[ \t]*(?:\([^()\n]{0,60}\))?[ \t]*$/i;

/** A chart or a list in plain text: a label, perhaps a bar, and one figure on each of two lines or more. */
export function chartTable(text: string, offset: number): Table | undefined {
  const rows: Cell[][] = [];
  let start = offset;
  for (const line of text.split("\n")) {
    const match = line.length < 300 ? CHART_LINE.exec(line) : null;
    if (match !== null && BAR_OR_RATE.test(line)) {
      const label = match[1]!.trimEnd();
      const at = line.indexOf(label);
      const figure = line.lastIndexOf(match[2]!);
      rows.push([
        { text: label, start: start + at, end: start + at + label.length },
        { text: match[2]!, start: start + figure, end: start + figure + match[2]!.length },
      ]);
    }
    start += line.length + 1;
  }
  const empty = { start: offset, end: offset };
  return rows.length < 2
    ? undefined
    : {
        header: [
          { text: "", ...empty },
          { text: "t/s", ...empty },
        ],
        rows,
      };
}

function alignedCells(line: string, offset: number): Cell[] {
  return [...line.matchAll(ALIGNED_CELL)].map((match) => ({
    text: match[0],
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }));
}

/** Adds the empty head of a column of labels: the first one, or a second one that shares the head of the first. */
function untitle(header: Cell[], [first, second]: readonly Cell[]): void {
  const figures = /^\W{0,2}\d/.test(second!.text);
  const { start } = figures ? first! : second!;
  header.splice(figures ? 0 : 1, 0, { text: "", start, end: start });
}

/** Cells in the columns they stand in, where a line lacks one. */
function placed(header: readonly Cell[], spans: Spans, cells: readonly Cell[], at: Spans): Cell[] {
  if (cells.length === header.length) return [...cells];
  const { start } = cells[0]!;
  const row = header.map(() => ({ text: "", start, end: start }));
  for (const [place, cell] of cells.entries()) {
    const away = spans.map((span) => distance(span, at[place]!));
    row[away.indexOf(Math.min(...away))] = cell;
  }
  return row;
}

const distance = ([from, to]: Spans[number], [start, end]: Spans[number]) =>
  Math.max(0, from - end, start - to);

/**
 * The table with a second row of headers joined to the first: a row without figures above columns of figures. A blank
 * header takes the one to its left, as merged cells are written.
 */
export function withJoinedHeader(table: Table): Table {
  const [second, ...rest] = table.rows;
  if (second === undefined || rest.length === 0) return table;
  const figure = (cell: Cell | undefined) => cell !== undefined && /^\W{0,3}\d/.test(cell.text);
  const columns = table.header
    .map((_, at) => at)
    .filter((at) => at > 0 && rest.some((row) => figure(row[at])));
  if (columns.length < 2) return table;
  const words = columns.filter((at) => (second[at]?.text ?? "") !== "" && !figure(second[at]));
  if (words.length < columns.length || columns.some((at) => rest.every((row) => !figure(row[at]))))
    return table;
  if (columns.some((at) => /oom|n\/?a|fail|^[-–—]$/i.test(second[at]?.text ?? ""))) return table;
  let left: Cell | undefined;
  const header = table.header.map((cell, at): Cell => {
    if (cell.text !== "") left = cell;
    const below = second[at];
    if (below === undefined || below.text === "" || below.text === cell.text) return cell;
    const above = at > 0 ? left : cell;
    if (above === undefined || above.text === "") return below;
    return { text: `${above.text} ${below.text}`, start: below.start, end: below.end, above };
  });
  return { header, rows: rest };
}

/** The table with rows and columns exchanged; the corner stays. Short rows give empty cells. */
export function transposed(table: Table): Table {
  const empty = (cell: Cell): Cell => ({ text: "", start: cell.start, end: cell.start });
  const corner = table.header[0]!;
  const header = [corner, ...table.rows.map((row) => row[0] ?? empty(corner))];
  const rows = table.header
    .slice(1)
    .map((head, column) => [head, ...table.rows.map((row) => row[column + 1] ?? empty(row[0] ?? head))]);
  return { header, rows };
}
