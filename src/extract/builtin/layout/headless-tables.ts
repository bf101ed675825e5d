/**
 * Gives rows of figures that stand without a header the one they were written under: that of the table before them, or
 * llama-bench's own. Knows nothing of what the cells mean.
 */
import { type Cell, isSeparatorRow, type Table, tableFromRows } from "./tables.ts";

type Row = { text: string; start: number };

/** The table of consecutive lines with bars, as `tableFromRows`; `before` is the table that stands last above them. */
export function tableOfRows(rows: readonly Row[], before: Table | undefined): Table | undefined {
  if (rows.length === 0 || rows.some(({ text }) => isSeparatorRow(text))) return tableFromRows(rows);
  const headless = tableFromRows([rows[0]!, ...rows]);
  if (headless === undefined) return undefined;
  const header = headerAbove(headless, before) ?? benchHeader(rows[0]!.text, headless);
  return header === undefined ? tableFromRows(rows) : { header, rows: headless.rows };
}

const FIGURE = /^[~≈]?\d[\d.,]*/;

/** The header of a table with as many columns, where the first row holds figures wherever the other's rows do. */
function headerAbove({ header: first }: Table, before: Table | undefined): Cell[] | undefined {
  const [row] = before?.rows ?? [];
  if (before === undefined || row === undefined || first.length < 3 || before.header.length !== first.length)
    return undefined;
  const figures = row.flatMap(({ text }, at) => (FIGURE.test(text) ? [at] : []));
  return figures.length >= 2 && figures.every((at) => FIGURE.test(first[at]!.text))
    ? before.header
    : undefined;
}

const BENCH_ROW = /^\s*\|[^|]{3,60}\|\s{0,12}[\d.]{1,9} [MG]iB\s{0,4}\|\s{0,12}[\d.]{1,9} [BM]\s{0,4}\|/;

/** Rows of llama-bench: the first five columns and the last two are always the same. */
function benchHeader(line: string, { header }: Table): Cell[] | undefined {
  if (!BENCH_ROW.test(line)) return undefined;
  const last = header.length - 1;
  const names = new Map([
    [0, "model"],
    [1, "size"],
    [2, "params"],
    [3, "backend"],
    [4, "ngl"],
    [last - 1, "test"],
    [last, "t/s"],
  ]);
  return header.map((cell, at) => ({ text: names.get(at) ?? "", start: cell.start, end: cell.start }));
}
