import { describe, expect, it } from "vitest";
import { readCommands } from "../../../src/extract/builtin/readers/commands.ts";
import { readConfiguration } from "../../../src/extract/builtin/readers/configuration.ts";
import {
  readBuildLine,
  readDeviceLine,
  readSmiLine,
  readTimings,
} from "../../../src/extract/builtin/readers/logs.ts";
import { shellCommands } from "../../../src/extract/builtin/readers/shell-words.ts";
import { page, setupsOf } from "./read-text.ts";

const timings = (line: string) => readTimings(line, 0).map(({ value }) => `${value.metric} ${value.value}`);

describe("log lines", () => {
  it.each([
    [
      "prompt eval time =    1204.11 ms /   512 tokens (    2.35 ms per token,   425.21 tokens per second)",
      ["prefill 425.21"],
    ],
    [
      "       eval time =    8032.20 ms /   256 runs   (   31.38 ms per token,    31.87 tokens per second)",
      ["decode 31.87"],
    ],
    ["llama_print_timings:        load time =    2310.44 ms", ["load 2.31044"]],
    ["prompt eval rate:     901.33 tokens/s", ["prefill 901.33"]],
    ["eval rate:            41.02 tokens/s", ["decode 41.02"]],
    [
      "INFO: Avg prompt throughput: 7.6 tokens/s, Avg generation throughput: 54.0 tokens/s, Running: 2 reqs, Swapped: 0",
      ["throughput 54"],
    ],
    [
      "INFO: Avg prompt throughput: 7.6 tokens/s, Avg generation throughput: 44.0 tokens/s, Running: 1 reqs, Swapped: 0",
      ["decode 44"],
    ],
    ["Decode batch. #running-req: 8, #token: 9101, gen throughput (token/s): 402.11", ["throughput 402.11"]],
    ["Output token throughput (tok/s):         1287.20", ["throughput 1287.2"]],
    ["Mean TTFT (ms):                          3345.37", ["ttft 3345.37"]],
    ["Generation: 642 tokens, 7.919 tokens-per-sec", ["decode 7.919"]],
    ["Peak memory: 59.349 GB", ["memory 59.349"]],
    [
      "Process: 0 cached tokens and 812 new tokens at 1402.9 T/s, Generate: 38.2 T/s, Context: 812 tokens",
      ["prefill 1402.9", "decode 38.2"],
    ],
    ["nothing measured in 2024", []],
  ])("%s", (line, expected) => {
    expect(timings(line)).toEqual(expected);
  });

  it("name the device, however the engine lists it", () => {
    expect(readDeviceLine("  Device 1: Tesla P40, compute capability 6.1, VMM: yes", 0)?.value).toBe(
      "Tesla P40",
    );
    expect(
      readSmiLine("|   0  NVIDIA GeForce RTX 5090        On  |   00000000:01:00.0  On |   N/A |", 0)?.value,
    ).toBe("RTX 5090");
  });

  it("give the build by its number", () => {
    expect(readBuildLine("build: 1a2b3c4d (6123)", 0).version?.value).toBe("6123");
  });
});

describe("command lines", () => {
  const read = (text: string) => {
    const [command] = readCommands(text, 0, text.length);
    const values = Object.entries(command?.findings ?? {}).filter(([field]) => field !== "command");
    return Object.fromEntries(
      values.map(([field, found]) => [field, field === "model" ? found.value.name : found.value]),
    );
  };

  it("go on over continuation lines, with variables of the environment in front", () => {
    expect(
      read(`CUDA_VISIBLE_DEVICES=0,1 ./build/bin/llama-server \\
  -m /models/Qwen3-32B-Q4_K_M.gguf \\
  -c 32768 -ngl 99 -fa on \\
  -ctk q8_0 -ctv q8_0 -np 2`),
    ).toEqual({
      engine: "llama.cpp",
      model: "Qwen3-32B",
      quantization: "Q4_K_M",
      contextLength: 32768,
      gpuLayers: 99,
      flashAttention: true,
      kvCacheType: "q8_0",
      concurrency: 2,
    });
  });

  it("are read behind docker run, and the repository is kept", () => {
    expect(
      read(
        "docker run --rm --gpus all vllm/vllm-openai vllm serve Qwen/Qwen3-32B-AWQ --tensor-parallel-size 2 --max-model-len 16384",
      ),
    ).toMatchObject({
      engine: "vllm",
      repository: "Qwen/Qwen3-32B-AWQ",
      quantization: "AWQ",
      tensorParallel: 2,
      contextLength: 16384,
    });
  });

  it("of the fork are told by its folder", () => {
    expect(read("~/ik_llama.cpp/build/bin/llama-server -m GLM-4.5-Air-IQ4_KSS.gguf -fmoe").engine).toBe(
      "ik_llama.cpp",
    );
  });

  it("count the machines behind --rpc", () => {
    expect(read("llama-bench --rpc 10.0.0.2:50052,10.0.0.3:50052 -m gpt-oss-120b-MXFP4.gguf").nodes).toBe(3);
  });

  it("that only build or fetch run no model", () => {
    expect(readCommands("cmake --build build --target llama-server", 0, 42)).toEqual([]);
    expect(readCommands("cd llama.cpp && make -j", 0, 23)).toEqual([]);
  });

  it("keep the offsets of their words", () => {
    const text = "a 'b c' \\\n  d";
    const [command] = shellCommands(text, 0, text.length);
    expect(command?.words.map(({ text: word }) => word)).toEqual(["a", "b c", "d"]);
    expect(command?.words.map(({ start, end }) => text.slice(start, end))).toEqual(["a", "'b c'", "d"]);
  });
});

describe("configuration files", () => {
  it("state the context of a Modelfile and the cache of a service", () => {
    const modelfile = "FROM ./Qwen3-8B-Q6_K.gguf\nPARAMETER num_ctx 16384\n# PARAMETER num_gpu 20\n";
    expect(readConfiguration(modelfile, 0, modelfile.length)).toMatchObject({
      quantization: { value: "Q6_K" },
      contextLength: { value: 16384 },
    });
    const unit =
      '[Service]\nEnvironment="OLLAMA_KV_CACHE_TYPE=q8_0"\nEnvironment="OLLAMA_FLASH_ATTENTION=1"\n';
    expect(readConfiguration(unit, 0, unit.length)).toMatchObject({
      kvCacheType: { value: "q8_0" },
      flashAttention: { value: true },
    });
  });
});

it("a rate printed with all its digits is one figure, never its tail", async () => {
  expect(timings("prompt eval rate:     4.277932695123732 tokens/s")).toEqual(["prefill 4.277932695"]);
  const [setup] = await setupsOf(
    page("# Qwen3 8B Q4_K_M on an RTX 3090\n\nWith llama.cpp I get 95.123456789012345 tokens/s in decode.\n"),
  );
  expect(setup?.measurements.map(({ value }) => Math.round(value))).toEqual([95]);
});
