/** How engines print the speed of a run: a pattern for each wording, each for one line. Data only. */

import type { Metric } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";

export interface TimingPattern {
  pattern: RegExp;
  metric: Metric;
  /** Multiplies the printed figure into the metric's unit. */
  factor?: number;
  /** The figure is a time for each token: the speed is so many over it. */
  perToken?: number;
  /** The engine that prints this wording. */
  engine?: string;
  /** Words for the conditions, or how to read them from the match. */
  conditions?: string | ((match: RegExpExecArray) => string | undefined);
}

const N = String.raw`(\d[\d,]{0,9}(?:\.\d{1,20})?)`;

/** Each pattern's first group is the figure. The first pattern that fits a stretch of a line takes it. */
export const TIMINGS: readonly TimingPattern[] = [
  {
    pattern: regex("i")`prompt eval time\s{0,4}=.{0,60}?,\s{0,10}${N} tokens per second`,
    metric: "prefill",
    conditions: (match) => /\/\s{0,8}(\d{1,8}) tokens/.exec(match[0])?.[0].replace(/^\/\s*/, ""),
  },
  {
    pattern: regex("i")`\beval time\s{0,4}=.{0,60}?,\s{0,10}${N} tokens per second`,
    metric: "decode",
    conditions: (match) => /\/\s{0,8}(\d{1,8}) (?:tokens|runs)/.exec(match[0])?.[0].replace(/^\/\s*/, ""),
  },
  {
    pattern: regex("i")`prompt eval time\s{0,4}=[^(]{0,60}\(\s{0,10}${N} ms per token\s{0,3}\)`,
    metric: "prefill",
    perToken: 1000,
  },
  {
    pattern: regex("i")`(?<!prompt )\beval time\s{0,4}=[^(]{0,60}\(\s{0,10}${N} ms per token\s{0,3}\)`,
    metric: "decode",
    perToken: 1000,
  },
  { pattern: regex()`\[ ?Prompt: ${N} t\/s(?= \|)`, metric: "prefill", engine: "llama.cpp" },
  { pattern: regex()`\| Generation: ${N} t\/s ?\]`, metric: "decode", engine: "llama.cpp" },
  { pattern: regex()`"prompt_per_second"\s?:\s?${N}`, metric: "prefill" },
  { pattern: regex()`"predicted_per_second"\s?:\s?${N}`, metric: "decode" },
  { pattern: regex("i")`\bload time\s{0,4}=\s{0,10}${N} ms`, metric: "load", factor: 0.001 },
  {
    pattern: regex("i")`prompt eval rate:?\s{0,20}${N} tokens?/s`,
    metric: "prefill",
    engine: "ollama",
  },
  {
    pattern: regex("i")`\beval rate:?\s{0,20}${N} tokens?/s`,
    metric: "decode",
    engine: "ollama",
  },
  { pattern: regex("i")`load duration:?\s{0,20}${N}s\b`, metric: "load" },
  { pattern: regex("i")`load duration:?\s{0,20}${N}ms\b`, metric: "load", factor: 0.001 },
  {
    pattern: regex("i")`Avg generation throughput: ${N} tokens/s, Running: (\d+) reqs?`,
    metric: "throughput",
    engine: "vllm",
    conditions: (match) => `${match[2]} running requests`,
  },
  {
    pattern: regex("i")`#running-req: (\d+),.{0,160}?gen throughput \(token/s\): ${N}`,
    metric: "throughput",
    engine: "sglang",
    conditions: (match) => `${match[1]} running requests`,
  },
  {
    pattern: regex("i")`(?<!Peak )\bOutput token throughput \(tok/s\):\s{0,40}${N}`,
    metric: "throughput",
  },
  { pattern: regex("i")`Mean TTFT \(ms\):\s{0,40}${N}`, metric: "ttft", conditions: "mean" },
  {
    pattern: regex("i")`Median TTFT \(ms\):\s{0,40}${N}`,
    metric: "ttft",
    conditions: "median",
  },
  { pattern: regex("i")`P99 TTFT \(ms\):\s{0,40}${N}`, metric: "ttft", conditions: "p99" },
  {
    pattern: regex()`\bOutput generated in [\d.]{1,10} seconds \(${N} tokens/s`,
    metric: "decode",
  },
  { pattern: new RegExp(`new tokens at ${N} T/s`, "i"), metric: "prefill", engine: "exllamav2" },
  { pattern: regex("i")`\bGenerate: ${N} T/s`, metric: "decode" },
  {
    pattern: regex("i")`\bProcess(?:ing)?:\s{0,3}[\d.]{1,10}\s?m?s \([^)]{0,30}?${N}\s?T/s\)`,
    metric: "prefill",
  },
  {
    pattern: regex("i")`\bGenerat(?:e|ion):\s{0,3}[\d.]{1,10}\s?m?s \([^)]{0,30}?${N}\s?T/s\)`,
    metric: "decode",
  },
  {
    pattern: regex("i")`\bPrompt: \d{1,8} tokens?, ${N} tokens?-per-sec`,
    metric: "prefill",
    engine: "mlx",
  },
  {
    pattern: regex("i")`\bGeneration: \d{1,8} tokens?, ${N} tokens?-per-sec`,
    metric: "decode",
    engine: "mlx",
  },
  { pattern: regex("i")`\bPeak memory: ${N} GB`, metric: "memory" },
  { pattern: regex()`\bprompt_tps[=:] ?${N}`, metric: "prefill" },
  { pattern: regex()`\bgeneration_tps[=:] ?${N}`, metric: "decode" },
  { pattern: regex()`(?<=\bgeneration_tps[=:] ?[\d.]{1,12}, )peak_memory[=:] ?${N}`, metric: "memory" },
  { pattern: regex("i")`\bprefill_rate ${N} tok`, metric: "prefill" },
  { pattern: regex("i")`\bdecode_rate ${N} tok`, metric: "decode" },
  // LM Studio
  { pattern: regex()`"tokens_per_second"\s?:\s?${N}`, metric: "decode" },
  {
    pattern: regex()`"time_to_first_token(?:_seconds)?"\s?:\s?${N}`,
    metric: "ttft",
    factor: 1000,
  },
  {
    pattern: regex()`\b${N} tok\/s(?:ec)?(?= ?[•·|] ?[\d,]{1,8} tokens)`,
    metric: "decode",
    engine: "lm-studio",
  },
  {
    pattern: regex()`(?<=[•·|] ?)${N} ?s to first token`,
    metric: "ttft",
    factor: 1000,
    engine: "lm-studio",
  },
  // vllm bench throughput
  {
    pattern: regex()`requests\/s,.{0,60}? ${N} output tokens\/s`,
    metric: "throughput",
    engine: "vllm",
  },
  // SGLang, one batch; the steps before the median are single ones
  {
    pattern: regex()`\bPrefill\. latency:.{0,40}?throughput:\s{0,6}${N} token\/s`,
    metric: "prefill",
    engine: "sglang",
  },
  {
    pattern: regex()`\bDecode\.\s{1,3}median latency:.{0,60}?throughput:\s{0,6}${N} token\/s`,
    metric: "decode",
    engine: "sglang",
  },
  // exllama's examples and TabbyAPI
  {
    pattern: regex()`tokens generated in [\d.]{1,10} seconds \(${N} T\/s`,
    metric: "decode",
    engine: "exllamav2",
  },
  { pattern: regex()`\bProcess: ${N} T\/s`, metric: "prefill", engine: "exllamav2" },
  // MLX, shorter forms
  { pattern: regex()`\bPrompt: ${N} tokens?-per-sec`, metric: "prefill", engine: "mlx" },
  { pattern: regex()`\bGeneration: ${N} tokens?-per-sec`, metric: "decode", engine: "mlx" },
  { pattern: regex("i")`\bPrompt tokens[ -]per[ -]sec\w{0,3}: ${N}`, metric: "prefill" },
  { pattern: regex("i")`\bGeneration tokens[ -]per[ -]sec\w{0,3}: ${N}`, metric: "decode" },
  // TensorRT-LLM
  {
    pattern: regex()`(?<!Total )\bToken Throughput \(tokens\/sec\):\s{0,40}${N}`,
    metric: "throughput",
    engine: "tensorrt-llm",
  },
  {
    pattern: regex()`\bTotal Output Throughput \(tokens\/sec\):\s{0,40}${N}`,
    metric: "throughput",
    engine: "tensorrt-llm",
  },
  {
    pattern: regex("i")`time-to-first-token \[TTFT\] \(ms\):\s{0,40}${N}`,
    metric: "ttft",
    engine: "tensorrt-llm",
  },
  // ipex-llm
  { pattern: regex()`\bFirst token cost ${N} ?s`, metric: "ttft", factor: 1000 },
  { pattern: regex()`\brest tokens average cost ${N} ?s`, metric: "decode", perToken: 1 },
  { pattern: regex("i")`\b1st token (?:average )?latency \(ms\):? ${N}`, metric: "ttft" },
  {
    pattern: regex("i")`\b2\+ (?:avg|average) latency \(ms\/token\):? ${N}`,
    metric: "decode",
    perToken: 1000,
  },
  // KTransformers' server
  { pattern: regex()`\bperformance\(T\/s\): prefill ${N}`, metric: "prefill" },
  {
    pattern: regex()`(?<=\bperformance\(T\/s\): prefill [\d.]{1,12}, )decode ${N}`,
    metric: "decode",
  },
];
