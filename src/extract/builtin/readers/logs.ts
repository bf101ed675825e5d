/**
 * Reads what engines print about a run: timings of llama.cpp, ollama, vLLM, SGLang, exllama, MLX and others, and the
 * devices and builds they found. The patterns are data; each works on one line.
 */
import type { Metric } from "../../../record/axes.ts";
import { resolveAccelerator } from "../../../record/vocabulary/resolve-accelerator.ts";
import type { Fact, Findings, Measured } from "../findings.ts";
import { figureValue } from "./numbers.ts";

interface TimingPattern {
  pattern: RegExp;
  metric: Metric;
  /** Multiplies the printed figure into the metric's unit. */
  factor?: number;
  /** The engine that prints this wording. */
  engine?: string;
  /** Words for the conditions, or how to read them from the match. */
  conditions?: string | ((match: RegExpExecArray) => string | undefined);
}

const N = String.raw`(\d[\d,]{0,9}(?:\.\d{1,20})?)`;

/** Each pattern's first group is the figure. The first pattern that fits a stretch of a line takes it. */
const TIMINGS: readonly TimingPattern[] = [
  {
    pattern: new RegExp(String.raw`prompt eval time\s{0,4}=.{0,60}?,\s{0,10}${N} tokens per second`, "i"),
    metric: "prefill",
    conditions: (match) => /\/\s{0,8}(\d{1,8}) tokens/.exec(match[0])?.[0].replace(/^\/\s*/, ""),
  },
  {
    pattern: new RegExp(String.raw`\beval time\s{0,4}=.{0,60}?,\s{0,10}${N} tokens per second`, "i"),
    metric: "decode",
    conditions: (match) => /\/\s{0,8}(\d{1,8}) (?:tokens|runs)/.exec(match[0])?.[0].replace(/^\/\s*/, ""),
  },
  { pattern: new RegExp(String.raw`\bload time\s{0,4}=\s{0,10}${N} ms`, "i"), metric: "load", factor: 0.001 },
  {
    pattern: new RegExp(String.raw`prompt eval rate:?\s{0,20}${N} tokens?/s`, "i"),
    metric: "prefill",
    engine: "ollama",
  },
  {
    pattern: new RegExp(String.raw`\beval rate:?\s{0,20}${N} tokens?/s`, "i"),
    metric: "decode",
    engine: "ollama",
  },
  { pattern: new RegExp(String.raw`load duration:?\s{0,20}${N}s\b`, "i"), metric: "load" },
  { pattern: new RegExp(String.raw`load duration:?\s{0,20}${N}ms\b`, "i"), metric: "load", factor: 0.001 },
  {
    pattern: new RegExp(String.raw`Avg generation throughput: ${N} tokens/s, Running: (\d+) reqs?`, "i"),
    metric: "throughput",
    engine: "vllm",
    conditions: (match) => `${match[2]} running requests`,
  },
  {
    pattern: new RegExp(String.raw`#running-req: (\d+),.{0,160}?gen throughput \(token/s\): ${N}`, "i"),
    metric: "throughput",
    engine: "sglang",
    conditions: (match) => `${match[1]} running requests`,
  },
  {
    pattern: new RegExp(String.raw`Output token throughput \(tok/s\):\s{0,40}${N}`, "i"),
    metric: "throughput",
  },
  { pattern: new RegExp(String.raw`Mean TTFT \(ms\):\s{0,40}${N}`, "i"), metric: "ttft", conditions: "mean" },
  {
    pattern: new RegExp(String.raw`Median TTFT \(ms\):\s{0,40}${N}`, "i"),
    metric: "ttft",
    conditions: "median",
  },
  { pattern: new RegExp(String.raw`P99 TTFT \(ms\):\s{0,40}${N}`, "i"), metric: "ttft", conditions: "p99" },
  {
    pattern: new RegExp(String.raw`\bOutput generated in [\d.]{1,10} seconds \(${N} tokens/s`),
    metric: "decode",
  },
  { pattern: new RegExp(`new tokens at ${N} T/s`, "i"), metric: "prefill", engine: "exllamav2" },
  { pattern: new RegExp(String.raw`\bGenerate: ${N} T/s`, "i"), metric: "decode" },
  {
    pattern: new RegExp(
      String.raw`\bProcess(?:ing)?:\s{0,3}[\d.]{1,10}\s?m?s \([^)]{0,30}?${N}\s?T/s\)`,
      "i",
    ),
    metric: "prefill",
  },
  {
    pattern: new RegExp(
      String.raw`\bGenerat(?:e|ion):\s{0,3}[\d.]{1,10}\s?m?s \([^)]{0,30}?${N}\s?T/s\)`,
      "i",
    ),
    metric: "decode",
  },
  {
    pattern: new RegExp(String.raw`\bPrompt: \d{1,8} tokens?, ${N} tokens?-per-sec`, "i"),
    metric: "prefill",
    engine: "mlx",
  },
  {
    pattern: new RegExp(String.raw`\bGeneration: \d{1,8} tokens?, ${N} tokens?-per-sec`, "i"),
    metric: "decode",
    engine: "mlx",
  },
  { pattern: new RegExp(String.raw`\bPeak memory: ${N} GB`, "i"), metric: "memory" },
  { pattern: new RegExp(String.raw`\bprefill_rate ${N} tok`, "i"), metric: "prefill" },
  { pattern: new RegExp(String.raw`\bdecode_rate ${N} tok`, "i"), metric: "decode" },
];

/** The measured values of one line, in order. `offset` is the line's place in the document. */
export function readTimings(line: string, offset: number): (Measured & { engine?: string | undefined })[] {
  if (!/\d/.test(line) || line.length > 4000) return [];
  const found: (Measured & { engine?: string | undefined })[] = [];
  const taken: [number, number][] = [];
  for (const timing of TIMINGS) {
    const match = timing.pattern.exec(line);
    if (match === null) continue;
    const start = offset + match.index;
    const end = start + match[0].length;
    if (taken.some(([from, to]) => start < to && end > from)) continue;
    taken.push([start, end]);
    const running = /running-req/.test(timing.pattern.source) ? match[1] : match[2];
    const words = /running-req/.test(timing.pattern.source) ? match[2] : match[1];
    const value = figureValue(words ?? "") * (timing.factor ?? 1);
    if (!Number.isFinite(value) || value <= 0) continue;
    const single = timing.metric === "throughput" && running === "1";
    const conditions = typeof timing.conditions === "function" ? timing.conditions(match) : timing.conditions;
    found.push({
      value: { metric: single ? "decode" : timing.metric, value: rounded(value), conditions },
      engine: timing.engine,
      start,
      end,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

const rounded = (value: number) => Number(value.toPrecision(10));

const DEVICE =
  /^\s{0,6}Device \d{1,2}: ([^,\n]{3,60}),|ggml_vulkan: \d{1,2} = ([^|(\n]{3,60})[|(]|^\s{0,4}(?:CUDA|ROCm|Vulkan)\d{1,2}: ([^(\n]{3,60})\(/;
const BUILD = /\bbuild[:=]? ?=? ?([0-9a-f]{6,12}) \((\d{3,6})\)/;
const BUILD_COMMIT = /\bbuild: (\d{3,6}) \(([0-9a-f]{6,12})\)/;
const VERSION =
  /\b(?:vLLM (?:API server )?version:?|vLLM Version:|version) v?(\d{1,2}\.\d{1,3}(?:\.[\w.+]{1,30})?)/i;

const SMI_ROW =
  /^\|\s{1,4}\d{1,2}\s{1,4}((?:NVIDIA|Tesla|Quadro|GRID|GeForce)[^|]{2,40}?)\s{1,30}(?:On|Off|N\/A|WDDM|TCC)?\s{0,4}\|/;

/** A device of nvidia-smi's table; every row is a device of its own. */
export function readSmiLine(line: string, offset: number): Fact<string> | undefined {
  const words = SMI_ROW.exec(line)?.[1];
  const resolved = words === undefined ? null : resolveAccelerator(words.replace(/\.{2,}$/, ""));
  if (words === undefined || resolved === null) return undefined;
  const start = offset + line.indexOf(words);
  return { value: resolved.name, start, end: start + words.length };
}

/** A device that an engine lists; the same line again is another device of the kind. */
export function readDeviceLine(line: string, offset: number): Fact<string> | undefined {
  const match = DEVICE.exec(line);
  const words = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || words === undefined) return undefined;
  const resolved = resolveAccelerator(words.trim());
  if (resolved === null) return undefined;
  const start = offset + line.indexOf(words, match.index);
  return { value: resolved.name, start, end: start + words.trimEnd().length };
}

/** The engine's build, as it prints it itself: llama.cpp's number, or a version after "vLLM". */
export function readBuildLine(line: string, offset: number): Pick<Findings, "version"> {
  const match = BUILD.exec(line) ?? BUILD_COMMIT.exec(line);
  const number = match === null ? undefined : /^\d{3,6}$/.test(match[2] ?? "") ? match[2] : match[1];
  if (match !== null && number !== undefined)
    return {
      version: { value: number, start: offset + match.index, end: offset + match.index + match[0].length },
    };
  const version = /vllm/i.test(line) ? VERSION.exec(line) : null;
  return version === null
    ? {}
    : {
        version: {
          value: version[1] ?? "",
          start: offset + version.index,
          end: offset + version.index + version[0].length,
        },
      };
}
