import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf, thread } from "./read-text.ts";

const devices = (setup: Awaited<ReturnType<typeof setupsOf>>[number] | undefined) =>
  setup?.hardware.accelerators.map(({ count, name }) => `${count}x${name}`).join("+");

describe("which mentions belong to one setup", () => {
  it("an author's rig governs his later comments, not other people's", async () => {
    const setups = await setupsOf(
      thread("Qwen3-32B speed", [
        ["ada", "My box has two RTX 3090s and runs llama.cpp b6001. Qwen3-32B Q4_K_M gives 31.5 t/s."],
        ["bob", "On my M2 Ultra it is 24.0 t/s with the same file."],
        ["ada", "Update: with Q8_0 it is 21.2 t/s."],
      ]),
    );
    expect(setups.map((setup) => [devices(setup), ...figuresOf(setup)])).toEqual([
      ["2xRTX 3090", "decode 31.5"],
      ["1xM2 Ultra", "decode 24"],
      ["2xRTX 3090", "decode 21.2"],
    ]);
    expect(setups[2]?.model.quantization).toBe("Q8_0");
  });

  it("hardware that comes only afterwards completes the author's earlier figures", async () => {
    const setups = await setupsOf(
      thread("Numbers for Gemma 3 27B", [
        ["ada", "Gemma 3 27B Q4_K_M does 21.0 tok/s with llama.cpp."],
        ["bob", "On what?"],
        ["ada", "My card is an RTX 3090."],
      ]),
    );
    expect(devices(setups[0])).toBe("1xRTX 3090");
  });

  it("wishes, comparisons and quotes of others are no setups", async () => {
    const setups = await setupsOf(
      thread("Feature: smarter slots", [
        ["ada", "If I had an H100, Qwen3-32B would run at 100 t/s."],
        ["bob", "> Qwen3-32B does 90 t/s on an H200\n\nWho says so? Waiting for my RTX 5090 anyway."],
      ]),
    );
    expect(setups).toEqual([]);
  });

  it("figures with and without a draft model are two setups", async () => {
    const setups = await setupsOf(
      page(`# Speculative decoding on my RTX 4090

Qwen2.5-Coder 32B Q4_K_M in llama.cpp with the 0.5B as draft: 33.9 t/s without, 61.2 t/s with it.
`),
    );
    expect(setups.map((setup) => [setup.config.speculative ?? null, ...figuresOf(setup)])).toEqual([
      [null, "decode 33.9"],
      ["0.5B", "decode 61.2"],
    ]);
  });

  it("the draft's weights after its flag are not the model's", async () => {
    const setups = await setupsOf(
      page(`# 70B on two used 3090s

\`\`\`
llama-server -m Llama-3.3-70B-Instruct-Q4_K_M.gguf -ngl 99 -c 16384
\`\`\`

That gives 17.8 tok/s.

Then I added a draft model: \`-md Llama-3.2-1B-Instruct-Q8_0.gguf --draft-max 16\`. With it I get 31.5 tok/s.
`),
    );
    expect(
      setups.map((setup) => [setup.model.parametersB, setup.config.speculative ?? null, ...figuresOf(setup)]),
    ).toEqual([
      [70, null, "decode 17.8"],
      [70, "Llama-3.2-1B-Instruct", "decode 31.5"],
    ]);
  });

  it("what stands below a heading of other people's figures is nobody's setup", async () => {
    const setups = await setupsOf(
      page(`# Qwen3 30B MoE on an RTX 3060

\`Qwen3-30B-A3B-Q4_K_M.gguf\` in llama.cpp runs at 21.4 tok/s here.

## Not mine

The post that I started from had 40.9 tok/s on a 3070 Ti.

## Other people's numbers

- A packager reports 33 tok/s for Gemma 3 27B Q6_K on an Arc Pro B70.

## Again

With a new build it is 22.8 tok/s.
`),
    );
    expect(setups.map((setup) => [setup.model.name, ...figuresOf(setup)])).toEqual([
      ["Qwen3-30B-A3B", "decode 21.4", "decode 22.8"],
    ]);
  });

  it("weights that a run was held against are not its own", async () => {
    const setups = await setupsOf(
      page(`# Code review with a 3090

Qwen2.5-Coder 32B Q4_K_M in llama.cpp does 31.2 tok/s. I compared a week of reviews against Q5_K_M and saw no difference.
`),
    );
    expect(setups.map(({ model }) => model.quantization)).toEqual(["Q4_K_M"]);
  });

  it("weights of one model are not handed on to another", async () => {
    const setups = await setupsOf(
      page(`# RX 7900 XTX with llama.cpp and Vulkan

Qwen3-14B Q6_K runs at 55.2 tok/s here.

Mistral Small 24B runs at 38.0 tok/s here.
`),
    );
    expect(setups.map(({ model }) => model.quantization ?? null)).toEqual(["Q6_K", null]);
  });

  it("a name that a document gives a machine finds its hardware", async () => {
    const setups = await setupsOf(
      page(`# Two hosts

| host | gpu | engine |
|---|---|---|
| heron | RTX 5090 32GB | vLLM |
| wren | RTX 3060 12GB | ollama |

## wren

Qwen3-8B makes 48.0 tok/s.
`),
    );
    expect([devices(setups[0]), setups[0]?.engine.name]).toEqual(["1xRTX 3060", "ollama"]);
  });

  it("a reported failure is a setup that fails", async () => {
    const setups = await setupsOf(
      thread("Crash when loading GLM-4.5-Air", [
        ["ada", "vLLM 0.11.0 on 2x RTX 3090: GLM-4.5-Air-AWQ crashes on load with an assertion."],
      ]),
    );
    expect(setups.map(({ outcome, model }) => [outcome, model.name, model.quantization])).toEqual([
      ["fails", "GLM-4.5-Air", "AWQ"],
    ]);
  });

  it("a run on the CPU of a board keeps the board", async () => {
    const setups = await setupsOf(
      page(`# Raspberry Pi 5, CPU only

Llama 3.2 3B Q4_0 gives 5.1 tok/s in llama.cpp on my Raspberry Pi 5 (CPU only).
`),
    );
    expect([devices(setups[0]), setups[0]?.engine.backend]).toEqual(["1xRaspberry Pi 5", "CPU"]);
  });

  it("a document without setups gives none", async () => {
    const glossary = page(
      "# Glossary\n\n**KV cache**: keys and values of the tokens so far.\n\n**TTFT**: time to first token.\n",
    );
    expect(await setupsOf(glossary)).toEqual([]);
  });

  it("somebody else's card gives no setup and governs nothing that follows", async () => {
    const setups = await setupsOf(
      page(`# A review

I bought a Framework Desktop with the Ryzen AI Max+ 395. In LM Studio gpt-oss-120b gets 38 tok/s.

My friend's RTX 5090 gets over 200 tok/s with Qwen3 30B A3B.

With llama.cpp prompt processing for gpt-oss-120b is at 720 t/s.
`),
    );
    expect(setups.map(devices)).toEqual(["1xRyzen AI Max+ 395", "1xRyzen AI Max+ 395"]);
  });

  it("takes no interface that the device cannot have, nor one of several that an engine offers", async () => {
    const setups = await setupsOf(
      page(`# Speeds

Engine: llama.cpp (CUDA/Metal)

| Model | Device | tok/s |
|---|---|---|
| Qwen3 8B Q4_K_M | RTX 5090 | 180.5 |
| Qwen3 8B Q4_K_M | M3 Ultra | 90.5 |
`),
    );
    expect(setups.map(({ engine }) => engine.backend)).toEqual([undefined, undefined]);
  });
});

it("a speech program beside a text engine is not the engine", async () => {
  const [setup] = await setupsOf(
    page(
      "# A voice assistant on a Raspberry Pi 5\n\nSpeech goes in through whisper.cpp, answers come from ollama 0.12.3 with Llama 3.2 3B at Q4_K_M: 5.1 tok/s.\n",
    ),
  );
  expect(setup?.engine.name).toBe("ollama");
});
