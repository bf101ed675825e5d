/**
 * The words that belong to a place in a text: its clause, its line, and in a Markdown table the row's label and the
 * column's header. Knows nothing of values.
 */

export interface Surroundings {
  /** Between commas, semicolons, brackets, "and": what most closely belongs to the place. */
  clause: string;
  line: string;
  /** The header of the cell's column, and that of its row; empty outside tables. */
  column: string;
  row: string;
  /** The caption or heading over a table, or the line before. */
  above: string;
  inTable: boolean;
}

const LONGEST_LINE = 1200;

/** Reads the surroundings of a half-open range. */
export function surroundingsOf(text: string, start: number, end: number): Surroundings {
  const lineStart = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - LONGEST_LINE);
  const lineEnd = Math.min(nextBreak(text, end), end + LONGEST_LINE);
  const line = text.slice(lineStart, lineEnd);
  const inTable = isRow(line);
  if (inTable) return tableSurroundings(text, { lineStart, line, at: start - lineStart });
  return {
    clause: clauseOf(line, start - lineStart, end - lineStart),
    line,
    column: "",
    row: "",
    above: lineBefore(text, lineStart),
    inTable,
  };
}

function nextBreak(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

const isRow = (line: string) => {
  const trimmed = line.trim();
  return trimmed.startsWith("|") && trimmed.indexOf("|", 1) > 0;
};
const isRule = (line: string) => /^[\s|:-]+$/.test(line) && line.includes("-");

const BREAK = /[,;()[\]•\n]|\. | - | – | — |\band\b|\bwhile\b|\bbut\b|\bvs\.?\b|\bversus\b|\bthen\b|\//g;

function clauseOf(line: string, start: number, end: number): string {
  let from = 0;
  let to = line.length;
  for (const mark of line.matchAll(BREAK)) {
    const at = mark.index;
    const after = at + mark[0].length;
    // "tok/s" and "1,234" are no breaks.
    if ((mark[0] === "/" || mark[0] === ",") && !/\s/.test(line[after] ?? " ")) continue;
    if (after <= start) from = after;
    else if (at >= end) {
      to = at;
      break;
    }
  }
  return line.slice(from, to);
}

function tableSurroundings(
  text: string,
  place: { lineStart: number; line: string; at: number },
): Surroundings {
  const { line, lineStart } = place;
  const cells = cellsOf(line);
  const column = columnAt(line, place.at);
  const rowsAbove: string[] = [];
  let cursor = lineStart;
  while (cursor > 0 && rowsAbove.length < 400) {
    const previousStart = text.lastIndexOf("\n", cursor - 2) + 1;
    const previous = text.slice(previousStart, cursor - 1);
    if (!isRow(previous)) break;
    rowsAbove.push(previous);
    cursor = previousStart;
  }
  const rule = rowsAbove.findIndex(isRule);
  const header = rule >= 0 ? rowsAbove[rule + 1] : rowsAbove.at(-1);
  const headerCells = header === undefined ? [] : cellsOf(header);
  const own = cells[column] ?? "";
  return {
    clause: `${headerCells[column] ?? ""} ${own}`.trim(),
    line,
    column: headerCells[column] ?? "",
    row: cells.filter((_, i) => i !== column).join(" · "),
    above: lineBefore(text, cursor),
    inTable: true,
  };
}

/** The cells of a Markdown row, trimmed. */
export function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split("|").map((cell) => cell.trim());
}

/** The cell of a table row under the header that a pattern matches; undefined outside tables or without such a header. */
export function cellUnder(text: string, at: number, header: RegExp): string | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(lineStart, nextBreak(text, at));
  if (!isRow(line)) return undefined;
  for (const [column, cell] of cellsOf(line).entries()) {
    // The pipe before the column's cell tells where it begins.
    const place = { lineStart, line, at: offsetOfColumn(line, column) };
    if (header.test(tableSurroundings(text, place).column.toLowerCase())) return cell;
  }
  return undefined;
}

function offsetOfColumn(line: string, column: number): number {
  let at = line.indexOf("|") + 1;
  for (let i = 0; i < column; i++) at = line.indexOf("|", at) + 1;
  return at;
}

function columnAt(line: string, at: number): number {
  const before = line.slice(0, at);
  const pipes = before.split("|").length - 1;
  return Math.max(0, pipes - (line.trimStart().startsWith("|") ? 1 : 0));
}

function lineBefore(text: string, lineStart: number): string {
  let cursor = lineStart;
  for (let tries = 0; tries < 3 && cursor > 0; tries++) {
    const start = text.lastIndexOf("\n", cursor - 2) + 1;
    const line = text.slice(start, cursor - 1).trim();
    if (line !== "") return line.slice(0, LONGEST_LINE);
    cursor = start;
  }
  return "";
}
