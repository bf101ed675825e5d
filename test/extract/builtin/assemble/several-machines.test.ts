import { describe, expect, it } from "vitest";
import { figuresOf, page, setupsOf, thread } from "../read-text.ts";

const machinesOf = async (text: string) =>
  (await setupsOf(page(text))).map(({ hardware }) =>
    [
      hardware.accelerators.map(({ count, name }) => `${count}x ${name}`).join(" + "),
      hardware.cpu ?? "",
      hardware.memoryGiB ?? "",
    ].join(" | "),
  );

describe("an author with several machines", () => {
  it("a machine called by what it is governs the section of that name", async () => {
    expect(
      await machinesOf(`# Two Macs

In the cupboard are a Mac mini with the M4 Pro and 64 GB and my old MacBook Pro, M1 Max, 32 GB. Both run mlx-lm.

## The mini

Qwen3-30B-A3B 4-bit gives 71 tok/s.

## The MacBook

Qwen3-8B 4-bit gives 44 tok/s.
`),
    ).toEqual(["1x M4 Pro |  | 64", "1x M1 Max |  | 32"]);
  });

  it("a run-in heading begins a machine of its own", async () => {
    expect(
      await machinesOf(`# Voice, three attempts

**First try.** I got a GTX 1070 for my old PC. Qwen2.5 3B Q4_K_M in llama.cpp gave 41 tokens/s.

**Second try.** A mini PC (Ryzen 7 7840HS, 32 GB) and in a dock the RX 7600 XT. Qwen3 8B Q4_K_M in llama.cpp gives 47 tokens/s.
`),
    ).toEqual(["1x GTX 1070 |  | ", "1x RX 7600 XT | Ryzen 7 7840HS | 32"]);
  });

  it("a chip with a memory pool takes no other machine's CPU and memory", async () => {
    expect(
      await machinesOf(`# Tower or Mac

My tower: Ryzen 9 7900X, 96 GB of DDR5 and an RTX 4090. The other desk has an M2 Ultra.

Ollama, Q4_K_M, tok/s:

| | RTX 4090 | M2 Ultra |
|---|---|---|
| gemma3:27b | 41 | 26 |
`),
    ).toEqual(["1x RTX 4090 | Ryzen 9 7900X | 96", "1x M2 Ultra |  | "]);
  });

  it("an item that begins with a device speaks of it to its end", async () => {
    expect(
      await machinesOf(`# What I tried

My board is a Jetson Orin Nano.

- Raspberry Pi 5 with Qwen2.5-1.5B Q4_0 and llama.cpp. 11 tok/s is not bad.
- The Jetson Orin Nano with the same: 24 tok/s.
`),
    ).toEqual(["1x Raspberry Pi 5 |  | ", "1x Jetson Orin Nano |  | "]);
  });
});

it("the processor of the author's machine goes with a log that names its device alone", async () => {
  const [setup] = await setupsOf(
    page(`# Qwen3 8B

\`\`\`
$ llama-bench -m Qwen3-8B-Q4_K_M.gguf
  Device 0: NVIDIA GeForce RTX 3060, compute capability 8.6, VMM: yes
| model                  |     size | params | backend | ngl |  test |          t/s |
| ---------------------- | -------: | -----: | ------- | --: | ----: | -----------: |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | CUDA    |  99 | tg128 | 52.44 ± 0.10 |
\`\`\`

My box: RTX 3060, Ryzen 5 5600, 32 GB RAM.
`),
  );
  expect(setup?.hardware).toMatchObject({ cpu: "Ryzen 5 5600", memoryGiB: 32 });
});

it("a relative's machine above a script is not the script's", async () => {
  const [setup] = await setupsOf(
    page(`# Launchers

llama.cpp on an RTX 4070 12GB.

My brother runs the same on a 3060 12GB.

\`\`\`
# 34.6 tok/s
llama-server -m Qwen3-30B-A3B-Q4_K_M.gguf -ngl 99 --cpu-moe
\`\`\`
`),
  );
  expect(setup?.hardware.accelerators.map(({ name }) => name)).toEqual(["RTX 4070"]);
});

it("machines of one sentence with hosts of their own are no rig, each with its CPU and memory", async () => {
  const setups = await setupsOf(
    page(
      "# Practice\n\nIn the cellar stands a server with two L40S, an EPYC 9354 and 384 GB of RAM; at the desks there is a workstation with an RTX 4000 Ada each. On the server we run Mistral-Small-3.2-24B in FP8 with vLLM, 37 tok/s for one user and about 880 when all thirty seats are busy. Each workstation has a Qwen3-4B in Ollama, which answers at 71 tok/s.",
    ),
  );
  expect(
    setups.map(({ hardware, model, measurements }) => [
      hardware.accelerators.map(({ count, name }) => `${count}x ${name}`).join(),
      hardware.cpu,
      model.name,
      ...measurements.map(({ metric, value }) => `${metric} ${value}`),
    ]),
  ).toEqual([
    ["2x L40S", "EPYC 9354", "Mistral-Small-3.2-24B", "decode 37", "throughput 880"],
    ["1x RTX 4000 Ada", undefined, "Qwen3-4B", "decode 71"],
  ]);
});

it("two authors with the same card, model and engine have a setup each", async () => {
  const setups = await setupsOf(
    thread("llama.cpp with Qwen3.5-4B", [
      ["ada", "Qwen3.5-4B Q4_K_M with llama.cpp on my B580: 79.5 tok/s."],
      ["bob", "My B580 with llama.cpp and Qwen3.5-4B Q4_K_M only gets 71.3 tok/s."],
    ]),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 79.5"], ["decode 71.3"]]);
});

it("a model spread over stages has a device in each", async () => {
  const [setup] = await setupsOf(
    page(`# Nodes

Each node has one A10 (24 GB).

\`\`\`
vllm serve Qwen/Qwen3-32B-AWQ --tensor-parallel-size 1 --pipeline-parallel-size 4
\`\`\`

One stream: 34 tok/s.
`),
  );
  expect(setup?.hardware.accelerators).toMatchObject([{ name: "A10", count: 4 }]);
});

it("a card that is held against the author's is not his", async () => {
  const [setup] = await setupsOf(
    page(`# A Tesla P40 in the attic

It will never keep up with a 3090. With Gemma 3 27B at 4 bits in llama.cpp I see 120 tokens/sec while it reads the prompt and 12 t/s when it answers.
`),
  );
  expect(setup?.hardware.accelerators[0]?.name).toBe("Tesla P40");
  expect(figuresOf(setup)).toEqual(["prefill 120", "decode 12"]);
});

it("a processor's own graphics are a run beside the processor's", async () => {
  const setups = await setupsOf(
    page(`# An office PC

i5-13500, 32 GB, ollama with gemma3:4b: 10 tok/s on the cpu, and about half of that with vulkan on the iGPU (4.9 tok/s).
`),
  );
  expect(setups.map(({ engine, measurements }) => [engine?.backend, measurements?.[0]?.value])).toEqual([
    ["CPU", 10],
    ["Vulkan", 4.9],
  ]);
});
