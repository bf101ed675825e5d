/** Words and figures beside a run that look like parts of it and are not. */
import { expect, test } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const MACHINE = "RTX 4070 12GB, llama.cpp b6500, CUDA.";

test("what a vendor says under a heading of its own is no run of the author's", async () => {
  const setups = await setupsOf(
    page(
      `# Board\n\n${MACHINE} Qwen3 8B Q4_K_M: 71 tok/s.\n\n## What the vendor claims\n\nQwen3 8B Q4_K_M 120 tok/s, Qwen3 4B 190 tok/s.\n`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 71"]]);
});

test("a row of multiples says nothing of a run", async () => {
  const [setup] = await setupsOf(
    page(
      `# Kiosk\n\n${MACHINE} Qwen3 8B Q4_K_M.\n\n| | value |\n|---|---:|\n| tokens/s | 45.2 |\n| × our minimum | 2.2 |\n`,
    ),
  );
  expect(figuresOf(setup)).toEqual(["decode 45.2"]);
});

test("milliseconds per token are inverted to four digits", async () => {
  const [setup] = await setupsOf(page(`# Slow\n\n${MACHINE} Qwen3 8B Q4_K_M needs 96.5 ms per token.\n`));
  expect(figuresOf(setup)).toEqual(["decode 10.36"]);
});

test("a column of weights states them, whatever the engine's usual ones", async () => {
  const setups = await setupsOf(
    page(
      "# Mac\n\nM3 Max, mlx-lm 0.28, power in W. A 2-bit file would lose too much.\n\n| Model | Weights | tok/s |\n|---|---|---:|\n| Qwen3-8B | 4-bit | 62.1 |\n| Qwen3-14B | 4-bit | 34.8 |\n",
    ),
  );
  expect(setups.map(({ model }) => model.quantization)).toEqual(["MLX 4-bit", "MLX 4-bit"]);
});

test("pipeline parallelism is no speed of reading", async () => {
  const [setup] = await setupsOf(
    page("# Nodes\n\n16x H100, vLLM 0.8.5, TP 8 + PP 2, Qwen3-235B-A22B FP8: 900 tok/s in total.\n"),
  );
  expect(figuresOf(setup)).toEqual(["throughput 900"]);
});

test("the image of a service names its engine and version", async () => {
  const [setup] = await setupsOf(
    page(
      "# Service\n\n```yaml\nnode:\n  gpu: 2x L40S 48GB\nengine:\n  image: vllm/vllm-openai:v0.9.1\n  model: Qwen/Qwen3-32B-AWQ\n```\n\nOne user gets 38 tok/s.\n",
    ),
  );
  expect(setup?.engine).toMatchObject({ name: "vllm", version: "0.9.1" });
});

test("a cache type that is broken is not the one in use", async () => {
  const [setup] = await setupsOf(
    page(
      "# MI100\n\n4x MI100 32GB, vLLM 0.8.5. FP8 for the KV cache is broken on this chip.\n\nQwen3-32B: 41 tok/s decode.\n",
    ),
  );
  expect(setup?.config.kvCacheType ?? null).toBeNull();
});

test("a cell that counts cores is no processor's name", async () => {
  const [setup] = await setupsOf(
    page(
      "# RK3588\n\n| | |\n|---|---|\n| SoC | RK3588 |\n| CPU | the four big cores at 2.3 GHz |\n\nRKLLM 1.2.1, Qwen3 0.6B w8a8: 15.6 tok/s.\n",
    ),
  );
  expect(setup?.hardware.cpu ?? null).toBeNull();
});

test("the server's own names of its timings are speeds", async () => {
  const setups = await setupsOf(
    page(
      "# Build\n\nTesla P40, Qwen3 8B Q4_K_M, llama.cpp.\n\n```\n          prompt_per_second   predicted_per_second\nb6500           310.2              28.41\nb6600           355.7              30.02\n```\n",
    ),
  );
  expect(setups.flatMap(figuresOf).sort()).toEqual([
    "decode 28.41",
    "decode 30.02",
    "prefill 310.2",
    "prefill 355.7",
  ]);
});
