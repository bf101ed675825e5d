/**
 * Cuts a document into blocks (headings, paragraphs, list items, tables, code, quotes) with their offsets and the part
 * they stand in. Knows Markdown's outlines, nothing of hardware or models.
 */
import type { DocumentPart, SourceDocument } from "../../../record/document.ts";
import { tableOfRows } from "./headless-tables.ts";
import { isSeparatorRow, type Table, tableFromRows } from "./tables.ts";

export interface BlockBase {
  /** Half-open range of UTF-16 code units into the document's text. */
  start: number;
  end: number;
  /** Place of the part in the document's parts; -1: outside every part (titles, post headings). */
  part: number;
}

export interface Heading extends BlockBase {
  kind: "heading";
  /** 1 is the outermost. */
  level: number;
}

export interface Prose extends BlockBase {
  kind: "paragraph" | "item" | "quote";
  /** Columns before the bullet of a list item; 0 for paragraphs. */
  indent: number;
}

export interface Code extends BlockBase {
  kind: "code";
  language: string;
}

export interface TableBlock extends BlockBase {
  kind: "table";
  table: Table;
}

export type Block = Heading | Prose | Code | TableBlock;

interface Line {
  text: string;
  start: number;
  end: number;
}

/** All blocks in the order of the text. Offsets of code are those of its content, without the fences. */
export function blocksOf(document: Pick<SourceDocument, "text" | "parts">): Block[] {
  const lines = linesOf(document.text);
  const blocks: Block[] = [];
  const partAt = partFinder(document.parts);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    const part = partAt(line.start);
    const file = document.parts[part];
    if (file !== undefined && line.start === file.start && isConsole(document.text, file)) {
      blocks.push({ kind: "code", language: "text", start: file.start, end: file.end, part });
      while (at < lines.length && lines[at]!.start < file.end) at++;
      continue;
    }
    const fence = /^\s{0,8}(?:[-*+:]\s+|\d+[.)]\s+)?(`{3,}|~{3,})\s*([A-Za-z0-9_+#.-]{0,30})/.exec(line.text);
    if (fence) {
      at = readFence({ lines, at, fence: fence[1]!, language: fence[2] ?? "", part, blocks });
      continue;
    }
    if (line.text.trim() === "") {
      at++;
      continue;
    }
    const heading = /^\s{0,3}(#{1,6})\s+\S/.exec(line.text) ?? boldHeading(line.text);
    if (heading) {
      blocks.push({ kind: "heading", level: heading[1]!.length, start: line.start, end: line.end, part });
      at++;
      continue;
    }
    const next = lines[at + 1];
    if (line.text.includes("|") && next !== undefined && isSeparatorRow(next.text)) {
      at = readTable(lines, at, part, blocks);
      continue;
    }
    if (isLooseRow(line.text) && next !== undefined && isLooseRow(next.text)) {
      at = readTable(lines, at, part, blocks);
      continue;
    }
    at = readProse(lines, at, part, blocks);
  }
  return blocks;
}

/** A file of plain text that begins with what a console shows: a prompt, a comment, rules or rows. */
function isConsole(text: string, { language, start, end }: DocumentPart): boolean {
  return language?.toLowerCase() === "text" && CONSOLE.test(text.slice(start, Math.min(end, start + 200)));
}

const CONSOLE = /^\s{0,8}(?:[$>] \S|# [a-z]|={4}|-{4}|\|)/;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    lines.push({ text: text.slice(start, end), start, end });
    if (found < 0) break;
    start = found + 1;
  }
  return lines;
}

function partFinder(parts: readonly DocumentPart[]): (offset: number) => number {
  let place = 0;
  return (offset) => {
    while (place < parts.length && offset >= parts[place]!.end) place++;
    const part = parts[place];
    return part !== undefined && offset >= part.start ? place : -1;
  };
}

/** A line that is bold from end to end names what follows, as a heading of the lowest level does. */
function boldHeading(line: string): [string, string] | null {
  return /^\s{0,3}(?:\*\*[^*]{2,100}\*\*|__[^_]{2,100}__):?\s*$/.test(line) ? [line, "######"] : null;
}

interface FenceOptions {
  lines: readonly Line[];
  at: number;
  fence: string;
  language: string;
  part: number;
  blocks: Block[];
}

function readFence({ lines, at, fence, language, part, blocks }: FenceOptions): number {
  let end = at + 1;
  while (end < lines.length && !lines[end]!.text.trimStart().startsWith(fence)) end++;
  const reopens = /^\s{0,8}`{3,}[a-z]/i.test(lines[end]?.text ?? "");
  const first = lines[at + 1];
  const last = lines[end - 1];
  if (first !== undefined && last !== undefined && end > at + 1)
    blocks.push({ kind: "code", language: language.toLowerCase(), start: first.start, end: last.end, part });
  return reopens ? end : end + 1;
}

/** A row of a table whose lines begin and end with a bar; such rows make a table without a separator, too. */
const isLooseRow = (line: string) =>
  /^\s*\|.*\|\s*$/.test(line) && line.indexOf("|", line.indexOf("|") + 1) > 0;

function readTable(lines: readonly Line[], at: number, part: number, blocks: Block[]): number {
  // A header of one cell makes no table: told before the rows are gathered, or a page of such rows takes their square.
  if (tableFromRows([lines[at]!, lines[at]!]) === undefined) return readProse(lines, at, part, blocks);
  const rows: Line[] = [];
  let end = at;
  while (
    end < lines.length &&
    (lines[end]!.text.includes("|") || isSeparatorRow(lines[end]!.text)) &&
    lines[end]!.text.trim() !== ""
  ) {
    rows.push(lines[end]!);
    end++;
  }
  const table = tableOfRows(rows, tableBefore(blocks, part));
  if (table === undefined) return readProse(lines, at, part, blocks);
  blocks.push({ kind: "table", table, start: rows[0]!.start, end: rows.at(-1)!.end, part });
  return end;
}

/** How many blocks may stand between rows and the table that they go on with. */
const BETWEEN = 3;

/** The last table of a part, where little stands below it. */
function tableBefore(blocks: readonly Block[], part: number): Table | undefined {
  const last = blocks.slice(-BETWEEN).findLast((block) => block.kind === "table" && block.part === part);
  return last?.kind === "table" ? last.table : undefined;
}

const ITEM = /^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+/;
const QUOTE = /^\s{0,3}>/;

function readProse(lines: readonly Line[], at: number, part: number, blocks: Block[]): number {
  const first = lines[at]!;
  const quote = QUOTE.test(first.text);
  const item = ITEM.exec(first.text);
  let end = at + 1;
  while (end < lines.length && continues(lines, end, quote)) end++;
  blocks.push({
    kind: quote ? "quote" : item ? "item" : "paragraph",
    indent: item ? item[1]!.length : 0,
    start: first.start,
    end: lines[end - 1]!.end,
    part,
  });
  return end;
}

function continues(lines: readonly Line[], at: number, quote: boolean): boolean {
  const { text } = lines[at]!;
  if (
    text.trim() === "" ||
    /^\s{0,3}#{1,6}\s/.test(text) ||
    /^\s{0,8}(?::\s{1,3})?(?:`{3,}|~{3,})/.test(text)
  )
    return false;
  if (QUOTE.test(text)) return quote;
  if (ITEM.test(text) || boldHeading(text)) return false;
  const next = lines[at + 1];
  return !(text.includes("|") && next !== undefined && (isSeparatorRow(next.text) || isLooseRow(text)));
}
