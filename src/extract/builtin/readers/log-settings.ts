/**
 * Reads what engines print about how they were set up: context, cache type, flash attention and weights of llama.cpp,
 * the configuration line of vLLM and SGLang. Works line by line; speeds are not its matter.
 */

import { regex } from "../../../record/regex.ts";
import { resolveFlag } from "../../../record/vocabulary/flags.ts";
import { resolveKvCacheType } from "../../../record/vocabulary/kv-cache-types.ts";
import { resolveQuantization } from "../../../record/vocabulary/resolve-quantization.ts";
import type { Findings } from "../findings.ts";

type Reading = (match: RegExpExecArray) => Findings;

const at = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length });

const LINES: readonly (readonly [pattern: RegExp, read: Reading])[] = [
  [
    // ollama ps: name, id, size, processor, context
    regex()`
      ^\S{2,80}\s{1,20}[0-9a-f]{12}\s{1,12}[\d.]{1,6} [MG]B\s{1,12}\d{1,3}%(?:/\d{1,3}%)?[ ]
      (?:CPU/GPU|GPU|CPU)\s{1,12}(\d{3,8})(?= |$)
    `,
    (match) => ({ contextLength: { value: Number(match[1]), ...at(match) } }),
  ],
  [
    /\bllama_(?:new_)?context\w{0,24}: n_ctx\s{1,12}= (\d{3,8})\b/,
    (match) => ({ contextLength: { value: Number(match[1]), ...at(match) } }),
  ],
  [
    /\bflash_attn\s{1,12}= (0|1|enabled|disabled)\b/,
    (match) => ({ flashAttention: { value: /^(?:1|e)/.test(match[1]!), ...at(match) } }),
  ],
  [
    /\bK \(([a-z0-9_]{2,8})\): {1,6}[\d.]{1,10} MiB/,
    (match) => {
      const type = resolveKvCacheType(match[1]!);
      return type === null ? {} : { kvCacheType: { value: type.name, ...at(match) } };
    },
  ],
  [
    /\b(?:model ftype|file type)\s{1,12}= ([A-Z][A-Z0-9_]{1,10})(?: - (Small|Medium|Large))?/,
    (match) => {
      const size = match[2] === undefined ? "" : `_${match[2][0]}`;
      const read = resolveQuantization(`${match[1]}${match[1]!.endsWith("_K") ? size : ""}`);
      return read === null ? {} : { quantization: { value: read.name, ...at(match) } };
    },
  ],
];

/** What one line of a log says of the setup; offsets are those of the document, `offset` the line's place in it. */
export function readSettingsLine(line: string, offset: number): Findings {
  if (line.length > 4000 || !/[=(:%]/.test(line)) return {};
  const found: Findings = {};
  for (const [pattern, read] of LINES) {
    const match = pattern.exec(line);
    if (match !== null) Object.assign(found, moved(read(match), offset));
  }
  return CONFIGURATION.test(line) ? { ...found, ...readPairs(line, offset) } : found;
}

function moved(findings: Findings, offset: number): Findings {
  return Object.fromEntries(
    Object.entries(findings).map(([field, fact]) => [
      field,
      { ...fact, start: fact.start + offset, end: fact.end + offset },
    ]),
  );
}

/** The lines by which a server says with what it starts. */
const CONFIGURATION = /\bLLM engine \(v|\bnon-default args: |\bserver_args=|\bServerArgs\(/;
const PAIR = /['"]?\b([a-z][a-z_]{1,40})['"]?\s?[=:]\s?['"]?([\w./-]{1,120})/g;
const NUMBERS = new Map([
  ["config.contextLength", "contextLength"],
  ["config.tensorParallel", "tensorParallel"],
] as const);

/** Of all that such a line lists, what a person sets: a context, several cards, a cache type of its own. */
function readPairs(line: string, offset: number): Findings {
  const found: Findings = {};
  for (const match of line.matchAll(PAIR)) {
    const [, key, value] = match;
    const option = key === "max_seq_len" ? "max-model-len" : key!.replaceAll("_", "-");
    const entry = resolveFlag(`--${option}`, "vllm");
    const place = { start: offset + match.index, end: offset + match.index + match[0].length };
    const field = NUMBERS.get(entry?.field as "config.contextLength");
    const number = Number(value);
    if (field !== undefined && Number.isInteger(number) && number > 1)
      found[field] ??= { value: number, ...place };
    else if (entry?.field === "config.kvCacheType") {
      const type = resolveKvCacheType(value!);
      if (type !== null && type.name !== "auto") found.kvCacheType ??= { value: type.name, ...place };
    }
  }
  return found;
}
