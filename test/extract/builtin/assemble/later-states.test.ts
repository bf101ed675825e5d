/** What people report of the same setup later on in a thread: patched builds, updates, other builds by their number. */
import { expect, test } from "vitest";
import { figuresOf, setupsOf, thread } from "../read-text.ts";

const OPENING =
  "RX 7800 XT, Ryzen 5 7600, 64GB. llama.cpp build 7105 with gpt-oss-20b MXFP4 does 88.1 t/s and then hangs.";

test("a run of a branch is another than that of the release, whose version is not its own", async () => {
  const setups = await setupsOf(
    thread("Hang after some minutes", [
      ["ann", OPENING],
      ["bob", "Please try the branch."],
      ["ann", "Built the branch: 93.4 t/s and no hang."],
    ]),
  );
  expect(setups.map((setup) => [setup.engine.version ?? null, ...figuresOf(setup)])).toEqual([
    ["7105", "decode 88.1"],
    [null, "decode 93.4"],
  ]);
});

test("an update with a new figure of the same kind is a run of its own", async () => {
  const setups = await setupsOf(
    thread("My box", [
      ["ann", "Two Xeon Gold 6230, llama.cpp, Qwen3 32B Q4_K_M on the CPU alone: 4.1 t/s."],
      ["ann", "Update with all twelve sticks in: 7.6 t/s."],
    ]),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 4.1"], ["decode 7.6"]]);
});

test("a build that is given by its number alone is one beside another that is called a build", async () => {
  const setups = await setupsOf(
    thread("Slow prompts", [
      ["ann", "See title."],
      ["bob", "RTX 4070, Qwen3 14B Q4_K_M, llama.cpp build 7008: 31.5 t/s. With 6985 it was 44.2 t/s."],
    ]),
  );
  expect(setups.map((setup) => [setup.engine.version, ...figuresOf(setup)])).toEqual([
    ["7008", "decode 31.5"],
    ["6985", "decode 44.2"],
  ]);
});

test("a failure told in a sentence of its own is of the run that its paragraph names", async () => {
  const setups = await setupsOf(
    thread("Crash on long prompts", [
      ["ann", "See title."],
      ["bob", "Same, RTX 4080 SUPER, GLM-4.5-Air IQ4_XS, llama.cpp build 6240. Dies at around 12k."],
    ]),
  );
  expect(setups.map(({ model, outcome }) => [model.name, outcome])).toEqual([["GLM-4.5-Air", "fails"]]);
});

test("the weights that one comment runs under an engine are not those of another's", async () => {
  const setups = await setupsOf(
    thread("Small rigs", [
      ["ann", "Post yours. I use ollama."],
      ["bob", "RTX 3060, llama.cpp, Qwen3-14B-UD-Q4_K_XL: 33 t/s. Later in the day it's 31."],
      ["cid", "On the cores with llama.cpp I run the small one in Q4_0, nothing else fits."],
    ]),
  );
  expect(setups[0]?.model.quantization).toBe("UD-Q4_K_XL");
  expect(figuresOf(setups[0])).toEqual(["decode 33", "decode 31"]);
});

test("a size alone is of the model that its author's benchmark printed, not of another author's", async () => {
  const setups = await setupsOf(
    thread("Numbers", [
      ["ann", "Post your numbers, small cards only."],
      [
        "bob",
        [
          "RX 7700 XT, llama.cpp:",
          "| model | size | params | backend | ngl | test | t/s |",
          "| --- | --- | --- | --- | --- | --- | --- |",
          "| qwen2 14B Q4_K - Medium | 8.37 GiB | 14.77 B | Vulkan | 99 | tg128 | 29.12 ± 0.14 |",
          "\nEdit: with the new driver the 14B does tg128 36.2.",
        ].join("\n"),
      ],
      ["cid", "Mine: RTX 3090, llama.cpp, Qwen3 14B Q4_K_M gives 61 t/s."],
    ]),
  );
  expect(setups.map(({ model }) => model.name)).toEqual(["Qwen2 14B", "Qwen2 14B", "Qwen3 14B"]);
});
