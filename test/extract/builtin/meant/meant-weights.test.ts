import { describe, expect, it, test } from "vitest";
import { page, setupsOf, thread } from "../read-text.ts";

const weightsOf = async (text: string) =>
  (await setupsOf(page(text))).map(({ model }) => [model.name, model.quantization]);

describe("weights that a place names in part", () => {
  it("are named with the EXL generation that the engine runs", async () => {
    expect(
      await weightsOf("# Two RTX 3090\n\nllama 3.3 70B 4.5bpw in exllamav2 0.2.8 gives 21.5 t/s here.\n"),
    ).toEqual([["Llama 3.3 70B", "EXL2 4.5bpw"]]);
    expect(
      await weightsOf("# RTX 4090\n\ntabbyAPI with Qwen3-14B-exl3, the 5.0bpw branch: 61.2 t/s.\n"),
    ).toEqual([["Qwen3-14B", "EXL3 5.0bpw"]]);
  });

  it("are the file's where only the bits are said", async () => {
    expect(
      await weightsOf(`# RTX 3060 with llama.cpp

Gemma 3 12B Q4_K_M runs at 31.0 t/s. On my RTX 4090 the Q4 of Gemma 3 12B is at 83.5 t/s.
`),
    ).toEqual([
      ["Gemma 3 12B", "Q4_K_M"],
      ["Gemma 3 12B", "Q4_K_M"],
    ]);
  });

  it("given once for all models are not those of the models that the sentence excepts", async () => {
    expect(
      await weightsOf(`# Small models on an RTX 3060 with llama.cpp

The weights are Q4_K_M, except for SmolLM2, which is so small that we took Q8_0.

| Model | tok/s |
|---|---|
| SmolLM2-135M | 171.0 |
| Gemma 3 1B | 43.9 |
`),
    ).toEqual([
      ["SmolLM2-135M", "Q8_0"],
      ["Gemma 3 1B", "Q4_K_M"],
    ]);
  });

  it("taken back by their author are those that he names afterwards", async () => {
    const setups = await setupsOf(
      thread("Speed of GLM-4.5-Air", [
        ["ada", "GLM-4.5-Air Q4_K_M with llama.cpp on my RTX 5090: 24.0 t/s."],
        ["ada", "One correction: the file is UD-Q3_K_XL, I had read the wrong folder."],
      ]),
    );
    expect(setups[0]?.model.quantization).toBe("UD-Q3_K_XL");
  });

  it("of a cache mode are no weights", async () => {
    const setups = await setupsOf(
      page(`# tabbyAPI on an RTX 3090

Qwen3-14B-exl3 at 4.0bpw.

| cache_mode | gen T/s |
|---|---|
| Q8 | 41.1 |
| Q4 | 41.6 |
`),
    );
    expect(setups.map(({ model, config }) => [model.quantization, config.kvCacheType])).toEqual([
      ["EXL3 4.0bpw", "Q8"],
      ["EXL3 4.0bpw", "Q4"],
    ]);
  });

  it("of a method for any width keep it", async () => {
    expect(
      await weightsOf("# RTX 3060\n\nMixtral 8x7B Instruct HQQ 2-bit with transformers: 2.3 tok/s.\n"),
    ).toEqual([["Mixtral 8x7B Instruct", "HQQ 2-bit"]]);
  });

  it("told apart by engine are each engine's own", async () => {
    expect(
      await weightsOf(`# Two engines on a 4090

Weights: Q4_0 for llama.cpp, q4f16_1 for MLC-LLM.

| engine | Qwen3-8B tok/s |
|---|---|
| llama.cpp | 70.4 |
| MLC-LLM | 80.1 |
`),
    ).toEqual([
      ["Qwen3-8B", "Q4_0"],
      ["Qwen3-8B", "q4f16_1"],
    ]);
  });

  it("are not handed on to an engine that cannot load them", async () => {
    const setups = await setupsOf(
      page(`# Qwen3-14B on an RTX 4090

Qwen3-14B Q4_K_M in llama.cpp does 70 tok/s. With SGLang I get 85 tok/s.
`),
    );
    expect(setups.map(({ model, engine }) => [engine.name, model.quantization])).toEqual([
      ["llama.cpp", "Q4_K_M"],
      ["sglang", undefined],
    ]);
  });

  it("come from the repository that the engine can load", async () => {
    const setups = await setupsOf(
      page(`# Two engines on an RTX 4090

Files: \`Qwen/Qwen3-8B-GGUF\` and \`Qwen/Qwen3-8B-AWQ\`.

| engine | model | tok/s |
|---|---|---|
| vLLM | Qwen3-8B | 80.1 |
| llama.cpp | Qwen3-8B | 70.4 |
`),
    );
    expect(setups.map(({ model }) => model.repository)).toEqual(["Qwen/Qwen3-8B-AWQ", "Qwen/Qwen3-8B-GGUF"]);
  });

  it("given for several models in one sentence are each one's", async () => {
    expect(
      await weightsOf(`# M2 Max 96GB with mlx

I compared Gemma 3 27B and Qwen3 32B, both in 4-bit.

- Gemma: 14.2 tok/s
- Qwen: 12.8 tok/s
`),
    ).toEqual([
      ["Gemma 3 27B", "MLX 4-bit"],
      ["Qwen3 32B", "MLX 4-bit"],
    ]);
  });

  it("said to be what a model runs in govern its section", async () => {
    expect(
      await weightsOf(`# Notes on an H100

## Llama 3.3 70B

With vLLM 0.9.1 it runs in FP8 on one H100. We measured 41 tok/s for one stream.
`),
    ).toEqual([["Llama 3.3 70B", "FP8"]]);
  });

  it("are anybody's in the thread where the author names none, and never those of other bits' repositories", async () => {
    const setups = await setupsOf(
      thread("Ling-2.0-flash on Sparks", [
        ["ada", "`inclusionAI/Ling-2.0-flash-FP8` with sglang on a DGX Spark: 40 tok/s."],
        ["bob", "Ling-2.0-flash with sglang does 41 tok/s on my RTX PRO 6000."],
      ]),
    );
    expect(setups.map(({ model }) => model.quantization)).toEqual(["FP8", "FP8"]);
  });

  it("give way to the engine that was named after them where it cannot load them", async () => {
    expect(
      await weightsOf(`# Two 4090s, again

Mistral Large 2407 on two RTX 4090, TabbyAPI with exllamav2, EXL2 at 3.50bpw, gave 14.1 tok/s.
I also keep an EXL3 at 3.00bpw of it.

This week I use exllamav3 1.1.0. Without tensor parallel 12.8 tok/s.
`),
    ).toEqual([
      ["Mistral Large 2407", "EXL2 3.50bpw"],
      ["Mistral Large 2407", "EXL3 3.0bpw"],
    ]);
  });
});

test("a table of two servers gives each engine its weights", async () => {
  const setups = await setupsOf(
    page(
      "# Two servers\n\nRTX 4090, Qwen3-14B in both cases.\n\n| | left | right |\n|---|---|---|\n| engine | vLLM 0.10.1 | llama.cpp b6500 |\n| weights | AWQ | Q5_K_M (GGUF) |\n\nOne stream:\n\n| server | tok/s |\n|---|---:|\n| vLLM | 71.2 |\n| llama.cpp | 58.9 |\n",
    ),
  );
  expect(setups.map(({ engine, model }) => [engine.name, model.quantization])).toEqual([
    ["vllm", "AWQ"],
    ["llama.cpp", "Q5_K_M"],
  ]);
});
