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
