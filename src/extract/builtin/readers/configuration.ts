/** Reads configuration files: keys and environment variables that set up an engine. Knows nothing of commands. */

import { regex } from "../../../record/regex.ts";
import { resolveFlag } from "../../../record/vocabulary/flags.ts";
import { resolveKvCacheType } from "../../../record/vocabulary/kv-cache-types.ts";
import type { Findings } from "../findings.ts";
import { modelInPath } from "../names.ts";
import { programOfImage } from "./programs.ts";

const LINE = regex()`
  ^[ \t]{0,24}(?:-[ \t]{1,3})?(?:Environment=)?(?:
    PARAMETER[ \t]{1,4}|(?:export|setx?|SET|ENV|launchctl setenv)[ \t]{1,4}|\$env:
  )?"?([A-Za-z][A-Za-z0-9_-]{2,40})"?[ \t]{0,4}(?::|=|[ \t])[ \t]{0,4}"?([^"#\n]{1,200}?)"?[ \t]{0,4}
  (?:[#;,].*)?$
`;
/** Arguments of Python interfaces whose names are not the command's. */
const ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ["n_ctx", "ctx-size"],
  ["num_gpu", "n-gpu-layers"],
  ["model_path", "model"],
  ["model_name", "model"],
]);
const FROM = /^FROM[ \t]{1,4}(\S{3,200})$/;

/** The configuration that the lines of text[start, end) state. Commented lines state nothing. */
export function readConfiguration(text: string, start: number, end: number): Findings {
  const findings: Findings = {};
  let at = start;
  for (const line of text.slice(start, end).split("\n")) {
    readLine(line, at, findings);
    at += line.length + 1;
  }
  return findings;
}

function readLine(line: string, offset: number, findings: Findings): void {
  if (line.length > 400) return;
  const span = { start: offset + line.length - line.trimStart().length, end: offset + line.trimEnd().length };
  const from = FROM.exec(line);
  if (from) {
    const read = modelInPath(from[1]!);
    if (read === undefined) return;
    findings.model = { value: read.model, ...span };
    if (read.quantization !== undefined) findings.quantization = { value: read.quantization, ...span };
    return;
  }
  const match = LINE.exec(line);
  if (!match) return;
  const [, key, value] = match;
  const program = key === "image" && value !== undefined ? programOfImage(value) : undefined;
  if (program !== undefined) {
    findings.engine ??= { value: program.engine, ...span };
    const version = /:v(\d{1,4}(?:\.\w{1,12}){1,4})$/.exec(value!)?.[1];
    if (version !== undefined) findings.version ??= { value: version, ...span, of: program.engine };
  }
  const meaning = resolveFlag(key!) ?? resolveFlag(`--${ARGUMENTS.get(key!) ?? key!.replaceAll("_", "-")}`);
  if (meaning === undefined || value === undefined) return;
  const words = value.trim();
  if (/^OLLAMA_|^num_ctx$/.test(key!) && (meaning.engines.includes("ollama") || /^PARAMETER/.test(line)))
    findings.engine ??= { value: "ollama", ...span };
  if (meaning.field === "model.file" || meaning.field === "model.repository") {
    const read = modelInPath(words);
    if (read === undefined) return;
    findings.model ??= { value: read.model, ...span };
    if (read.quantization !== undefined) findings.quantization ??= { value: read.quantization, ...span };
    return;
  }
  const number = /^\d{1,8}[kK]?$/.test(words)
    ? Number.parseInt(words, 10) * (/k$/i.test(words) ? 1024 : 1)
    : undefined;
  const field = NUMBER_FIELDS.get(meaning.field);
  if (field !== undefined && number !== undefined && number >= LEAST[field])
    findings[field] ??= { value: number, ...span };
  else if (meaning.field === "config.kvCacheType") {
    const type = resolveKvCacheType(words);
    const bits = /^cache_mode$/.test(key!) && /^(?:[2-8],[2-8]|Q[468]|FP16)$/i.test(words);
    if (bits) findings.kvCacheType ??= { value: words, ...span };
    else if (type !== null && type.name !== "auto") findings.kvCacheType ??= { value: type.name, ...span };
  } else if (meaning.field === "config.flashAttention" && /^(?:1|0|true|false|on|off)$/i.test(words))
    findings.flashAttention ??= { value: /^(?:1|true|on)$/i.test(words), ...span };
  else if (meaning.field === "config.speculative") {
    const draft = modelInPath(words)?.model.name;
    if (draft) findings.speculative ??= { value: draft, ...span };
  }
}

const NUMBER_FIELDS: ReadonlyMap<string, "contextLength" | "gpuLayers" | "tensorParallel" | "concurrency"> =
  new Map([
    ["config.contextLength", "contextLength"],
    ["config.gpuLayers", "gpuLayers"],
    ["config.tensorParallel", "tensorParallel"],
    ["config.concurrency", "concurrency"],
  ]);

const LEAST = { contextLength: 256, gpuLayers: 0, tensorParallel: 1, concurrency: 1 };
