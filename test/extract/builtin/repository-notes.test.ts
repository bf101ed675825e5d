import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const read = async (text: string) => setupsOf(page(text, { family: "repo-doc" }));

describe("how people write down their runs in a repository", () => {
  it("rows that are lettered and ways to speculate are setups of their own, without the draft's length", async () => {
    const setups = await read(`# Which engine for Qwen3-32B?

All AWQ on one L40S.

| # | engine | speculation | C1 | C8 |
|---|---|---|--:|--:|
| a | vLLM | none | 24.5 | — |
| b | vLLM | MTP, 3 tokens | 51.0 | 190 |
| c | vLLM | EAGLE-3 (k=4) | 55.5 | 212 |
`);
    expect(setups.map((setup) => [setup.config.speculative, ...figuresOf(setup)])).toEqual([
      [undefined, "decode 24.5"],
      ["MTP", "decode 51", "throughput 190"],
      ["EAGLE-3", "decode 55.5", "throughput 212"],
    ]);
  });

  it("branches of a repository that bits name are weights", async () => {
    const setups = await read(`# Heron-12B exl3

Run with TabbyAPI on an RTX 4080.

| Branch | on disk | tok/s |
|---|---|---|
| 4.0bpw_h6 | 6.9 GB | 58.1 |
| 6.0bpw_h6 | 9.6 GB | 45.0 |
`);
    expect(setups.map((setup) => [setup.model.quantization, ...figuresOf(setup)])).toEqual([
      ["EXL3 4.0bpw", "decode 58.1"],
      ["EXL3 6.0bpw", "decode 45"],
    ]);
  });

  it("a word of status for each model is the outcome on the machine that the text states", async () => {
    const setups = await read(`# What the B580 runs

My card is an Arc B580 with 12 GB, the engine is ollama 0.9.3.

| tag | status |
|---|---|
| llama3.1:8b | works |
| gemma3:27b | crash |
`);
    expect(setups.map(({ model, outcome }) => [model.name, outcome])).toEqual([
      ["Llama3.1 8B", "works"],
      ["Gemma3 27B", "fails"],
    ]);
  });

  it("columns of tokens beside columns of speeds are lengths", async () => {
    const [setup] = await read(`# Log of the server

llama.cpp with Qwen3 8B Q4_K_M on an RTX 3060.

| task | prompt tok | gen tok | prompt t/s | gen t/s |
|---|--:|--:|--:|--:|
| a letter | 61 | 744 | 381.6 | 48.8 |
`);
    expect(figuresOf(setup)).toEqual(["prefill 381.6", "decode 48.8"]);
  });

  it("items below a line that gives their format hold prefill and decode", async () => {
    const setups = await read(`# Two modes

Ryzen AI Max+ 395 with 128 GB; llama.cpp is \`15a6f0e8\` (b7410). Vulkan, all as pp512 / tg128 in t/s:

- Qwen3 8B, Q6_K - 85 W: 998.3 / 35.6; 120 W: 1,088.9 / 36.7
- Qwen3 14B, Q4_K_M: 610 / 22.4
`);
    expect(setups.map((setup) => [setup.engine.version, ...figuresOf(setup)])).toEqual([
      ["7410", "prefill 998.3", "decode 35.6", "prefill 1088.9", "decode 36.7"],
      ["7410", "prefill 610", "decode 22.4"],
    ]);
  });

  it("the line below a table tells what it was measured with", async () => {
    const setups = await read(`# Heron-12B exl3

| Branch | tok/s |
|---|---|
| 4.0bpw_h6 | 58.1 |
| 6.0bpw_h6 | 45.0 |

\\* measured by me through TabbyAPI on a single RTX 4080 (16 GB), 32k context.

As soon as I have rented an H100 there will be a 70B, too.
`);
    expect(
      setups.map(({ hardware, engine, config }) => [
        hardware.accelerators[0]?.name,
        engine.name,
        config.contextLength,
      ]),
    ).toEqual([
      ["RTX 4080", "exllamav3", 32768],
      ["RTX 4080", "exllamav3", 32768],
    ]);
  });

  it("a box that nobody has ticked and what other people publish are no runs", async () => {
    const setups = await read(`# A small board

My board has an RK3588 and 16 GB, all with RKLLM 1.2.1. Qwen2.5 3B in w8a8 makes 7 tokens in a second.

What other people publish for the Raspberry Pi 5 (llama.cpp, CPU): 6-8 t/s for Qwen2.5 1.5B.

- [ ] w4a16 of the 8B, then 6 t/s
`);
    expect(setups.map(figuresOf)).toEqual([["decode 7"]]);
  });

  it("rows that only sizes name are the models of those sizes", async () => {
    const setups = await read(`# A small board

RK3588 with 16 GB and RKLLM 1.2.1. I tried Qwen2.5 1.5B and Qwen2.5 3B.

| | file | t/s |
|---|---|---|
| 1.5B | ~2.0 GB | 15.5 |
| 3B | ~3.5 GB | 7.2 |
`);
    expect(setups.map((setup) => [setup.model.parametersB, ...figuresOf(setup)])).toEqual([
      [1.5, "decode 15.5"],
      [3, "decode 7.2"],
    ]);
  });

  it("settings of the bench line are those of all runs, and the same flags go to another model", async () => {
    const [bench, server, other] = await read(`# Notes

RTX 3090, llama.cpp b6100. Bench line: \`llama-bench -m <model> -ngl 99 -p 512 -n 128\`.

## Numbers

| model | pp512 | tg128 |
|---|---|---|
| Qwen3 8B Q4_K_M | 3010 | 101 |

## Server

\`\`\`sh
llama-server -m gemma-3-12b-it-Q4_K_M.gguf -ngl 99 -c 16384 -fa on
\`\`\`

Gemma 3 12B writes at 61 t/s.

- Mistral Nemo 12B Q5_K_M, llama-server with the same flags: 54 t/s.
`);
    expect([bench, server, other].map((setup) => setup?.config.gpuLayers)).toEqual([99, 99, 99]);
    expect(other?.config.contextLength).toBe(16384);
  });

  it("what was tried and judged is a run, without a figure, too", async () => {
    const setups = await read(`# Laptops

## M3 Max, 64 GB

llama.cpp runs Qwen3-Coder-Next Q4_K_M at 18 tokens/s.

Q6_K was tried, too. It fits, but one has to close everything. Not worth it.

We also tried Mistral Small 24B Q8_0 for a week. Too slow.

We tried to order a bigger one.
`);
    expect(setups.map(({ model, outcome }) => [model.name, model.quantization, outcome])).toEqual([
      ["Qwen3-Coder-Next", "Q4_K_M", "works"],
      ["Qwen3-Coder-Next", "Q6_K", "partial"],
      ["Mistral Small 24B", "Q8_0", "partial"],
    ]);
  });

  it("a note that is set off as a quote with a label is the author's own", async () => {
    const [setup] = await read(`# Field guide

> **Scope.** One DGX Spark for each of us. 128 GB unified memory each.

We started Qwen3 32B NVFP4 in vLLM 0.15.1: 10 tok/s.
`);
    expect(setup?.hardware).toMatchObject({ accelerators: [{ name: "GB10" }], memoryGiB: 128 });
  });

  it("each of two machines in one sentence has its own memory", async () => {
    const [setup] = await read(`# Two Macs

We have a Mac Studio with the M3 Ultra and 256 GB and an old MacBook Pro, M1 Max, 32 GPU cores, 64 GB. Both run mlx-lm.

### The MacBook

| model | tok/s |
|---|--:|
| Llama-3.2-3B-Instruct 4bit | 113.0 |
`);
    expect(setup?.hardware).toMatchObject({ accelerators: [{ name: "M1 Max" }], memoryGiB: 64 });
  });

  it("rows that ran stand beside rows that crashed", async () => {
    const setups = await read(`# B50

**Seen on:** Arc Pro B50 (16GB), image \`ollama-intel-gpu:latest\`.

| tag | B50 | \`ollama ps\` |
|---|---|---|
| llama3.1:8b | ok | 100% GPU |
| qwen2.5:7b | crash | – |
`);
    expect(setups.map(({ model, outcome }) => [model.name, outcome])).toEqual([
      ["Llama3.1 8B", "works"],
      ["Qwen2.5 7B", "fails"],
    ]);
  });

  it("an item speaks of the weights that it begins with, and a negation may be bold", async () => {
    const setups = await read(`# The big one

Ryzen AI Max+ 395, 128 GB. MiniMax M2.5 (229B), three tries:

1. \`IQ4_XS\`, 114.8 GiB: does **not** load, killed by the OOM killer.
2. \`IQ3_KS\` (87.2 GiB) in ik_llama.cpp. Half of it is done on the CPU: 0.88 t/s.
3. \`Q3_K_M\` in llama.cpp: 155.5 pp512 and 32.8 tg128.
`);
    expect(setups.map((setup) => [setup.model.quantization, setup.outcome, ...figuresOf(setup)])).toEqual([
      ["IQ4_XS", "fails"],
      ["IQ3_KS", "works", "decode 0.88"],
      ["Q3_K_M", "works", "prefill 155.5", "decode 32.8"],
    ]);
  });

  it("the options of one engine's command are not those of another engine", async () => {
    const setups = await read(`# One Spark, two engines

My DGX Spark ran gpt-oss-120b with llama.cpp:

\`\`\`
llama-server -hf ggml-org/gpt-oss-120b-GGUF -c 131072 -fa on -ngl 999
\`\`\`

That gave me 49 tok/s. With vLLM:

\`\`\`
vllm serve openai/gpt-oss-120b --max-model-len 65536
\`\`\`

Single stream: 60.1 tok/s.
`);
    expect(setups.map(({ engine, config }) => [engine.name, config.gpuLayers, config.contextLength])).toEqual(
      [
        ["llama.cpp", 999, 131072],
        ["vllm", undefined, 65536],
      ],
    );
  });

  it("a figure that prose repeats from a table is one measurement", async () => {
    const [setup] = await read(`# A P40

Tesla P40, llama.cpp b5620. Qwen3 14B Q4_K_M writes at 20.4 t/s.

| model | tg128 |
|---|---|
| Qwen3 14B Q4_K_M | 20.4 |
`);
    expect(figuresOf(setup)).toEqual(["decode 20.4"]);
  });

  it("a figure that is struck out is taken back", async () => {
    const [setup] = await read(`# A P40

Tesla P40, llama.cpp b5620.

| model | pp512 | tg128 |
|---|---|---|
| Qwen3 14B Q4_K_M | 310.5 | ~~28.4~~ **20.4** |
`);
    expect(figuresOf(setup)).toEqual(["prefill 310.5", "decode 20.4"]);
  });
});
