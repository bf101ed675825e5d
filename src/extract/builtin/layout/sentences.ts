/** Cuts prose into sentences with offsets; a figure's full stop, an abbreviation or a file name ends none. */

export interface Span {
  start: number;
  end: number;
}

const ABBREVIATIONS = new Set([
  "e.g",
  "i.e",
  "vs",
  "approx",
  "ca",
  "cf",
  "etc",
  "no",
  "fig",
  "resp",
  "z.b",
  "incl",
  "dr",
]);

/** Half-open ranges of the sentences of text[start, end); line breaks end a sentence only where the next line is a new item. */
export function sentencesOf(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let from = start;
  const push = (to: number) => {
    let first = from;
    let last = to;
    while (first < last && /\s/.test(text[first]!)) first++;
    while (last > first && /\s/.test(text[last - 1]!)) last--;
    if (last > first) spans.push({ start: first, end: last });
    from = to;
  };
  for (let at = start; at < end; at++) {
    const character = text[at]!;
    if (
      character !== "." &&
      character !== "!" &&
      character !== "?" &&
      character !== "\n" &&
      character !== "。"
    )
      continue;
    if (character === "\n") {
      if (endsLine(text, at, end)) push(at + 1);
      continue;
    }
    if (character === "。") {
      push(at + 1);
      continue;
    }
    let after = at + 1;
    while (after < end && /[)\]"'*_`”’]/.test(text[after]!)) after++;
    if (after < end && !/\s/.test(text[after]!)) continue;
    if (character === "." && isAbbreviation(text, from, at)) continue;
    push(after);
    at = after - 1;
  }
  push(end);
  return spans;
}

/** `llama3.1:8b   7.60`, `tg128 47.0`, `after:`: a line of a list that blanks or labels put into columns. */
const ALIGNED =
  /^(?:[\w.:/-]{3,30}(?: {2,}|\t)\S|(?:pp|tg)\d{2,5} {1,4}\d|(?:before|after|master|main|patched) ?:)/i;

/** A line of its own: short, or ended by a colon, or the next one begins like a statement of its own. */
function endsLine(text: string, at: number, end: number): boolean {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(Math.max(lineStart, at - 200), at).trimEnd();
  const next = text.slice(at + 1, Math.min(end, at + 40)).trimStart();
  if (/[:;]$/.test(before) || / {2}$/.test(text.slice(Math.max(0, at - 2), at))) return true;
  if (/^(?:[-*+•|>]|\d{1,2}[.)]\s)/.test(next) || ALIGNED.test(next)) return true;
  return at - lineStart < 60 && /^[A-Z0-9`*"]/.test(next);
}

function isAbbreviation(text: string, from: number, at: number): boolean {
  const word = /[A-Za-z.]{1,8}$/.exec(text.slice(Math.max(from, at - 8), at))?.[0]?.toLowerCase();
  return word !== undefined && ABBREVIATIONS.has(word.replace(/^\.+/, ""));
}
