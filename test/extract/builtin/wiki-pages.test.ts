import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const read = (text: string) => setupsOf(page(text, { family: "doc-site" }));

describe("wikis and documentation made from HTML", () => {
  it("end a block of output that a definition list holds where it ends", async () => {
    const [setup, ...others] = await read(
      "# Notes on an RTX 3090\n\n## Symptoms\n\nLog\n: ```\n  ggml_vulkan: allocation failed\n  ```\n\nFix\n: Use another driver.\n\n## Runs\n\nllama.cpp b7000 does 41 tok/s with Qwen3-32B Q4_K_M.",
    );
    expect([setup?.model.name, setup?.config.command, figuresOf(setup)]).toEqual([
      "Qwen3-32B",
      undefined,
      ["decode 41"],
    ]);
    expect(others).toEqual([]);
  });

  it("name the metric of a table in the tab above it, and prompts of two lengths in its columns", async () => {
    const setups = await read(
      "# One RTX 4090\n\nAll lines are Qwen3-32B Q4_K_M in llama.cpp on the RTX 4090.\n\n**Prompt**\n\n| Build | tok/s |\n| --- | --- |\n| stock | 1,900 |\n\n**Generation**\n\n| Build | short prompt | 20k prompt |\n| --- | --- | --- |\n| stock | 41.5 | 33.2 |",
    );
    expect(setups.flatMap(figuresOf).sort()).toEqual(["decode 33.2", "decode 41.5", "prefill 1900"]);
  });

  it("state the memory beside a machine that another section only names", async () => {
    const [setup] = await read(
      "# Language models on the Ryzen AI Max+ 395\n\nThis page is about the Ryzen AI Max+ 395.\n\n## Machine\n\nOurs is a mini PC with the Ryzen AI Max+ 395 and 128 GB LPDDR5X.\n\n## Results\n\nllama.cpp b8000 with Vulkan runs gpt-oss-120b MXFP4 at 52.1 tok/s.",
    );
    expect(setup?.hardware.memoryGiB).toBe(128);
  });

  it("set off what readers wrote as quotes, which are their comments", async () => {
    const body = "# One RTX 3090\n\nllama.cpp, Qwen3-32B Q4_K_M: 34 tok/s.\n\n";
    const comment =
      "**reader-1** said on 1 June:\n\n> My M1 Ultra with 64 GB runs the 32B in 4 bits with MLX at 19 tok/s.\n";
    const text = `${body}## reader-1 · comment\n\n${comment}`;
    const at = text.length - comment.length;
    const setups = await setupsOf(
      page(text, {
        parts: [
          { kind: "body", start: 0, end: body.length },
          { kind: "comment", author: "reader-1", start: at, end: text.length },
        ],
      }),
    );
    expect(setups.map(({ hardware, engine }) => [hardware.accelerators[0]?.name, engine.name])).toEqual([
      ["RTX 3090", "llama.cpp"],
      ["M1 Ultra", "mlx"],
    ]);
  });

  it("leave out what a user elsewhere gets", async () => {
    const setups = await read(
      "# Qwen3-30B-A3B on a Ryzen AI Max+ 395\n\nllama.cpp with Vulkan gives 86 tok/s.\n\nA user there gets 94 t/s with an overclocked board.",
    );
    expect(setups.flatMap(figuresOf)).toEqual(["decode 86"]);
  });
});
