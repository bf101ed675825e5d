/**
 * Splits shell, PowerShell and batch text into commands and words, with offsets. Knows quoting and continuation lines,
 * nothing of what the words mean.
 */

export interface Word {
  /** Without quotation marks and escapes. */
  text: string;
  start: number;
  end: number;
}

export interface ShellCommand {
  words: Word[];
  start: number;
  end: number;
}

const CONTINUATIONS = new Set(["\\", "^", "`"]);
/** A line that begins with a flag goes on with the command above, as in YAML's folded scalars and unit files. */
const FLAG_LINE = /^(?:\+[ \t]{0,24}|[ \t]{1,24})--?[A-Za-z]/;
const ENDS = new Set(["\n", ";", "|", "&"]);

/** The commands of text[start, end) in order. A backslash, caret or backtick before a line break joins the lines. */
export function shellCommands(text: string, start: number, end: number): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: Word[] = [];
  const close = () => {
    const [first] = words;
    if (first !== undefined) commands.push({ words, start: first.start, end: words.at(-1)!.end });
    words = [];
  };
  let at = start;
  while (at < end) {
    const character = text[at]!;
    const lineEnd = continuationEnd(text, at, end);
    if (lineEnd !== undefined) at = lineEnd;
    else if (
      character === "\n" &&
      words.length > 0 &&
      FLAG_LINE.test(text.slice(at + 1, Math.min(end, at + 60)))
    )
      at++;
    else if (character === "+" && (at === start || text[at - 1] === "\n"))
      at++; // a line added by a patch
    else if (ENDS.has(character)) {
      close();
      at++;
    } else if (/\s/.test(character)) at++;
    else if (character === "#" && !words.some(({ end: last }) => last === at)) at = lineEndOf(text, at, end);
    else {
      const word = readWord(text, at, end);
      words.push(word);
      at = word.end;
    }
  }
  close();
  return commands;
}

function lineEndOf(text: string, at: number, end: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 || found > end ? end : found;
}

/** Where the next line begins, if the character at `at` joins two lines. */
function continuationEnd(text: string, at: number, end: number): number | undefined {
  if (!CONTINUATIONS.has(text[at]!)) return undefined;
  let after = at + 1;
  while (after < end && (text[after] === " " || text[after] === "\r" || text[after] === "\t")) after++;
  return text[after] === "\n" ? after + 1 : undefined;
}

/** A quotation mark without its fellow within so many characters is an apostrophe. */
const LONGEST_QUOTED = 2000;

function readWord(text: string, from: number, end: number): Word {
  let value = "";
  let at = from;
  while (at < end) {
    const character = text[at]!;
    if (/\s/.test(character) || ENDS.has(character)) break;
    if (character === "'" || character === '"') {
      const close = text.indexOf(character, at + 1);
      if (close > at && close < Math.min(end, at + LONGEST_QUOTED)) {
        value += text.slice(at + 1, close);
        at = close + 1;
        continue;
      }
    }
    if (character === "\\" && at + 1 < end) {
      if (continuationEnd(text, at, end) !== undefined) break;
      if (/["'\\ $]/.test(text[at + 1]!)) {
        value += text[at + 1];
        at += 2;
        continue;
      }
    }
    value += character;
    at++;
  }
  return { text: value, start: from, end: Math.max(at, from + 1) };
}

/**
 * The words of text[start, end) where line breaks part nothing: the value of a key in a configuration file. Items'
 * dashes, brackets, commas and comments are no words; an item that holds several words is several.
 */
export function wordsOf(text: string, start: number, end: number): Word[] {
  const words: Word[] = [];
  let at = start;
  let fresh = true;
  while (at < end) {
    const character = text[at]!;
    const lineEnd = continuationEnd(text, at, end);
    if (lineEnd !== undefined) at = lineEnd;
    else if (character === "\n") {
      fresh = true;
      at++;
    } else if (/[\s,;[\]|&()]/.test(character)) at++;
    else if (fresh && character === "-" && /\s/.test(text[at + 1] ?? "")) at++;
    else if (character === "#") at = lineEndOf(text, at, end);
    else {
      const word = readWord(text, at, end);
      const plain = word.text.replace(/[,\]]{1,2}$/, "");
      words.push(...splitWord({ ...word, text: plain }));
      at = word.end;
      fresh = false;
    }
  }
  return words;
}

/** A quoted string of several words (`"-m model.gguf -ngl 99"`) as its words; each keeps the place of the whole. */
export function splitWord(word: Word): Word[] {
  if (word.text.length > LONGEST_QUOTED || !/(?:^|\s)-{1,2}[A-Za-z]/.test(word.text) || !/\s/.test(word.text))
    return [word];
  return word.text
    .split(/\s+/)
    .filter((part) => part !== "")
    .map((part) => ({ ...word, text: part }));
}
