import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

describe("what belongs to one run and not to the next", () => {
  it("a list of parts holds no run", async () => {
    const setups = await setupsOf(
      page(`# A small rig

| Component | Specification | Cost |
|---|---|---|
| GPU | RTX 3060 Ti | 300 |
| VRAM | 8 GB | included |
| CPU | Core i7-9700F | 200 |

With llama.cpp Llama 3.1 8B Q4_K_M does 62.4 tok/s.
`),
    );
    expect(setups.map(figuresOf)).toEqual([["decode 62.4"]]);
    expect(setups[0]!.hardware.accelerators[0]!.name).toBe("RTX 3060 Ti");
  });

  it("memory and speed of one row are one run, whatever their heads name", async () => {
    const setups = await setupsOf(
      page(`# Quants of Mistral Nemo 12B

Made with exllamav2 0.2.6.

| bpw | VRAM (8k, Q6 cache) | Speed on a 3060 12GB |
|---|---|---|
| 4.0 | 8.1 GB | 29 t/s |
| 5.0 | 9.6 GB | 25 t/s |
`),
    );
    expect(setups.map((setup) => figuresOf(setup).sort())).toEqual([
      ["decode 29", "memory 8.1"],
      ["decode 25", "memory 9.6"],
    ]);
  });

  it("tensor parallelism of one engine and rig is not the next one's", async () => {
    const setups = await setupsOf(
      page(`# Cards

The box has 2x RTX 3090. With vLLM and tensor parallelism over both cards Qwen2.5 72B AWQ does 28.1 tok/s.

With llama.cpp the same model as Q4_K_M gives 17.3 tok/s.

Before that I had a single RTX 4060 Ti 16GB, which ran Mistral Small 24B Q4_K_M at 19.2 tok/s.
`),
    );
    expect(setups.map(({ config }) => config.tensorParallel)).toEqual([2, undefined, undefined]);
    expect(setups.map(({ hardware }) => hardware.accelerators[0]!.count)).toEqual([2, 2, 1]);
  });

  it("a server's name for its model stands in for a path that says nothing", async () => {
    const [setup] = await setupsOf(
      page(`# Serving

\`\`\`bash
vllm serve /models --served-model-name Qwen3-32B-AWQ --max-model-len 65536
\`\`\`

On an RTX PRO 6000 this writes 41.5 tok/s.
`),
    );
    expect(setup!.model.name).toMatch(/^Qwen3[- ]32B/);
  });
});

describe("machines that come and go", () => {
  const machines = async (text: string) =>
    (await setupsOf(page(text))).map(({ hardware }) =>
      hardware.accelerators.map(({ name, count }) => `${count}x${name}`).join("+"),
    );

  it("what was sold or replaced runs nothing any more", async () => {
    expect(
      await machines(`# A year of it

In January I bought four Tesla P40. Llama 3.3 70B Q4_K_M gave 7.4 tokens a second in ollama.

In May the P40s went on eBay and I replaced them with a pair of 7900 XTX. The same model now runs at 14.6 t/s.
`),
    ).toEqual(["4xTesla P40", "2xRX 7900 XTX"]);
  });

  it("letters mean the machines of their legend, also where one line gives them all", async () => {
    expect(
      await machines(`# Decode speeds

Machine A: Mac Studio M3 Ultra 256GB, Machine B: 8x RTX 3090 (EPYC 7443P). All with llama.cpp.

| Model | Machine | tok/s |
|---|---|---|
| GLM-4.6 UD-Q3_K_XL | A | 18.2 |
| GLM-4.6 UD-Q3_K_XL | B | 24.1 |
`),
    ).toEqual(["1xM3 Ultra", "8xRTX 3090"]);
  });

  it("comments without a name are of as many people, each with a machine of his own", async () => {
    const bodies = [
      "# Speeds\n\nMy box has an RTX 3090. Qwen3 14B Q4_K_M does 61.2 tok/s in llama.cpp.",
      "On my M4 Pro the same model does 24.1 tok/s.",
      "Nice. I get 11.3 tok/s with Qwen3 14B Q4_K_M, but forgot to say on what.",
    ];
    let text = "";
    const parts = bodies.map((body, at) => {
      text += at === 0 ? "" : "\n\n## reader · comment\n\n";
      const start = text.length;
      text += body;
      return { kind: at === 0 ? "body" : "comment", author: null, start, end: text.length } as const;
    });
    const setups = await setupsOf(page(text, { parts: [...parts] }));
    const last = setups.find((setup) => figuresOf(setup).includes("decode 11.3"));
    expect(last!.hardware.accelerators.map(({ name }) => name)).not.toContain("M4 Pro");
  });
});
