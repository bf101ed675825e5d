/**
 * Finds the commands that configuration files hold: `command:` and `args:` of compose and Kubernetes, `cmd:` of
 * llama-swap, `ExecStart=`, Nix's `cmd = [ … ]`. Knows how such values are written, nothing of what the words mean.
 */
import { regex } from "../../../record/regex.ts";
import { type ShellCommand, type Word, wordsOf } from "./shell-words.ts";

/** A command in a configuration file, with the image and the variables that stand beside it. */
export interface EmbeddedCommand extends ShellCommand {
  image: Word | undefined;
  environment: Word[];
  /** Where the value stands, to keep it from being read as shell once more. */
  body: { start: number; end: number };
}

const KEY = regex()`
  ^([ \t]{0,40})(?:- )?["']?(?:[A-Za-z-]{1,30}\.){0,4}(
    command|cmd|args|entrypoint|ExecStart|extraFlags|extraArgs|extraOptions|EXTRA_ARGS|LLAMA_ARGS|
    VLLM_ARGS
  )["']?[ \t]{0,8}[:=][ \t]{0,4}(.*)$
`;
const IMAGE =
  /^[ \t]{0,40}(?:- )?["']?image["']?[ \t]{0,8}[:=][ \t]{0,4}["']?([\w.${}-]{1,80}(?:[/:@][\w.${}-]{1,80}){1,6})/;
const ENVIRONMENT = regex()`
  ^[ \t]{0,40}(?:- )?["']?([A-Z][A-Z0-9_]{2,60})["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([\w./,-]{1,80})["']?;?
  [ \t]{0,4}$
`;
const KUBERNETES_NAME = /^[ \t]{0,40}(?:- )?(?:name|container_name|kind|apiVersion)[ \t]{0,4}:/;

interface Line {
  text: string;
  start: number;
}

const indentOf = (line: string) => line.length - line.trimStart().length;

/** The commands that the lines of text[start, end) hold under a key, in order; none in plain shell text. */
export function embeddedCommands(text: string, start: number, end: number): EmbeddedCommand[] {
  const lines = linesOf(text, start, end);
  const found: EmbeddedCommand[] = [];
  let image: (Word & { indent: number }) | undefined;
  let environment: Word[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^\s*(?:#|\/\/)/.test(line.text)) continue;
    const named = IMAGE.exec(line.text);
    if (named !== null) {
      const from = line.start + line.text.lastIndexOf(named[1]!);
      if (image !== undefined) environment = [];
      image = { text: named[1]!, start: from, end: from + named[1]!.length, indent: indentOf(line.text) };
      const held = found.at(-1);
      // Kubernetes and Nix may name the image after the arguments.
      if (held?.image === undefined && held !== undefined && near(lines, at, held)) held.image = image;
      continue;
    }
    const key = KEY.exec(line.text);
    if (key === null) {
      const variable = ENVIRONMENT.exec(line.text);
      if (variable !== null) {
        const from = line.start + line.text.indexOf(variable[1]!);
        const word = `${variable[1]}=${variable[2]}`;
        environment.push({ text: word, start: from, end: line.start + line.text.trimEnd().length });
      }
      continue;
    }
    const body = bodyOf(text, lines, at, key);
    const words = wordsOf(text, body.start, body.end);
    if (words.length === 0) continue;
    const before = found.at(-1);
    const goesOn = before !== undefined && before.image === image && image !== undefined && key[2] === "args";
    if (goesOn) {
      before.words.push(...words);
      before.end = words.at(-1)!.end;
      before.body.end = body.end;
    } else found.push({ words, start: words[0]!.start, end: words.at(-1)!.end, image, environment, body });
    while (lines[at + 1] !== undefined && lines[at + 1]!.start < body.end) at++;
  }
  return found;
}

/** The image belongs to the arguments just above it, with no other thing named between. */
function near(lines: readonly Line[], at: number, { body }: EmbeddedCommand): boolean {
  const between = lines.slice(Math.max(0, at - 12), at).filter(({ start }) => start >= body.end);
  return (
    between.every(({ text }) => !KEY.test(text)) && !between.some(({ text }) => KUBERNETES_NAME.test(text))
  );
}

function linesOf(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  let at = start;
  for (const line of text.slice(start, end).split("\n")) {
    lines.push({ text: line, start: at });
    at += line.length + 1;
  }
  return lines;
}

const LONGEST_BODY = 4000;

/** The value's range: the rest of the line, a bracketed or quoted stretch, or the deeper lines below. */
function bodyOf(text: string, lines: readonly Line[], at: number, key: RegExpExecArray) {
  const line = lines[at]!;
  const rest = key[3]!.trimEnd();
  const from = line.start + line.text.length - key[3]!.length;
  const last = lines.at(-1)!;
  const limit = Math.min(last.start + last.text.length, from + LONGEST_BODY);
  const closed = /^(?:with pkgs; )?(\[|@\(|'')/.exec(rest);
  if (closed !== null) {
    const open = from + rest.indexOf(closed[1]!) + closed[1]!.length;
    const close = text.slice(open, limit).indexOf(closed[1] === "[" ? "]" : closed[1] === "''" ? "''" : ")");
    if (close > 0) return { start: open, end: open + close };
  }
  if (rest !== "" && !/^[|>][+-]?\d?(?:\s+#.*)?$/.test(rest)) {
    let end = at;
    while (end < lines.length - 1 && goesOn(lines[end]!.text, lines[end + 1]!.text, indentOf(line.text)))
      end++;
    const close = lines[end]!;
    return { start: from, end: Math.min(limit, close.start + close.text.length) };
  }
  const indent = indentOf(line.text);
  let end = at;
  while (end < lines.length - 1 && isDeeper(lines[end + 1]!.text, indent)) end++;
  const close = lines[end]!;
  return { start: from + rest.length, end: Math.min(limit, close.start + close.text.length) };
}

const goesOn = (line: string, next: string, indent: number) =>
  /[\\^`]\s*$/.test(line) || (/^\s+["']?-{1,2}[A-Za-z]/.test(next) && indentOf(next) > indent);

/** Deeper than the key, or an item of its list at the same depth. */
const isDeeper = (line: string, indent: number) =>
  line.trim() === "" || indentOf(line) > indent || (indentOf(line) === indent && /^\s*-(?:\s|-)/.test(line));
