import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const named = (setups: Awaited<ReturnType<typeof setupsOf>>) =>
  setups.map(({ model, hardware, engine }) =>
    [
      model.name,
      model.quantization,
      hardware.accelerators.map(({ count, name }) => `${count}x${name}`).join("+"),
      engine.name,
    ]
      .filter(Boolean)
      .join(" | "),
  );

describe("benchmark tables", () => {
  it("reads llama-bench by its header, and the file's name says more than the architecture", async () => {
    const setups = await setupsOf(
      page(`# A card

\`\`\`
$ ./llama-bench -m models/Qwen3-8B-Q4_K_M.gguf -fa 1
ggml_cuda_init: found 1 CUDA devices:
  Device 0: NVIDIA GeForce RTX 3090, compute capability 8.6, VMM: yes
| model                  |     size | params | backend | ngl | fa |  test |            t/s |
| ---------------------- | -------: | -----: | ------- | --: | -: | ----: | -------------: |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | CUDA    |  99 |  1 | pp512 | 4012.11 ± 9.10 |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | CUDA    |  99 |  1 | tg128 |  118.42 ± 0.31 |

build: 1a2b3c4d (6123)
\`\`\`
`),
    );
    expect(named(setups)).toEqual(["Qwen3-8B | Q4_K_M | 1xRTX 3090 | llama.cpp"]);
    expect(figuresOf(setups[0])).toEqual(["prefill 4012.11", "decode 118.42"]);
    expect(setups[0]?.engine).toMatchObject({ version: "6123", backend: "CUDA" });
    expect(setups[0]?.config).toMatchObject({ gpuLayers: 99, flashAttention: true });
  });

  it("reads rows of llama-bench whose header was not copied", async () => {
    const setups = await setupsOf(
      page(`# Tulu on an RTX A6000

\`\`\`
| llama 70B Q4_K - Medium | 39.59 GiB | 70.55 B | CUDA | 99 | pp512 | 812.30 ± 1.10 |
| llama 70B Q4_K - Medium | 39.59 GiB | 70.55 B | CUDA | 99 | tg128 |  15.01 ± 0.02 |
\`\`\`
`),
    );
    expect(figuresOf(setups[0])).toEqual(["prefill 812.3", "decode 15.01"]);
  });

  it("takes hardware in the header as one setup a column", async () => {
    const setups = await setupsOf(
      page(`# Decode speed

Tokens/s, llama.cpp, Q4_K_M:

| Model | RTX 3090 | 2x RTX 3090 |
|---|---|---|
| Qwen3-32B | 33.1 | 35.9 |
| Llama 3.3 70B | OOM | 17.2 |
`),
    );
    expect(named(setups)).toEqual([
      "Qwen3-32B | Q4_K_M | 1xRTX 3090 | llama.cpp",
      "Qwen3-32B | Q4_K_M | 2xRTX 3090 | llama.cpp",
      "Llama 3.3 70B | Q4_K_M | 1xRTX 3090 | llama.cpp",
      "Llama 3.3 70B | Q4_K_M | 2xRTX 3090 | llama.cpp",
    ]);
    expect(setups.map(({ outcome }) => outcome)).toEqual(["works", "works", "fails", "works"]);
  });

  it("turns a table that lies on its side", async () => {
    const setups = await setupsOf(
      page(`# GLM-4.5-Air on one RTX 5090 with vLLM

| | AWQ | FP8 |
|---|---|---|
| Prefill (t/s) | 2100 | 1800 |
| Decode (t/s) | 71.5 | 52.0 |
`),
    );
    expect(setups.map((setup) => [setup.model.quantization, ...figuresOf(setup)])).toEqual([
      ["AWQ", "prefill 2100", "decode 71.5"],
      ["FP8", "prefill 1800", "decode 52"],
    ]);
  });

  it("lets a blank cell stand for the one above it", async () => {
    const setups = await setupsOf(
      page(`# Cards

| GPU | Model | t/s |
|---|---|---|
| 4080 16GB | Qwen3-8B Q4_K_M | 108.1 |
| | Qwen3-8B Q8_0 | 70.4 |
| 3090 24GB * 2 | Qwen3-32B Q8_0 | 21.0 |
`),
    );
    expect(named(setups)).toEqual([
      "Qwen3-8B | Q4_K_M | 1xRTX 4080",
      "Qwen3-8B | Q8_0 | 1xRTX 4080",
      "Qwen3-32B | Q8_0 | 2xRTX 3090",
    ]);
  });

  it("keeps a sweep of streams one setup: one stream is decode, many are throughput", async () => {
    const setups = await setupsOf(
      page(`# Qwen3-30B-A3B FP8 on an H100 with vLLM

| ctx \\ conc | 1 | 8 | 32 |
|---|---|---|---|
| 0 | 147 | 767 | 1679 |
| 16k | 110 | 602 | 1435 |
`),
    );
    expect(setups).toHaveLength(1);
    expect(figuresOf(setups[0])).toEqual([
      "decode 147",
      "throughput 767",
      "throughput 1679",
      "decode 110",
      "throughput 602",
      "throughput 1435",
    ]);
  });

  it("leaves out ratios, accuracies and predicted figures", async () => {
    const setups = await setupsOf(
      page(`# Mistral 7B on a Tesla P40

| Quant | t/s | speedup | MMLU | PPL |
|---|---|---|---|---|
| Q4_0 | 41.2 | 1.9x | 61.2 | 5.81 |

Predicted with the roofline model:

| Quant | t/s |
|---|---|
| Q8_0 | 28.0 |
`),
    );
    expect(setups.map(figuresOf)).toEqual([["decode 41.2"]]);
  });

  it("reads columns kept apart by blanks in a block of code", async () => {
    const setups = await setupsOf(
      page(`# Laptop, Ryzen AI Max+ 395

\`\`\`
model              engine      tok/s
Qwen3-14B          llama.cpp   24.1
Qwen3-32B          llama.cpp   11.7
\`\`\`
`),
    );
    expect(setups.map((setup) => [setup.model.name, ...figuresOf(setup)])).toEqual([
      ["Qwen3-14B", "decode 24.1"],
      ["Qwen3-32B", "decode 11.7"],
    ]);
  });

  it("reads figures with a decimal comma", async () => {
    const setups = await setupsOf(
      page(`# Gemma 3 12B auf der RTX 3060

Mit llama.cpp schafft die Karte 32,5 tok/s bei Q4_K_M. Mit Q8_0 sind es 17,2 tok/s.
`),
    );
    expect(setups.flatMap(figuresOf)).toEqual(["decode 32.5", "decode 17.2"]);
  });

  it("takes a column of variants as sizes of the family that the heading names", async () => {
    const setups = await setupsOf(
      page(`# Numbers

### Gemma 3

| Variant | Quant | Hardware | Backend | Gen tok/s |
|---|---|---|---|---|
| 12B-it | Q4_K_M | RTX 4080 | llama.cpp (cuda) | 61.5 |
| 27B-it | Q3_K_M | RTX 4080 | llama.cpp (cuda) | 22.5 |
`),
    );
    expect(named(setups)).toEqual([
      "Gemma 3 12B | Q4_K_M | 1xRTX 4080 | llama.cpp",
      "Gemma 3 27B | Q3_K_M | 1xRTX 4080 | llama.cpp",
    ]);
  });

  it("gives an unknown system of a comparison no known one's name, and counts the cards of a header", async () => {
    const setups = await setupsOf(
      page(
        `# A study

We evaluate on a server with 8 NVIDIA A100-80GB GPUs.

| System | LLaMA-13B (1 GPU) | OPT-66B (4 GPUs) |
|---|---|---|
| vLLM | 1820.5 | 640.1 |
| FastThing | 1900.5 | 700.4 |
| Ours | 2410.2 | 833.0 |
`,
        { family: "paper" },
      ),
    );
    expect(setups.map(({ engine }) => engine.name)).toEqual([
      "vllm",
      "vllm",
      "FastThing",
      "FastThing",
      undefined,
      undefined,
    ]);
  });
});
