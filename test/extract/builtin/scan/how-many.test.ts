import { describe, expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const counts = async (text: string) =>
  (await setupsOf(page(`# Speeds\n\n${text}`))).map(({ hardware }) => hardware.accelerators[0]?.count);

describe("on how many devices something runs", () => {
  it("the sentence's own number wins over the rig's", async () => {
    expect(
      await counts(
        "The rig has 4x RTX 3090 and runs vLLM.\n\nQwen3 32B AWQ does 61.5 tok/s over both cards... no, on two cards.\n\nOn a single GPU Qwen3 14B AWQ does 58.0 tok/s.",
      ),
    ).toEqual([2, 1]);
  });

  it("nodes in a table's rows are so many machines", async () => {
    expect(
      await counts(
        "A cluster of Ryzen AI Max+ 395 boxes, llama.cpp, GLM-4.6 Q4_K_M:\n\n| setup | pp512 | tg128 |\n|---|---|---|\n| 2 nodes, 5GbE | 81.4 | 9.1 |\n| 4 nodes, 5GbE | 61.4 | 8.9 |",
      ),
    ).toEqual([2, 4]);
  });

  it("a card per slot counts nothing", async () => {
    expect(
      await counts("My 2x RTX 3090 sit with one card per slot; Qwen3 32B Q4_K_M does 32.1 tok/s."),
    ).toEqual([2]);
  });
});
