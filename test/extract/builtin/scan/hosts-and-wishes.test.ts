/** Devices that a text names without running a model on them. */
import { expect, test } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const devicesOf = async (text: string) =>
  (await setupsOf(page(`# A small rig\n\n${text}\n`))).map(({ hardware }) =>
    hardware.accelerators.map(({ name }) => name),
  );

test("the board that a card is plugged into only hosts it", async () => {
  expect(
    await devicesOf("RX 7600 8GB on a Pi 5 with an OcuLink dock, llama.cpp: Qwen3 8B Q4_K_M does 31 tok/s."),
  ).toEqual([["RX 7600"]]);
});

test("a device that its author says not to have is none of theirs", async () => {
  expect(
    await devicesOf(
      "I can't report on the H100 I don't have. My RTX 3060 12GB with llama.cpp gives 52 tok/s on Qwen3 8B Q4_K_M.",
    ),
  ).toEqual([["RTX 3060"]]);
});

test("a line of one size is called by its name, and a model goes without its vendor's", async () => {
  const setups = await setupsOf(
    page("# R1\n\nEPYC 9554 and one RTX 4090, ktransformers 0.3, DeepSeek-R1-671B Q4_K_M: 11.9 tok/s.\n"),
  );
  expect(setups.map(({ model }) => [model.name, model.parametersB])).toEqual([["DeepSeek-R1", 671]]);
});

test("a change of two speeds at the beginning of a paragraph is no version", async () => {
  const setups = await setupsOf(
    page("# Speed\n\nRTX 3060, mlc-llm, Qwen3 8B at 31.2 tok/s decode.\n\n11.4 -> 17.9, I'll take it.\n"),
  );
  expect(setups.map(({ engine }) => engine.version ?? null)).toEqual([null]);
  expect(figuresOf(setups[0])).toContain("decode 31.2");
});

test("a board in the same list as a card only hosts it", async () => {
  expect(
    await devicesOf(
      "CM4 with 8GB, Debian 13, RTX 3050 on a riser, llama.cpp with Vulkan: Qwen3 4B Q4_K_M does 40 tok/s.",
    ),
  ).toEqual([["RTX 3050"]]);
});

test("a board and the chip on it are one device, which is called by the chip", async () => {
  expect(
    await devicesOf(
      "| | |\n|---|---|\n| SoC | Rockchip RK3588, 3 NPU cores |\n| Board | Orange Pi 5 Plus |\n\nQwen3 0.6B in w8a8 with RKLLM 1.2.1 gives 15.2 tok/s.",
    ),
  ).toEqual([["RK3588"]]);
});

test("half a dozen cards are six, and a trio is three", async () => {
  const counts = async (text: string) =>
    (await setupsOf(page(`# Rig\n\n${text}\n`))).map(({ hardware }) => hardware.accelerators[0]?.count);
  expect(
    await counts("The frame holds half a dozen 3090s. llama.cpp, GLM-4.5-Air Q4_K_M: 51 tok/s decode."),
  ).toEqual([6]);
  expect(await counts("A trio of RTX 3060 12GB with llama.cpp, Qwen3 32B Q4_K_M: 14 tok/s.")).toEqual([3]);
});

test("the next card is not the one that ran", async () => {
  expect(
    await devicesOf(
      "RX 7800 XT 16GB, llama.cpp b6500, Qwen3 8B Q4_K_M: 60 tok/s.\n\nnext card will be an R9700 if they get cheaper.",
    ),
  ).toEqual([["RX 7800 XT"]]);
});

test("cards that something would have to fit on are no number of a run", async () => {
  const [setup] = await setupsOf(
    page(
      "# MI50s\n\n4x MI50 32GB, vLLM 0.9.2.\n\nQwen3-32B: 41 tok/s decode. Take AWQ only if it has to fit on two cards.\n",
    ),
  );
  expect(setup?.hardware.accelerators).toMatchObject([{ name: "MI50", count: 4 }]);
});
