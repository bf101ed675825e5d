/**
 * Reads JSON out of what a model wrote: bare, in a code fence, after thinking, or inside prose. Linear in the text's
 * length; knows nothing of the expected shape.
 */

export interface SplitAnswer {
  text: string;
  reasoning: string;
}

const THINK_TAG = /<(\/?)(?:think|thinking|reasoning|seed:think)>/g;

/** Takes thinking out of an answer: `<think>…</think>`, an opening without an end, or an end without an opening. */
export function splitThinking(answer: string): SplitAnswer {
  let kept: string[] = [];
  const thoughts: string[] = [];
  let thinking = false;
  let from = 0;
  for (const tag of answer.matchAll(THINK_TAG)) {
    const before = answer.slice(from, tag.index);
    const closes = tag[1] === "/";
    if (thinking) thoughts.push(before);
    else if (closes) {
      // An end without an opening: the template opened it, so all before it was thinking.
      thoughts.push(...kept, before);
      kept = [];
    } else kept.push(before);
    thinking = !closes;
    from = tag.index + tag[0].length;
  }
  (thinking ? thoughts : kept).push(answer.slice(from));
  return { text: kept.join("").trim(), reasoning: thoughts.join("\n").trim() };
}

export type ReadJson =
  | { ok: true; value: unknown }
  /** `cut`: JSON begins but does not end. `none`: there is no JSON. `broken`: it ends, and is wrong inside. */
  | { ok: false; why: "cut" | "none" | "broken"; message: string };

/**
 * The largest JSON object or array in the text. Comments, trailing commas and Python's True, False and None are
 * mended; nothing else is guessed.
 */
export function readJson(answer: string): ReadJson {
  const { text } = splitThinking(answer);
  const direct = tryParse(text);
  if (direct !== undefined && typeof direct.value === "object" && direct.value !== null) {
    return { ok: true, value: direct.value };
  }
  const found = outermostValues(text);
  const longest = found.whole.reduce((most, piece) => Math.max(most, piece.length), 0);
  if (found.openLength > longest) return { ok: false, why: "cut", message: "the JSON does not end" };
  for (const piece of found.whole.sort((a, b) => b.length - a.length).slice(0, 8)) {
    const parsed = tryParse(piece) ?? tryParse(mend(piece));
    if (parsed !== undefined) return { ok: true, value: parsed.value };
  }
  if (found.whole.length > 0) {
    return { ok: false, why: "broken", message: parseMessage(found.whole[0] ?? "") };
  }
  return { ok: false, why: "none", message: "there is no JSON in the answer" };
}

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function parseMessage(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Every balanced outermost `{…}` or `[…]`, told apart from brackets inside strings; `openLength`: of one that never ends. */
function outermostValues(text: string): { whole: string[]; openLength: number } {
  const whole: string[] = [];
  const stack: string[] = [];
  let start = -1;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === "\\") i++;
      else if (c === '"') inString = false;
      continue;
    }
    if (c === '"' && stack.length > 0) inString = true;
    else if (c === "{" || c === "[") {
      if (stack.length === 0) start = i;
      stack.push(c === "{" ? "}" : "]");
    } else if ((c === "}" || c === "]") && stack.length > 0) {
      if (stack.pop() !== c) stack.length = 0;
      if (stack.length === 0 && start >= 0) whole.push(text.slice(start, i + 1));
    }
  }
  return { whole, openLength: stack.length > 0 ? text.length - start : 0 };
}

const WORDS: Record<string, string> = { True: "true", False: "false", None: "null", undefined: "null" };

/** Mends what small models commonly get wrong outside strings: comments, trailing commas, Python's words. */
function mend(json: string): string {
  const out: string[] = [];
  for (let i = 0; i < json.length; ) {
    const c = json[i] ?? "";
    if (c === '"') {
      const end = stringEnd(json, i);
      out.push(json.slice(i, end).replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r"));
      i = end;
    } else if (c === "/" && json[i + 1] === "/") {
      const end = json.indexOf("\n", i);
      i = end < 0 ? json.length : end;
    } else if (c === "/" && json[i + 1] === "*") {
      const end = json.indexOf("*/", i + 2);
      i = end < 0 ? json.length : end + 2;
    } else if (/[A-Za-z]/.test(c)) {
      let end = i;
      while (end < json.length && /[A-Za-z]/.test(json[end] ?? "")) end++;
      const word = json.slice(i, end);
      out.push(WORDS[word] ?? word);
      i = end;
    } else {
      if (c === "}" || c === "]") dropTrailingComma(out);
      out.push(c);
      i++;
    }
  }
  return out.join("");
}

function stringEnd(json: string, start: number): number {
  for (let i = start + 1; i < json.length; i++) {
    if (json[i] === "\\") i++;
    else if (json[i] === '"') return i + 1;
  }
  return json.length;
}

function dropTrailingComma(out: string[]): void {
  for (let i = out.length - 1; i >= 0; i--) {
    const piece = out[i] ?? "";
    if (piece.trim() === "") continue;
    if (piece === ",") out.splice(i, 1);
    return;
  }
}
