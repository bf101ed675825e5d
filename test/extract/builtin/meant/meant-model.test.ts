import { describe, expect, it } from "vitest";
import { page, setupsOf, thread } from "../read-text.ts";

const modelOf = async (text: string) => {
  const [setup] = await setupsOf(page(text));
  return [setup?.model.name, setup?.model.parametersB];
};

describe("a model that a place names in part", () => {
  it("has the size that the document gives it elsewhere, by itself or in the size it comes in", async () => {
    const [first] = await setupsOf(
      thread("Does the 671B run from memory?", [
        ["ada", "DeepSeek-R1 Q4_K_M with llama.cpp on my EPYC 7763 gives 5.5 t/s."],
      ]),
    );
    expect([first?.model.name, first?.model.parametersB]).toEqual(["DeepSeek-R1", 671]);
  });

  it("keeps its own name where the vocabulary says that no such size exists", async () => {
    const setups = await setupsOf(
      page(`# DeepSeek-R1 on an RTX 4090 and 512 GB

DeepSeek-R1 Q4_K_M with llama.cpp: 5.5 t/s. The 70B on the same card gives 8.1 t/s.
`),
    );
    expect(setups.map(({ model }) => model.name)).not.toContain("DeepSeek-R1 70B");
  });

  it("goes by its market name where llama-bench's architecture is all there is", async () => {
    const table = (model: string) => `# llama-bench on an MI50

| model | size | params | backend | ngl | test | t/s |
|---|--:|--:|---|--:|--:|--:|
| ${model} | 10.1 GiB | 14.77 B | ROCm | 99 | tg128 | 39.02 ± 0.23 |
`;
    expect(await modelOf(table("qwen3 14B Q4_0"))).toEqual(["Qwen3 14B", 14]);
    expect(await modelOf(table("gemma3 12B Q8_0"))).toEqual(["Gemma 3 12B", 12]);
    expect(await modelOf(table("llama4 17Bx16E (Scout) Q3_K - Medium"))).toEqual(["Llama 4 Scout", 14.77]);
  });

  it("takes no name of another version for an architecture", async () => {
    const setups = await setupsOf(
      page(`# RTX 3060

I also have Qwen3-8B here.

| model | size | params | backend | ngl | test | t/s |
|---|--:|--:|---|--:|--:|--:|
| qwen2 7B Q4_K - Medium | 4.36 GiB | 7.62 B | CUDA | 99 | tg128 | 66.5 ± 0.2 |
`),
    );
    expect(setups[0]?.model.name).toBe("Qwen2 7B");
  });

  it("is the fuller name where only the active part is left out", async () => {
    const setups = await setupsOf(
      page("# RTX 3090\n\nQwen3.6-35B-A3B Q4_K_M in llama.cpp. Qwen3.6 35B does 88 tok/s there.\n"),
    );
    expect(setups[0]?.model).toMatchObject({ name: "Qwen3.6-35B-A3B", activeParametersB: 3 });
  });

  it("does not give way to a size that no model of the text has", async () => {
    const setups = await setupsOf(
      page(`# DeepSeek-V3 on an EPYC 9374F

DeepSeek-V3 Q4_K_M in ik_llama.cpp. Some call it a "70B", no idea why. On Sunday I measured 8.3 t/s.
`),
    );
    expect(setups.map(({ model }) => model.name)).toEqual(["DeepSeek-V3"]);
  });

  it("is none in the name of a text or a program", async () => {
    const setups = await setupsOf(
      page("# docs / mistral-large-power.md\n\nFour RTX 3090s with llama.cpp: 12 tok/s in decode.\n"),
    );
    expect(setups[0]?.model.name ?? null).toBeNull();
  });

  it("takes the family that heads the section for each size in it", async () => {
    const setups = await setupsOf(
      page(`# Sizing guide for an L40S with vLLM

## Qwen2.5-Coder

The 32B (AWQ) does 38 tok/s on one L40S. The 7B (FP8) gives 110 tok/s.
`),
    );
    expect(setups.map(({ model }) => model.name)).toEqual(["Qwen2.5-Coder 32B", "Qwen2.5-Coder 7B"]);
  });
});

it("an article before a size is no name, and packaging is no part of one", async () => {
  const [setup] = await setupsOf(
    page(`# Heimserver mit RTX 3090

Modell ist Qwen3.6-27B-MTP-Q4_K_M.gguf in llama.cpp. Das 27B läuft mit 34 Token/s.
`),
  );
  expect(setup?.model?.name).toBe("Qwen3.6-27B");
});

it("is none that drafts, hears or speaks beside the one that answers", async () => {
  const setups = await setupsOf(
    page(`# Kitchen

Jetson Orin NX, whisper small and Qwen3-1.7B Q4_0 in llama.cpp: 24 tok/s.
`),
  );
  expect(setups.map(({ model }) => model.name)).toEqual(["Qwen3-1.7B"]);
  const drafted = await setupsOf(
    page(`# Heads

SGLang on one L40S with Qwen/Qwen3-8B in BF16. Head: \`somebody/EAGLE3-Qwen3-8B-Dense\`.

It does 97 tok/s.
`),
  );
  expect(drafted.map(({ model }) => model.name)).toEqual(["Qwen3-8B"]);
});
