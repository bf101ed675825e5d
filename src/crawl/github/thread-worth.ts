/** How much a thread promises, by the words that people use who report a setup. Decides what a small limit is spent on first. */

/** Each stands for something measured, configured or owned. */
const TELLTALES: readonly RegExp[] = [
  /\b\d+(?:\.\d+)?\s?(?:tok(?:ens?)?\/s(?:ec)?|t\/s|tps)\b/i,
  /\btokens? per second\b/i,
  /\bllama-bench\b/i,
  /\beval (?:time|rate)\b/i,
  /\b(?:RTX|GTX|RX|Arc|Tesla|Radeon|Instinct)\s?[A-Z]?\d{2,4}/i,
  /\b(?:M[1-5] (?:Max|Pro|Ultra)|Strix Halo|Ryzen AI|DGX Spark|GB10|Raspberry Pi|Jetson|EPYC|Xeon)\b/i,
  /\b(?:I?Q\d_[A-Z0-9_]+|AWQ|GPTQ|NVFP4|MXFP4|FP8|EXL[23])\b/,
  /\b\d+\s?Gi?B (?:of )?(?:VRAM|RAM|unified)/i,
  /\b(?:benchmark|throughput|prefill|tg128|pp512|TTFT)\b/i,
  /(?:^|\s)(?:-ngl|--n-gpu-layers|--tensor-parallel-size|--ctx-size|--max-model-len|--n-cpu-moe)\b/,
];
/** Only the beginning is read: a promise that comes later than this is none. */
const READ_CHARACTERS = 20_000;

/** From 0; one for each kind of telltale, and up to one more for a lively thread. */
export function threadWorth(thread: {
  title: string;
  body?: string | null | undefined;
  comments?: number | null | undefined;
}): number {
  const words = `${thread.title}\n${(thread.body ?? "").slice(0, READ_CHARACTERS)}`;
  const told = TELLTALES.filter((telltale) => telltale.test(words)).length;
  return told + Math.min(thread.comments ?? 0, 20) / 20;
}
