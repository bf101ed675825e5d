import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const read = async (text: string) => setupsOf(page(text));

describe("what the columns of a hand-made table hold", () => {
  it("a cache column is the KV cache's type, and each row's context its own", async () => {
    const setups = await read(`# Cache modes on a 4060 Ti 16GB

TabbyAPI with exllamav3 0.0.30, Qwen3-8B EXL3 6.0bpw.

| cache | max_seq_len | pp | gen | nvidia-smi after a prompt |
|---|---|---|---|---|
| Q8 | 65536 | 1402 | 47.5 | 14.1 GB |
| Q4 | 131072 | 1398 | 47.0 | 14.0 GB |
| Q4 | 196608 | - | - | loads, then torch.OutOfMemoryError |
`);
    expect(setups.map(({ config }) => [config.kvCacheType, config.contextLength])).toEqual([
      ["Q8", 65536],
      ["Q4", 131072],
      ["Q4", 196608],
    ]);
    expect(figuresOf(setups[0])).toEqual(["prefill 1402", "decode 47.5", "memory 14.1"]);
    expect(setups.map(({ outcome }) => outcome)).toEqual(["works", "works", "fails"]);
    expect(setups.every(({ model }) => model.quantization === "EXL3 6.0bpw")).toBe(true);
  });

  it("a context that is swept is a condition of the figures, not the setup's", async () => {
    const [setup, ...others] = await read(`# One 3090

Qwen3-14B Q4_K_M in llama.cpp on an RTX 3090.

| ctx | read t/s | write t/s |
|---|---|---|
| 4096 | 1810 | 61.2 |
| 16384 | 1420 | 55.0 |
`);
    expect(others).toEqual([]);
    expect(setup?.config.contextLength).toBeUndefined();
    expect(figuresOf(setup)).toEqual(["prefill 1810", "decode 61.2", "prefill 1420", "decode 55"]);
  });

  it("bare prompt and gen are lengths beside a column of speeds, and speeds where none stands", async () => {
    const lengths = await read(`# Lengths

Gemma 3 12B Q4_K_M on an RTX 4070, llama.cpp.

| prompt | gen | t/s |
|---|---|---|
| 512 | 128 | 44.1 |
| 4096 | 256 | 41.7 |
`);
    expect(figuresOf(lengths[0])).toEqual(["decode 44.1", "decode 41.7"]);
    const speeds = await read(`# Speeds

RTX 4070, llama.cpp, tokens per second:

| model | prompt | gen |
|---|---|---|
| Gemma 3 12B Q4_K_M | 1510 | 44.1 |
`);
    expect(figuresOf(speeds[0])).toEqual(["prefill 1510", "decode 44.1"]);
  });

  it("output that grows with the streams is the sum of all, and what falls is each one's", async () => {
    const [setup] = await read(`# Load test

Qwen3-32B-AWQ on an RTX 4090 with vLLM 0.10.1.

| Concurrency | Output tok/s | Per user tok/s | Mean TTFT (ms) |
|---|---|---|---|
| 1 | 41.2 | 41.2 | 88 |
| 4 | 150.6 | 37.7 | 140 |
`);
    expect(figuresOf(setup)).toEqual([
      "decode 41.2",
      "decode 41.2",
      "ttft 88",
      "throughput 150.6",
      "decode 37.7",
      "ttft 140",
    ]);
  });

  it("a heading's concurrency governs the table below it", async () => {
    const setups = await read(`# Two engines

Llama 3.1 8B FP8 on an L40S.

## Results at concurrency 16

| engine | output tok/s | mean TTFT |
|---|---|---|
| vLLM | 902.5 | 310 ms |
| SGLang | 951.0 | 290 ms |
`);
    expect(setups.map(figuresOf)).toEqual([
      ["throughput 902.5", "ttft 310"],
      ["throughput 951", "ttft 290"],
    ]);
  });

  it("times for one token become speeds", async () => {
    const [setup] = await read(`# Phone

Gemma 2B Q4_0 in llama.cpp on a Snapdragon 8 Gen 3.

| test | prefill (tok/s) | decode (ms/tok) |
|---|---|---|
| short | 45.7 | 50 |
`);
    expect(figuresOf(setup)).toEqual(["prefill 45.7", "decode 20"]);
  });

  it("gigabytes, watts and money in a column of devices are no speeds", async () => {
    const setups = await read(`# Tower or laptop

| | RTX 5090 | M4 Max |
|---|---|---|
| Price | $2,400 | $3,999 |
| Memory bandwidth | 1,792 GB/s | 546 GB/s |
| Qwen3 8B Q4_K_M | 190 tok/s | 88 tok/s |
| Asleep | 90 W | 6 W |
`);
    expect(setups.flatMap(figuresOf)).toEqual(["decode 190", "decode 88"]);
  });

  it("the columns of a CSV may be named as programs name them", async () => {
    const [setup] = await read(`# Sweep

vLLM on one RTX PRO 6000.

\`\`\`csv
model,max_concurrency,output_tok_s,ttft_mean_ms,tpot_median_ms
Qwen3-30B-A3B-FP8,8,931.4,871,8.02
Qwen3-30B-A3B-FP8,16,1372.9,1620,10.11
\`\`\`
`);
    expect(figuresOf(setup)).toEqual(["throughput 931.4", "ttft 871", "throughput 1372.9", "ttft 1620"]);
  });
});

describe("headers with more than a metric's name", () => {
  it("a merged header over two columns names the device of both", async () => {
    const setups = await read(`# Two cards

llama.cpp, CUDA.

| Model | Quant | RTX 3090 | | RTX 4090 | |
|---|---|---|---|---|---|
| | | pp512 | tg128 | pp512 | tg128 |
| Qwen3-14B | Q4_K_M | 1890 | 62.0 | 3950 | 81.3 |
| Qwen3-32B | Q4_K_M | 820 | 30.1 | 1790 | 39.9 |
`);
    expect(
      setups.map((setup) => [setup.hardware.accelerators[0]?.name, ...figuresOf(setup)]).slice(0, 2),
    ).toEqual([
      ["RTX 3090", "prefill 1890", "decode 62"],
      ["RTX 4090", "prefill 3950", "decode 81.3"],
    ]);
  });

  it("a number of users in a header tells one stream from all together", async () => {
    const [setup] = await read(`# Rented card

vLLM 0.8.4.

| GPU | $/h | Model | Output tok/s (1 user) | Output tok/s (64 users) |
|---|---|---|---|---|
| L40S | 1.86 | Llama 3.1 8B FP8 | 64 | 2210 |
`);
    expect(figuresOf(setup)).toEqual(["cost 1.86", "decode 64", "throughput 2210"]);
  });

  it("a heading that speaks of the first token alone gives the figures below it their metric", async () => {
    const setups = await read(`# Time to first token, seconds

Mistral Small 24B Q4_K_M in LM Studio.

| prompt | M3 Max 64GB | RTX 4080 |
|---|---|---|
| 2k | 8.1 | 1.2 |
| 16k | 71 | 9.8 |
`);
    expect(setups.map(figuresOf)).toEqual([
      ["ttft 8100", "ttft 71000"],
      ["ttft 1200", "ttft 9800"],
    ]);
  });

  it("of llama-batched-bench only the two speeds are read", async () => {
    const [setup] = await read(`# Batches

RTX 4090, llama.cpp, Llama-3.1-8B Q4_K_M.

\`\`\`
|    PP |     TG |    B |   N_KV |   T_PP s | S_PP t/s |   T_TG s | S_TG t/s |      T s |    S t/s |
|-------|--------|------|--------|----------|----------|----------|----------|----------|----------|
|   512 |    128 |    1 |    640 |    0.081 |  6320.99 |    0.980 |   130.61 |    1.061 |   603.20 |
|   512 |    128 |    8 |   5120 |    0.620 |  6606.45 |    1.730 |   591.91 |    2.350 |  2178.72 |
\`\`\`
`);
    expect(figuresOf(setup)).toEqual([
      "prefill 6320.99",
      "decode 130.61",
      "prefill 6606.45",
      "throughput 591.91",
    ]);
  });

  it("efficiency is no speed, and a guessed figure no measurement", async () => {
    const [setup] = await read(`# Caps

2x RTX 3090, Llama 3.3 70B Q4_K_M, llama.cpp.

| cap (W) | tok/s | tok/s per W |
|---|---|---|
| 250 | 16.1 | 0.032 |
| 300 | ~17 (guessed) | - |
`);
    expect(figuresOf(setup)).toEqual(["decode 16.1"]);
  });
});

describe("what tells the rows and columns of a table apart", () => {
  it("cold and warm are runs of one setup", async () => {
    const setups = await read(`# Cold and warm

Llama 3.1 8B Q8_0, llama-server on an RTX 3060 12GB.

| | cold | warm |
|---|---|---|
| first token | 2.4 s | 0.2 s |
| generation | 31 t/s | 32 t/s |
`);
    expect(setups.map(figuresOf)).toEqual([["ttft 2400", "decode 31", "ttft 200", "decode 32"]]);
  });

  it("letters are the machines that a list names", async () => {
    const setups = await read(`# Two boxes

- **A**: RTX 4090, \`Qwen3-14B\` as Q6_K
- **B**: RX 7900 XTX, \`Qwen3-32B\` as Q4_K_M

llama.cpp on both.

| box | pp512 | tg128 |
|---|---|---|
| A | 4100 | 71.0 |
| B | 1020 | 30.5 |
`);
    expect(
      setups.map(({ hardware, model }) => [hardware.accelerators[0]?.name, model.name, model.quantization]),
    ).toEqual([
      ["RTX 4090", "Qwen3-14B", "Q6_K"],
      ["RX 7900 XTX", "Qwen3-32B", "Q4_K_M"],
    ]);
  });

  it("a branch and what it branched from are two setups", async () => {
    const setups = await read(`# Faster matmul

llama.cpp, Vulkan, RX 6800 XT.

| model | test | master t/s | PR t/s |
|---|---|---|---|
| llama 8B Q4_0 | pp512 | 1092.18 | 1583.40 |
| llama 8B Q4_0 | tg128 | 84.01 | 85.22 |
`);
    expect(setups.map(figuresOf)).toEqual([
      ["prefill 1092.18", "decode 84.01"],
      ["prefill 1583.4", "decode 85.22"],
    ]);
  });

  it("a word such as after in one header alone parts nothing", async () => {
    const setups = await read(`# Memory

Phi-4 Q8_0 on an RTX 3090 in llama.cpp:

| prompt | decode t/s | VRAM after load |
|---|---|---|
| short | 48.2 | 16.4 GB |
`);
    expect(setups.map(figuresOf)).toEqual([["decode 48.2", "memory 16.4"]]);
  });

  it("short forms of a legend stand for what they are defined as, in heads and in cells", async () => {
    const setups = await read(`# Two boards

Decode speed in tokens per second, Q4_K_M. O = Ollama, L = llamafile.

|  | Pi 5 O | Pi 5 L |
|---|---|---|
| Qwen2.5-0.5B | 15.8 | 31.4 |
| TinyLlama-1.1B | 9.2 | 18.7 |
`);
    expect(setups.map(({ engine, model }) => [model.name, engine.name])).toEqual([
      ["Qwen2.5-0.5B", "ollama"],
      ["Qwen2.5-0.5B", "llamafile"],
      ["TinyLlama-1.1B", "ollama"],
      ["TinyLlama-1.1B", "llamafile"],
    ]);
    expect(setups.map((setup) => figuresOf(setup).length)).toEqual([1, 1, 1, 1]);
  });

  it("a caption may say that figures without a unit are watts or gibibytes", async () => {
    const power = await read(`# Boards

Mean board power (W) while Gemma 3 1B Q4_K_M answers:

| Runtime | Raspberry Pi 5 | Orange Pi 5 |
|---|---|---|
| ollama | 10.6 | 11.9 |
`);
    expect(power.map(figuresOf)).toEqual([["power 10.6"], ["power 11.9"]]);
    const memory = await read(`# Caches

Peak VRAM in MiB, Qwen3-8B Q4_K_M in llama.cpp on an RTX 4060:

| Cache | 8k | 16k |
|---|---|---|
| q8_0 | 6144 | 7168 |
`);
    expect(memory.flatMap(figuresOf)).toEqual(["memory 6", "memory 7"]);
  });
});
