import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const told = async (text: string) =>
  (await setupsOf(page(text))).map((setup) => [setup.model.name, setup.engine.name, ...figuresOf(setup)]);

const BOX = "# The box\n\nTwo RTX 4080 and a Ryzen 7900X.\n\n";

describe("figures that a text gives a second time", () => {
  it("a table without a model is of the run whose figure it repeats", async () => {
    expect(
      await told(
        `${BOX}Mistral Small 24B in AWQ on vLLM makes 612 tok/s with 16 users together.\n\nIn the evening it is llama.cpp and GLM-4.5-Air, IQ4_XS, at 11.3 t/s.\n\n## Power\n\n| limit of each card | 16 users, tok/s | wall |\n| --- | --- | --- |\n| 320 W | 640 | 810 W |\n| 250 W | 612 | 660 W |`,
      ),
    ).toEqual([
      ["Mistral Small 24B", "vllm", "throughput 640", "power 810", "throughput 612", "power 660"],
      ["GLM-4.5-Air", "llama.cpp", "decode 11.3"],
    ]);
  });

  it("the start of a change that was told before is no run of its own", async () => {
    expect(
      await told(
        `${BOX}llama.cpp at build 6100 runs Qwen3 14B in Q4_K_M at 52.4 t/s.\n\nWith the new build it went from 52 to 61 t/s.`,
      ),
    ).toEqual([["Qwen3 14B", "llama.cpp", "decode 52.4", "decode 61"]]);
  });

  it("a question at the head of a row parts no setups", async () => {
    expect(
      await told(
        `${BOX}All with llama.cpp in Q4_K_M.\n\n| | Qwen3 8B | Qwen3 14B |\n| --- | --- | --- |\n| Writing, tok/s | 92 | 55 |\n| Would I wait for it | yes | no |`,
      ),
    ).toEqual([
      ["Qwen3 8B", "llama.cpp", "decode 92"],
      ["Qwen3 14B", "llama.cpp", "decode 55"],
    ]);
  });

  it("a table that sums up what was told is of the runs that were told", async () => {
    const setups = await setupsOf(
      page(
        `${BOX}llama.cpp with Vulkan, \`llama-server -m Qwen3-14B-Q4_K_M.gguf -ngl 99 -fa on\`, writes 55 tok/s.\n\n## Other things\n\nGemma 3 12B in Q4_K_M did 63 tok/s.\n\n| | Qwen3 14B | Gemma 3 12B |\n| --- | --- | --- |\n| Prompt, tok/s | 1810 | 2140 |\n| Writing, tok/s | 55 | 63 |`,
      ),
    );
    expect(setups.map(({ model, measurements }) => [model.name, measurements.length])).toEqual([
      ["Qwen3-14B", 3],
      ["Gemma 3 12B", 3],
    ]);
  });

  it("watts told in a section of their own are of the model's nearest run, on however many cards that was", async () => {
    expect(
      await told(
        "# The rack\n\nA Tesla P40 has 24 GB.\n\n## Four cards\n\nllama.cpp runs gpt-oss-120b in MXFP4 at 26 t/s.\n\n## The bill\n\nAt the wall it is 180 W with nothing loaded and 600 W while the 120b writes.",
      ),
    ).toEqual([["gpt-oss-120B", "llama.cpp", "decode 26", "power 600"]]);
  });
});
