import { describe, expect, it } from "vitest";
import { page, setupsOf, thread } from "../read-text.ts";

const devicesOf = async (text: Parameters<typeof setupsOf>[0]) =>
  (await setupsOf(text)).map((setup) =>
    setup.hardware.accelerators
      .map(({ count, name, memoryGiB }) => `${count}x ${name}${memoryGiB ? ` @${memoryGiB}` : ""}`)
      .join(" + "),
  );

describe("how many devices take part", () => {
  it("one card of several that the machine has", async () => {
    expect(
      await devicesOf(
        page(`# Notes

- GPU: two NVIDIA L40S in the chassis but only one of them is used here

Qwen3-32B Q4_K_M with llama.cpp gives 30.1 tok/s.
`),
      ),
    ).toEqual(["1x L40S"]);
  });

  it("a sentence says on how many of the governing cards it ran", async () => {
    expect(
      await devicesOf(
        page(`# My box

The box has four RTX 3090s and runs vLLM.

Qwen3-14B AWQ on one card gives 61 tok/s. With all four cards Qwen3-235B-A22B AWQ gives 44 tok/s.
`),
      ),
    ).toEqual(["1x RTX 3090", "4x RTX 3090"]);
  });

  it("shards of tensor parallelism are cards, however many more there are", async () => {
    expect(
      await devicesOf(
        page(`# Six cards

My rack has six RTX 3090s.

\`\`\`sh
vllm serve Qwen/Qwen3-32B-AWQ --tensor-parallel-size 4
\`\`\`

Qwen3-32B AWQ gives 52 tok/s.
`),
      ),
    ).toContain("4x RTX 3090");
  });

  it("a card named in passing is counted as the title counts it, and not as a wish does", async () => {
    expect(
      await devicesOf(
        page(`# 3x MI50 32GB with llama.cpp

On the MI50 Qwen3-32B Q8_0 gives 18.2 tok/s. With two of the same (2x MI60) it would be less.
`),
      ),
    ).toEqual(["3x MI50 @32"]);
  });

  it("a second card of the kind adds to the first", async () => {
    expect(
      await devicesOf(
        page(`# Desktop

| | |
|---|---|
| gpu | the old 3090 + a second 3090 from a friend |
| ram | 64 GB DDR4 |

Qwen3-32B Q4_K_M in llama.cpp: 31 tok/s.
`),
      ),
    ).toEqual(["2x RTX 3090"]);
  });

  it("a bare number is a card in a list of a machine's parts", async () => {
    expect(
      await devicesOf(
        page(
          "# Diary\n\nMachine is the gaming PC (4080, 7800X3D, 64GB). Qwen3-14B Q4_K_M gives 70 tok/s in llama.cpp.\n",
        ),
      ),
    ).toEqual(["1x RTX 4080"]);
  });

  it("a machine that is dreamt of is nobody's setup", async () => {
    expect(
      await devicesOf(
        thread("Qwen3-32B numbers", [
          ["ada", "Qwen3-32B Q4_K_M does 12 tok/s with llama.cpp. Someday an M3 Ultra, I can dream."],
        ]),
      ),
    ).toEqual([""]);
  });
});
