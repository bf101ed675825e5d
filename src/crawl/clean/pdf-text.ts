/**
 * A PDF as clean Markdown: headings by size, paragraphs joined over lines, columns in reading order, tables where cells
 * line up. Bounded in pages, characters and time. Knows nothing of papers and addresses.
 */
import { PermanentSourceError } from "../../record/errors.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { normaliseText } from "./normalise-text.ts";
import { checkPdf } from "./pdf-bomb.ts";
import { linesInOrder, type TextLine, type TextRun, tableRows } from "./pdf-layout.ts";

export interface PdfText {
  title: string;
  author: string | null;
  /** ISO 8601, of the file. */
  published: string | null;
  markdown: string;
  pages: number;
  /** The bounds ended the reading before the last page. */
  cut: boolean;
}

export interface PdfBounds {
  maxPages: number;
  maxCharacters: number;
  /** For all pages together; checked between pages. */
  maxMs: number;
}

export const PDF_BOUNDS: PdfBounds = { maxPages: 400, maxCharacters: 4_000_000, maxMs: 60_000 };
const MAX_RUNS_A_PAGE = 60_000;

/** @throws PermanentSourceError where the bytes are no PDF, or one that is locked or damaged. */
export async function pdfText(bytes: Uint8Array, bounds: PdfBounds = PDF_BOUNDS): Promise<PdfText> {
  checkPdf(bytes);
  const { getDocumentProxy } = await import("unpdf");
  const started = performance.now();
  try {
    // The library takes the buffer for itself.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      stopAtErrors: false,
      disableFontFace: true,
      maxImageSize: 1,
    } as never);
    try {
      const pages: PageLines[] = [];
      let characters = 0;
      let cut = pdf.numPages > bounds.maxPages;
      for (let number = 1; number <= Math.min(pdf.numPages, bounds.maxPages); number++) {
        if (characters > bounds.maxCharacters || performance.now() - started > bounds.maxMs) {
          cut = true;
          break;
        }
        const page = await pdf.getPage(number);
        const [left = 0, bottom = 0, right = 612, top = 792] = page.view;
        const { items } = await page.getTextContent();
        const runs = runsOf(items.slice(0, MAX_RUNS_A_PAGE));
        for (const run of runs) characters += run.text.length;
        pages.push({
          lines: linesInOrder(runs, { width: right - left, height: top - bottom }),
          margin: (line) => line.y > top - (top - bottom) * 0.1 || line.y < bottom + (top - bottom) * 0.1,
        });
        page.cleanup();
      }
      const facts = await fileFacts(pdf);
      const body = markdownOf(withoutRunningLines(pages));
      const title = cleanText(body.title || facts.title);
      return {
        title,
        author: facts.author && cleanText(facts.author),
        published: facts.published,
        markdown: cleanText(body.markdown),
        pages: pdf.numPages,
        cut,
      };
    } finally {
      await pdf.loadingTask.destroy();
    }
  } catch (cause) {
    if (cause instanceof PermanentSourceError) throw cause;
    throw new PermanentSourceError(`the PDF cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function cleanText(text: string): string {
  return maskSecrets(normaliseText(text)).text.trim();
}

interface PdfItem {
  str?: string;
  transform?: number[];
  width?: number;
  fontName?: string;
}

/** Upright runs of text; what is turned (an archive's mark up the margin) is left out. */
function runsOf(items: readonly unknown[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const item of items as PdfItem[]) {
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform ?? [];
    if (!item.str || item.str.trim() === "" || Math.abs(b) > 0.01 || Math.abs(c) > Math.abs(d)) continue;
    const size = Math.abs(d) || Math.abs(a);
    if (![x, y, size, item.width ?? 0].every(Number.isFinite)) continue;
    runs.push({ text: item.str, x, y, width: item.width ?? 0, size, font: item.fontName ?? "" });
  }
  return runs;
}

async function fileFacts(pdf: {
  getMetadata(): Promise<{ info: unknown }>;
}): Promise<{ title: string; author: string | null; published: string | null }> {
  const { info } = await pdf.getMetadata();
  const { Title, Author, CreationDate } = (info ?? {}) as Record<string, unknown>;
  const date = /^D:(\d{4})(\d{2})(\d{2})/.exec(String(CreationDate ?? ""));
  return {
    title: typeof Title === "string" ? Title.slice(0, 500) : "",
    author: typeof Author === "string" && Author.trim() !== "" ? Author.slice(0, 500) : null,
    published: date ? `${date[1]}-${date[2]}-${date[3]}T00:00:00.000Z` : null,
  };
}

interface PageLines {
  lines: TextLine[];
  /** Whether a line stands in the upper or lower tenth of the page. */
  margin: (line: TextLine) => boolean;
}

/** Takes out page numbers and lines that stand in the margins of many pages. */
function withoutRunningLines(pages: readonly PageLines[]): TextLine[][] {
  const key = (line: TextLine) => textOf(line).replace(/\d+/g, "#").toLowerCase();
  const counts = new Map<string, number>();
  for (const { lines, margin } of pages)
    for (const line of lines) if (margin(line)) counts.set(key(line), (counts.get(key(line)) ?? 0) + 1);
  const often = Math.max(3, pages.length / 2);
  const isRunning = (line: TextLine) =>
    (counts.get(key(line)) ?? 0) >= often || /^(?:page )?\d{1,4}$/i.test(textOf(line));
  return pages.map(({ lines, margin }) => lines.filter((line) => !(margin(line) && isRunning(line))));
}

function textOf(line: TextLine): string {
  return line.cells.map((cell) => cell.text).join(" ");
}

function markdownOf(pages: TextLine[][]): { title: string; markdown: string } {
  const lines = pages.flat();
  const bodySize = commonest(
    lines.map((line) => ({ key: Math.round(line.size * 2) / 2, weight: textOf(line).length })),
  );
  const sizes = [
    ...new Set(lines.map((line) => Math.round(line.size)).filter((size) => size > bodySize * 1.12)),
  ].sort((a, b) => b - a);
  const words = new Set(
    lines.flatMap(
      (line) =>
        textOf(line)
          .toLowerCase()
          .match(/[\p{L}]+(?:-[\p{L}]+)*/gu) ?? [],
    ),
  );
  const blocks: string[] = [];
  let title = "";
  let paragraph: { text: string; last: TextLine } | undefined;
  const flush = () => {
    if (paragraph) blocks.push(paragraph.text);
    paragraph = undefined;
  };
  for (let place = 0; place < lines.length; place++) {
    const line = lines[place]!;
    const text = textOf(line);
    if (text === "") continue;
    const table = tableAt(lines, place);
    if (table) {
      flush();
      blocks.push(table.markdown);
      place += table.lines - 1;
      continue;
    }
    const rank = sizes.indexOf(Math.round(line.size));
    if (rank >= 0 && text.length < 200) {
      flush();
      const level = Math.min(6, rank + 1);
      const previous = blocks.at(-1);
      const before = lines[place - 1];
      if (
        previous?.startsWith(`${"#".repeat(level)} `) &&
        before &&
        Math.abs(before.y - line.y) < line.size * 1.8 &&
        Math.round(before.size) === Math.round(line.size)
      )
        blocks[blocks.length - 1] = `${previous} ${text}`;
      else blocks.push(`${"#".repeat(level)} ${text}`);
      if (rank === 0) title = blocks.at(-1)!.slice(level + 1);
      continue;
    }
    if (paragraph && continues(paragraph.last, line, text)) {
      paragraph.text = joined(paragraph.text, text, words);
      paragraph.last = line;
    } else {
      flush();
      paragraph = { text, last: line };
    }
  }
  flush();
  return { title, markdown: blocks.join("\n\n") };
}

/** Whether a line goes on with the paragraph: near below in the same size, or at the head of the next column or page. */
function continues(last: TextLine, line: TextLine, text: string): boolean {
  if (Math.abs(last.size - line.size) > 1) return false;
  const drop = last.y - line.y;
  if (drop > 0) return drop < line.size * 1.65 && !/^(?:[•●▪–*]|\[\d{1,3}\]|\(\d{1,2}\))\s/.test(text);
  return !/[.!?:]["”)]?$/.test(textOf(last)) && /^[\p{Ll}(]/u.test(text);
}

/** Two lines as one; a word broken over them is mended where the whole word stands elsewhere. */
function joined(text: string, next: string, words: ReadonlySet<string>): string {
  const broken = /([\p{L}]+)-$/u.exec(text);
  const rest = /^[\p{Ll}]+/u.exec(next);
  if (!broken) return `${text} ${next}`;
  if (!rest) return text + next;
  const hyphenated = `${broken[1]}-${rest[0]}`.toLowerCase();
  return words.has(hyphenated) && !words.has(hyphenated.replace("-", ""))
    ? text + next
    : text.slice(0, -1) + next;
}

/** A table that begins at this line: at least two lines of several cells that line up. */
function tableAt(lines: readonly TextLine[], place: number): { markdown: string; lines: number } | undefined {
  let end = place;
  while (
    end < lines.length &&
    lines[end]!.cells.length >= 2 &&
    (end === place || near(lines[end - 1]!, lines[end]!))
  )
    end++;
  if (end - place < 2) return undefined;
  const rows = tableRows(lines.slice(place, end));
  if (!rows) return undefined;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const [header, ...body] = rows;
  return {
    markdown: [line(header!), `|${" --- |".repeat(header!.length)}`, ...body.map(line)].join("\n"),
    lines: end - place,
  };
}

function near(above: TextLine, below: TextLine): boolean {
  const drop = above.y - below.y;
  return drop > 0 && drop < Math.max(above.size, below.size) * 2.6;
}

function commonest(values: { key: number; weight: number }[]): number {
  const sums = new Map<number, number>();
  for (const { key, weight } of values) sums.set(key, (sums.get(key) ?? 0) + weight);
  let best = 10;
  let most = -1;
  for (const [key, sum] of sums) if (sum > most) [best, most] = [key, sum];
  return best;
}
