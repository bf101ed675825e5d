/**
 * Follows the names that scripts and configuration files give to parts of a command: `MODEL=…` of a shell, `set CTX=…`,
 * PowerShell's `$model = …`, arrays of arguments and llama-swap's macros. Knows nothing of what the words mean.
 */
import { regex } from "../../../record/regex.ts";
import { type ShellCommand, type Word, wordsOf } from "./shell-words.ts";

/** The words that each name stands for, with the places where they are written. */
export type Variables = ReadonlyMap<string, readonly Word[]>;

const ASSIGNED = regex()`
  ^[ \t]{0,24}(?:export[ \t]{1,4}|(?:set|SET)[ \t]{1,4}"?|local[ \t]{1,4}|readonly[ \t]{1,4}|\$)?
  ([A-Za-z_][A-Za-z0-9_]{1,40})[ \t]?=[ \t]?(.{0,1000})$
`;
const MACRO = /^([ \t]{1,24})["']?([A-Za-z][\w-]{1,40})["']?:[ \t]{0,4}(.{0,1000})$/;
const LONGEST_ARRAY = 3000;
const MOST_NAMES = 200;

/** The names that text[start, end) gives to words. */
export function variablesIn(text: string, start: number, end: number): Variables {
  const found = new Map<string, readonly Word[]>();
  let at = start;
  let macros = -1;
  if (!/[$%@]/.test(text.slice(start, end))) return found;
  for (const line of text.slice(start, end).split("\n")) {
    const next = at + line.length + 1;
    if (found.size >= MOST_NAMES) break;
    if (/^[ \t]{0,24}macros:\s*$/.test(line)) macros = line.search(/\S/);
    else if (macros >= 0 && line.trim() !== "" && line.search(/\S/) <= macros) macros = -1;
    const assigned = ASSIGNED.exec(line);
    const macro = macros >= 0 ? MACRO.exec(line) : null;
    if (assigned !== null && !/^--/.test(assigned[2]!)) {
      const from = at + line.length - assigned[2]!.length;
      const open = /^@?\(/.exec(assigned[2]!);
      const close = open === null ? -1 : text.slice(from, Math.min(end, from + LONGEST_ARRAY)).indexOf(")");
      const till = close > 0 ? from + close : at + line.length;
      const words = wordsOf(text, from + (open?.[0].length ?? 0), till);
      const whole = open === null ? wholeValue(text, from, at + line.length) : undefined;
      if (words.length > 0) found.set(assigned[1]!, whole === undefined ? words : [whole]);
    } else if (macro !== null) {
      const from = at + line.length - macro[3]!.length;
      const body =
        /^[|>][+-]?\s*$/.test(macro[3]!) || macro[3] === ""
          ? deeper(text, next, end, macro[1]!)
          : at + line.length;
      const words = wordsOf(text, from + (body > at + line.length ? macro[3]!.length : 0), body);
      if (words.length > 0) found.set(macro[2]!, words);
    }
    at = next;
  }
  return found;
}

/** One value without options in it, such as a path: kept whole. */
function wholeValue(text: string, from: number, to: number): Word | undefined {
  const words = wordsOf(text, from, to);
  return words.length === 1 ? words[0] : undefined;
}

/** Where the lines end that stand deeper than a macro's name. */
function deeper(text: string, from: number, end: number, indent: string): number {
  let at = from;
  while (at < end) {
    const found = text.indexOf("\n", at);
    const lineEnd = found < 0 || found > end ? end : found;
    const line = text.slice(at, lineEnd);
    if (line.trim() !== "" && line.search(/\S/) <= indent.length) break;
    at = lineEnd + 1;
  }
  return Math.min(at - 1, end);
}

const NAME =
  /^(?:\$\{?(?:env:)?([A-Za-z_][\w-]{1,40})(?:\[@\])?\}?|%([A-Za-z_]\w{1,40})%|@([A-Za-z_]\w{1,40}))$/;
const INSIDE = /\$\{([A-Za-z_][\w-]{1,40})\}|\$([A-Za-z_]\w{1,40})|%([A-Za-z_]\w{1,40})%/;

/** A command with the names in it replaced by their words, which keep the places where they are written. */
export function withVariables(command: ShellCommand, variables: Variables): ShellCommand {
  if (variables.size === 0) return command;
  const words = command.words.flatMap((word) => expanded(word, variables, 3));
  return { ...command, words };
}

function expanded(word: Word, variables: Variables, depth: number): readonly Word[] {
  if (depth === 0 || word.text.length > 400) return [word];
  const [, shell, batch, splat] = NAME.exec(word.text) ?? [];
  const whole = variables.get(shell ?? batch ?? splat ?? "");
  if (whole !== undefined) return whole.flatMap((each) => expanded(each, variables, depth - 1));
  const inside = INSIDE.exec(word.text);
  const value = inside === null ? undefined : variables.get(inside[1] ?? inside[2] ?? inside[3] ?? "");
  if (inside === null || value?.length !== 1) return [word];
  const [only] = value;
  const text = word.text.replace(inside[0], () => only!.text);
  // A flag with its value in it stays where it stands; a bare value is read where it is written.
  return expanded({ text, start: only!.start, end: only!.end }, variables, depth - 1);
}
