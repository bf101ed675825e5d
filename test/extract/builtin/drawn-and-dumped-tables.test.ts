import { describe, expect, it } from "vitest";
import { jsonTables } from "../../../src/extract/builtin/layout/json-tables.ts";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const read = async (text: string) => setupsOf(page(text));
const fence = (words: string) => `\`\`\`\n${words}\n\`\`\`\n`;

const BENCH = {
  build_commit: "a1b2c3d",
  build_number: 6210,
  cpu_info: "AMD Ryzen 9 7950X 16-Core Processor",
  gpu_info: "NVIDIA GeForce RTX 4090",
  backends: "CUDA",
  model_filename: "models/Qwen3-30B-A3B-Q4_K_M.gguf",
  n_gpu_layers: 99,
  flash_attn: true,
  type_k: "f16",
  n_batch: 2048,
};

describe("tables that programs write", () => {
  it("llama-bench's JSON gives each test's metric by its lengths", async () => {
    const results = [
      { ...BENCH, n_prompt: 512, n_gen: 0, n_depth: 0, avg_ts: 5210.377, samples_ts: [5200.1, 5220.6] },
      { ...BENCH, n_prompt: 0, n_gen: 128, n_depth: 4096, avg_ts: 156.412, samples_ts: [156, 157] },
    ];
    const setups = await read(`# Dump\n\n${fence(JSON.stringify(results, null, 2))}`);
    expect(setups.map(figuresOf)).toEqual([["prefill 5210.377", "decode 156.412"]]);
    expect(setups[0]?.measurements[1]?.conditions).toContain("tg128 @ d4096");
    expect(setups[0]?.engine).toMatchObject({ name: "llama.cpp", version: "6210", backend: "CUDA" });
    expect(setups[0]?.hardware.cpu).toContain("Ryzen 9 7950X");
    expect(setups[0]?.config).toMatchObject({ gpuLayers: 99, flashAttention: true, kvCacheType: "f16" });
  });

  it("llama-bench's CSV is read alike, whatever is in quotes", async () => {
    const setups = await read(
      `# Dump\n\n${fence(`build_number,gpu_info,backends,model_filename,n_batch,n_threads,n_prompt,n_gen,avg_ns,avg_ts
"6210","NVIDIA GeForce RTX 4090","CUDA","models/Qwen3-8B-Q8_0.gguf","2048","16","512","0","45000000","11377.5"
"6210","NVIDIA GeForce RTX 4090","CUDA","models/Qwen3-8B-Q8_0.gguf","2048","16","0","128","1400000000","91.4"`)}`,
    );
    expect(setups.map(figuresOf)).toEqual([["prefill 11377.5", "decode 91.4"]]);
  });

  it("objects line by line are rows", async () => {
    const setups = await read(
      `# Load test\n\nRTX 3090, vLLM 0.10\n\n${fence(`{"model": "Qwen3-14B-AWQ", "concurrency": 1, "output_tps": 71.2, "ttft_ms": 41}
{"model": "Qwen3-14B-AWQ", "concurrency": 8, "output_tps": 402.8, "ttft_ms": 102}`)}`,
    );
    expect(setups.map(figuresOf)).toEqual([["decode 71.2", "ttft 41", "throughput 402.8", "ttft 102"]]);
  });

  it("what an object shares with the objects in it is part of each row", () => {
    const text = '{"model": "m", "runs": [{"tps": 1, "ctx": 2}, {"tps": 3, "ctx": 4}]}';
    const [table] = jsonTables(text, 10);
    expect(table?.header.map((cell) => cell.text)).toEqual(["tps", "ctx", "model"]);
    expect(table?.rows.map((row) => row.map((cell) => cell.text))).toEqual([
      ["1", "2", "m"],
      ["3", "4", "m"],
    ]);
    for (const cell of table!.rows.flat()) expect(text.slice(cell.start - 10, cell.end - 10)).toBe(cell.text);
  });

  it("broken or hostile JSON gives what can be read, without delay", () => {
    expect(jsonTables('{"a": 1, "b": 2, "c": 3} ] } {"a": ', 0)).toHaveLength(1);
    for (const piece of ['{"a":', '"', '{"a": 1, "b": 2, "c": 3}', '\\"', "[", "1.", ": : {"])
      expect(() => jsonTables(`{"a": ${piece.repeat(50_000)}`, 0)).not.toThrow();
  });
});

describe("tables drawn in text", () => {
  it("lines of a box are bars", async () => {
    const setups = await read(
      `# Drawn\n\nRTX 5070 12GB, llama.cpp\n\n${fence(`┌───────────────┬────────┬────────┐
│ model         │ pp512  │ tg128  │
├───────────────┼────────┼────────┤
│ Qwen3-8B Q6_K │ 4102.1 │ 92.3   │
└───────────────┴────────┴────────┘`)}`,
    );
    expect(setups.map(figuresOf)).toEqual([["prefill 4102.1", "decode 92.3"]]);
  });

  it("borders of pluses part the rows of one table", async () => {
    const setups = await read(
      `# Grid\n\nArc A770 16GB, llama.cpp SYCL\n\n${fence(`+-------------------+--------+-------+
| Model             | pp512  | tg128 |
+===================+========+=======+
| Llama 3.1 8B Q4_0 | 1880   | 55.2  |
+-------------------+--------+-------+`)}`,
    );
    expect(setups.map(figuresOf)).toEqual([["prefill 1880", "decode 55.2"]]);
  });

  it("tabs part columns", async () => {
    const setups = await read(
      `# Tabs\n\nMac mini M4 Pro 48GB, MLX\n\n${fence("Model\tSpeed (tok/s)\tTTFT (s)\nGemma 3 12B 4bit\t27.0\t0.9")}`,
    );
    expect(setups.map(figuresOf)).toEqual([["decode 27", "ttft 900"]]);
  });

  it("a second column of labels may go without a head, and a label is not written twice", async () => {
    const setups = await read(`# Two boxes, two engines

- \`attic\`: RTX 3090, 24 GB
- \`desk\`: RTX 4070 Ti, 12 GB

Decode speed in tokens per second, Q4_K_M:

${fence(`GEMMA 3 12B            cold      warm
-------------------------------------
llama.cpp   attic     61.20     62.05
            desk      48.31     48.90
ollama      attic     55.77     56.10
            desk      43.02     43.66`)}`);
    expect(
      setups.map((setup) => [
        setup.engine.name,
        setup.hardware.accelerators?.[0]?.name,
        setup.model.parametersB,
        ...figuresOf(setup),
      ]),
    ).toEqual([
      ["llama.cpp", "RTX 3090", 12, "decode 61.2", "decode 62.05"],
      ["llama.cpp", "RTX 4070 Ti", 12, "decode 48.31", "decode 48.9"],
      ["ollama", "RTX 3090", 12, "decode 55.77", "decode 56.1"],
      ["ollama", "RTX 4070 Ti", 12, "decode 43.02", "decode 43.66"],
    ]);
  });

  it("figures stand below the heads of builds that the column of tests has none beside", async () => {
    const setups = await read(`# RX 6800 and two builds of llama.cpp, Qwen3-8B Q4_K_M

${fence(`            ROCm        Vulkan
pp512       1210.44     1388.02
tg128         61.35       74.81`)}`);
    expect(setups.map((setup) => [setup.engine.backend, ...figuresOf(setup)])).toEqual([
      ["ROCm", "prefill 1210.44", "decode 61.35"],
      ["Vulkan", "prefill 1388.02", "decode 74.81"],
    ]);
  });
});
