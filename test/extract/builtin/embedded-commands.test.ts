import { describe, expect, it } from "vitest";
import { readCommands } from "../../../src/extract/builtin/readers/commands.ts";
import { programOfImage } from "../../../src/extract/builtin/readers/programs.ts";
import { page, setupsOf } from "./read-text.ts";

const read = (text: string) =>
  readCommands(text, 0, text.length).map(({ findings }) =>
    Object.fromEntries(
      Object.entries(findings).map(([field, found]) => [
        field,
        field === "model" ? found.value.name : found.value,
      ]),
    ),
  );

describe("commands in configuration files", () => {
  it("of llama-swap are one for each model, with the macro written out", () => {
    const commands = read(`macros:
  base: llama-server --port \${PORT} -ngl 99
models:
  one:
    cmd: |
      \${base}
      -m /m/Qwen3-8B-Q6_K.gguf
      -c 16384
  two:
    cmd: \${base} -m /m/gemma-3-12b-it-Q4_K_M.gguf -c 8192
`);
    expect(commands).toMatchObject([
      { quantization: "Q6_K", contextLength: 16384, gpuLayers: 99 },
      { quantization: "Q4_K_M", contextLength: 8192, gpuLayers: 99 },
    ]);
    expect(commands[0]?.command).toMatch(
      /^llama-server --port .{7} -ngl 99 -m \/m\/Qwen3-8B-Q6_K.gguf -c 16384$/,
    );
  });

  it("of compose take their engine from the image, as a list or as a text", () => {
    const list = `services:
  llm:
    image: vllm/vllm-openai:v0.10.2
    command:
      - "--model"
      - "Qwen/Qwen3-32B-AWQ"
      - --tensor-parallel-size=2
    ports: ["8000:8000"]
`;
    const folded = `    image: lmsysorg/sglang:latest
    command: >
      python3 -m sglang.launch_server
      --model-path Qwen/Qwen3-8B --context-length 32768
`;
    expect(read(list)).toMatchObject([
      { engine: "vllm", repository: "Qwen/Qwen3-32B-AWQ", tensorParallel: 2 },
    ]);
    expect(read(folded)).toMatchObject([{ engine: "sglang", contextLength: 32768 }]);
  });

  it("of Kubernetes join the command and its arguments", () => {
    expect(
      read(`        - image: vllm/vllm-openai:v0.8.5
          command: ["vllm", "serve", "Qwen/Qwen2.5-7B-Instruct"]
          args:
            - --max-num-seqs
            - "32"
`),
    ).toMatchObject([{ concurrency: 32, command: "vllm serve Qwen/Qwen2.5-7B-Instruct --max-num-seqs 32" }]);
  });

  it("of NixOS are read from lists of quoted words", () => {
    expect(
      read(`services.llama-cpp = {
  model = "/var/lib/m/Qwen3-14B-Q5_K_M.gguf";
  extraFlags = [ "-c" "16384" "--flash-attn" "on" ];
};
`),
    ).toMatchObject([
      { engine: "llama.cpp", quantization: "Q5_K_M", contextLength: 16384, flashAttention: true },
    ]);
  });
});

describe("scripts", () => {
  it("give names to paths and lists of arguments", () => {
    expect(
      read(`MODEL=/m/Qwen3-14B-Q5_K_M.gguf
ARGS=(
  -m "$MODEL"
  -c 32768   # enough
)
exec llama-server "\${ARGS[@]}" -ngl 99
`),
    ).toMatchObject([{ quantization: "Q5_K_M", contextLength: 32768, gpuLayers: 99 }]);
    expect(
      read('set MODEL=D:\\m\\Qwen3-14B-Q5_K_M.gguf\nllama-server.exe ^\n  -m "%MODEL%" ^\n  -ngl 40\n'),
    ).toMatchObject([{ quantization: "Q5_K_M", gpuLayers: 40 }]);
  });

  it("of Python load a model with arguments", () => {
    expect(
      read(`from vllm import LLM
llm = LLM(model="Qwen/Qwen3-32B-AWQ", tensor_parallel_size=2,
          max_model_len=8_192)
`),
    ).toMatchObject([{ engine: "vllm", model: "Qwen3-32B", tensorParallel: 2, contextLength: 8192 }]);
    expect(
      read(`from llama_cpp import Llama
llm = Llama(model_path="./Llama-3.1-8B-Instruct-Q5_K_M.gguf", n_ctx=4096, flash_attn=True)
`),
    ).toMatchObject([{ engine: "llama.cpp", contextLength: 4096, flashAttention: true }]);
  });
});

it.each(["command: [", "cmd: |\n", "A=(", "x $A ", "image: a/b\n", "LLM(vllm, "])(
  "stays quick on %j again and again",
  (stretch) => {
    const text = stretch.repeat(Math.floor(200_000 / stretch.length));
    const before = performance.now();
    readCommands(text, 0, text.length);
    expect(performance.now() - before).toBeLessThan(3000);
  },
);

it("docker run of a vendor's build of an engine runs that engine", () => {
  expect(programOfImage("ghcr.io/huggingface/tgi-gaudi:2.3.1")?.engine).toBe("tgi");
});

it("docker run without a program runs the engine of its image", () => {
  expect(
    read(
      "docker run --gpus all -p 8080:8080 ghcr.io/ggml-org/llama.cpp:server-cuda -m /m/Qwen3-8B-Q8_0.gguf -c 4096",
    ),
  ).toMatchObject([{ engine: "llama.cpp", quantization: "Q8_0", contextLength: 4096 }]);
});

it("the settings of one command are not those of the next", async () => {
  const setups = await setupsOf(
    page(`# Two servers on an RTX 3090

\`\`\`bash
llama-server -m Qwen3-8B-Q8_0.gguf -c 16384 -np 4
\`\`\`

\`\`\`bash
llama-server -m gemma-3-12b-it-Q4_K_M.gguf -ngl 99
\`\`\`
`),
  );
  expect(setups.map(({ config }) => [config.contextLength, config.concurrency])).toEqual([
    [16384, 4],
    [undefined, undefined],
  ]);
});

it("speeds noted in comments beside a command are that command's", async () => {
  const setups = await setupsOf(
    page(`# My two servers on an RTX 3090

\`\`\`bash
# quick one, 92 t/s
llama-server -m Qwen3-30B-A3B-Q4_K_M.gguf -ngl 99

llama-server -m Qwen3-32B-Q4_K_M.gguf -ngl 99   # 34 tok/s
\`\`\`
`),
  );
  expect(setups.map(({ measurements }) => measurements.map(({ value }) => value))).toEqual([[92], [34]]);
});

it("lines that a patch adds are one command", () => {
  expect(read("+  vllm serve Qwen/Qwen3-8B \\\n+    --max-model-len 32768\n")).toMatchObject([
    { contextLength: 32768, command: "vllm serve Qwen/Qwen3-8B --max-model-len 32768" },
  ]);
});
