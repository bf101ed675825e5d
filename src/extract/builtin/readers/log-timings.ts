/** How engines print the speed of a run: a pattern for each wording, each for one line. Data only. */
import type { Metric } from "../../../record/axes.ts";

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
    pattern: new RegExp(String.raw`prompt eval time\s{0,4}=.{0,60}?,\s{0,10}${N} tokens per second`, "i"),
    metric: "prefill",
    conditions: (match) => /\/\s{0,8}(\d{1,8}) tokens/.exec(match[0])?.[0].replace(/^\/\s*/, ""),
  },
  {
    pattern: new RegExp(String.raw`\beval time\s{0,4}=.{0,60}?,\s{0,10}${N} tokens per second`, "i"),
    metric: "decode",
    conditions: (match) => /\/\s{0,8}(\d{1,8}) (?:tokens|runs)/.exec(match[0])?.[0].replace(/^\/\s*/, ""),
  },
  {
    pattern: new RegExp(
      String.raw`prompt eval time\s{0,4}=[^(]{0,60}\(\s{0,10}${N} ms per token\s{0,3}\)`,
      "i",
    ),
    metric: "prefill",
    perToken: 1000,
  },
  {
    pattern: new RegExp(
      String.raw`(?<!prompt )\beval time\s{0,4}=[^(]{0,60}\(\s{0,10}${N} ms per token\s{0,3}\)`,
      "i",
    ),
    metric: "decode",
    perToken: 1000,
  },
  { pattern: new RegExp(String.raw`\[ ?Prompt: ${N} t\/s(?= \|)`), metric: "prefill", engine: "llama.cpp" },
  { pattern: new RegExp(String.raw`\| Generation: ${N} t\/s ?\]`), metric: "decode", engine: "llama.cpp" },
  { pattern: new RegExp(String.raw`"prompt_per_second"\s?:\s?${N}`), metric: "prefill" },
  { pattern: new RegExp(String.raw`"predicted_per_second"\s?:\s?${N}`), metric: "decode" },
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
    pattern: new RegExp(String.raw`(?<!Peak )\bOutput token throughput \(tok/s\):\s{0,40}${N}`, "i"),
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
  // LM Studio
  { pattern: new RegExp(String.raw`"tokens_per_second"\s?:\s?${N}`), metric: "decode" },
  {
    pattern: new RegExp(String.raw`"time_to_first_token(?:_seconds)?"\s?:\s?${N}`),
    metric: "ttft",
    factor: 1000,
  },
  {
    pattern: new RegExp(String.raw`\b${N} tok\/s(?:ec)?(?= ?[•·|] ?[\d,]{1,8} tokens)`),
    metric: "decode",
    engine: "lm-studio",
  },
  {
    pattern: new RegExp(String.raw`(?<=[•·|] ?)${N} ?s to first token`),
    metric: "ttft",
    factor: 1000,
    engine: "lm-studio",
  },
  // vllm bench throughput
  {
    pattern: new RegExp(String.raw`requests\/s,.{0,60}? ${N} output tokens\/s`),
    metric: "throughput",
    engine: "vllm",
  },
  // SGLang, one batch; the steps before the median are single ones
  {
    pattern: new RegExp(String.raw`\bPrefill\. latency:.{0,40}?throughput:\s{0,6}${N} token\/s`),
    metric: "prefill",
    engine: "sglang",
  },
  {
    pattern: new RegExp(String.raw`\bDecode\.\s{1,3}median latency:.{0,60}?throughput:\s{0,6}${N} token\/s`),
    metric: "decode",
    engine: "sglang",
  },
  // exllama's examples and TabbyAPI
  {
    pattern: new RegExp(String.raw`tokens generated in [\d.]{1,10} seconds \(${N} T\/s`),
    metric: "decode",
    engine: "exllamav2",
  },
  { pattern: new RegExp(String.raw`\bProcess: ${N} T\/s`), metric: "prefill", engine: "exllamav2" },
  // MLX, shorter forms
  { pattern: new RegExp(String.raw`\bPrompt: ${N} tokens?-per-sec`), metric: "prefill", engine: "mlx" },
  { pattern: new RegExp(String.raw`\bGeneration: ${N} tokens?-per-sec`), metric: "decode", engine: "mlx" },
  { pattern: new RegExp(String.raw`\bPrompt tokens[ -]per[ -]sec\w{0,3}: ${N}`, "i"), metric: "prefill" },
  { pattern: new RegExp(String.raw`\bGeneration tokens[ -]per[ -]sec\w{0,3}: ${N}`, "i"), metric: "decode" },
  // TensorRT-LLM
  {
    pattern: new RegExp(String.raw`(?<!Total )\bToken Throughput \(tokens\/sec\):\s{0,40}${N}`),
    metric: "throughput",
    engine: "tensorrt-llm",
  },
  {
    pattern: new RegExp(String.raw`\bTotal Output Throughput \(tokens\/sec\):\s{0,40}${N}`),
    metric: "throughput",
    engine: "tensorrt-llm",
  },
  {
    pattern: new RegExp(String.raw`time-to-first-token \[TTFT\] \(ms\):\s{0,40}${N}`, "i"),
    metric: "ttft",
    engine: "tensorrt-llm",
  },
  // ipex-llm
  { pattern: new RegExp(String.raw`\bFirst token cost ${N} ?s`), metric: "ttft", factor: 1000 },
  { pattern: new RegExp(String.raw`\brest tokens average cost ${N} ?s`), metric: "decode", perToken: 1 },
  { pattern: new RegExp(String.raw`\b1st token (?:average )?latency \(ms\):? ${N}`, "i"), metric: "ttft" },
  {
    pattern: new RegExp(String.raw`\b2\+ (?:avg|average) latency \(ms\/token\):? ${N}`, "i"),
    metric: "decode",
    perToken: 1000,
  },
  // KTransformers' server
  { pattern: new RegExp(String.raw`\bperformance\(T\/s\): prefill ${N}`), metric: "prefill" },
  {
    pattern: new RegExp(String.raw`(?<=\bperformance\(T\/s\): prefill [\d.]{1,12}, )decode ${N}`),
    metric: "decode",
  },
];
