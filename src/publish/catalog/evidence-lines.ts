/**
 * Evidence as a reader wants it: the line of the document that carries the value, with the value marked. Knows nothing
 * of pages; what it gives are stretches of the document's own words.
 */
import type { Evidence } from "../../record/evidence.ts";

/** A line, or the part of a long one around the evidence, in stretches; `marked` ones are the evidence itself. */
export interface EvidenceLine {
  /** Dotted paths of the values that the line carries, in the order of the evidence. */
  fields: string[];
  stretches: { text: string; marked: boolean }[];
}

/** The most that is shown of one line, in UTF-16 code units. */
const LINE_LIMIT = 280;
/** How much of a longer line is shown on either side of the evidence. */
const AROUND = 90;

interface Window {
  start: number;
  end: number;
}

/**
 * Groups evidence by the line it stands in, in the order of first mention. Evidence over several lines, or that the
 * text does not hold where it says, stands alone and without its surroundings.
 */
export function evidenceLines(evidence: readonly Evidence[], text: string): EvidenceLine[] {
  const lines = new Map<string, { window: Window; found: Evidence[] }>();
  for (const each of evidence) {
    const window = windowAround(each, text);
    const key = window ? `${window.start}-${window.end}` : `alone ${each.quote}`;
    const line = lines.get(key) ?? { window: window ?? { start: each.start, end: each.end }, found: [] };
    line.found.push(each);
    lines.set(key, line);
  }
  return [...lines].map(([key, { window, found }]) => ({
    fields: [...new Set(found.map(({ field }) => field))],
    stretches: key.startsWith("alone ")
      ? [{ text: found[0]?.quote ?? "", marked: true }]
      : stretchesOf(window, found, text),
  }));
}

function windowAround({ quote, start, end }: Evidence, text: string): Window | undefined {
  if (text.slice(start, end) !== quote || quote.includes("\n")) return undefined;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const lineEnd = next === -1 ? text.length : next;
  if (lineEnd - lineStart <= LINE_LIMIT) return { start: lineStart, end: lineEnd };
  if (end - start >= LINE_LIMIT) return undefined;
  return {
    start: wordStart(text, Math.max(lineStart, start - AROUND), start),
    end: wordEnd(text, Math.min(lineEnd, end + AROUND), end),
  };
}

/** The first word boundary from `from` on, not past `limit`. */
function wordStart(text: string, from: number, limit: number): number {
  if (from === 0 || text[from - 1] === "\n") return from;
  const space = text.indexOf(" ", from);
  return space === -1 || space >= limit ? limit : space + 1;
}

function wordEnd(text: string, to: number, limit: number): number {
  if (to >= text.length || text[to] === "\n") return to;
  const space = text.lastIndexOf(" ", to);
  return space <= limit ? limit : space;
}

function stretchesOf(window: Window, found: readonly Evidence[], text: string): EvidenceLine["stretches"] {
  const marks = found
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const stretches: EvidenceLine["stretches"] = [];
  let at = window.start;
  for (const { start, end } of marks) {
    if (end <= at) continue;
    if (start > at) stretches.push({ text: text.slice(at, start), marked: false });
    stretches.push({ text: text.slice(Math.max(start, at), end), marked: true });
    at = end;
  }
  if (at < window.end) stretches.push({ text: text.slice(at, window.end), marked: false });
  return stretches;
}
