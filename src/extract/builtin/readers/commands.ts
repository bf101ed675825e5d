/**
 * Reads the command lines that run a model: engine, model, weights and configuration from program and flags. Knows
 * nothing of what the command gave, nor of hardware.
 */
import { type FlagEntry, resolveFlag } from "../../../record/vocabulary/flags.ts";
import { resolveKvCacheType } from "../../../record/vocabulary/kv-cache-types.ts";
import { resolveQuantization } from "../../../record/vocabulary/resolve-quantization.ts";
import type { Fact, Findings } from "../findings.ts";
import { modelInPath, repositoryIn } from "../names.ts";
import { type EmbeddedCommand, embeddedCommands } from "./embedded-commands.ts";
import { type Program, programOf, programOfImage } from "./programs.ts";
import { type PythonCall, pythonCalls } from "./python-calls.ts";
import { type ShellCommand, shellCommands, type Word } from "./shell-words.ts";
import { type Variables, variablesIn, withVariables } from "./variables.ts";

/** One command that runs a model, and what it states. */
export interface CommandReading {
  start: number;
  end: number;
  findings: Findings;
  /** A benchmark tool rather than a server or a chat. */
  bench: boolean;
}

/** Commands in text[start, end) that run a model, in order. Flags alone, without a program, give none. */
export function readCommands(text: string, start: number, end: number): CommandReading[] {
  const variables = variablesIn(text, start, end);
  const embedded = embeddedCommands(text, start, end);
  const parts = new Set(partsNamed(text.slice(start, end), variables));
  const plain = outside(shellCommands(text, start, end), embedded).filter(
    ({ words }) => !words.some((word) => parts.has(word.start)),
  );
  const calls = pythonCalls(text, start, end).map((call) => readCall(text, call));
  return [...embedded, ...plain]
    .flatMap((command) => readCommand(text, command, variables) ?? [])
    .concat(calls)
    .sort((a, b) => a.start - b.start);
}

/** The commands that no value of a configuration file holds; both lists are in the order of the text. */
function outside(commands: readonly ShellCommand[], embedded: readonly EmbeddedCommand[]): ShellCommand[] {
  let place = 0;
  return commands.filter((command) => {
    while (place < embedded.length && embedded[place]!.body.end <= command.start) place++;
    const held = embedded[place];
    return held === undefined || command.end <= held.body.start;
  });
}

/** Where the parts of commands begin that have a name and are used by it: they are no commands by themselves. */
const partsNamed = (code: string, variables: Variables) =>
  [...variables].flatMap(([name, [first]]) =>
    first !== undefined && (code.includes(`\${${name}`) || code.includes(`$${name}`)) ? [first.start] : [],
  );

/** A call of Python code; it is no command line, and none is given. */
function readCall(text: string, { engine, name, words, start, end }: PythonCall): CommandReading {
  const findings: Findings = { engine: { ...fact(engine, name), of: "program" } };
  readFlags(text, words, { engine }, findings);
  return { start, end, findings, bench: false };
}

const ASSIGNMENT = /^(?:\$?env:)?([A-Z][A-Z0-9_]{2,60})=(.*)$/s;

/** Programs that build, fetch or end things: what is named after them runs no model. */
const RUNS_NOTHING = /^(?:cmake|make|git|pip|apt|cd|wget|curl|killall|pkill|which|tail|cat)$/;

/** Which word runs the model; -1: the image or the service that the command is written under does. */
function locateProgram(text: string, words: readonly Word[], command: ShellCommand | EmbeddedCommand) {
  for (const [at, word] of words.entries()) {
    const program = programOf(word.text);
    if (program === undefined) continue;
    if (program.verbs !== undefined && !program.verbs.includes(words[at + 1]?.text ?? "")) continue;
    return { at, program };
  }
  const runs = words.some(({ text: word }) => word === "run" || word === "create");
  const container = runs && words.some(({ text: word }) => /^(?:docker|podman|nerdctl)$/.test(word));
  for (const [at, word] of container ? words.entries() : []) {
    const program = programOfImage(word.text);
    if (program !== undefined) return { at, program };
  }
  if (!("body" in command) || !words.some(({ text: word }) => word.startsWith("-"))) return undefined;
  const image = command.image === undefined ? undefined : programOfImage(command.image.text);
  if (image !== undefined) return { at: -1, program: image };
  const service = SERVICE.exec(text.slice(Math.max(0, command.body.start - 600), command.body.start))?.[1];
  return service === undefined ? undefined : { at: -1, program: { engine: service.replace("-cpp", ".cpp") } };
}

/** The NixOS module that the arguments are given to. */
const SERVICE = /services\.(llama-cpp|vllm|sglang|koboldcpp)\b(?![\s\S]{0,600}services\.)/;

function readCommand(
  text: string,
  command: ShellCommand | EmbeddedCommand,
  variables: Variables,
): CommandReading | undefined {
  const { words } = withVariables(command, variables);
  const located = locateProgram(text, words, command);
  if (located === undefined) return undefined;
  const { at: place, program } = located;
  const beforeProgram = words.slice(0, Math.max(0, place));
  if (beforeProgram.some((word) => RUNS_NOTHING.test(word.text))) return undefined;
  const rest = words.slice(place + 1);
  if (rest.length === 0) return undefined;
  const embedded = "body" in command ? command : undefined;
  const named = words[place] ?? embedded?.image ?? command;
  const explicit = place >= 0 && /(?:^|[/\\])llama\.cpp[/\\-]/i.test(words[place]!.text);
  const engine = { ...fact(program.engine, named), of: explicit ? undefined : "program" };
  const findings: Findings = { engine };
  for (const word of [...(embedded?.environment ?? []), ...beforeProgram]) {
    const assignment = ASSIGNMENT.exec(word.text);
    if (assignment)
      setFlag({
        findings,
        flag: assignment[1]!,
        at: word,
        value: { ...word, text: assignment[2]! },
        program,
      });
  }
  readModelWord(text, program, rest, findings);
  readFlags(text, rest, program, findings);
  if (findings.model === undefined) readAlias(text, rest, findings);
  if (embedded !== undefined && findings.model === undefined) readModelBeside(text, embedded, findings);
  const first = command.words.find((word) => !PROMPT_SIGN.test(word.text)) ?? command.words[0]!;
  const asWritten = embedded === undefined && words.length === command.words.length;
  findings.command = {
    value: asWritten ? onOneLine(text.slice(first.start, command.end)) : words.map(quoted).join(" "),
    start: first.start,
    end: command.end,
  };
  const bench =
    (place >= 0 && /bench|generate|perplexity/.test(words[place]!.text)) || rest[0]?.text === "bench";
  return { start: first.start, end: command.end, findings, bench };
}

/** The name under which a server offers a model whose path says nothing. */
function readAlias(text: string, rest: readonly Word[], findings: Findings): void {
  const at = rest.findIndex(({ text: word }) => /^(?:--served-model-name|--alias|-a)$/.test(word));
  const name = rest[at + 1];
  if (at >= 0 && name !== undefined && /\d\s?b\b/i.test(name.text)) setModel(text, name, findings);
}

/** `model = "/models/…gguf";` beside the other arguments of a service. */
function readModelBeside(text: string, { body }: EmbeddedCommand, findings: Findings): void {
  const from = Math.max(0, body.start - 300);
  const match = /\bmodel\s{0,3}=\s{0,3}"([^"\n]{4,200})";[^{}]{0,200}$/.exec(text.slice(from, body.start));
  if (match === null) return;
  const start = from + match.index + match[0].indexOf(match[1]!);
  setModel(text, { text: match[1]!, start, end: start + match[1]!.length }, findings);
}

const PROMPT_SIGN = /^(?:[$#%>❯➜]|PS>?|C:\\>|time|sudo)$/;

const quoted = ({ text }: Word) => (/\s/.test(text) ? `'${text}'` : text);

/** A command as it would be typed: continuation lines joined. */
const onOneLine = (words: string) =>
  words.replace(/(?:[ \t]{0,80}[\\^`])?[ \t]{0,80}\r?\n\+?[ \t]{0,80}/g, " ").replace(/^ExecStart=/, "");

/** Flags in running text or in a code span (`-ngl 99 -fa -c 8192`), read as llama.cpp's unless an engine is given. */
export function readBareFlags(text: string, start: number, end: number, engine = "llama.cpp"): Findings {
  const findings: Findings = {};
  for (const { words } of shellCommands(text, start, end)) {
    const bare = words.map((word) => ({
      ...word,
      text: word.text.replace(/^[`(*]{1,3}|[`),:;.*]{1,3}$/g, ""),
    }));
    readFlags(text, bare, { engine }, findings);
  }
  return findings;
}

/** What a flag and its value state that stand in places of their own, such as two cells of a table. */
export function readFlagPair(text: string, words: readonly Word[], engine = "llama.cpp"): Findings {
  const findings: Findings = {};
  readFlags(text, words, { engine }, findings);
  return findings;
}

const fact = <Value>(value: Value, at: { start: number; end: number }): Fact<Value> => ({
  value,
  start: at.start,
  end: at.end,
});

function readModelWord(text: string, program: Program, rest: readonly Word[], findings: Findings): void {
  if (!program.modelFirst) return;
  const verbless = program.verbs?.includes(rest[0]?.text ?? "") ? rest.slice(1) : rest;
  const word = verbless.find(
    (each, at) => !each.text.startsWith("-") && !verbless[at - 1]?.text.startsWith("-"),
  );
  if (word !== undefined && word.text !== "serve") setModel(text, word, findings);
}

function readFlags(text: string, words: readonly Word[], program: Program, findings: Findings): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!/^-{1,2}[A-Za-z]/.test(word.text)) continue;
    const equals = word.text.indexOf("=");
    const flag = equals > 0 ? word.text.slice(0, equals) : word.text;
    const next = words[at + 1];
    const value =
      equals > 0
        ? { ...word, text: word.text.slice(equals + 1) }
        : next !== undefined && !/^-{1,2}[A-Za-z]/.test(next.text)
          ? next
          : undefined;
    setFlag({ findings, flag, at: word, value, program, text });
  }
}

interface FlagUse {
  findings: Findings;
  flag: string;
  at: Word;
  value: Word | undefined;
  program: Program;
  text?: string;
}

function setFlag({ findings, flag, at, value, program, text = "" }: FlagUse): void {
  const meaning = resolveFlag(flag, program.engine);
  if (meaning === undefined) return;
  const apart = value !== undefined && (value.start < at.start || value.start > at.end + 400);
  const span = apart ? value : { start: at.start, end: value?.end ?? at.end };
  const words = value?.text.replace(/,$/, "");
  switch (meaning.field) {
    case "model.file":
    case "model.repository":
      if (value !== undefined) setModel(text, value, findings);
      return;
    case "model.quantization": {
      const read = words === undefined ? null : resolveQuantization(words);
      if (read !== null) findings.quantization ??= fact(read.name, span);
      return;
    }
    case "config.flashAttention":
      if (words?.includes(",")) return;
      findings.flashAttention = fact(!/^(?:0|off|false|no|disabled)$/i.test(words ?? "on"), span);
      return;
    case "config.kvCacheType": {
      const level = flag === "--quantkv" ? KOBOLD_CACHE[Number(words)] : undefined;
      const type = words === undefined ? null : resolveKvCacheType(level ?? words);
      if (type !== null && type.name !== "auto") findings.kvCacheType = fact(type.name, span);
      return;
    }
    case "config.speculative": {
      const names = value !== undefined && (/\d|[/.{]/.test(value.text) || flag === "--spec-type");
      const draft = names ? draftName(value.text) : "draft model";
      findings.speculative = fact(draft, span);
      return;
    }
    case "extra.overrideTensor":
    case "extra.splitMode":
    case "extra.runTimeRepack":
    case "extra.cpuMoe":
    case "extra.cpuMoeLayers":
    case "extra.expertParallel":
    case "extra.pipelineParallel":
    case "extra.noKvOffload":
    case "extra.enforceEager": {
      const placement = [findings.placement?.value, `${flag} ${words ?? ""}`.trim()]
        .filter(Boolean)
        .join(" ");
      findings.placement = {
        value: placement,
        start: findings.placement?.start ?? span.start,
        end: span.end,
      };
      return;
    }
    case "extra.rpcHosts":
      if (words !== undefined) findings.nodes = fact(words.split(",").length + 1, span);
      return;
    default:
      setNumber(meaning, findings, words, span);
  }
}

/** koboldcpp numbers its cache types. */
const KOBOLD_CACHE = ["f16", "q8_0", "q4_0"];

function draftName(value: string): string {
  const method = /"method"\s{0,3}:\s{0,3}"([a-z0-9_-]{2,30})"/i.exec(value)?.[1];
  if (method !== undefined) return method;
  return modelInPath(value)?.model.name ?? value.slice(0, 120);
}

const NUMBER_FIELDS = new Map([
  ["config.contextLength", "contextLength"],
  ["config.gpuLayers", "gpuLayers"],
  ["config.tensorParallel", "tensorParallel"],
  ["config.concurrency", "concurrency"],
] as const);

function setNumber(
  meaning: FlagEntry,
  findings: Findings,
  words: string | undefined,
  span: { start: number; end: number },
): void {
  const field = NUMBER_FIELDS.get(meaning.field as "config.gpuLayers");
  if (field === undefined || words === undefined) return;
  const match = /^(-?\d{1,8})(?:[kK]$|$)/.exec(words);
  if (!match) return;
  const value = Number(match[1]) * (/k$/i.test(words) ? 1024 : 1);
  if (value < 0 || (value === 0 && field !== "gpuLayers")) return;
  findings[field] = fact(value, span);
}

function setModel(text: string, word: Word, findings: Findings): void {
  const repository = repositoryIn(word.text);
  if (repository !== undefined) {
    const at = text.indexOf(repository, word.start);
    if (at >= word.start && at < word.end)
      findings.repository ??= { value: repository, start: at, end: at + repository.length };
  }
  const read = modelInPath(word.text);
  if (read === undefined) return;
  findings.model ??= fact(read.model, word);
  if (read.quantization !== undefined) findings.quantization ??= fact(read.quantization, word);
}
