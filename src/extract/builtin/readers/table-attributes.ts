/** Reads a cell whose column says what it states (model, hardware, context …). Knows nothing of figures or other rows. */

import { regex } from "../../../record/regex.ts";
import { resolveBackend, resolveEngine } from "../../../record/vocabulary/engines.ts";
import { kvTypeName, resolveKvCacheType } from "../../../record/vocabulary/kv-cache-types.ts";
import { resolveAccelerator } from "../../../record/vocabulary/resolve-accelerator.ts";
import { resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import { resolveQuantization } from "../../../record/vocabulary/resolve-quantization.ts";
import type { Fact, Findings, NamedModel } from "../findings.ts";
import type { Cell } from "../layout/tables.ts";
import { modelInPath } from "../names.ts";
import { findingsIn, type Source } from "../source.ts";
import type { AttributeRole } from "./column-roles.ts";

const factOf = <Value>(value: Value, cell: Cell): Fact<Value> => ({
  value,
  start: cell.start,
  end: cell.end,
});

/** A whole number of tokens: `32K`, `131072`, `128k ctx`; k counts 1024. */
export function tokensIn(text: string): number | undefined {
  const match = /^\D{0,3}(\d{1,3}(?:[,.]\d{3})+|\d{1,9}(?:\.\d{1,3})?)\s?([kKmM])?(?:\b|$)/.exec(text);
  if (!match) return undefined;
  const figure = Number(match[1]!.replace(/[,.](?=\d{3}(?:\D|$))/g, ""));
  const unit = match[2]?.toLowerCase();
  const value = unit === "k" ? figure * 1024 : unit === "m" ? figure * 1024 * 1024 : figure;
  return Number.isInteger(value) && value >= 256 ? value : undefined;
}

const integerIn = (text: string) => {
  const match = /^\D{0,4}(\d{1,3}(?:,\d{3}){1,2}|\d{1,6})\b/.exec(text);
  return match ? Number(match[1]!.replaceAll(",", "")) : undefined;
};

const YES = /^(?:1|on|yes|true|✓|✅|enabled|y)$/i;
const NO = /^(?:0|off|no|false|✗|❌|disabled|n|-|–|none)$/i;

/** `MTP, 3 tokens`, `EAGLE-3 (k=4)`: how far it drafts is no part of a method's name. */
const DRAFT_LENGTH = /(?:,| \(|\s)\s?(?:[a-z_]{1,16}\s?=\s?)?\d{1,2}(?: (?:draft )?(?:tokens?|steps?))?\)?$/i;

type AttributeReader = (cell: Cell, source: Source) => Findings;

/** A processor that no vocabulary knows is called by a name with a number: `Snapdragon X2`, `4x A76, 2.4 GHz`. */
const CPU_NAME = /^(?:\d{1,2} ?[x×] ?)?[A-Z][\w-]{0,20}(?: [\w().,-]{1,20}){0,7}$/;

const READERS: Partial<Record<AttributeRole, AttributeReader>> = {
  context: (cell) => {
    const tokens = tokensIn(cell.text);
    return tokens === undefined ? {} : { contextLength: factOf(tokens, cell) };
  },
  concurrency: (cell) => {
    const count = integerIn(cell.text);
    return count === undefined || count === 0 ? {} : { concurrency: factOf(count, cell) };
  },
  "kv-cache": (cell) => {
    const written = cell.text.split(/[\s/,]+/).find((word) => resolveKvCacheType(word) !== null);
    return written === undefined ? {} : { kvCacheType: factOf(kvTypeName(written), cell) };
  },
  "flash-attention": (cell) => {
    if (YES.test(cell.text)) return { flashAttention: factOf(true, cell) };
    return NO.test(cell.text) ? { flashAttention: factOf(false, cell) } : {};
  },
  "gpu-layers": (cell) => {
    const layers = integerIn(cell.text);
    return layers === undefined ? {} : { gpuLayers: factOf(layers, cell) };
  },
  "tensor-parallel": (cell) => {
    const size = integerIn(cell.text);
    return size === undefined || size === 0 ? {} : { tensorParallel: factOf(size, cell) };
  },
  capacity: (cell) => {
    const size = /^(\d{1,4})/.exec(cell.text)?.[1];
    return size === undefined ? {} : { deviceMemory: factOf(Number(size), cell) };
  },
  "gpu-count": (cell, source) => {
    const ids = /^\d(?:\s?[,+]\s?\d){1,7}$/.test(cell.text) ? cell.text.match(/\d/g)! : [];
    if (ids.length > 1) return { deviceCount: factOf(ids.length, cell) };
    // The first card's number: one card.
    if (cell.text === "0") return { deviceCount: factOf(1, cell) };
    const count = /^(\d{1,3})\s?[x×]?$/.exec(cell.text)?.[1];
    return count === undefined
      ? findingsIn(source, cell.start, cell.end)
      : { deviceCount: factOf(Number(count), cell) };
  },
  hardware: (cell, source) => {
    const found = findingsIn(source, cell.start, cell.end);
    return found.devices === undefined && found.cpu === undefined
      ? { ...found, ...deviceNamed(cell) }
      : found;
  },
  speculative: (cell, source) => {
    if (NO.test(cell.text)) return { speculative: factOf(null, cell) };
    const model = findingsIn(source, cell.start, cell.end).model?.value.name;
    const method = cell.text.replace(DRAFT_LENGTH, "");
    return { speculative: factOf(YES.test(cell.text) ? "draft" : (model ?? method), cell) };
  },
  cpu: (cell, source) => {
    const { cpu } = findingsIn(source, cell.start, cell.end);
    const counted = !/\d\s?[x×]/i.test(cell.text) || /^\d{1,2}x /.test(cpu?.value ?? "");
    if (cpu !== undefined && counted) return { cpu };
    return CPU_NAME.test(cell.text) ? { cpu: factOf(cell.text.replace(/(\d)\s?×/g, "$1x"), cell) } : {};
  },
  ram: (cell) => {
    const match = /(\d{1,4}(?:\.\d)?)\s?(?:G|T)/i.exec(cell.text) ?? /^(\d{1,4})$/.exec(cell.text);
    if (!match) return {};
    return { memoryGiB: factOf(Number(match[1]) * (/\dT|\d T/i.test(cell.text) ? 1024 : 1), cell) };
  },
  size: (cell) => {
    const match = /^E?(\d{1,4}(?:\.\d{1,3})?)\s?([BM])(?:-A(\d{1,3}(?:\.\d)?)B)?\b/.exec(cell.text);
    if (!match) return {};
    const parametersB = Number(match[1]) / (match[2] === "M" ? 1000 : 1);
    const activeParametersB = match[3] === undefined ? undefined : Number(match[3]);
    const rest = resolveQuantization(cell.text.slice(match[0].length));
    return {
      model: factOf<NamedModel>({ name: null, parametersB, activeParametersB }, cell),
      ...(rest === null ? {} : { quantization: factOf(rest.name, cell) }),
    };
  },
  quantization: (cell, source) => {
    const read = resolveQuantization(cell.text);
    if (read !== null) return { quantization: factOf(read.name, cell) };
    const bits = /^(\d(?:\.\d{1,2})?)$/.exec(cell.text)?.[1];
    return bits === undefined
      ? findingsIn(source, cell.start, cell.end)
      : { quantization: factOf(`${bits.includes(".") ? bits : `${bits}.0`}bpw`, cell) };
  },
  engine: (cell, source) => {
    const found = findingsIn(source, cell.start, cell.end);
    const engine = resolveEngine(cell.text);
    const backend = resolveBackend(cell.text);
    return {
      ...found,
      ...(engine === null || found.engine ? {} : { engine: factOf(engine.name, cell) }),
      ...(backend === null ? {} : { backend: factOf(backend.name, cell) }),
    };
  },
  version: (cell, source) => {
    const version = /^[vb]?\d[\w.+-]{0,30}$|^[0-9a-f]{7,40}$/.test(cell.text)
      ? { version: factOf(cell.text, cell) }
      : {};
    return { ...findingsIn(source, cell.start, cell.end), ...version };
  },
  model: (cell, source) => {
    const bench = llamaBenchModel(cell);
    if (bench !== undefined) return bench;
    const found = findingsIn(source, cell.start, cell.end);
    if (found.model !== undefined) return found;
    const path = modelInPath(cell.text);
    if (path !== undefined) return { ...found, model: factOf(path.model, cell) };
    if (found.quantization !== undefined || found.devices !== undefined || found.engine !== undefined)
      return found;
    const family = resolveModel(cell.text);
    if (family?.bare) return { ...found, model: factOf<NamedModel>({ name: family.name }, cell) };
    const name = cell.text.split(/\s[(–—-]/)[0]!.trim();
    const looksLikeName = /^[A-Za-z][\w .:+/-]{2,50}$/.test(name) && /[A-Z]|\d/.test(name);
    return looksLikeName ? { ...found, model: factOf<NamedModel>({ name }, cell) } : found;
  },
};

/** A card by its short name (`4090`, `2x T4`, `T4 (Colab)`), where the table says that cards are meant. */
export function deviceNamed(cell: Cell): Pick<Findings, "devices"> {
  const words = /^(?:(\d{1,2})\s?[x×]\s?)?(.{2,40})$/.exec(cell.text);
  const resolved = words === null ? null : resolveAccelerator(words[2]!);
  if (words === null || resolved === null) return {};
  const { name, memoryGiB } = resolved;
  const value = { name, count: Number(words[1] ?? 1), ...(memoryGiB === undefined ? {} : { memoryGiB }) };
  return { devices: [factOf(value, cell)] };
}

/** What a cell states under a header of this role. Roles without a reader of their own are read as running text. */
export function attributeFindings(source: Source, role: AttributeRole, cell: Cell): Findings {
  if (role === "note" || role === "threads") return {};
  const reader = READERS[role];
  return reader === undefined ? findingsIn(source, cell.start, cell.end) : reader(cell, source);
}

const BENCH_MODEL = regex()`
  ^([a-z][\w-]{1,24})(?: \(guessed\))? (
    \?B|[\d.]{1,6}[BM](?:\.A[\d.]{1,5}B)?|\d{1,3}x[\d.]{1,5}B|
    \d{1,3}Bx\d{1,3}E(?: \((?:Scout|Maverick)\))?|[A-Za-z0-9._]{1,12}
  ) (?:mostly )?(all F32|[A-Z]{1,4}\d[\w]{0,8}(?: - [A-Za-z0-9. ]{3,12})?(?: MoE)?|F16|F32|BF16|MXFP4 MoE)
  $
`;

/** llama-bench's own words: architecture, size, weights. The architecture is no model's name by itself. */
function llamaBenchModel(cell: Cell): Findings | undefined {
  const match = BENCH_MODEL.exec(cell.text);
  if (!match) return undefined;
  const size = /^([\d.]+)([BM])(?:\.A([\d.]+)B)?$/.exec(match[2]!);
  const quantization = resolveQuantization(match[3]!);
  const line = /\((Scout|Maverick)\)/.exec(match[2]!)?.[1];
  return {
    model: factOf<NamedModel>(
      {
        name: line === undefined ? match[1]! : `Llama 4 ${line}`,
        generic: line === undefined || undefined,
        parametersB: size ? Number(size[1]) / (size[2] === "M" ? 1000 : 1) : undefined,
        activeParametersB: size?.[3] ? Number(size[3]) : undefined,
      },
      cell,
    ),
    ...(quantization === null ? {} : { quantization: factOf(benchQuantization(quantization.name), cell) }),
  };
}

/** llama-bench prints `Q4_K - Medium`; `Q4_K` alone means the same. */
const benchQuantization = (name: string) => (/^Q[345]_K$/.test(name) ? `${name}_M` : name);
