/** Reads configuration files: keys and environment variables that set up an engine. Knows nothing of commands. */
import { resolveFlag } from "../../../record/vocabulary/flags.ts";
import { resolveKvCacheType } from "../../../record/vocabulary/kv-cache-types.ts";
import type { Findings } from "../findings.ts";
import { modelInPath } from "../names.ts";

const LINE =
  /^[ \t]{0,24}(?:-[ \t]{1,3})?(?:Environment=)?(?:PARAMETER[ \t]{1,4}|export[ \t]{1,4}|set[ \t]{1,4}|ENV[ \t]{1,4})?"?([A-Za-z][A-Za-z0-9_-]{2,40})"?[ \t]{0,4}(?::|=|[ \t])[ \t]{0,4}"?([^"#\n]{1,200}?)"?[ \t]{0,4}(?:[#;,].*)?$/;
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
  const meaning = resolveFlag(key!) ?? resolveFlag(`--${ARGUMENTS.get(key!) ?? key!.replaceAll("_", "-")}`);
  if (meaning === undefined || value === undefined) return;
  const words = value.trim();
  if (meaning.field === "model.file" || meaning.field === "model.repository") {
    const read = modelInPath(words);
    if (read === undefined) return;
    findings.model ??= { value: read.model, ...span };
    if (read.quantization !== undefined) findings.quantization ??= { value: read.quantization, ...span };
  } else if (meaning.field === "config.contextLength" && /^\d{3,8}$/.test(words))
    findings.contextLength ??= { value: Number(words), ...span };
  else if (meaning.field === "config.kvCacheType") {
    const type = resolveKvCacheType(words);
    if (type !== null && type.name !== "auto") findings.kvCacheType ??= { value: type.name, ...span };
  } else if (meaning.field === "config.flashAttention" && /^(?:1|0|true|false|on|off)$/i.test(words))
    findings.flashAttention ??= { value: /^(?:1|true|on)$/i.test(words), ...span };
  else if (meaning.field === "config.gpuLayers" && /^\d{1,4}$/.test(words))
    findings.gpuLayers ??= { value: Number(words), ...span };
  else if (meaning.field === "config.tensorParallel" && /^\d{1,3}$/.test(words))
    findings.tensorParallel ??= { value: Number(words), ...span };
}
