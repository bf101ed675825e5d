import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const told = async (text: string) =>
  (await setupsOf(page(text))).map((setup) => [
    setup.hardware.accelerators.map(({ count, name }) => `${count}x ${name}`).join(" + "),
    setup.model.name,
    ...figuresOf(setup),
  ]);

const BOXES =
  "# Boxes\n\nFour mini PCs, each with a Ryzen AI Max+ 395 and 128 GB, llama.cpp with Vulkan.\n\n";

describe("several machines in one story", () => {
  it("counts that go on without their noun are of runs of their own", async () => {
    expect(
      await told(
        `${BOXES}Llama 3.3 70B in Q4_0 over RPC: 2.1 t/s on one box, 3.4 on two, and 5.6 on all four.`,
      ),
    ).toEqual([
      ["1x Ryzen AI Max+ 395", "Llama 3.3 70B", "decode 2.1"],
      ["2x Ryzen AI Max+ 395", "Llama 3.3 70B", "decode 3.4"],
      ["4x Ryzen AI Max+ 395", "Llama 3.3 70B", "decode 5.6"],
    ]);
  });

  it("rows are labelled with their number of machines, captions say it of a whole table", async () => {
    expect(
      await told(
        `${BOXES}gpt-oss-120b MXFP4:\n\n| | pp512 | tg128 |\n| --- | --- | --- |\n| 2 nodes, 5GbE | 410 | 41.2 |\n| 4 nodes, 5GbE | 305 | 30.9 |\n\nAll of the next table is four nodes over the switch.\n\n| Model | File | Generation (t/s) |\n| --- | --- | --- |\n| GLM-4.6 | Q4_K_M | 8.7 |`,
      ),
    ).toEqual([
      ["2x Ryzen AI Max+ 395", "gpt-oss-120B", "prefill 410", "decode 41.2"],
      ["4x Ryzen AI Max+ 395", "gpt-oss-120B", "prefill 305", "decode 30.9"],
      ["4x Ryzen AI Max+ 395", "GLM-4.6", "decode 8.7"],
    ]);
  });

  it("what the author moved to is what follows", async () => {
    expect(
      await told(
        "# Renting\n\nvLLM with Llama-3.1-8B-Instruct in AWQ on an L4 gave 70 tok/s.\n\nTamil was weak with the 8B, so I moved to Qwen2.5-72B-Instruct-AWQ. One A100 80GB did 31 tok/s.",
      ),
    ).toEqual([
      ["1x L4", "Llama-3.1-8B-Instruct", "decode 70"],
      ["1x A100", "Qwen2.5-72B-Instruct", "decode 31"],
    ]);
  });

  it("a chip with its own CPU takes no other machine's", async () => {
    const setups = await setupsOf(
      page(
        "# Two desks\n\nThe left desk: Ryzen 9950X, 192 GB of DDR5 and an RTX 5090. The right desk: an M3 Ultra with 512 GB.\n\n| | RTX 5090 | M3 Ultra |\n| --- | --- | --- |\n| Qwen3-32B Q4_K_M, tok/s | 61 | 30 |",
      ),
    );
    const mac = setups.find(({ hardware }) => hardware.accelerators[0]?.name === "M3 Ultra");
    expect([figuresOf(mac), mac?.hardware.cpu]).toEqual([["decode 30"], undefined]);
  });
});
