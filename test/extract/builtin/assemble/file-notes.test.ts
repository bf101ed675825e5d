import { describe, expect, it } from "vitest";
import { figuresOf, gist, setupsOf } from "../read-text.ts";

const dump = (speed: string) => `\`\`\`\nOutput token throughput (tok/s):   ${speed}\n\`\`\`\n`;

describe("a list of a gist's files", () => {
  it("says of each file what it is of", async () => {
    const setups = await setupsOf(
      gist("vLLM on 2x RTX 4090, raw output", [
        [
          "notes.md",
          "Served by vLLM on two RTX 4090.\n\n- first.txt  Qwen/Qwen3-14B, fp8, 0.12.1rc2.dev41\n- second.txt: google/gemma-3-12b-it, bf16\n",
        ],
        ["first.txt", dump("901.2")],
        ["second.txt", dump("640.5")],
      ]),
    );
    expect(
      setups.map((setup) => [setup.model.parametersB, setup.model.quantization, ...figuresOf(setup)]),
    ).toEqual([
      [14, "FP8", "throughput 901.2"],
      [12, "BF16", "throughput 640.5"],
    ]);
    expect(setups[0]?.engine).toMatchObject({ name: "vllm", version: "0.12.1rc2.dev41" });
  });
});
