import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const read = async (text: string, family = "blog") => setupsOf(page(text, { family } as never));
const cardsOf = (setup: Awaited<ReturnType<typeof read>>[number]) =>
  setup.hardware.accelerators.map(({ count, name }) => `${count}x${name}`).join("+");

describe("the setup that each row or column of a table states", () => {
  it("another version of the driver is another setup, and a list of card numbers counts the cards", async () => {
    const setups = await read(`# MI50s

llama.cpp on MI50 cards.

| rocm | dev | model | test | t/s |
|---|---|---|---|---|
| 6.3.4 | 0 | gemma3 12B Q8_0 | tg128 | 28.41 |
| 6.4.1 | 0 | gemma3 12B Q8_0 | tg128 | 28.58 |
| 6.4.1 | 0,1 | gemma3 27B Q8_0 | tg128 | 14.10 |
`);
    expect(setups.map((setup) => [cardsOf(setup), ...figuresOf(setup)])).toEqual([
      ["1xMI50", "decode 28.41"],
      ["1xMI50", "decode 28.58"],
      ["2xMI50", "decode 14.1"],
    ]);
  });

  it("power modes as columns are conditions of one setup, in papers too", async () => {
    const setups = await read(
      `# Small boards

Llama.cpp on a Jetson Orin Nano. Table 1: decoding speed in tok/s and power in W.

| Model | 15 W tok/s | 15 W W | 25 W tok/s | 25 W W |
|---|---|---|---|---|
| Qwen3-1.7B Q8_0 | 24.0 | 6.6 | 34.3 | 9.0 |
`,
      "paper",
    );
    expect(setups.map(figuresOf)).toEqual([["decode 24", "power 6.6", "decode 34.3", "power 9"]]);
  });

  it("a short name among cards is a card's", async () => {
    const setups = await read(`# Free and rented cards

Mixtral-8x7B in 2-bit HQQ with transformers, tokens per second:

| offloading | A100 | RTX 3060 | T4 (Colab) |
|---|---|---|---|
| on | 3.06 | 2.28 | 2.09 |
`);
    expect(setups.map(cardsOf)).toEqual(["1xA100", "1xRTX 3060", "1xTesla T4"]);
  });

  it("headers may be Chinese, with the number of cards in a column", async () => {
    const [setup] = await read(`# 测试

3x MI50, llama.cpp

| 模型 | 量化 | 卡 | prefill | decode |
|---|---|---|---|---|
| QwQ 32b | q4_K_S | 2 | 141.30 t/s | 20.65 t/s |
`);
    expect(setup?.model.quantization).toBe("Q4_K_S");
    expect(cardsOf(setup!)).toBe("2xMI50");
  });

  it("what is drawn when idle is no measurement of a run", async () => {
    const [setup] = await read(`# Watts

RTX 4000 Ada 20GB, llama.cpp.

| Model | Idle W | Load W | tok/s |
|---|---|---|---|
| Llama 3.1 8B Q4_K_M | 9 | 118 | 62 |
`);
    expect(figuresOf(setup)).toEqual(["power 118", "decode 62"]);
  });

  it("rows of letters with a description beside them are setups of their own", async () => {
    const setups = await read(`# Two sockets

DeepSeek-R1 Q4_K_M, ktransformers, RTX 4090. Prefill / decode in tokens/s.

| | how | prefill | decode |
|---|---|---|---|
| A | 1 socket | 54.2 | 8.7 |
| B | 2 sockets, NUMA build | 74.4 | 11.3 |
`);
    expect(setups.map(figuresOf)).toEqual([
      ["prefill 54.2", "decode 8.7"],
      ["prefill 74.4", "decode 11.3"],
    ]);
  });
});

describe("tables without columns of figures", () => {
  it("a list of machines says what runs on each, with a speed in words", async () => {
    const setups = await read(`# What runs where

| Host | GPU | Engine | What runs there |
|---|---|---|---|
| atlas | 2x RTX 3090 | llama.cpp | Qwen3-32B Q6_K for coding, 24 t/s |
| pico | Jetson Orin Nano | Ollama | Gemma 3 4B for the lamps |
`);
    expect(setups.map((setup) => [cardsOf(setup), setup.model.name, ...figuresOf(setup)])).toEqual([
      ["2xRTX 3090", "Qwen3-32B", "decode 24"],
      ["1xJetson Orin Nano", "Gemma 3 4B"],
    ]);
  });

  it("a status column tells runs that work from runs that fail", async () => {
    const setups = await read(`# Tried on two RTX 3090

All on 2x RTX 3090 with 24 GB each.

| Model | Engine | State |
|---|---|---|
| Qwen3-32B-AWQ | vLLM 0.10.0 | works |
| gpt-oss-120b | vLLM 0.10.0 | fails: no kernel for MXFP4 |
| GLM-4.5-Air AWQ | vLLM 0.10.0 | not tested |
`);
    expect(setups.map(({ model, outcome }) => [model.name, outcome])).toEqual([
      ["Qwen3-32B", "works"],
      ["gpt-oss-120B", "fails"],
    ]);
  });

  it("a command in a cell is the row's", async () => {
    const [setup] = await read(`# Which card for which weights

| Card | Weights | Command |
|---|---|---|
| RTX PRO 6000 (96 GB) | BF16 | \`vllm serve Qwen/Qwen3-30B-A3B-Instruct-2507 --max-model-len 131072\` |
`);
    expect(cardsOf(setup!)).toBe("1xRTX PRO 6000");
    expect(setup?.config.contextLength).toBe(131072);
    expect(setup?.engine.name).toBe("vllm");
  });

  it("what is only supported or for sale was run by nobody", async () => {
    const setups = await read(`# Support

| Model | Engine | Supported on |
|---|---|---|
| Qwen3-32B | vLLM 0.10.0 | ✓ RTX 4090 |

| GPU | Engine | Model | Price |
|---|---|---|---|
| RTX 3090 | llama.cpp | Qwen3-32B | 700 EUR |
`);
    expect(setups).toEqual([]);
  });
});

describe("failures and settings in tables", () => {
  it("a column on which nothing ran is one of failures", async () => {
    const setups = await read(`# Which fits

llama.cpp, tok/s:

| GPU | Qwen3 8B Q4_K_M | Qwen3 32B Q4_K_M |
|---|---|---|
| RTX 5060 Ti 16GB | 71 | OOM |
| Arc B580 12GB | 49 | doesn't fit |
`);
    expect(setups.map(({ model, outcome }) => [model.name, outcome])).toEqual([
      ["Qwen3 8B", "works"],
      ["Qwen3 32B", "fails"],
      ["Qwen3 8B", "works"],
      ["Qwen3 32B", "fails"],
    ]);
  });

  it("flags and their values in two columns configure what follows", async () => {
    const [setup] = await read(`# Serving

Llama 3.3 70B FP8 on 2x H100 with vLLM.

| Parameter | Value | Why |
|---|---|---|
| --tensor-parallel-size | 2 | both cards |
| --max-model-len | 32768 | enough |
| --kv-cache-dtype | fp8 | memory |

One user sees 48 tok/s.
`);
    expect(setup?.config).toMatchObject({ tensorParallel: 2, contextLength: 32768, kvCacheType: "fp8" });
  });
});

describe("what stands beside the figures", () => {
  it("a note's own figures belong to its row, unless they are another run's", async () => {
    const setups = await read(`# Notes

RTX 4090, llama.cpp.

| Model | Quant | t/s | Notes |
|---|---|---|---|
| Qwen3-32B | Q4_K_M | 40 | prefill 2,100 t/s, 21.9 GB VRAM |
| Gemma 3 27B | Q4_K_M | 42 | prefill was 900 t/s before |
`);
    expect(setups.map(figuresOf)).toEqual([["decode 40", "prefill 2100", "memory 21.9"], ["decode 42"]]);
  });

  it("labels that add a switch to the row above state it", async () => {
    const setups = await read(`# One switch after the other

Qwen2.5-32B Q4_K_M on an RTX 3090, llama.cpp.

| Config | Speed |
|---|---|
| baseline | 20.1 t/s |
| + flash attention | 22.4 t/s |
| + draft model | 34.9 t/s |
`);
    expect(setups.map(({ config }) => [config.flashAttention, config.speculative])).toEqual([
      [undefined, undefined],
      [true, undefined],
      [undefined, "draft model"],
    ]);
  });
});

it("columns headed with backends are setups of their own", async () => {
  const setups = await setupsOf(
    page(`# Two builds on an RX 9070 XT

llama.cpp b7000, Q4_K_M, generation in tok/s.

| Model | Vulkan | ROCm |
| --- | ---: | ---: |
| Gemma-3-12B | 51.2 | 47.9 |
| Qwen3-14B | 44.1 | 49.3 |
`),
  );
  expect(setups.map((setup) => [setup.model?.name, setup.engine?.backend, ...figuresOf(setup)])).toEqual([
    ["Gemma-3-12B", "Vulkan", "decode 51.2"],
    ["Gemma-3-12B", "ROCm", "decode 47.9"],
    ["Qwen3-14B", "Vulkan", "decode 44.1"],
    ["Qwen3-14B", "ROCm", "decode 49.3"],
  ]);
});

it("a column named metric says what each row's figures are, before and after", async () => {
  const setups = await setupsOf(
    page(`# A new kernel on two A6000

2x RTX A6000, vLLM 0.11.0, Qwen3-32B-AWQ.

| in / out | metric | before | after | diff |
| --- | --- | ---: | ---: | ---: |
| 1024 / 128 | output tok/s | 41.6 | 53.1 | +27.6% |
| 1024 / 128 | mean TTFT ms | 1210 | 1098 | -9.3% |
`),
  );
  expect(setups.map(figuresOf)).toEqual([
    ["decode 41.6", "ttft 1210"],
    ["decode 53.1", "ttft 1098"],
  ]);
});

it("numbers of tokens beside speeds are no speeds", async () => {
  const [setup] = await setupsOf(
    page(`# Qwen3-30B-A3B on a laptop

| Machine | Engine | Prompt tok | PP | Gen tok | TG |
| --- | --- | --- | --- | --- | --- |
| M3 Max | mlx | 681 | 1160.636 | 939 | 68.016 |
`),
  );
  expect(figuresOf(setup)).toEqual(["prefill 1160.636", "decode 68.016"]);
});

it("a table's row and a benchmark of the same setup are one record", async () => {
  const setups = await setupsOf(
    page(`# Gemma on an RX 9070 XT

llama.cpp, Q4_K_M, generation in tok/s.

| Model | Vulkan | ROCm |
| --- | ---: | ---: |
| Gemma-3-12B Q4_K_M | 51.2 | 47.9 |

\`\`\`
$ llama-bench -m gemma-3-12b-it-Q4_K_M.gguf
| model                    |     size |  params | backend | ngl |  test |           t/s |
| ------------------------ | -------: | ------: | ------- | --: | ----: | ------------: |
| gemma3 12B Q4_K - Medium | 6.79 GiB | 11.77 B | ROCm    |  99 | tg128 |  48.31 ± 0.05 |
\`\`\`
`),
  );
  expect(setups.map((setup) => [setup.engine?.backend, ...figuresOf(setup)])).toEqual([
    ["Vulkan", "decode 51.2"],
    ["ROCm", "decode 47.9", "decode 48.31"],
  ]);
});
