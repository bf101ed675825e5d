/** Threads about a change of code: figures before and after it, builds that work and builds that do not. */
import { expect, test } from "vitest";
import type { SourceDocument } from "../../../../src/record/document.ts";
import { figuresOf, setupsOf, thread } from "../read-text.ts";

const pull = (posts: readonly (readonly [string, string])[]): SourceDocument => ({
  ...thread("cuda: wider loads in the small kernels", posts),
  family: "github-pull",
});

test("in a pull request a speed that goes from one figure to another is two runs", async () => {
  const setups = await setupsOf(pull([["ann", "On my RTX 4080 Qwen3 8B Q4_K_M goes from 91 to 99 tok/s."]]));
  expect(setups.map(figuresOf)).toEqual([["decode 91"], ["decode 99"]]);
});

test("a speed that goes from one figure to another over a longer context stays one run", async () => {
  const setups = await setupsOf(
    pull([["ann", "On my RTX 4080 Qwen3 8B Q4_K_M goes from 91 to 62 tok/s with 30k of context."]]),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 91", "decode 62"]]);
});

test("pairs behind the names of two builds are two runs", async () => {
  const setups = await setupsOf(
    pull([
      ["ann", "Numbers please."],
      ["bob", "RTX 3060 12GB here. pp / tg:\n\n- Qwen3 8B Q4_K_M: master 1810 / 51.2, PR 1850 / 55.9"],
    ]),
  );
  expect(setups.map(figuresOf)).toEqual([
    ["prefill 1810", "decode 51.2"],
    ["prefill 1850", "decode 55.9"],
  ]);
});

test("a figure in brackets without the change is the run before it", async () => {
  const setups = await setupsOf(
    pull([["ann", "My M2 Max 64GB: Qwen3 32B Q4_K_M gives 14.1 t/s here with this PR (13.2 without)."]]),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 13.2"], ["decode 14.1"]]);
});

test("the cards that an environment lists line by line are one machine", async () => {
  const setups = await setupsOf(
    thread("Slow start with two cards", [
      [
        "ann",
        "```text\nvLLM Version: 0.16.1rc2.dev5+gdeadbee12\nGPU 0: NVIDIA RTX A5000\nGPU 1: NVIDIA GeForce RTX 3090\n```\n\nQwen3-32B-AWQ on vLLM gives 24.1 tok/s.",
      ],
    ]),
  );
  expect(setups[0]?.hardware?.accelerators?.map(({ name }) => name)).toEqual(["RTX A5000", "RTX 3090"]);
  expect(setups[0]?.engine?.version).toBe("0.16.1rc2.dev5+gdeadbee12");
});

test("the only command of a thread's author holds for their later comments", async () => {
  const setups = await setupsOf(
    thread("Odd speed with quantized cache", [
      [
        "ann",
        "RTX 4090, build 7100.\n\n```\nllama-server -m Qwen3-32B-Q4_K_M.gguf -c 16384 -ngl 99 -fa on\n```\n\nThat gives me 35 t/s.",
      ],
      ["bob", "Which driver?"],
      ["ann", "With an f16 cache it is 38.2 t/s."],
    ]),
  );
  expect(setups.map(({ config }) => config?.contextLength)).toEqual(setups.map(() => 16384));
});

test("a report that a newer build fails is of that build, though the log is of an older one", async () => {
  const post = [
    "### Name and Version\n\nversion: 7010 (abcdef12)",
    "### Hardware\n\nRTX 4070, 64GB RAM",
    "### Problem\n\nA long prompt crashes the server.",
    "```\nllama-server -m gpt-oss-20b-mxfp4.gguf -c 16384 -ngl 99\n```",
    "### Log\n\nb6990 (good):",
    "```\n       eval time =   10000.00 ms /  1200 tokens (    8.33 ms per token,   120.00 tokens per second)\n```",
    "b7010 (bad):",
    "```\nCUDA error: an illegal memory access was encountered\n```",
  ];
  const setups = await setupsOf(
    thread("Misc. bug: server crashes on long prompts (b6990 fine)", [["ann", post.join("\n\n")]]),
  );
  expect(setups.map(({ engine, outcome }) => [engine.version, outcome]).sort()).toEqual([
    ["6990", "works"],
    ["7010", "fails"],
  ]);
});
