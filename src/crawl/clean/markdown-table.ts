/**
 * Tables with row and column spans as Markdown. A cell that spans rows stands in each of them, so that every row says all
 * it means; a header that spans columns stands over each of them. Knows nothing of what cells hold.
 */
import { isElement, type PageElement } from "./page-tree.ts";

const MAX_ROWS = 5000;
const MAX_COLUMNS = 100;
const MAX_CELLS = 100_000;

interface Cell {
  text: string;
  header: boolean;
}

/**
 * The table's lines, none where it is empty; undefined where the table is page layout, whose cells are blocks by themselves.
 */
export function tableLines(
  table: PageElement,
  cellText: (cell: PageElement) => string,
): string[] | undefined {
  const rows = tableRows(table);
  if (isLayout(table, rows)) return undefined;
  const grid = gridOf(rows, cellText);
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (width === 0 || grid.every((row) => row.every((cell) => (cell?.text ?? "") === ""))) return [];
  const headerRows = headerCount(rows, grid);
  const header = Array.from({ length: width }, (_, column) => {
    const words = grid.slice(0, headerRows).map((row) => row[column]?.text ?? "");
    return words.filter((word, place) => word !== "" && words.indexOf(word) === place).join(" ");
  });
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  const body = grid
    .slice(headerRows)
    .map((row) => Array.from({ length: width }, (_, column) => row[column]?.text ?? ""))
    .filter((row) => row.some((text) => text !== ""));
  return [line(header), `|${" --- |".repeat(width)}`, ...body.map(line)];
}

/** Rows of this table, not of tables inside its cells. */
function tableRows(table: PageElement): PageElement[] {
  const rows: PageElement[] = [];
  const visit = (parent: PageElement) => {
    for (const child of parent.children) {
      if (!isElement(child) || rows.length >= MAX_ROWS) continue;
      if (child.name === "tr") rows.push(child);
      else if (
        child.name === "thead" ||
        child.name === "tbody" ||
        child.name === "tfoot" ||
        child.name === "form"
      )
        visit(child);
    }
  };
  visit(table);
  return rows;
}

function cellsOf(row: PageElement): PageElement[] {
  return row.children.filter(
    (child): child is PageElement => isElement(child) && (child.name === "td" || child.name === "th"),
  );
}

function isLayout(table: PageElement, rows: readonly PageElement[]): boolean {
  if (table.attributes.role === "presentation" || table.attributes.role === "none") return true;
  const cells = rows.flatMap(cellsOf);
  if (rows.every((row) => cellsOf(row).length <= 1)) return true;
  return cells.some((cell) => holds(cell, LAYOUT_CONTENT));
}

const LAYOUT_CONTENT = new Set(["table", "pre", "h1", "h2", "h3", "article", "section", "main"]);

function holds(element: PageElement, names: ReadonlySet<string>): boolean {
  return element.children.some((child) => isElement(child) && (names.has(child.name) || holds(child, names)));
}

function gridOf(
  rows: readonly PageElement[],
  cellText: (cell: PageElement) => string,
): (Cell | undefined)[][] {
  const grid: (Cell | undefined)[][] = rows.map(() => []);
  let filled = 0;
  rows.forEach((row, y) => {
    const line = grid[y]!;
    let x = 0;
    for (const element of cellsOf(row)) {
      while (line[x] !== undefined) x++;
      if (x >= MAX_COLUMNS) break;
      const text = cellText(element);
      const header = element.name === "th";
      const columns = Math.min(span(element.attributes.colspan), MAX_COLUMNS - x);
      const down = span(element.attributes.rowspan, rows.length - y);
      const spread = header || element.parent?.parent?.name === "thead";
      for (let dy = 0; dy < down && y + dy < rows.length; dy++) {
        for (let dx = 0; dx < columns && filled < MAX_CELLS; dx++, filled++) {
          // A value that spans columns is said once; a heading belongs to each column.
          grid[y + dy]![x + dx] ??= { text: dx === 0 || spread ? text : "", header };
        }
      }
      x += columns;
    }
  });
  return grid;
}

/** A span of 0 means "to the end" for rows. */
function span(value: string | undefined, toEnd = 1): number {
  const number = Number.parseInt(value ?? "1", 10);
  if (number === 0) return Math.max(1, toEnd);
  return Number.isFinite(number) ? Math.min(1000, Math.max(1, number)) : 1;
}

/** How many leading rows are headings: those of thead, else leading rows of nothing but `<th>`. */
function headerCount(rows: readonly PageElement[], grid: readonly (Cell | undefined)[][]): number {
  let count = 0;
  while (count < rows.length - 1 && rows[count]!.parent?.name === "thead") count++;
  if (count > 0) return count;
  while (count < rows.length - 1 && grid[count]!.length > 0 && grid[count]!.every((cell) => cell?.header))
    count++;
  return count;
}
