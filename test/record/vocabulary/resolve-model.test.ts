import { describe, expect, test } from "vitest";
import { modelKey, resolveModel } from "../../../src/record/vocabulary/resolve-model.ts";

describe("resolveModel", () => {
  test.each([
    ["Qwen2.5 Coder 32B Instruct", { name: "Qwen2.5 Coder 32B Instruct", family: "Qwen", parametersB: 32 }],
    ["Qwen3-Coder-480B-A35B-Instruct", { parametersB: 480, activeParametersB: 35, family: "Qwen" }],
    ["LFM2.5 8B A1B", { name: "LFM2.5 8B A1B", parametersB: 8, activeParametersB: 1 }],
    ["DeepSeek R1 Distill Qwen 32B", { name: "DeepSeek R1 Distill Qwen 32B", parametersB: 32 }],
    ["Llama 3 70B Instruct abliterated v3", { name: "Llama 3 70B Instruct abliterated v3" }],
    ["gemma 2b", { name: "Gemma 2B", parametersB: 2, entry: null }],
    ["Gemma 2 9B", { parametersB: 9, family: "Gemma" }],
    ["QwQ-32B", { name: "QwQ-32B", parametersB: 32 }],
    ["Mixtral 8x7B", { name: "Mixtral 8x7B", parametersB: null }],
    ["LFM2.5-230M", { parametersB: 0.23 }],
  ])("%s is read as it is written", (written, expected) => {
    expect(resolveModel(written)).toMatchObject({ ...expected, known: true });
  });

  test("a version that the vocabulary does not have is still of its family", () => {
    expect(resolveModel("Qwen3.8-27B")).toMatchObject({
      name: "Qwen3.8-27B",
      family: "Qwen",
      entry: null,
      known: true,
      parametersB: 27,
    });
  });

  test.each([
    ["/srv/gguf/Qwen2.5-Coder-32B-Instruct-Q4_K_M.gguf", "Qwen2.5-Coder-32B-Instruct", "Q4_K_M"],
    ["GLM-5.2-UD-Q4_K_XL-00001-of-00010.gguf", "GLM-5.2", "UD-Q4_K_XL"],
    ["~/ggufs/REPACK-Qwen_Qwen3-30B-A3B-IQ4_XS.gguf", "Qwen3-30B-A3B", "IQ4_XS"],
    ["foo-27b-instruct-q4_k_m.gguf", "foo-27B-Instruct", "Q4_K_M"],
  ])("the file %s gives name and quantization apart", (file, name, quantization) => {
    expect(resolveModel(file)).toMatchObject({ name, file: true, repository: null });
    expect(resolveModel(file)?.quantization?.name).toBe(quantization);
  });

  test.each([
    ["unsloth/Qwen3-235B-A22B-128K-GGUF", "unsloth/Qwen3-235B-A22B-128K-GGUF", "Qwen3-235B-A22B-128K"],
    ["hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M", "unsloth/Qwen3-8B-GGUF", "Qwen3-8B"],
    ["owner/Foo-27B-GGUF", "owner/Foo-27B-GGUF", "Foo-27B"],
  ])("%s is a repository", (written, repository, name) => {
    expect(resolveModel(written)).toMatchObject({ repository, name });
  });

  test("bits in an MLX repository are MLX's own format", () => {
    expect(resolveModel("mlx-community/Qwen2.5-72B-Instruct-6bit")?.quantization?.name).toBe("MLX 6-bit");
  });

  test.each(["turboderp/Qwen3-32B-exl3:4.0bpw", "Qwen3-32B-4.0bpw-h6-exl3", "Qwen3-32B-exl3-4.0bpw"])(
    "%s states format and bits",
    (written) => {
      expect(resolveModel(written)).toMatchObject({
        name: "Qwen3-32B",
        quantization: { name: "EXL3 4.0bpw" },
      });
    },
  );

  test.each([
    ["L3.3-70B-Euryale-v2.3", "L3.3-70B-Euryale-v2.3", 70],
    ["stablelm-2-1_6b", "stablelm-2-1.6B", 1.6],
    ["mradermacher/Foo-Bar-12B-i1-GGUF", "Foo-Bar-12B", 12],
    ["c4ai-command-r-plus-08-2024", "c4ai-Command-R-Plus-08-2024", null],
  ])("%s is read whole", (written, name, parametersB) => {
    expect(resolveModel(written)).toMatchObject({ name, parametersB });
  });

  test("the method says more than its bits", () => {
    expect(resolveModel("Intel/Qwen3-30B-A3B-int4-AutoRound")?.quantization?.name).toBe("AutoRound");
  });

  test("an ollama tag gets its usual casing", () => {
    expect(resolveModel("qwen3:30b-a3b-q4_K_M")).toMatchObject({
      name: "Qwen3 30B-A3B",
      parametersB: 30,
      activeParametersB: 3,
      quantization: { name: "Q4_K_M" },
    });
    expect(resolveModel("deepseek-r1:32b")?.name).toBe("DeepSeek-R1 32B");
  });

  test("llama.cpp's architecture column is recognised as such", () => {
    expect(resolveModel("qwen3moe 30B.A3B Q4_K - Medium")).toMatchObject({
      name: "Qwen3 30B-A3B",
      architecture: "qwen3moe",
    });
  });

  test.each(["Foo-42B", "Foo-8x7B-Instruct", "Foo 35B-A3B", "Dark Champion 70B", "opus-v1.2-70b"])(
    "%s is told by its shape and marked as unknown",
    (written) => {
      expect(resolveModel(written)).toMatchObject({ known: false, family: null });
    },
  );

  test("a family alone is bare", () => {
    expect(resolveModel("Qwen")).toMatchObject({ bare: true, family: "Qwen" });
  });

  test.each(["The 70B", "hello world", "", "e4ef5b", "1T", "on the ring"])("%j names no model", (written) => {
    expect(resolveModel(written)).toBeNull();
  });

  test("two spellings of one model have one key", () => {
    expect(modelKey("Qwen2.5-Coder-32B-Instruct")).toBe(modelKey("Qwen2.5 Coder 32B"));
  });
});
