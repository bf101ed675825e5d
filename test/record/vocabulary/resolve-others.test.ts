import { describe, expect, test } from "vitest";
import { resolveBackend, resolveEngine } from "../../../src/record/vocabulary/engines.ts";
import { kvTypeName, resolveKvCacheType } from "../../../src/record/vocabulary/kv-cache-types.ts";
import { resolveQuantization } from "../../../src/record/vocabulary/resolve-quantization.ts";

describe("resolveQuantization", () => {
  test.each([
    ["q4km", "Q4_K_M", 4.85],
    ["Q4_K - Medium", "Q4_K_M", 4.85],
    ["ud-q4_k_xl", "UD-Q4_K_XL", 4.7],
    ["IQ4_XS_R8", "IQ4_XS_R8", 4.25],
    ["q8_0", "Q8_0", 8.5],
    ["4.65bpw exl2", "EXL2 4.65bpw", 4.65],
    ["EXL3 4bpw", "EXL3 4.0bpw", 4],
    ["mlx 4bit", "MLX 4-bit", 4.5],
    ["4-bit MLX", "MLX 4-bit", 4.5],
    ["GPTQ-Int4", "GPTQ", 4.25],
    ["mxfp4 moe", "MXFP4", 4.25],
    ["bfloat16", "BF16", 16],
    ["w4a16", "W4A16", 4.25],
  ])("%s is %s", (written, name, bitsPerWeight) => {
    expect(resolveQuantization(written)).toMatchObject({ name, bitsPerWeight, known: true });
  });

  test("a plain Q4 keeps its vagueness", () => {
    expect(resolveQuantization("Q4")).toMatchObject({ name: "Q4", entry: null, bitsPerWeight: null });
  });

  test.each(["", "quick", "Q9_K", "quarter 4"])("%j names none", (written) => {
    expect(resolveQuantization(written)).toBeNull();
  });
});

describe("resolveEngine and resolveBackend", () => {
  test.each([
    ["./build/bin/llama-server -m x", "llama.cpp"],
    ["ik_llama.cpp/build/bin/llama-bench", "ik_llama.cpp"],
    ["LM Studio", "lm-studio"],
    ["mlx_lm.generate", "mlx"],
    ["trt-llm", "tensorrt-llm"],
    ["oobabooga", "text-generation-webui"],
    ["ExLlama v2", "exllamav2"],
  ])("%s is %s", (written, name) => {
    expect(resolveEngine(written)?.name).toBe(name);
  });

  test.each([
    ["CUDA,BLAS", "CUDA"],
    ["Vulkan,RPC", "Vulkan"],
    ["ROCm0", "ROCm"],
    ["HIP", "ROCm"],
    ["BLAS,CPU", "CPU"],
  ])("the backend column %s is %s", (written, name) => {
    expect(resolveBackend(written)?.name).toBe(name);
  });

  test("what is neither gives null", () => {
    expect(resolveEngine("a word")).toBeNull();
    expect(resolveBackend("a word")).toBeNull();
  });
});

describe("KV cache types", () => {
  test("spellings meet in one entry, and a record keeps the engine's spelling", () => {
    expect(resolveKvCacheType("Q8_0")?.name).toBe("q8_0");
    expect(kvTypeName("q8")).toBe("q8_0");
    expect(kvTypeName("bfloat16")).toBe("bfloat16");
    expect(resolveKvCacheType("nonsense")).toBeNull();
  });
});
