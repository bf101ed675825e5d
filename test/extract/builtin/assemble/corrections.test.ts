import { describe, expect, it } from "vitest";
import { setupsOf, thread } from "../read-text.ts";

const read = (posts: readonly (readonly [string, string])[]) => setupsOf(thread("Speeds of a 3090", posts));

const OPENING = "RTX 3090, llama.cpp: Qwen3 32B Q5_K_M does 31.5 t/s here.";

describe("what an author takes back", () => {
  it("a later correction of the weights changes the earlier record", async () => {
    const setups = await read([
      ["ann", OPENING],
      ["ann", "Correction: the file is Q4_K_M, not Q5_K_M."],
    ]);
    expect(setups.map(({ model }) => model.quantization)).toEqual(["Q4_K_M"]);
  });

  it("a corrected figure takes the place of the wrong one, with its own quote", async () => {
    const [setup] = await read([
      ["ann", OPENING],
      ["ann", "Typo in the first post, it is 37.5 t/s and not 31.5."],
    ]);
    expect(setup!.measurements.map(({ value }) => value)).toEqual([37.5]);
    expect(setup!.evidence.find(({ field }) => field === "measurements")!.quote).toContain("37.5");
  });

  it("nobody corrects what somebody else said", async () => {
    const [setup] = await read([
      ["ann", OPENING],
      ["bob", "Correction of my own post elsewhere: mine is Q4_K_M, not Q5_K_M."],
    ]);
    expect(setup!.model.quantization).toBe("Q5_K_M");
  });

  it("a correction of one model leaves the others alone", async () => {
    const setups = await read([
      ["ann", `${OPENING}\n\nGemma 3 27B Q6_K does 28.0 t/s.`],
      ["ann", "I meant Q4_K_M, not Q5_K_M."],
    ]);
    expect(setups.map(({ model }) => model.quantization)).toEqual(["Q4_K_M", "Q6_K"]);
  });
});
