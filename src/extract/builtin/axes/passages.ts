/**
 * Where in a document's outline a phrase stands: in a title, a heading, a table's cell, a sentence or a comment of a
 * file, and in which sections. Knows nothing of what phrases mean.
 */
import type { Block } from "../layout/blocks.ts";
import { type Span, sentencesOf } from "../layout/sentences.ts";
import type { Source } from "../source.ts";

export interface Section extends Span {
  heading: Span;
  level: number;
}

export interface Passage extends Span {
  kind: "title" | "heading" | "cell" | "sentence" | "comment";
  part: number;
  /** The enclosing sections of the part, the outermost first; a heading's own section is the last. */
  sections: readonly Section[];
  /** Of a cell: its row and the words above its column. */
  row?: Span | undefined;
  column?: string | undefined;
  /** Of a sentence: whether it is a list item's first, and the paragraph it stands in. */
  item: boolean;
  block: Span;
}

/** The outline of a document, for looking up offsets. */
export interface Outline {
  source: Source;
  sections: readonly (readonly Section[])[];
  title: Block | undefined;
  /** The text with blanks where code and quotations stand, so that patterns run over speech alone; offsets stay. */
  speech: string;
  /** The sentences of the blocks that were asked for. */
  sentences: Map<Block, readonly Span[]>;
}

/** Prepares the sections of every block. */
export function outlineOf(source: Source): Outline {
  const { blocks, text } = source;
  const open: Section[] = [];
  const sections: (readonly Section[])[] = [];
  let part: number | undefined;
  let title: Block | undefined;
  const endAll = (end: number, level: number) => {
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop()!.end = end;
  };
  for (const [place, block] of blocks.entries()) {
    if (block.part !== part && block.part >= 0) {
      endAll(block.start, 0);
      part = block.part;
    }
    if (block.kind === "heading" && block.part >= 0) {
      endAll(block.start, block.level);
      open.push({ start: block.start, end: text.length, heading: block, level: block.level });
    }
    const isTitle = block.kind === "heading" && block.level === 1 && title === undefined && place < 4;
    if (isTitle) title = block;
    sections.push([...open]);
  }
  endAll(text.length, 0);
  return { source, sections, title, speech: speechOf(source), sentences: new Map() };
}

/** Code without its comments and quotations blanked out. */
function speechOf({ text, blocks }: Source): string {
  let speech = "";
  let at = 0;
  const blankTo = (end: number) => {
    speech += text.slice(at, end).replace(/[^\n]/g, " ");
    at = end;
  };
  for (const block of blocks) {
    if (block.kind !== "code" && block.kind !== "quote") continue;
    speech += text.slice(at, block.start);
    at = block.start;
    while (at < block.end) {
      const newline = text.indexOf("\n", at);
      const end = newline < 0 || newline >= block.end ? block.end : newline + 1;
      const line = text.slice(at, end);
      const spoken = block.kind === "code" && (COMMENT.test(line) || TRAILING.test(line));
      if (!spoken) blankTo(end);
      else {
        speech += line;
        at = end;
      }
    }
  }
  return speech + text.slice(at);
}

/** The passage around [start, end); undefined in code, quotations and post lines. */
export function passageAt(
  { source, sections, title, sentences }: Outline,
  start: number,
): Passage | undefined {
  const at = indexAt(source.blocks, start);
  const block = source.blocks[at];
  if (block === undefined || block.kind === "quote" || block.start < frontMatterEnd(source.text))
    return undefined;
  const base = { part: block.part, sections: sections[at] ?? [], block, item: block.kind === "item" };
  if (block.kind === "heading") {
    const words = source.text.slice(block.start, block.end);
    const first = block.part >= 0 && block.level === 1 && (sections[at]?.length ?? 0) === 1;
    if (block.part < 0 && block !== title) return undefined;
    if (/ · \d{4}-\d\d-\d\dT/.test(words)) return undefined;
    const named = block === title || (first && isFirstOfPart(source.blocks, at));
    return { ...base, kind: named ? "title" : "heading", start: block.start, end: block.end };
  }
  if (block.kind === "table") return cellAt(block, start, base);
  if (block.kind === "code") return commentAt(source.text, block, start, base);
  const spans = sentences.get(block) ?? sentencesOf(source.text, block.start, block.end);
  sentences.set(block, spans);
  const sentence = spans[indexAt(spans, start)];
  return sentence === undefined ? undefined : { ...base, kind: "sentence", ...sentence };
}

/** Where the YAML block that opens some Markdown files ends; 0 where there is none. */
function frontMatterEnd(text: string): number {
  return text.startsWith("---\n") ? Math.max(0, text.indexOf("\n---", 4)) : 0;
}

function isFirstOfPart(blocks: readonly Block[], at: number): boolean {
  const { part } = blocks[at]!;
  return !blocks
    .slice(Math.max(0, at - 3), at)
    .some((block) => block.part === part && block.kind === "heading");
}

type Base = Pick<Passage, "part" | "sections" | "block" | "item">;

function cellAt(block: Block & { kind: "table" }, start: number, base: Base): Passage | undefined {
  const { header, rows } = block.table;
  for (const row of [header, ...rows]) {
    const [first, last] = [row[0], row.at(-1)];
    if (first === undefined || last === undefined || start < first.start || start >= last.end) continue;
    const column = row.findIndex((cell) => start >= cell.start && start < cell.end);
    const cell = row[column];
    if (cell === undefined) return undefined;
    return {
      ...base,
      kind: "cell",
      start: cell.start,
      end: cell.end,
      row: { start: first.start, end: last.end },
      column: row === header ? undefined : header[column]?.text,
    };
  }
  return undefined;
}

const COMMENT = /^\s{0,40}(?:#(?!!)|\/\/|--\s|;|rem\s)\s*(?=\S)/i;
const TRAILING = /\s(?:#|\/\/)\s/;

/** A comment line, or a comment at the end of a line. */
function commentAt(text: string, block: Block, start: number, base: Base): Passage | undefined {
  const from = Math.max(block.start, text.lastIndexOf("\n", start - 1) + 1);
  const newline = text.indexOf("\n", start);
  const end = newline < 0 ? block.end : Math.min(newline, block.end);
  const before = text.slice(from, start);
  if (end - from > 300 || !(COMMENT.test(before) || TRAILING.test(before))) return undefined;
  return { ...base, kind: "comment", start: from, end };
}

/** The place of the span that holds the offset, in spans that are in order and apart; -1 where none does. */
function indexAt(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span.start <= offset ? low : -1;
}
