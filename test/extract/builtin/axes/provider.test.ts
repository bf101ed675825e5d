import { describe, expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const providersOf = async (text: string, family: "blog" | "paper" = "blog") =>
  (await setupsOf(page(text, { family }))).map(({ hardware }) => hardware.provider);

const RUN = "Qwen3-8B Q4_K_M on an RTX 3090 with llama.cpp gives 91 tok/s.";

describe("whose machine it is", () => {
  it.each([
    "It is the old gaming PC of the family.",
    "The box stands under the stairs.",
    "The card is second-hand, from ebay.",
    "It draws 410 W at the wall.",
  ])("is the author's: %s", async (words) => {
    expect(await providersOf(`# Notes\n\n${words} ${RUN}\n`)).toEqual(["owned"]);
  });

  it("is told by the section of the run before other sections", async () => {
    expect(
      await providersOf(`# Renting, twice

My office mini PC has no use here.

## Round 1

I took the cheapest spot machine. ${RUN}

## Round 2

An L4 for $0.48 per hour. Qwen3-8B Q4_K_M on the L4 with llama.cpp gives 41 tok/s.
`),
    ).toEqual(["spot", "cloud"]);
  });

  it("is no author's in a paper that meters its testbed", async () => {
    expect(await providersOf(`# Tide\n\nPower is measured at the wall. ${RUN}\n`, "paper")).toEqual([
      undefined,
    ]);
  });

  it("is not told by a word of the kitchen that is a cloud's name, too", async () => {
    expect(await providersOf(`# Notes\n\nBelow 1B you get word salad. ${RUN}\n`)).toEqual([undefined]);
  });
});
