import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const summary = (setup: Awaited<ReturnType<typeof setupsOf>>[number]) =>
  [
    setup.hardware.accelerators.map(({ count, name }) => `${count}x ${name}`).join(" + "),
    setup.model.name,
    setup.model.quantization ?? "-",
    setup.engine.name ?? "-",
    ...figuresOf(setup),
  ].join(" | ");

const paper = (body: string) =>
  setupsOf(page(`# Lantern: Experts from Disk\n\n${body}`, { family: "paper" }));

const TABLE = `Table 1: Decoding speed of Llama 3.1 8B on an RTX 4090 in tokens/s.

| System | Decode (tok/s) |
| --- | --- |
| llama.cpp | 61.27 |
| Lantern | 88.43 |`;

describe("a paper", () => {
  it("has its own system as an engine beside the baselines", async () => {
    const setups = await paper(
      `Lantern keeps INT8 weights, Q4_0 is used with llama.cpp. All of it is decoded by Lantern.\n\n## 4 Results\n\n${TABLE}`,
    );
    expect(setups.map(summary)).toEqual([
      "1x RTX 4090 | Llama 3.1 8B | Q4_0 | llama.cpp | decode 61.27",
      "1x RTX 4090 | Llama 3.1 8B | INT8 | Lantern | decode 88.43",
    ]);
  });

  it("says a table's figures again in its abstract and its discussion, and others in a sentence alone", async () => {
    const setups = await paper(
      `###### Abstract\n\nLantern decodes Llama 3.1 8B at 90 tok/s on an RTX 4090.\n\n## 4 Results\n\n${TABLE}\n\nOn the RTX 4090 Lantern reaches 88 tok/s. On an RTX 3060 the same Llama 3.1 8B is decoded by Lantern at 34.5 tok/s.\n\n## 5 Discussion\n\nA MacBook with M3 Max makes 50 tok/s with Llama 3.1 8B in llama.cpp.`,
    );
    expect(setups.flatMap(figuresOf)).toEqual(["decode 61.27", "decode 88.43", "decode 34.5"]);
    expect(setups.at(-1)?.hardware.accelerators[0]?.name).toBe("RTX 3060");
  });

  it("does not take other papers' results for its own", async () => {
    const setups = await paper(
      `## 4 Results\n\n${TABLE}\n\nFor scale, [7] reports 135 tok/s for Llama 3.1 8B on an RTX 5090. Sheng et al. reach 12 tok/s with Mixtral 8x7B on a Tesla T4.`,
    );
    expect(setups.flatMap(figuresOf)).toEqual(["decode 61.27", "decode 88.43"]);
  });

  it("has testbeds that its captions call by the names it gives them", async () => {
    const setups = await paper(
      `### Setup\n\nDesk-A has an Intel Core i9-13900K, 192 GB of RAM and an RTX 4090. Desk-B has a Core i7-12700K, 64 GB of RAM and an RTX 3060.\n\n${TABLE.replace("an RTX 4090", "Desk-A")}\n\n${TABLE.replace("an RTX 4090", "Desk-B").replace("61.27", "20.5")}`,
    );
    expect(setups.map(({ hardware }) => [hardware.accelerators[0]?.name, hardware.memoryGiB])).toEqual([
      ["RTX 4090", 192],
      ["RTX 4090", 192],
      ["RTX 3060", 64],
      ["RTX 3060", 64],
    ]);
  });

  it("lists its devices in a table whose rows keep their own memory", async () => {
    const setups = await paper(
      `| Device | SoC | RAM | OS |\n| --- | --- | --- | --- |\n| Phone A1 | Snapdragon 8 Gen 3 | 24 GB | Android |\n| Kuro X | Dimensity 9300 | 16 GB | Android |\n\nTable 2: Decoding on the Phone A1 with llama.cpp.\n\n| Model | Decode (tok/s) |\n| --- | --- |\n| Gemma 2B | 20.0 |\n\nOn the Kuro phone Gemma 2B is decoded by llama.cpp at 25.5 tok/s.`,
    );
    expect(setups.map(({ hardware }) => [hardware.accelerators[0]?.name, hardware.memoryGiB])).toEqual([
      ["Snapdragon 8 Gen 3", 24],
      ["Dimensity 9300", 16],
    ]);
  });

  it("sums over requests where the caption says that their number is what varies", async () => {
    const setups = await paper(
      "Table 1: Output throughput (tokens/s) of Llama 3.1 8B with vLLM on an RTX 4090 for different numbers of concurrent requests.\n\n| System | 1 | 8 | 32 |\n| --- | --- | --- | --- |\n| vLLM | 24.1 | 160 | 488 |",
    );
    expect(figuresOf(setups[0])).toEqual(["decode 24.1", "throughput 160", "throughput 488"]);
  });

  it("compares systems that nobody else knows under their own names", async () => {
    const setups = await paper(
      "Baselines are llama.cpp, MoE-Ferry and Juggler.\n\nTable 1: Decoding speed (tokens/s) of Llama 3.1 8B on an RTX 4090.\n\n| Model | llama.cpp | MoE-Ferry | Juggler | Lantern | Speedup |\n| --- | --- | --- | --- | --- | --- |\n| Llama 3.1 8B | 8.21 | 4.02 | 5.77 | 16.4 | 2.0× |\n\nLantern keeps up, and Lantern leads. All other systems trail Lantern.",
    );
    expect(setups.map((setup) => [setup.engine.name, ...figuresOf(setup)])).toEqual([
      ["llama.cpp", "decode 8.21"],
      ["MoE-Ferry", "decode 4.02"],
      ["Juggler", "decode 5.77"],
      ["Lantern", "decode 16.4"],
    ]);
  });

  it("gives latencies per token", async () => {
    const setups = await paper(
      "Table 1: Llama 3.1 8B on an RTX 4090.\n\n| System | Latency per token (ms) |\n| --- | --- |\n| llama.cpp | 20.0 |",
    );
    expect(figuresOf(setups[0])).toEqual(["decode 50"]);
  });

  it("numbers its sections, not its devices", async () => {
    const setups = await paper(
      "## 3 RTX 4090\n\nWith llama.cpp, Llama 3.1 8B Q4_K_M decodes at 120.5 tok/s.",
    );
    expect(setups[0]?.hardware.accelerators).toMatchObject([{ name: "RTX 4090", count: 1 }]);
  });

  it("names nothing of its own in its references", async () => {
    const setups = await paper(
      "## 3 Results\n\nLlama 3.1 8B Q4_K_M decodes at 120.5 tok/s on an RTX 4090.\n\n## References\n\n- Y. Sheng et al. FlexGen. 2023.",
    );
    expect(setups[0]?.engine.name).toBeUndefined();
  });
});

it("a section about the machine governs the sections beside it", async () => {
  const setups = await setupsOf(
    page(
      "# Four cards\n\nOur readers want two RTX PRO 6000 cards.\n\n## The machine\n\nGPUs\n: 4 × Intel Arc Pro B70 32 GB\n\n## Results\n\nWith vLLM, Qwen3 8B in BF16 writes 58.1 tok/s.",
    ),
  );
  expect(setups[0]?.hardware.accelerators).toMatchObject([{ name: "Arc Pro B70", count: 4 }]);
});

it("a size that no model of the text has does not replace the model spoken of", async () => {
  const setups = await setupsOf(
    page(
      "# Drafts\n\nMy RTX 4090 runs Llama 3.3 70B Instruct in llama.cpp, half of it in RAM.\n\nA companion of 7B is worth its time.\n\nWith Q4_K_M it is 2.12 tok/s.",
    ),
  );
  expect(setups[0]?.model.name).toBe("Llama 3.3 70B Instruct");
});

describe("how many streams a paper measures", () => {
  const streams = async (setup: string) =>
    (
      await setupsOf(
        page(
          `# Experts at Home\n\n## Setup\n\nWe use an RTX 4090 (24 GB). ${setup}\n\nTable 1: Decoding speed of Mixtral-8x7B in tokens/s.\n\n| Method | tok/s |\n|---|---|\n| llama.cpp | 9.8 |\n| transformers | 2.1 |\n`,
          { family: "paper" },
        ),
      )
    ).map(({ config }) => config.concurrency);

  it("one, where its only batch size is 1", async () => {
    expect(await streams("All runs use a batch size of 1.")).toEqual([1, 1]);
  });

  it("none is stated where it also speaks of larger batches", async () => {
    expect(await streams("We use a batch size of 1 here and a batch size of 16 in the appendix.")).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("may say for all its boards that their CPUs alone are used", async () => {
    const setups = await setupsOf(
      page(
        "# Boards\n\nWe compare two boards. We use CPU cores only, since the GPU is not supported.\n\nTable 1: Generation speed in tokens per second, Q4_K_M, ollama.\n\n|  | Raspberry Pi 4 | Raspberry Pi 5 |\n|---|---|---|\n| Qwen2.5-0.5B | 5.9 | 15.8 |\n",
        { family: "paper" },
      ),
    );
    expect(setups.map(({ hardware, engine }) => [hardware.accelerators[0]?.name, engine.backend])).toEqual([
      ["Raspberry Pi 4", "CPU"],
      ["Raspberry Pi 5", "CPU"],
    ]);
  });
});
