import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const read = (body: string, family: "vendor" | "doc-site") =>
  setupsOf(page(`# A page\n\n${body}`, { family }));
const devicesOf = (setups: Awaited<ReturnType<typeof setupsOf>>) =>
  setups.map(({ hardware }) =>
    hardware.accelerators.map(({ count, name }) => `${count}x ${name}`).join(" + "),
  );

describe("vendors' pages and documentation", () => {
  it("ask for memory, which is no measurement", async () => {
    const setups = await read(
      "With vLLM:\n\n| Model | Minimum VRAM | Recommended GPU |\n| --- | --- | --- |\n| Qwen3-8B | 16 GB | RTX 4090 |\n| Qwen3-32B | 48 GB | L40S |",
      "doc-site",
    );
    expect(setups).toEqual([]);
  });

  it("name a command's hardware in the tab above it", async () => {
    const setups = await read(
      "Serve with vLLM.\n\n**2x L40S**\n\n```bash\nvllm serve Qwen/Qwen3-32B --tensor-parallel-size 2 --max-model-len 32768\n```\n\n**RTX 5090**\n\n```bash\nvllm serve Qwen/Qwen3-8B --max-model-len 16384\n```",
      "doc-site",
    );
    expect(devicesOf(setups)).toEqual(["2x L40S", "1x RTX 5090"]);
  });

  it("recommend a setup in each row of a sizing guide, merged cells included", async () => {
    const setups = await read(
      "Our container runs vLLM.\n\n| Plan | Cards | Recommended model | Weights | Context |\n| --- | --- | --- | --- | --- |\n| Small | 1x L40S 48 GB | Qwen3-Coder-Next | FP8 | 32k |\n| Large | 4x H100 80 GB | GLM-4.6 | FP8 | 128k |\n|  | 2x B200 180 GB |  | NVFP4 |  |",
      "vendor",
    );
    expect(devicesOf(setups)).toEqual(["1x L40S", "4x H100", "2x B200"]);
    expect(setups.map(({ model, config }) => [model.name, model.quantization, config.contextLength])).toEqual(
      [
        ["Qwen3-Coder-Next", "FP8", 32768],
        ["GLM-4.6", "FP8", 131072],
        ["GLM-4.6", "NVFP4", 131072],
      ],
    );
  });

  it("name weights that nothing can run, and other people's endpoints", async () => {
    const setups = await read(
      "We tested two Arc Pro B70 cards. vLLM has no AWQ or GPTQ kernels for them. Qwen3-14B-FP8 reached 34 tok/s over both cards.\n\nThe serverless endpoint of the same model is capped at 120 tok/s.",
      "vendor",
    );
    expect(setups.map((setup) => [setup.model.quantization, ...figuresOf(setup)])).toEqual([
      ["FP8", "decode 34"],
    ]);
  });

  it("offer devices as alternatives, not as a rig", async () => {
    const setups = await read("Qwen3-8B works well with vLLM on an RTX 4090 or an RTX 5090.", "doc-site");
    expect(devicesOf(setups)).toEqual(["1x RTX 4090", "1x RTX 5090"]);
  });

  it("hold their machine against another one, which measured nothing", async () => {
    const setups = await read(
      "The Anvil packs two RTX PRO 6000 cards. With vLLM and Llama 3.3 70B in FP8 we measured 41 tok/s, 2x what a single RTX 6000 Ada delivers.",
      "vendor",
    );
    expect(devicesOf(setups)).toEqual(["2x RTX PRO 6000"]);
  });

  it("head the columns of a table with their machines", async () => {
    const setups = await read(
      "The Anvil packs two RTX PRO 6000 cards and runs vLLM.\n\n| Workload | Anvil | Anvil Mini (1x RTX 5090) |\n| --- | --- | --- |\n| Qwen3-32B FP8, tok/s | 62 | 44 |\n| Llama 3.1 8B FP8, tok/s | 190 | 171 |",
      "vendor",
    );
    const told = setups.map((setup, at) => [devicesOf(setups)[at], setup.model.name, ...figuresOf(setup)]);
    expect(told).toContainEqual(["1x RTX 5090", "Qwen3-32B", "decode 44"]);
    expect(told).toContainEqual(["2x RTX PRO 6000", "Qwen3-32B", "decode 62"]);
  });
});
