import { describe, expect, test } from "vitest";
import { backendSigns } from "../../../src/record/vocabulary/backend-signs.ts";

const backendsIn = (text: string) => backendSigns(text).map(({ backend }) => backend);

describe("signs of a backend", () => {
  test.each([
    ["cmake -B build -DGGML_CUDA=ON", ["CUDA"]],
    ["CUDA_VISIBLE_DEVICES=0,1 llama-server", ["CUDA"]],
    ["HIP_VISIBLE_DEVICES=0", ["ROCm"]],
    ["HSA_OVERRIDE_GFX_VERSION=11.0.0", ["ROCm"]],
    ["-DLLAMA_HIPBLAS=on", ["ROCm"]],
    ['Environment="OLLAMA_VULKAN=1"', ["Vulkan"]],
    ["load_tensors: Vulkan0 model buffer size", ["Vulkan"]],
    ["ONEAPI_DEVICE_SELECTOR=level_zero:0", ["SYCL"]],
    ["registry.example/llama.cpp:server-cuda", ["CUDA"]],
    ["(pkgs.llama-cpp.override { cudaSupport = true; })", ["CUDA"]],
  ])("%s", (text, backends) => {
    expect(backendsIn(text)).toEqual(backends);
  });

  test("a switch that is off and an empty list show none", () => {
    expect(backendsIn('-DGGML_CUDA=OFF CUDA_VISIBLE_DEVICES="" OLLAMA_VULKAN=0 cudaSupport = false')).toEqual(
      [],
    );
  });

  test("a path and a longer word show none", () => {
    expect(backendsIn("/opt/CUDA12 MY_GGML_CUDA CUDA0x")).toEqual([]);
  });
});
