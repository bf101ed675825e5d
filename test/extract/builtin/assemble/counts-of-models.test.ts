import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const told = async (text: string) =>
  (await setupsOf(page(text))).map((setup) => [
    setup.hardware.accelerators.map(({ count, name }) => `${count}x ${name}`).join(" + "),
    setup.model.name,
    ...figuresOf(setup),
  ]);

describe("numbers of devices in tables and headings", () => {
  it("the second table of the same models is of as many cards as the first one says", async () => {
    const heads = "| Models | Qwen2.5-7B-Instruct | Qwen2.5-14B-Instruct |\n| --- | --- | --- |\n";
    expect(
      await told(
        `# Three RTX A4000 with vLLM\n\n## 20 users\n\n${heads}| GPUs in use | 1 | 2 |\n| Output (tokens/s) | 644.2 | 196.9 |\n\n## 60 users\n\n${heads}| Output (tokens/s) | 1,144.5 | 296.1 |`,
      ),
    ).toEqual([
      ["1x RTX A4000", "Qwen2.5-7B-Instruct", "throughput 644.2", "throughput 1144.5"],
      ["2x RTX A4000", "Qwen2.5-14B-Instruct", "throughput 196.9", "throughput 296.1"],
    ]);
  });

  it("a column of accelerators by any name counts them, and a batch of thousands is one number", async () => {
    expect(
      await told(
        "# Cards\n\nAll on Gaudi 3 with vLLM.\n\n| Model | # HPU | Precision | Batch Size | Throughput (tokens/sec) |\n| --- | --- | --- | --- | --- |\n| Llama 3.1 8B | 1 | fp8 | 1,024 | 20,114 |\n| Llama 3.1 70B | 4 | fp8 | 512 | 9,870 |",
      ),
    ).toEqual([
      ["1x Gaudi 3", "Llama 3.1 8B", "throughput 20114"],
      ["4x Gaudi 3", "Llama 3.1 70B", "throughput 9870"],
    ]);
  });

  it("a heading that counts the cards counts those of its section", async () => {
    expect(
      await told(
        "# The rack\n\n## One card\n\nA Tesla P40 with 24 GB. Ollama with llama3.1:8b q4_K_M gave 36 tokens a second.\n\n## Two cards\n\nLlama 3.3 70B in Q4_K_M, llama.cpp: 8.1 t/s.",
      ),
    ).toEqual([
      ["1x Tesla P40", "Llama3.1 8B", "decode 36"],
      ["2x Tesla P40", "Llama 3.3 70B", "decode 8.1"],
    ]);
  });

  it("cards above their models, in a table on its side without a corner, are the devices", async () => {
    expect(
      await told(
        "# Plans\n\nMeasured with vLLM 0.9.1.\n\n| | RTX 4090 | H100 |\n| --- | --- | --- |\n| Model | Llama-3.1-8B-Instruct | Llama-3.1-70B-Instruct |\n| Precision | FP8 | FP8 |\n| Concurrency | 32 | 32 |\n| Throughput (tokens/s) | 2,210 | 1,330 |\n| Price per hour | $0.55 | $2.99 |",
      ),
    ).toEqual([
      ["1x RTX 4090", "Llama-3.1-8B-Instruct", "throughput 2210", "cost 0.55"],
      ["1x H100", "Llama-3.1-70B-Instruct", "throughput 1330", "cost 2.99"],
    ]);
  });
});
