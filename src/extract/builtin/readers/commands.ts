/**
 * Reads the command lines that run a model: engine, model, weights and configuration from program and flags. Knows
 * nothing of what the command gave, nor of hardware.
 */
import { type FlagEntry, resolveFlag } from "../../../record/vocabulary/flags.ts";
import { resolveKvCacheType } from "../../../record/vocabulary/kv-cache-types.ts";
import { resolveQuantization } from "../../../record/vocabulary/resolve-quantization.ts";
import type { Fact, Findings } from "../findings.ts";
import { modelInPath, repositoryIn } from "../names.ts";
import { type Program, programOf } from "./programs.ts";
import { type ShellCommand, shellCommands, type Word } from "./shell-words.ts";

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
  const readings: CommandReading[] = [];
  for (const command of shellCommands(text, start, end)) {
    const reading = readCommand(text, command);
    if (reading !== undefined) readings.push(reading);
  }
  return readings;
}

const ASSIGNMENT = /^(?:\$?env:)?([A-Z][A-Z0-9_]{2,60})=(.*)$/s;

function readCommand(text: string, command: ShellCommand): CommandReading | undefined {
  const { words } = command;
  let place = -1;
  let program: Program | undefined;
  for (const [at, word] of words.entries()) {
    const found = programOf(word.text);
    if (found === undefined) continue;
    const next = words[at + 1]?.text ?? "";
    if (found.verbs !== undefined && !found.verbs.includes(next)) continue;
    place = at;
    program = found;
    break;
  }
  if (program === undefined) return undefined;
  const beforeProgram = words.slice(0, place);
  if (
    beforeProgram.some((word) =>
      /^(?:cmake|make|git|pip|apt|cd|wget|curl|killall|pkill|which|tail|cat)$/.test(word.text),
    )
  )
    return undefined;
  const rest = words.slice(place + 1);
  const explicit = /(?:^|[/\\])llama\.cpp[/\\-]/i.test(words[place]!.text);
  const engine = { ...fact(program.engine, words[place]!), of: explicit ? undefined : "program" };
  const findings: Findings = { engine };
  for (const word of beforeProgram) {
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
  if (rest.length === 0) return undefined;
  const first = words.find((word) => !/^(?:[$#%>❯➜]|PS>?|C:\\>|time|sudo)$/.test(word.text)) ?? words[0]!;
  findings.command = { value: text.slice(first.start, command.end), start: first.start, end: command.end };
  const bench = /bench|generate|perplexity/.test(words[place]!.text) || rest[0]?.text === "bench";
  return { start: first.start, end: command.end, findings, bench };
}

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
  const span = { start: at.start, end: value?.end ?? at.end };
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
      const type = words === undefined ? null : resolveKvCacheType(words);
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
