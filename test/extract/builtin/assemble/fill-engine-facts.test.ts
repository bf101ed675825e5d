import { describe, expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const enginesOf = async (text: string) => (await setupsOf(page(text))).map(({ engine }) => engine);
const versionsOf = async (text: string) => (await enginesOf(text)).map(({ version }) => version);
const backendsOf = async (text: string) => (await enginesOf(text)).map(({ backend }) => backend);

describe("an engine's version that stands elsewhere", () => {
  it("fills the setups of its engine", async () => {
    const versions = await versionsOf(
      "# Notes\n\nRTX 3090 with vLLM: Qwen3-32B AWQ does 45 tok/s.\n\n## Software\n\nvLLM 0.11.0 on Ubuntu.\n",
    );
    expect(versions).toEqual(["0.11.0"]);
  });

  it("fills nothing where two versions are stated", async () => {
    const versions = await versionsOf(
      "# Notes\n\nRTX 3090 with vLLM: Qwen3-32B AWQ does 45 tok/s.\n\n## Software\n\nvLLM 0.11.0 before, vLLM 0.10.2 after the rollback.\n",
    );
    expect(versions).toEqual([undefined]);
  });

  it("stands at the end of a sentence, too", async () => {
    const versions = await versionsOf(
      "# Notes\n\nllama.cpp from git, b7311. Qwen3-14B Q6_K does 52 tok/s on my RTX 4080.\n",
    );
    expect(versions).toEqual(["7311"]);
  });

  it("stays the front end's own where the engine inside is named", async () => {
    const [engine] = await enginesOf(
      "# Notes\n\nLM Studio 0.3.20 with its CUDA llama.cpp runtime on an RTX 4070: Qwen3-8B Q6_K at 61 tok/s.\n",
    );
    expect(engine).toMatchObject({ name: "llama.cpp", backend: "CUDA" });
    expect(engine?.version).toBeUndefined();
  });

  it("is read out of the image that a command runs", async () => {
    const [engine] = await enginesOf(
      "# Notes\n\n```\ndocker run --gpus all ghcr.io/ggml-org/llama.cpp:server-cuda-b6011 -m Qwen3-8B-Q4_K_M.gguf\n```\n\nOn an RTX 3060 Qwen3-8B Q4_K_M gives 55 t/s.\n",
    );
    expect(engine).toMatchObject({ version: "6011", backend: "CUDA" });
  });
});

describe("a backend that stands elsewhere", () => {
  it("fills the author's setups where he speaks of one", async () => {
    const backends = await backendsOf(
      "# Notes\n\nMy RX 7900 XT with llama.cpp: Qwen3-14B Q4_K_M does 58 tok/s.\n\n## Build\n\nCompiled with -DGGML_HIP=ON.\n",
    );
    expect(backends).toEqual(["ROCm"]);
  });

  it("fills nothing where he only asks about it, or the card cannot have it", async () => {
    const text = "# Notes\n\nMy RX 7900 XT with llama.cpp: Qwen3-14B Q4_K_M does 58 tok/s.\n\n";
    expect(await backendsOf(`${text}Would Vulkan be faster?\n`)).toEqual([undefined]);
    expect(await backendsOf(`${text}CUDA is not for us.\n`)).toEqual([undefined]);
  });

  it("is not another engine's", async () => {
    const engines = await enginesOf(
      "# Notes\n\nOn my M4 Max, mlx-lm 0.28.0 gives 74 tok/s with Qwen3-30B-A3B 4bit.\n\nWith llama.cpp b6900 on Metal the Q4_K_M of Qwen3-30B-A3B gives 61 tok/s.\n",
    );
    expect(engines.map(({ name, backend }) => [name, backend])).toEqual([
      ["mlx", undefined],
      ["llama.cpp", "Metal"],
    ]);
  });
});

describe("the engine that is meant", () => {
  it("is the one that somebody changed to", async () => {
    const [engine] = await enginesOf(
      "# Notes\n\nI moved from Ollama to llama.cpp (Vulkan, b7012). My RX 9070 XT does 71 tok/s with Qwen3-14B Q4_K_M.\n",
    );
    expect(engine).toMatchObject({ name: "llama.cpp", version: "7012", backend: "Vulkan" });
  });
});
