import { describe, expect, it } from "vitest";
import { axisStatements } from "../../../../src/extract/builtin/axes/statements.ts";
import { prepareSource } from "../../../../src/extract/builtin/source.ts";
import { page, setupsOf, thread } from "../read-text.ts";

const usesByModel = async (document: Parameters<typeof setupsOf>[0]) =>
  Object.fromEntries((await setupsOf(document)).map(({ model, useCases }) => [model.name, useCases]));

describe("how far a statement reaches", () => {
  it("a title governs every setup of the document", async () => {
    const uses = await usesByModel(
      page(
        "# Models for roleplay on a 3060\n\nLlama 3.1 8B Q4_K_M runs at 41 tok/s on my RTX 3060.\n\nMistral Nemo 12B Q4_K_M runs at 29 tok/s.\n",
      ),
    );
    expect(Object.values(uses)).toEqual([["creative"], ["creative"]]);
  });

  it("a section governs its own setups alone", async () => {
    const uses = await usesByModel(
      page(
        "# My box\n\nOne RTX 3090, llama.cpp.\n\n## Coding\n\nQwen2.5 Coder 32B Q4_K_M does 33 tok/s.\n\n## Chat\n\nLlama 3.1 8B Q8_0 does 70 tok/s.\n",
      ),
    );
    expect(Object.values(uses)).toEqual([["coding"], ["chat"]]);
  });

  it("a sentence about one model governs that model's setups alone", async () => {
    const uses = await usesByModel(
      page(
        "# Notes\n\nRTX 3090, llama.cpp. Qwen3-32B Q4_K_M does 31 tok/s. Gemma 3 27B Q4_K_M does 33 tok/s.\n\n## Verdict\n\nI keep Gemma 3 27B for translation.\n",
      ),
    );
    expect(Object.values(uses)).toEqual([[], ["translation"]]);
  });

  it("the first word of a model's name stands for it", async () => {
    const uses = await usesByModel(
      page(
        "# Notes\n\nRTX 3090, llama.cpp. Qwen3-32B Q4_K_M does 31 tok/s. Gemma 3 27B Q4_K_M does 33 tok/s.\n\n## Verdict\n\nQwen is what I code with, Gemma is for my role-play evenings.\n",
      ),
    );
    expect(Object.values(uses)).toEqual([["coding"], ["creative"]]);
  });

  it("an item's words are said of that item alone", async () => {
    const setups = await setupsOf(
      page(
        "# My Framework Desktop\n\nRyzen AI Max+ 395, llama.cpp.\n\n- **Qwen3-32B Q4_K_M**: 11 tok/s. For the hard questions.\n- **Gemma 3 27B Q4_K_M**: 12 tok/s. Letters, and German to English.\n",
      ),
    );
    expect(setups.map(({ useCases, experience }) => [useCases, experience])).toEqual([
      [[], ["quality"]],
      [["writing", "translation"], []],
    ]);
  });

  it("weights may be named in short", async () => {
    const setups = await setupsOf(
      page(
        "# Notes\n\nQwen3-32B Q8_0 on two RTX 3090 with llama.cpp gives 21 tok/s. I prefer Q8 because I want the best answers.\n",
      ),
    );
    expect(setups.map(({ experience }) => experience)).toEqual([["quality"]]);
  });

  it("what names two models is said of both", async () => {
    const uses = await usesByModel(
      page(
        "# Home Assistant: Qwen3 8B or Qwen3 32B?\n\nRTX 3090, ollama. Qwen3 8B Q4_K_M does 98 tok/s. Qwen3 32B Q4_K_M does 33 tok/s.\n",
      ),
    );
    expect(Object.values(uses)).toEqual([["agents"], ["agents"]]);
  });

  it("a run that failed is for what the title says, too", async () => {
    const setups = await setupsOf(
      page(
        "# A local coding agent\n\nOne RTX 3090, llama.cpp. Qwen3-32B Q4_K_M does 31 tok/s.\n\nLlama 3.3 70B Q4_K_M ran out of memory at load.\n",
      ),
    );
    expect(setups.map(({ outcome, useCases }) => [outcome, useCases])).toEqual([
      ["works", ["coding"]],
      ["fails", ["coding"]],
    ]);
  });

  it("a column of the prompts that were measured says no use", async () => {
    const uses = await usesByModel(
      page(
        "# Two prompts\n\nQwen3-32B Q4_K_M on my RTX 3090 with llama.cpp:\n\n| Workload | tok/s |\n|---|---|\n| prose | 31 |\n| code | 35 |\n",
      ),
    );
    expect(Object.values(uses)).toEqual([[]]);
  });

  it("a reply's use is not the opening post's", async () => {
    const uses = await usesByModel(
      thread("Speeds on a 3090", [
        ["ada", "My RTX 3090 with llama.cpp: Qwen3-32B Q4_K_M, 31 tok/s."],
        ["bob", "Llama 3.1 8B Q8_0 on my RTX 4090: 120 tok/s. I use it as a coding assistant."],
      ]),
    );
    expect(Object.values(uses)).toEqual([[], ["coding"]]);
  });
});

describe("outcomes", () => {
  it.each([
    ["It calls the wrong tool once in ten requests.", "partial"],
    ["After 30k tokens it repeats the same word.", "partial"],
    ["It invents bus lines.", "partial"],
    ["Too slow for me, so back to the 8B.", "partial"],
    ["It works, but nobody wants to wait that long.", "partial"],
    ["It used to be unusable, since b5040 it is fine.", "works"],
    ["It is not unusable at all.", "works"],
    ["Would be too slow for a bigger one, I guess.", "works"],
  ])("%s", async (words, outcome) => {
    const [setup] = await setupsOf(
      page(`# Notes\n\nQwen3-32B Q4_K_M on my RTX 3090 with llama.cpp gives 31.5 tok/s. ${words}\n`),
    );
    expect(setup?.outcome).toBe(outcome);
  });

  it("a run with a defect keeps no promise of quick answers", async () => {
    const setups = await setupsOf(
      page(
        "# A voice assistant\n\nLlama 3.2 3B Q4_K_M on my Raspberry Pi 5 with llama.cpp: 5 tok/s, unusable.\n\nQwen3 4B Q4_K_M on my RTX 3060 with llama.cpp: 91 tok/s.\n",
      ),
    );
    expect(setups.map(({ outcome, experience }) => [outcome, experience])).toEqual([
      ["partial", []],
      ["works", ["latency"]],
    ]);
  });

  it("a complaint is said of the run before it, not of the others in its section", async () => {
    const setups = await setupsOf(
      page(
        "# My box\n\nOne RTX 3090, llama.cpp.\n\n- Gemma 2 2B Q5_K_M: 94 tok/s. Quite stupid.\n- Llama 3.1 8B Q8_0: 70 tok/s. Good answers.\n",
      ),
    );
    expect(setups.map(({ outcome }) => outcome)).toEqual(["partial", "works"]);
  });

  it("a complaint in a section makes its setup partial", async () => {
    const setups = await setupsOf(
      page(
        "# My box\n\nOne RTX 3090, llama.cpp.\n\n## Tulu 3 405B\n\nPainfully slow, no point in it.\n\nTulu 3 405B Q2_K does 0.9 tok/s.\n\n## Small\n\nLlama 3.1 8B Q8_0 does 70 tok/s.\n",
      ),
    );
    expect(setups.map(({ outcome }) => outcome)).toEqual(["partial", "works"]);
  });

  it("a draft model that slows its run down makes it partial", async () => {
    const setups = await setupsOf(
      page(
        "# Speculative decoding on an M1 Ultra with MLX\n\nQwen2.5 72B Instruct 4-bit: 12.4 tok/s without the draft model, 10.1 tok/s with the draft model.\n",
      ),
    );
    expect(setups.map(({ config, outcome }) => [Boolean(config.speculative), outcome])).toEqual([
      [false, "works"],
      [true, "partial"],
    ]);
  });
});

describe("hostile text", () => {
  it.each([
    "I use my our the ",
    "for for for for ",
    "translating the all my ",
    "classify my 1,000 all ",
    "| a | for |\n|--|--|\n| coding | ",
    "whole whole whole codebases ",
    "( ; , and but while coding",
    "**cheap** ".repeat(3),
  ])("stays quick on %j again and again", (words) => {
    const timeOf = (length: number) => {
      const text = words.repeat(Math.ceil(length / words.length));
      const before = process.cpuUsage();
      axisStatements(prepareSource(page(text)));
      const { user } = process.cpuUsage(before);
      return user / 1000;
    };
    timeOf(2_000);
    const small = Math.max(timeOf(4_000), timeOf(4_000), 5);
    expect(Math.min(timeOf(32_000), timeOf(32_000))).toBeLessThan(32 * small);
  });
});
