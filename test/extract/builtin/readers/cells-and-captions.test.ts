/** What captions, column heads without a metric and labels of rows say of the figures in a table. */
import { expect, test } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const MACHINE = "RTX 4070 12GB, llama.cpp b6500, CUDA, Q4_K_M files.";

test("a caption of watts makes its figures power, while decoding or not", async () => {
  const setups = await setupsOf(
    page(
      `# Watts\n\n${MACHINE}\n\nPower during decoding (W), mean of three runs.\n\n| Device | Qwen3 8B | Gemma 3 12B |\n|---|---:|---:|\n| RTX 4070 | 148 | 161 |\n`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([["power 148"], ["power 161"]]);
});

test("a caption says what stands before the slash", async () => {
  const setups = await setupsOf(
    page(
      "# NPU\n\nRK3588 board with RKLLM 1.2.1. TTFT in ms is written before the slash, tokens/s after it.\n\n| Model | w4a16 | w8a8 |\n|---|---|---|\n| Qwen3-0.6B | 420.5 / 21.4 | 410.2 / 15.9 |\n| Gemma2-2B | 980.1 / 8.7 | 940.6 / 5.1 |\n",
    ),
  );
  expect(figuresOf(setups[0])).toEqual(["ttft 420.5", "decode 21.4"]);
  expect(setups).toHaveLength(4);
});

test("rows called by letters stand upright, and a column called one stream holds their speeds", async () => {
  const setups = await setupsOf(
    page(
      "# Tuned\n\nRTX 4090, SGLang 0.5.2, GLM-4.5-Air FP8.\n\n| | kernels | EAGLE | one stream |\n|---|---|---|---|\n| A | ours | off | 31.2 tok/s |\n| B | stock | off | 29.8 tok/s |\n| C | stock | on | `OutOfResources` |\n| **now** | ours | on | 44.6 tok/s |\n",
    ),
  );
  expect(setups.map((setup) => [...figuresOf(setup), setup.outcome])).toEqual([
    ["decode 31.2", "works"],
    ["decode 29.8", "works"],
    ["fails"],
    ["decode 44.6", "works"],
  ]);
});

test("cells with a decimal comma make it one, and heads may be in another tongue", async () => {
  const setups = await setupsOf(
    page(
      "# Messung\n\nJetson Orin Nano, Qwen3 4B Q4_K_M.\n\n| Programm | Prompt lesen | Text erzeugen |\n|---|---:|---:|\n| llama.cpp b6500 | 96,63 | 12,57 |\n| Ollama 0.6.4 | 88,41 | 11,02 |\n",
    ),
  );
  expect(setups.map((setup) => [setup.engine.name, ...figuresOf(setup)])).toEqual([
    ["llama.cpp", "prefill 96.63", "decode 12.57"],
    ["ollama", "prefill 88.41", "decode 11.02"],
  ]);
});
