/**
 * Puts a mark before every table row and every command of a document, so that a model can point at them instead of
 * copying them out. Knows nothing of models.
 */

import type { SourceDocument } from "../../record/document.ts";
import { regex } from "../../record/regex.ts";
import { CLOSED } from "../evidence/closed-stretches.ts";

export interface Mark {
  id: string;
  kind: "row" | "command";
  /** Half-open range into the document's text, without surrounding space. */
  start: number;
  end: number;
}

export interface MarkedLine {
  /** The line as the model sees it. */
  shown: string;
  /** Half-open range of the line in the document's text, without its line break. */
  start: number;
  end: number;
  /** True where a section may begin: a heading, a part, an empty line's end. */
  opens: "part" | "heading" | "paragraph" | undefined;
}

export interface MarkedDocument {
  lines: MarkedLine[];
  marks: ReadonlyMap<string, Mark>;
}

const CLOSED_RUN = new RegExp(`${CLOSED}+`, "g");
const ROW = /^\s*\|.*\|/;
const RULE = /^[\s|:-]+$/;
const FENCE = /^\s{0,3}(?:```|~~~)/;
const PROGRAM = regex()`
  ^(?:\$ |> |# )?(?:sudo |nohup |time |env |exec )*(?:[A-Z][A-Z0-9_]*=\S+ )*(?:[~.\w-]*/)*(?:
    llama[\w.-]*|main|server|ollama|vllm|python3?|docker|podman|mlx_lm[\w.]*|koboldcpp\S*|lms|sglang\S*|
    trtllm\S*|numactl|taskset|kt\S*|text-generation-launcher|tabby\S*|exo|lmdeploy|aphrodite|local-ai|uv|
    accelerate|torchrun|Invoke-\S+|nvidia-smi|rocm-smi
  )(?=\s|$)
`;
const OPTION = /(?:^|\s)(?:-{1,2}[a-zA-Z]|run |serve )/;

/** Whether the lines from `start` on are a command: a program with options on its line or on the next. */
function isCommand(line: string, next: string): boolean {
  const words = line.trim().replace(/^`|`$/g, "").slice(0, 400);
  return PROGRAM.test(words) && (OPTION.test(words) || /^\s+-{1,2}[a-zA-Z]/.test(next));
}

/** Marks a document's rows (`T1.1`) and commands (`C1`) in reading order. Linear in the text's length. */
export function markDocument(document: Pick<SourceDocument, "text" | "parts">): MarkedDocument {
  const { text } = document;
  const partStarts = new Set(
    document.parts.map((part) => text.lastIndexOf("\n", Math.max(0, part.start - 1)) + 1),
  );
  const marks = new Map<string, Mark>();
  const lines: MarkedLine[] = [];
  let table = 0;
  let row = -1;
  let command: Mark | undefined;
  let commands = 0;
  let fenced = false;
  let previousEmpty = true;
  for (let start = 0; start <= text.length; ) {
    const at = text.indexOf("\n", start);
    const end = at < 0 ? text.length : at;
    const line = text.slice(start, end);
    let shown = line.replace(CLOSED_RUN, "[…]");
    if (FENCE.test(line)) fenced = !fenced;
    if (ROW.test(line)) {
      const rule = RULE.test(line) && line.includes("-");
      if (rule) row = 0;
      else if (row < 0 && !ROW.test(lines.at(-1)?.shown ?? "")) table++;
      if (row >= 0 && !rule) {
        row++;
        const id = `T${table}.${row}`;
        marks.set(id, { id, kind: "row", ...trimmed(text, start, end) });
        shown = `[${id}] ${shown}`;
      }
    } else row = -1;
    if (command) {
      command.end = trimmed(text, start, end).end;
      if (!goesOn(line, following(text, end))) command = undefined;
    } else if (isCommand(line, following(text, end))) {
      const id = `C${++commands}`;
      const mark: Mark = { id, kind: "command", ...commandRange(text, start, end) };
      marks.set(id, mark);
      shown = `[${id}] ${shown}`;
      if (goesOn(line, following(text, end))) command = mark;
    }
    const opens = partStarts.has(start)
      ? "part"
      : !fenced && /^#{1,6} /.test(line)
        ? "heading"
        : previousEmpty && !fenced && row < 0
          ? "paragraph"
          : undefined;
    lines.push({ shown, start, end, opens });
    previousEmpty = line.trim() === "";
    if (at < 0) break;
    start = end + 1;
  }
  return { lines, marks };
}

/** The line after the one that ends at `end`. */
function following(text: string, end: number): string {
  const stop = text.indexOf("\n", end + 1);
  return text.slice(end + 1, stop < 0 ? text.length : stop);
}

/** A command goes on after a backslash, or with options on the next, indented line (as in YAML). */
const goesOn = (line: string, next: string) =>
  /[\\`^]\s*$/.test(line.slice(-3)) || /^\s+-{1,2}[a-zA-Z]/.test(next);

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? "")) from++;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
  return { start: from, end: to };
}

/** The command without its prompt sign or back quotes. */
function commandRange(text: string, start: number, end: number): { start: number; end: number } {
  const range = trimmed(text, start, end);
  const line = text.slice(range.start, range.end);
  const lead = /^(?:`|[$>#] )+/.exec(line)?.[0].length ?? 0;
  const tail = /`+$/.exec(line)?.[0].length ?? 0;
  return { start: range.start + lead, end: Math.max(range.start + lead + 1, range.end - tail) };
}
