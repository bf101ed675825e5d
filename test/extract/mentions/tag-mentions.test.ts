import { describe, expect, test } from "vitest";
import type { MentionKind, MentionOf } from "../../../src/extract/mentions/mention.ts";
import { type TagOptions, tagMentions } from "../../../src/extract/mentions/tag-mentions.ts";

function only<K extends MentionKind>(text: string, kind: K, options?: TagOptions): MentionOf<K>[] {
  return tagMentions(text, options).filter((mention) => mention.kind === kind) as unknown as MentionOf<K>[];
}

describe("accelerators", () => {
  test.each([
    ["my 4x3090 GPU rig", "4x3090", "RTX 3090", 4, null],
    ["2 x 7900xtx", "2 x 7900xtx", "RX 7900 XTX", 2, null],
    ["3090 x2 with CUDA", "3090 x2", "RTX 3090", 2, null],
    ["dual 3090s, NVIDIA of course", "dual 3090s", "RTX 3090", 2, null],
    ["two used 3090s and CUDA", "two used 3090s", "RTX 3090", 2, null],
    ["a pair of MI50 32GB", "a pair of MI50 32GB", "MI50", 2, 32],
    ["M2U 192gb", "M2U 192gb", "M2 Ultra", null, 192],
    ["M3 Max 128GB", "M3 Max 128GB", "M3 Max", null, 128],
    ["a 24GB 3090 does it in CUDA", "24GB 3090", "RTX 3090", null, 24],
    ["2x3090 48GB of VRAM", "2x3090 48GB", "RTX 3090", 2, 24],
    ["M4 Max (40-core GPU, 128GB)", "M4 Max (40-core GPU, 128GB)", "M4 Max", null, 128],
    [
      "Radeon Pro V620 (gfx1030, 30.7 GiB usable)",
      "Radeon Pro V620 (gfx1030, 30.7 GiB",
      "Radeon PRO V620",
      null,
      30.7,
    ],
    ["8xH100 SXM node", "8xH100 SXM", "H100", 8, null],
    ["two 16GB V100s", "two 16GB V100s", "Tesla V100", 2, 16],
    ["3090+P40 in one box, CUDA", "3090", "RTX 3090", null, null],
  ])("%s", (text, slice, name, count, memoryGiB) => {
    const [mention] = only(text, "accelerator");
    expect(mention).toMatchObject({ text: slice, value: { name, count, memoryGiB } });
  });

  test("system memory beside a card is not the card's", () => {
    const mentions = tagMentions("RTX 3090 and 64GB RAM; another RTX 3090, 128 GB DDR4");
    expect(mentions.filter((m) => m.kind === "memory").map((m) => m.value)).toMatchObject([
      { gib: 64, role: "ram" },
      { gib: 128, role: "ram" },
    ]);
    expect(only("RTX 3090 64GB", "accelerator")[0]?.value.memoryGiB).toBeNull();
  });

  test("memory modules are counted together", () => {
    expect(only("8x32GB DDR4", "memory")[0]?.value).toMatchObject({ gib: 256, role: "ram" });
  });

  test.each([
    "Listening on port 3090 on the GPU box",
    "took 3090 tokens on the GPU",
    "$3090 for a GPU",
    "1080p video on a GPU",
    "an M.2 SSD in a Mac",
    "| 3060 | 12 | GPU",
  ])("%s names no card", (text) => {
    expect(only(text, "accelerator")).toEqual([]);
  });

  test("a short name counts as hardware where the caller says that it stands in a hardware column", () => {
    expect(only("3060", "accelerator")).toEqual([]);
    expect(only("the 3060", "accelerator", { hardware: true })[0]?.value.name).toBe("RTX 3060");
  });
});

describe("speeds and times", () => {
  test.each([
    ["~17t/s", [17], null],
    ["12.3 tok/s pp", [12.3], "prefill"],
    ["pp512 = 812 t/s", [812], "prefill"],
    ["pp512: 812", [812], "prefill"],
    ["25-30 tok/s", [25, 30], null],
    ["45 ms/token", [22.222], null],
    ["1,234.5 t/s", [1234.5], null],
    ["12,3 t/s", [12.3], null],
    ["generation at 15.82 ± 1.91 t/s", [15.82], "decode"],
    ["prompt eval 812 t/s", [812], "prefill"],
    ["**43.9** tok/s", [43.9], null],
    ["17 Token pro Sekunde", [17], null],
    ["tok/s: 45.3", [45.3], null],
    ["Output token throughput (tok/s): 942.12", [942.12], "throughput"],
    ["Avg prompt throughput: 1234.5 tokens/s", [1234.5], "prefill"],
    ["prefill 1.2k tok/s", [1200], "prefill"],
    ["30ish t/s", [30], null],
    ["12→18 t/s", [12, 18], null],
    ["aggregate throughput: 942 tokens per second", [942], "throughput"],
  ])("%s", (text, values, metric) => {
    expect(only(text, "measurement")[0]?.value).toMatchObject({ values, metric, unit: "tok/s" });
  });

  test("a speed given twice, by token and by second, is the same metric twice", () => {
    const log = "prompt eval time = 1234.56 ms / 512 tokens ( 2.41 ms per token, 414.72 tokens per second)";
    expect(only(log, "measurement").map((m) => m.value.metric)).toEqual(["prefill", "prefill"]);
  });

  test("each figure of a line takes the word nearest to it", () => {
    const mentions = only("prompt eval 812 t/s, generation 17.2 t/s", "measurement");
    expect(mentions.map((m) => m.value.metric)).toEqual(["prefill", "decode"]);
  });

  test.each([
    ["Mean TTFT (ms): 123.45", "ttft", [123.45], "ms"],
    ["TTFT 350 ms", "ttft", [350], "ms"],
    ["1.2 s to first token", "ttft", [1200], "ms"],
    ["the model loads in 12 s", "load", [12], "s"],
    ["21.3 GiB VRAM used", "memory", [21.3], "GiB"],
    ["11,264 MiB used", "memory", [11], "GiB"],
    ["drawing 310 W at the wall", "power", [310], "W"],
    ["$0.34/h", "cost", [0.34], "USD/h"],
  ])("%s is %s", (text, metric, values, unit) => {
    expect(only(text, "measurement")[0]?.value).toMatchObject({ metric, values, unit });
  });

  test("watts that are a limit are not a measurement", () => {
    expect(only("power limit 250W", "measurement")).toEqual([]);
    expect(only("power limit 250W", "watts")[0]?.value).toEqual({ watts: 250, role: "cap" });
  });
});

describe("software and configuration", () => {
  test.each([
    ["b4567", { number: "4567" }],
    ["build: 1234 (abcdef0)", { number: "1234", commit: "abcdef0" }],
    ["build: abcdef01 (1234)", { number: "1234", commit: "abcdef01" }],
    ["vLLM v0.6.3", { version: "0.6.3" }],
    ["vllm==0.8.5.post1", { version: "0.8.5.post1" }],
    ["ktransformers 0.2.4+cu126torch24avx512", { version: "0.2.4" }],
    ["**TensorRT-LLM** (1.1.0rc2)", { version: "1.1.0rc2" }],
    ["ktransformers v0.3-preview", { version: "0.3-preview" }],
    ["| exllamav3 | 0.0.12 (wheel) |", { version: "0.0.12" }],
    ["lmsysorg/sglang:v0.5.1-cu126", { version: "0.5.1" }],
    ["llama.cpp:server-vulkan-b6011", { number: "6011" }],
    ["OpenVINO GenAI 2025.3", { version: "2025.3" }],
    ["llama.cpp at 612db61", { commit: "612db61" }],
  ])("%s", (text, value) => {
    expect(only(text, "build")[0]?.value).toMatchObject(value);
  });

  test.each([
    "Python version: 3.12.3",
    "| llama.cpp | 45.32 |",
    "vLLM: 61.5",
    "kernel 6.18.8",
    "| rustc | 1.96.1 |",
    "GCC 13.3.0",
    "Ubuntu 24.04.2",
  ])("%s is no engine's version", (text) => {
    expect(only(text, "build")).toEqual([]);
  });

  test("bandwidth, disk sizes and operations are not memory of the machine", () => {
    for (const text of ["1.56 TB/s", "152 GB/s", "69G FLOP"]) expect(only(text, "memory")).toEqual([]);
    expect(only("memory: 16x 32G RDIMM DDR4", "memory")[0]?.value).toMatchObject({ gib: 512, role: "ram" });
    expect(only("backend memory : 112000 MB", "memory")[0]?.value.role).toBeNull();
  });

  test("drivers and toolkits keep their versions", () => {
    const mentions = tagMentions("Driver 550.54, CUDA 12.4, ROCm 6.3.1");
    expect(mentions.map((m) => m.value)).toMatchObject([
      { name: "driver", version: "550.54" },
      { name: "CUDA", version: "12.4" },
      { name: "ROCm", version: "6.3.1" },
    ]);
  });

  test.each([
    ["--ctx-size 262144", "config.contextLength", 262144],
    ["-c 32k", "config.contextLength", 32768],
    ["-fa on", "config.flashAttention", true],
    ["-ngl 99", "config.gpuLayers", 99],
    ["-ctk q8_0", "config.kvCacheType", "q8_0"],
    ["OLLAMA_NUM_PARALLEL=4", "config.concurrency", 4],
    ["--tensor-parallel-size=2", "config.tensorParallel", 2],
    ["num_ctx 8192", "config.contextLength", 8192],
  ])("%s sets %s", (text, field, value) => {
    const [flag] = only(text, "flag");
    expect(flag?.value.entry?.field).toBe(field);
    expect(flag?.value.value).toBe(value);
  });

  test("a model after its option stays a mention of its own", () => {
    const mentions = tagMentions("llama-server -m /srv/Qwen3-30B-A3B-Q4_K_M.gguf -ngl 99");
    expect(mentions.map((m) => m.kind)).toEqual(["engine", "flag", "model", "flag"]);
  });

  test.each([
    ["128k ctx", 131072],
    ["32K context", 32768],
    ["262K context", 262144],
    ["context of 40960", 40960],
  ])("%s is a configured context", (text, tokens) => {
    expect(only(text, "context")[0]?.value).toEqual({ tokens, role: "configured" });
  });

  test("how full the context was is told apart from how large it is", () => {
    expect(only("12 t/s at 32k depth", "context")[0]?.value.role).toBe("depth");
  });

  test.each([
    ["q8_0 KV cache", "q8_0"],
    ["fp8 kv", "fp8"],
    ["K/V cache: q4_0", "q4_0"],
    ["KV cache quantized to q8_0", "q8_0"],
    ["KV is f16", "f16"],
    ["cache_mode: FP16", "FP16"],
    ["with cache Q4", "q4_0"],
  ])("%s", (text, name) => {
    expect(
      only(text, "kv-type")
        .map((m) => m.value.name)
        .concat(only(text, "flag").map((m) => String(m.value.value))),
    ).toEqual([name]);
  });

  test("a KV cache type is not a quantization of the weights", () => {
    const kinds = tagMentions("q8_0 KV cache, Q4_K_M weights").map((m) => m.kind);
    expect(kinds).toEqual(["kv-type", "quantization"]);
  });

  test.each([
    ["Ryzen 9 5950X", "Ryzen 9 5950X", 1],
    ["AMD EPYC 7532", "EPYC 7532", 1],
    ["2x Xeon E5-2690 v4", "Xeon E5-2690 v4", 2],
    ["dual Intel Xeon Gold 6138", "Xeon Gold 6138", 2],
    ["Intel(R) Core(TM) Ultra 9 285H", "Core Ultra 9 285H", 1],
    ["i7-13700K", "i7-13700K", 1],
    ["i5 8400", "i5 8400", 1],
    ["2x Intel Gold 6248", "Xeon Gold 6248", 2],
    ["Xeon E3-1230 v3", "Xeon E3-1230 v3", 1],
    ["EPYC 9B14 96-Core", "EPYC 9B14", 1],
    ["a 7840HS mini PC", "7840HS", 1],
    ["R9 7950X", "Ryzen 9 7950X", 1],
    ["a 5800X3D", "5800X3D", 1],
    ["Threadripper 3970X", "Threadripper 3970X", 1],
    ["TR Pro 3745WX", "Threadripper Pro 3745WX", 1],
  ])("the CPU in %s", (text, name, count) => {
    expect(only(text, "cpu")[0]?.value).toEqual({ name, count });
  });

  test("requests, layers and devices are counted", () => {
    expect(only("32 concurrent requests", "concurrency")[0]?.value).toEqual({ streams: 32 });
    expect(only("offloaded 33/33 layers to GPU", "layers")[0]?.value).toEqual({ layers: 33, of: 33 });
    expect(only("with 4 GPUs", "count")[0]?.value).toEqual({ count: 4, of: "gpus" });
  });

  test("a size alone is kept for later reference", () => {
    expect(only("the 70B at 4bit", "size")[0]?.value.parametersB).toBe(70);
  });
});
