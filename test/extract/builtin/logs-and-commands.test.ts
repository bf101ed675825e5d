import { describe, expect, it } from "vitest";
import { readCommands } from "../../../src/extract/builtin/readers/commands.ts";
import { readConfiguration } from "../../../src/extract/builtin/readers/configuration.ts";
import { readSettingsLine } from "../../../src/extract/builtin/readers/log-settings.ts";
import {
  readBuildLine,
  readDeviceLine,
  readSmiLine,
  readTimings,
} from "../../../src/extract/builtin/readers/logs.ts";
import { shellCommands } from "../../../src/extract/builtin/readers/shell-words.ts";
import { figuresOf, page, setupsOf } from "./read-text.ts";

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
    ["[ Prompt: 812.4 t/s | Generation: 38.1 t/s ]", ["prefill 812.4", "decode 38.1"]],
    ["llama_print_timings: eval time = 9000.00 ms / 100 runs (50.00 ms per token)", ["decode 20"]],
    ['"timings":{"prompt_per_second":310.5,"predicted_per_second":41.2}', ["prefill 310.5", "decode 41.2"]],
    ['"stats": {"tokens_per_second": 51.4, "time_to_first_token": 0.12}', ["decode 51.4", "ttft 120"]],
    ["45.3 tok/sec • 512 tokens • 0.32s to first token", ["decode 45.3", "ttft 320"]],
    ["Throughput: 6.2 requests/s, 3179.8 total tokens/s, 1589.9 output tokens/s", ["throughput 1589.9"]],
    ["Peak output token throughput (tok/s):    1500.00", []],
    ["Decode.  latency: 0.01 s, throughput:  98.0 token/s", []],
    ["Decode.  median latency: 0.01 s, median throughput:  98.2 token/s", ["decode 98.2"]],
    ["Response: 512 tokens generated in 10.2 seconds (50.1 T/s, context 200 tokens)", ["decode 50.1"]],
    ["First token cost 0.5 s and rest tokens average cost 0.025 s", ["ttft 500", "decode 40"]],
    ["performance(T/s): prefill 45.2, decode 12.3.", ["prefill 45.2", "decode 12.3"]],
    ["Total Output Throughput (tokens/sec):             1721.5", ["throughput 1721.5"]],
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

describe("lines of a log about the setup", () => {
  const settings = (line: string) =>
    Object.fromEntries(Object.entries(readSettingsLine(line, 0)).map(([field, { value }]) => [field, value]));

  it.each([
    ["llama_context: n_ctx         = 16384", { contextLength: 16384 }],
    ["llama_context: n_ctx_train   = 131072", {}],
    ["llama_context: flash_attn    = enabled", { flashAttention: true }],
    [
      "llama_kv_cache: size = 2176.00 MiB, K (q8_0): 1088.00 MiB, V (q8_0): 1088.00 MiB",
      { kvCacheType: "q8_0" },
    ],
    ["print_info: file type   = Q4_K - Medium", { quantization: "Q4_K_M" }],
    [
      "non-default args: {'model': 'Qwen/Qwen3-8B', 'max_model_len': 32768, 'tensor_parallel_size': 2}",
      { contextLength: 32768, tensorParallel: 2 },
    ],
    ["server_args=ServerArgs(context_length=None, tp_size=1, kv_cache_dtype='auto')", {}],
  ])("%s", (line, expected) => {
    expect(settings(line)).toEqual(expected);
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

it("a serving benchmark of one request gives the speed of one stream", async () => {
  const [setup] = await setupsOf(
    page(`# Qwen3-32B-AWQ on an RTX A6000 with vLLM

\`\`\`
$ vllm bench serve --model Qwen/Qwen3-32B-AWQ --num-prompts 1 -pp 1
Successful requests:                     1
Benchmark duration (s):                  6.68
Output token throughput (tok/s):         19.15
Mean TTFT (ms):                          83.91
\`\`\`
`),
  );
  expect(figuresOf(setup)).toEqual(["decode 19.15", "ttft 83.91"]);
});

it("versions above blocks of output and before figures tell runs apart", async () => {
  const logs = await setupsOf(
    page(`# Slower since 2.4.1

Mistral-Small-24B at IQ4_XS on an RX 7800 XT, koboldcpp.

2.4.0:
\`\`\`
Process:41.22s (436.68T/s), Generate:11.83s (20.29T/s), Total:53.05s
\`\`\`
2.4.1, same story again:
\`\`\`
Process:153.90s (116.96T/s), Generate:31.71s (7.57T/s), Total:185.61s
\`\`\`
`),
  );
  expect(logs.map((setup) => [setup.engine?.version, ...figuresOf(setup)])).toEqual([
    ["2.4.0", "prefill 436.68", "decode 20.29"],
    ["2.4.1", "prefill 116.96", "decode 7.57"],
  ]);
  const lines = await setupsOf(
    page(`# An update made it slow

RTX 4060, qwen3:8b with ollama.

0.9.2: 45 tokens/s
0.9.3: 21 tokens/s
`),
  );
  expect(lines.map((setup) => [setup.engine?.version, ...figuresOf(setup)])).toEqual([
    ["0.9.2", "decode 45"],
    ["0.9.3", "decode 21"],
  ]);
});

it("a version before each figure of an engine's own wording tells the runs apart", async () => {
  const setups = await setupsOf(
    page(`# An update of ollama

RTX 4060, qwen3:8b with ollama.

0.9.2 -> eval rate 45.2 tokens/s
0.9.3 -> eval rate 21.7 tokens/s
`),
  );
  expect(setups.map((setup) => [setup.engine?.version, ...figuresOf(setup)])).toEqual([
    ["0.9.2", "decode 45.2"],
    ["0.9.3", "decode 21.7"],
  ]);
});

it("the list of loaded models gives the context", async () => {
  const [setup] = await setupsOf(
    page(`# Partly on the CPU

An RTX 4070 with ollama:

\`\`\`
NAME           ID              SIZE     PROCESSOR          CONTEXT    UNTIL
gpt-oss:20b    f2b8351c629c    18 GB    47%/53% CPU/GPU    8192       4 minutes from now
\`\`\`

That meant 10 tokens/s.
`),
  );
  expect(setup?.config?.contextLength).toBe(8192);
});

it("columns of blanks outside of a fence are read, and a benchmark's prompts are no speed", async () => {
  const [setup] = await setupsOf(
    page(`# Two boxes

2x DGX Spark, vLLM 0.13.0, Qwen3-VL-32B-Instruct-FP8.

num-prompts   dur_s   out tok/s   total tok/s   mean TTFT ms
1             11.36     11.27        101.41         688.12
10            17.12     74.77        672.90        4310.55
`),
  );
  expect(figuresOf(setup)).toEqual(["decode 11.27", "ttft 688.12", "throughput 74.77", "ttft 4310.55"]);
});

it("rows of another size than the command's model are another model's", async () => {
  const setups = await setupsOf(
    page(`# Qwen on an RTX 3090

\`\`\`
$ llama-bench -m Qwen3-8B-Q4_K_M.gguf
| model                   |      size |  params | backend | ngl |  test |           t/s |
| ----------------------- | --------: | ------: | ------- | --: | ----: | ------------: |
| qwen3 8B Q4_K - Medium  |  4.68 GiB |  8.19 B | CUDA    |  99 | tg128 | 118.10 ± 0.10 |
| qwen3 32B Q4_K - Medium | 18.40 GiB | 32.76 B | CUDA    |  99 | tg128 |  35.12 ± 0.04 |
\`\`\`
`),
  );
  expect(setups.map((setup) => [setup.model?.parametersB, ...figuresOf(setup)])).toEqual([
    [8, "decode 118.1"],
    [32, "decode 35.12"],
  ]);
});

it("an engine's line that was copied between backticks is a log", async () => {
  const [setup] = await setupsOf(
    page(`# P100 notes

koboldcpp 1.97 on my Tesla P100, Mistral-Nemo-12B Q5_K_M:

\`Process:41.00s (3.1ms/T = 322.6T/s), Generate:20.10s (61.0ms/T = 16.4T/s), Total:61.10s\`
`),
  );
  expect(figuresOf(setup)).toEqual(["prefill 322.6", "decode 16.4"]);
});

it("a line of flags without a program states the settings of the run around it", async () => {
  const [setup] = await setupsOf(
    page(`# One A6000

ik_llama.cpp, a single RTX A6000 and 256 GB of RAM, Qwen3-235B-A22B IQ3_K:

\`-ctk q8_0 -fa 1 -c 16384 --n-gpu-layers 63 --threads 24\`

It writes 9.8 tok/s. With pp512 at 96.1 t/s, tg64 @ pp512 9.7 t/s.
`),
  );
  expect(setup?.config).toMatchObject({ kvCacheType: "q8_0", flashAttention: true, gpuLayers: 63 });
  expect(figuresOf(setup)).toContain("decode 9.7");
});

it("where a benchmark prints its averages, its trials are no figures of their own", async () => {
  const [setup] = await setupsOf(
    page(`# M2 Ultra

\`\`\`
$ mlx_lm.benchmark --model mlx-community/Qwen3-8B-4bit -p 4096 -g 128 -n 2
Trial 1:  prompt_tps=811.204, generation_tps=88.120, peak_memory=6.911
Trial 2:  prompt_tps=809.110, generation_tps=88.310, peak_memory=6.911
Averages: prompt_tps=810.157, generation_tps=88.215, peak_memory=6.911
\`\`\`
`),
  );
  expect(figuresOf(setup)).toEqual(["prefill 810.157", "decode 88.215", "memory 6.911"]);
});
