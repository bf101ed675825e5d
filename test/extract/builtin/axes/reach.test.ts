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
