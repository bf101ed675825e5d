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

  const MACS =
    "# Two Macs\n\nOne is the old Mac Studio, an M1 Max with 64 gigabytes, in the cellar. The other is the mini upstairs, an M4 Pro with 48, which I work on.\n\n";

  it("a paragraph goes on about the machine that it called by its host", async () => {
    expect(
      await told(
        `${MACS}On the Studio I have llama.cpp. Qwen3 14B in Q4_K_M does 19 tok/s there. The mini is younger. Qwen3 14B in Q4_K_M does 24 tok/s.`,
      ),
    ).toEqual([
      ["1x M1 Max", "Qwen3 14B", "decode 19"],
      ["1x M4 Pro", "Qwen3 14B", "decode 24"],
    ]);
  });

  it("a list of speeds by engine goes on without units", async () => {
    const setups = await setupsOf(
      page(
        `${MACS}llama.cpp wrote at 21 tok/s on the mini with Qwen3 14B in Q4_K_M.\n\nGemma 3 12B on the mini: 23.1 in MLX, 22.4 in llama.cpp as Q8_0, and 19 in Ollama.`,
      ),
    );
    expect(
      setups.map(({ engine, hardware, ...rest }) => [
        engine.name,
        hardware.memoryGiB,
        ...figuresOf({ ...rest, engine, hardware }),
      ]),
    ).toEqual([
      ["llama.cpp", 48, "decode 21"],
      ["mlx", 48, "decode 23.1"],
      ["llama.cpp", 48, "decode 22.4"],
      ["ollama", 48, "decode 19"],
    ]);
  });

  it("two cards of a kind may be bought one by one, and the engine somebody went over to is meant", async () => {
    const setups = await setupsOf(
      page(
        "# Box\n\nI got a used 3090 from a student, then another, from his flatmate. llama.cpp runs Qwen3 14B Q4_K_M at 60 t/s.\n\nFor many users llama.cpp is not good, so I have taken the image of vLLM (0.11.0). Qwen3-8B in FP16: alone 24 t/s, with eight clients together 171.",
      ),
    );
    expect(
      setups.map((setup) => [setup.hardware.accelerators[0]?.count, setup.engine.name, ...figuresOf(setup)]),
    ).toEqual([
      [2, "llama.cpp", "decode 60"],
      [2, "vllm", "decode 24", "throughput 171"],
    ]);
  });

  it("speeds go on without a unit: sizes of one line, what a draft lifts it to, from one figure to another", async () => {
    const setups = await setupsOf(
      page(
        "# Speculative decoding on one card\n\nOne RX 7900 XTX with llama.cpp.\n\nQwen2.5-32B-Instruct at Q4_K_M alone makes 24.8 t/s. Adding the 0.5B as a draft model lifts it to 38.4 on code.\n\nFor Llama 3.1 8B, same quant, I used a 1B and went from 84.2 to 109.9. Qwen3 4B is at 130.5, and the 1.7B flies at 210.5.",
      ),
    );
    expect(
      setups.map(({ model, config, measurements }) => [
        model.name,
        model.quantization,
        config.speculative !== undefined,
        ...measurements.map(({ value }) => value),
      ]),
    ).toEqual([
      ["Qwen2.5-32B-Instruct", "Q4_K_M", false, 24.8],
      ["Qwen2.5-32B-Instruct", "Q4_K_M", true, 38.4],
      ["Llama 3.1 8B", "Q4_K_M", false, 84.2],
      ["Llama 3.1 8B", "Q4_K_M", true, 109.9],
      ["Qwen3 4B", undefined, false, 130.5],
      ["Qwen3 1.7B", undefined, false, 210.5],
    ]);
  });

  it("what does not run well has not failed, and what it was in the end is meant", async () => {
    const setups = await setupsOf(
      page(
        "# School\n\nA server with two Tesla T4 and 192 GB of RAM. We began with Ollama and Llama 3.1 8B in Q4_K_M: 28 tokens/s. vLLM does not run AWQ well on Turing, so in the end it was SGLang 0.4.9 with the GPTQ. A single chat runs at 34 tok/s now and the sum over 25 chats is about 410.",
      ),
    );
    expect(setups.map((setup) => [setup.engine.name, setup.outcome, ...figuresOf(setup)])).toEqual([
      ["ollama", "works", "decode 28"],
      ["sglang", "works", "decode 34", "throughput 410"],
    ]);
  });

  it("a run on the CPU alone is another one than on the graphics", async () => {
    const setups = await setupsOf(
      page(
        "# TV box\n\nA Beelink with a Ryzen 7 8845HS and 32 GB. Qwen3 4B Q4_K_M through llama.cpp on the Radeon 780M (Vulkan) answers at 22 tok/s, on the CPU alone it was 14 tok/s.",
      ),
    );
    expect(setups.map((setup) => [setup.engine.backend, ...figuresOf(setup)])).toEqual([
      ["Vulkan", "decode 22"],
      ["CPU", "decode 14"],
    ]);
  });

  it("the model of a run that failed is what goes on being spoken of", async () => {
    expect(
      await told(
        "# One card\n\nA single RTX 5090 with llama.cpp, on which Qwen3 32B Q4_K_M makes 61 t/s. Llama 3.3 70B at Q4_K_M does not fit into 32 GB. In IQ3_XXS it does, and then the 5090 writes 38 tokens a second.",
      ),
    ).toContainEqual(["1x RTX 5090", "Llama 3.3 70B", "decode 38"]);
  });

  it("a list of devices gives each its own backend, and a figure on the CPU is of another run", async () => {
    const setups = await setupsOf(
      page(
        "# Five devices\n\nGemma 3 12B in Q4_0, llama.cpp on all of them.\n\n- **RX 7600**: 29 t/s with ROCm\n- **Steam Deck**: 5.8 t/s with Vulkan, 3.9 on the CPU.\n- **RX 6800**: 41 t/s",
      ),
    );
    expect(setups.map((setup) => [setup.engine.backend, ...figuresOf(setup)])).toEqual([
      ["ROCm", "decode 29"],
      ["Vulkan", "decode 5.8"],
      ["CPU", "decode 3.9"],
      [undefined, "decode 41"],
    ]);
  });
});
