import { describe, expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const GROUND = "# One 3090\n\nMy RTX 3090 with llama.cpp: Qwen3-32B Q4_K_M with a q8_0 cache does 34 tok/s.";

const failures = async (words: string) =>
  (await setupsOf(page(`${GROUND} ${words}\n`))).filter(({ outcome }) => outcome === "fails");

describe("a run that failed, told without a figure", () => {
  it.each([
    ["vLLM runs out of memory while it captures the graphs.", "vllm"],
    ["ExLlamaV2 never loaded.", "exllamav2"],
    ["SGLang dies with a RuntimeError at start.", "sglang"],
    ["vLLM 直接爆显存。", "vllm"],
  ])("of another engine: %s", async (words, engine) => {
    expect((await failures(words)).map((setup) => [setup.model.name, setup.engine.name])).toEqual([
      ["Qwen3-32B", engine],
    ]);
  });

  it("of another machine", async () => {
    const [failed] = await failures("On my RTX 4060 it does not load.");
    expect(failed?.hardware.accelerators.map(({ name }) => name)).toEqual(["RTX 4060"]);
  });

  it("of another setting", async () => {
    const [failed] = await failures("With an f16 cache it crashed in the middle of a long prompt.");
    expect([failed?.model.name, failed?.config.kvCacheType]).toEqual(["Qwen3-32B", "f16"]);
  });

  it.each([
    "If you start vLLM on it, it runs out of memory.",
    "vLLM would run out of memory.",
    "Never start vLLM with an f16 cache, it crashes with long prompts.",
    "My friend's RTX 4060 crashes with it.",
    "I feared that vLLM would hang.",
    "It crashed once.",
  ])("is not read from: %s", async (words) => {
    expect(await failures(words)).toEqual([]);
  });

  it("is not read from a list of known troubles", async () => {
    const setups = await setupsOf(
      page(
        `${GROUND}\n\n## Troubleshooting\n\n- vLLM crashes with an f16 cache.\n- RTX 4060: does not load.\n`,
      ),
    );
    expect(setups.map(({ outcome }) => outcome)).toEqual(["works"]);
  });
});
