/** What readers write of their own machines, which newsletters print as quotes. */
import { expect, test } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const LETTERS = `# What you run

## Letter 1

> I write firmware and nothing of it may leave the house. My machine is a laptop with the M4 Pro and 48 gigs, with llama.cpp b6500 on it. Qwen3-Coder-30B-A3B as Q4_K_M writes at 52 t/s, and a 20k prompt goes in at 610 t/s.

The lesson holds for most of us.

## Letter 2

> Mine is a tower with two RTX 3060 12GB, which stands in the cellar and is asleep for most of the day. I run Gemma 3 27B as Q4_K_M in ollama for my translations: 14 t/s.
`;

test("a letter of some length that tells of the writer's own machine is a run of theirs", async () => {
  const setups = await setupsOf(page(LETTERS));
  expect(setups.map((setup) => [setup.hardware.accelerators[0]?.name, ...figuresOf(setup)])).toEqual([
    ["M4 Pro", "decode 52", "prefill 610"],
    ["RTX 3060", "decode 14"],
  ]);
});

test("a quote in a thread stays a quote", async () => {
  expect(await setupsOf(page(LETTERS, { family: "github-issue" }))).toEqual([]);
});
