import { describe, expect, it } from "vitest";
import { findingsIn, prepareSource } from "../../../../src/extract/builtin/source.ts";
import { page } from "../read-text.ts";

const FIELDS = [
  "contextLength",
  "kvCacheType",
  "gpuLayers",
  "flashAttention",
  "tensorParallel",
  "concurrency",
  "quantization",
] as const;

const settingsOf = (text: string) => {
  const findings = findingsIn(prepareSource(page(text)), 0, text.length);
  return Object.fromEntries(
    FIELDS.flatMap((field) => (findings[field] ? [[field, findings[field].value]] : [])),
  );
};

describe("settings in running text", () => {
  it.each([
    ["vLLM with TP=4, 65536 ctx", { tensorParallel: 4, contextLength: 65536 }],
    ["it runs TP2 on my box", { tensorParallel: 2 }],
    ["tensor parallel across both 3090s", { tensorParallel: 2 }],
    ["2-way tensor parallel was fastest", { tensorParallel: 2 }],
    ["flash attention on, 40 layers on the GPU", { flashAttention: true, gpuLayers: 40 }],
    ["I could offload 28 of 48 layers to the card", { gpuLayers: 28 }],
    ["no flash attention, 8k context", { flashAttention: false, contextLength: 8192 }],
    [
      "settings: 32k ctx, flash attention, Q8 KV cache",
      { contextLength: 32768, flashAttention: true, kvCacheType: "q8_0" },
    ],
    ["I set OLLAMA_KV_CACHE_TYPE=q8_0 and OLLAMA_NUM_PARALLEL=4", { kvCacheType: "q8_0", concurrency: 4 }],
    ["num_ctx=16384 in the Modelfile", { contextLength: 16384 }],
    ["max_model_len=32768, tensor_parallel_size=2", { contextLength: 32768, tensorParallel: 2 }],
  ])("%s", (text, expected) => {
    expect(settingsOf(text)).toEqual(expected);
  });

  it.each([
    "The model has 64 layers and 8 heads",
    "without tensor parallel it was slower",
    "TP 8 t/s",
    "engines bring flash attention, paged attention and more",
    "the KV cache is quantized to 8 bit",
  ])("none in: %s", (text) => {
    expect(settingsOf(text)).toEqual({});
  });
});
