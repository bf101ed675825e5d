import { describe, expect, it } from "vitest";
import { page, setupsOf, thread } from "../read-text.ts";

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

  it("is a branch or a commit of the one program that the text is about", async () => {
    const text = "# Notes\n\n8x MI50 with vllm: GLM-4.6 AWQ does 12 tok/s.\n\n";
    expect(await versionsOf(`${text}Use the community fork, branch \`v0.11.2+gfx906\`.\n`)).toEqual([
      "0.11.2",
    ]);
    expect(await versionsOf(`${text}Built from vllm (commit 0713275, main).\n`)).toEqual(["0713275"]);
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

describe("versions held against each other", () => {
  it("are setups of their own, though the engine is named once", async () => {
    const engines = await enginesOf(
      "# vLLM 0.10.1 is slower than 0.9.2\n\nQwen3-32B-AWQ on two 4090s: 0.9.2 gives 62 tok/s, 0.10.1 gives 48 tok/s.\n",
    );
    expect(engines.map(({ name, version }) => [name, version])).toEqual([
      ["vllm", "0.9.2"],
      ["vllm", "0.10.1"],
    ]);
  });

  it("are not those of a library that is named", async () => {
    const versions = await versionsOf(
      "# vLLM 0.10.1 here\n\nQwen3-32B-AWQ on two 4090s gives 62 tok/s with flashinfer 0.2.5.\n",
    );
    expect(versions).toEqual(["0.10.1"]);
  });

  it("are not an image's month", async () => {
    const versions = await versionsOf(
      "# Notes\n\nOn an RTX 5090 nvcr.io/nvidia/vllm:25.09-py3 gives 95 tok/s with Qwen3-32B AWQ.\n",
    );
    expect(versions).toEqual([undefined]);
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

  it("stands in brackets behind its engine", async () => {
    const engines = await enginesOf(
      "# Notes\n\nPhone with a Snapdragon 8 Gen 3. Engines: MLC-LLM (OpenCL on the Adreno GPU), MNN-LLM 3.1 (CPU).\n\n| Engine | Gemma-2B (tok/s) |\n|---|---|\n| MLC-LLM | 16 |\n| MNN-LLM | 25 |\n",
    );
    expect(engines.map(({ name, backend }) => [name, backend])).toEqual([
      ["mlc-llm", "OpenCL"],
      ["mnn-llm", "CPU"],
    ]);
  });

  it("is no kind of card", async () => {
    const backends = await backendsOf(
      "# The cheapest CUDA card\n\nAn RTX 3060 12GB with llama.cpp: Mistral-Nemo 12B Q5_K_M at 31 t/s.\n",
    );
    expect(backends).toEqual([undefined]);
  });

  it("is a thread's topic, for all who name none", async () => {
    const setups = await setupsOf(
      thread("vulkan: faster matmul", [
        ["dev", "This repacks weights in llama.cpp."],
        ["user", "RX 6800 XT with llama.cpp, Llama 3.1 8B Q4_0: 91 t/s"],
      ]),
    );
    expect(setups.map(({ engine }) => engine.backend)).toEqual(["Vulkan"]);
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
  it("is not the one that it is held against", async () => {
    const [engine] = await enginesOf(
      "# Notes\n\nvLLM on my RTX 4090 makes 33.9 tok/s with Qwen3-32B AWQ, which is below llama.cpp.\n",
    );
    expect(engine?.name).toBe("vllm");
  });

  it("may be the transformers library", async () => {
    const engines = await enginesOf(
      "# Notes\n\nLlama-3.1-8B NF4 with plain transformers on an RTX 3060: 14 tok/s.\n",
    );
    expect(engines.map(({ name }) => name)).toEqual(["transformers"]);
  });

  it("runs on the CPU where the text says so of it", async () => {
    const setups = await setupsOf(
      page("# Notes\n\nRyzen 7 5700G. llama.cpp on the CPU gives 7.5 t/s with Qwen3-8B Q4_K_M.\n"),
    );
    expect(setups.map(({ engine }) => engine.backend)).toEqual(["CPU"]);
  });

  it("is the one that somebody changed to", async () => {
    const [engine] = await enginesOf(
      "# Notes\n\nI moved from Ollama to llama.cpp (Vulkan, b7012). My RX 9070 XT does 71 tok/s with Qwen3-14B Q4_K_M.\n",
    );
    expect(engine).toMatchObject({ name: "llama.cpp", version: "7012", backend: "Vulkan" });
  });
});

describe("what only looks like it", () => {
  it("is a version that is needed, not used", async () => {
    const versions = await versionsOf(
      "# Notes\n\nYou need vLLM >= 0.10.0, or vLLM 0.9.2 or newer on old cards.\n\nRTX 3090 with vLLM: Qwen3-32B AWQ does 45 tok/s.\n",
    );
    expect(versions).toEqual([undefined]);
  });

  it("is a power draw behind the engine's name", async () => {
    const versions = await versionsOf(
      "# Notes\n\nllama.cpp 8.6 W, Qwen3-4B Q4_0 at 12 tok/s on a Snapdragon 8 Gen 3.\n",
    );
    expect(versions).toEqual([undefined]);
  });

  it("is a backend that is switched off", async () => {
    const backends = await backendsOf(
      "# Notes\n\nRX 7900 XT, llama.cpp. Vulkan is disabled. Qwen3-14B Q4_K_M does 58 tok/s.\n",
    );
    expect(backends).toEqual([undefined]);
  });

  it("is one backend named by its driver, too", async () => {
    const backends = await backendsOf(
      "# Notes\n\nllama.cpp (Vulkan, RADV) on an RX 7900 XT: Qwen3-14B Q4_K_M does 58 tok/s.\n",
    );
    expect(backends).toEqual(["Vulkan"]);
  });
});

it("what PyTorch was built with is the backend, and what it was not is none", async () => {
  const [setup] = await setupsOf(
    page(`# Granite on an MI100

granite-3.3-8b-instruct with vLLM: 32 tok/s.

\`\`\`text
CUDA used to build PyTorch: N/A
ROCM used to build PyTorch: 6.3.42134
Is CUDA available: True
\`\`\`
`),
  );
  expect(setup?.engine?.backend).toBe("ROCm");
});
