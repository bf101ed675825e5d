/**
 * Reading order of a PDF page: text runs to lines, columns and tables. Pure geometry; knows nothing of the PDF library.
 * Coordinates are points with y upwards, as in the file.
 */

/** A run of text as the file places it. */
export interface TextRun {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Font size in points. */
  size: number;
  font: string;
}

/** A line of a column: cells are stretches of text with wide gaps between them. */
export interface TextLine {
  y: number;
  x: number;
  right: number;
  size: number;
  font: string;
  cells: { text: string; x: number; right: number }[];
}

export interface PageBox {
  width: number;
  height: number;
}

/** Lines in reading order: bands that cross the page, and between them the left column before the right one. */
export function linesInOrder(runs: readonly TextRun[], page: PageBox): TextLine[] {
  const gutter = gutterOf(runs, page);
  if (gutter === undefined) return linesOf(runs);
  const lines = linesOf(runs, gutter);
  const ordered: TextLine[] = [];
  let left: TextLine[] = [];
  let right: TextLine[] = [];
  const flush = () => {
    ordered.push(...left, ...right);
    left = [];
    right = [];
  };
  for (const line of lines) {
    if (line.x < gutter - 2 && line.right > gutter + 2) {
      flush();
      ordered.push(line);
    } else (line.right <= gutter + 2 ? left : right).push(line);
  }
  flush();
  return ordered;
}

/** The x of the gap between two columns, or undefined where the page has one column. */
function gutterOf(runs: readonly TextRun[], page: PageBox): number | undefined {
  const total = runs.reduce((sum, run) => sum + run.text.length, 0);
  if (total < 400) return undefined;
  let best: { x: number; crossing: number } | undefined;
  for (let share = 0.42; share <= 0.58; share += 0.01) {
    const x = page.width * share;
    let crossing = 0;
    let leftOf = 0;
    let rightOf = 0;
    let starts = 0;
    for (const run of runs) {
      if (run.x + run.width <= x) leftOf += run.text.length;
      else if (run.x >= x) {
        rightOf += run.text.length;
        if (run.x - x < page.width * 0.1) starts++;
      } else crossing += run.text.length;
    }
    if (crossing > total * 0.2 || leftOf < total * 0.25 || rightOf < total * 0.25 || starts < 8) continue;
    if (!best || crossing < best.crossing) best = { x, crossing };
  }
  return best?.x;
}

/** Runs on one baseline, top to bottom; with a gutter, those of each side apart unless one run crosses it. */
function linesOf(runs: readonly TextRun[], gutter?: number): TextLine[] {
  const sorted = [...runs].sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: TextLine[] = [];
  let band: TextRun[] = [];
  const flush = () => {
    if (band.length === 0) return;
    const crosses =
      gutter !== undefined && band.some((run) => run.x < gutter - 2 && run.x + run.width > gutter + 2);
    const sides =
      gutter === undefined || crosses
        ? [band]
        : [
            band.filter((run) => run.x + run.width / 2 < gutter),
            band.filter((run) => run.x + run.width / 2 >= gutter),
          ];
    for (const side of sides) if (side.length > 0) lines.push(lineOf(side));
    band = [];
  };
  for (const run of sorted) {
    const first = band[0];
    if (first && Math.abs(first.y - run.y) > Math.max(first.size, run.size) * 0.45) flush();
    band.push(run);
  }
  flush();
  return lines;
}

function lineOf(runs: TextRun[]): TextLine {
  const inOrder = runs.sort((a, b) => a.x - b.x);
  const main = inOrder.reduce((widest, run) => (run.text.length > widest.text.length ? run : widest));
  const cells: TextLine["cells"] = [];
  for (const run of inOrder) {
    const last = cells.at(-1);
    const gap = last ? run.x - last.right : 0;
    if (!last || gap > Math.max(main.size * 0.9, 6))
      cells.push({ text: run.text, x: run.x, right: run.x + run.width });
    else {
      const joint =
        gap > main.size * 0.12 && !last.text.endsWith(" ") && !run.text.startsWith(" ") ? " " : "";
      last.text += joint + run.text;
      last.right = Math.max(last.right, run.x + run.width);
    }
  }
  for (const cell of cells) cell.text = cell.text.replace(/\s+/g, " ").trim();
  return {
    y: main.y,
    x: inOrder[0]!.x,
    right: Math.max(...inOrder.map((run) => run.x + run.width)),
    size: main.size,
    font: main.font,
    cells: cells.filter((cell) => cell.text !== ""),
  };
}

/**
 * Rows of a table from consecutive lines of several cells: columns are where the cells' extents overlap. Undefined
 * where they do not line up.
 */
export function tableRows(lines: readonly TextLine[]): string[][] | undefined {
  const extents: { x: number; right: number }[] = [];
  for (const cell of lines.flatMap((line) => line.cells).sort((a, b) => a.x - b.x)) {
    const last = extents.at(-1);
    if (last && cell.x < last.right - 1) last.right = Math.max(last.right, cell.right);
    else extents.push({ x: cell.x, right: cell.right });
  }
  if (extents.length < 2 || extents.length > 24) return undefined;
  return lines.map((line) => {
    const row = extents.map(() => "");
    for (const cell of line.cells) {
      const column = extents.findIndex((extent) => cell.x < extent.right && cell.right > extent.x);
      const place = Math.max(0, column);
      row[place] = row[place] === "" ? cell.text : `${row[place]} ${cell.text}`;
    }
    return row;
  });
}
