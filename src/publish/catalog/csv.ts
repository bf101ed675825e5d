/** The flat catalog as CSV (RFC 4180): commas, CRLF, quotes doubled. Knows the columns, not where the file goes. */
import type { SetupRecord } from "../../record/setup-record.ts";
import { type Cell, FLAT_COLUMNS } from "./flat-columns.ts";

/** Spreadsheets run a cell that begins like this as a formula; text from the web must not. */
const FORMULA_START = /^[=+\-@\t\r]/;

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const inert = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** The records as CSV with a header line; a text cell that a spreadsheet would run gets a leading apostrophe. */
export function recordsCsv(records: readonly SetupRecord[]): string {
  const lines = [FLAT_COLUMNS.map((column) => column.name).join(",")];
  for (const record of records)
    lines.push(FLAT_COLUMNS.map((column) => field(column.value(record))).join(","));
  return `${lines.join("\r\n")}\r\n`;
}
