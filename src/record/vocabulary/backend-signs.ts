/**
 * Words of builds, environments and logs that only one compute backend has: `-DGGML_CUDA=ON`, `HIP_VISIBLE_DEVICES`,
 * `Vulkan0`. Data and look-up; names in running text are read by engines.ts.
 */

/** A place that shows which backend is used; offsets are UTF-16 code units, half-open. */
export interface BackendSign {
  backend: string;
  start: number;
  end: number;
}

const SIGNS: readonly (readonly [backend: string, words: readonly string[]])[] = [
  [
    "CUDA",
    [
      "CUDA_(?:VISIBLE_DEVICES|DEVICE_ORDER|LAUNCH_BLOCKING|SCALE_LAUNCH_QUEUES)",
      "PYTORCH_CUDA_ALLOC_CONF",
      "TORCH_CUDA_ARCH_LIST",
      "(?:-D)?(?:GGML|LLAMA)_(?:CUDA|CUBLAS)\\w{0,24}",
      "(?:-D)?CMAKE_CUDA_ARCHITECTURES",
      "cudaSupport",
      "ggml_cuda_init",
      "CUDA\\d{1,2}",
      "(?:server|full|light|bin-win|bin-ubuntu)-cuda(?:\\d{1,2}|-\\d{2}\\.\\d)?",
      "koboldcpp[_-]cu\\d{2,4}",
    ],
  ],
  [
    "ROCm",
    [
      "(?:HIP|ROCR)_VISIBLE_DEVICES",
      "HSA_OVERRIDE_GFX_VERSION\\w{0,4}",
      "HSA_ENABLE_SDMA",
      "ROCBLAS_USE_HIPBLASLT",
      "PYTORCH_(?:ROCM_ARCH|HIP_ALLOC_CONF)",
      "(?:-D)?(?:GGML|LLAMA)_(?:HIP|HIPBLAS|ROCM)\\w{0,24}",
      "(?:-D)?AMDGPU_TARGETS",
      "rocmSupport",
      "ROCm\\d{1,2}",
      "(?:server|full|light)-rocm|bin-win-hip(?:-\\w{2,12})?|koboldcpp[_-]rocm|rocm\\d\\.\\d(?:\\.\\d)?_\\w{2,40}",
    ],
  ],
  [
    "Vulkan",
    [
      "(?:-D)?(?:GGML|LLAMA)_VULKAN\\w{0,16}",
      "GGML_VK_\\w{2,40}",
      "OLLAMA_VULKAN",
      "AMD_VULKAN_ICD",
      "VK_ICD_FILENAMES",
      "RADV_(?:PERFTEST|DEBUG)",
      "vulkanSupport",
      "ggml_vulkan",
      "Vulkan\\d{1,2}",
      "(?:server|full|light|bin-win|bin-ubuntu)-vulkan",
    ],
  ],
  [
    "SYCL",
    [
      "(?:-D)?(?:GGML|LLAMA)_SYCL\\w{0,16}",
      "ONEAPI_DEVICE_SELECTOR",
      "SYCL_(?:CACHE_PERSISTENT|PI_LEVEL_ZERO\\w{0,48})",
      "ZES_ENABLE_SYSMAN",
      "SYCL\\d{1,2}",
      "(?:server|full|light)-intel|bin-win-sycl",
    ],
  ],
  ["Metal", ["(?:-D)?(?:GGML|LLAMA)_METAL\\w{0,24}", "metalSupport", "ggml_metal_init"]],
];

/** A switch that is off, or a list of devices that is empty, shows no backend. */
const OFF = /^["']?[ ]{0,2}[=:][ ]{0,2}(?:OFF|NO|FALSE|false|-1|""|'')/;
const ZERO = /^["']?[ ]{0,2}[=:][ ]{0,2}0(?![\d,])/;
/** Lists of devices may begin with device 0. */
const LISTS_DEVICES = /VISIBLE_DEVICES|DEVICE_SELECTOR/;

const ANY = new RegExp(
  `(?<![\\w/.])(?:${SIGNS.map(([, words]) => `(${words.join("|")})`).join("|")})(?!\\w)`,
  "g",
);

/** The signs of a text, in order. */
export function backendSigns(text: string): BackendSign[] {
  const found: BackendSign[] = [];
  for (const match of text.matchAll(ANY)) {
    const end = match.index + match[0].length;
    const value = text.slice(end, end + 16);
    if (OFF.test(value) || (ZERO.test(value) && !LISTS_DEVICES.test(match[0]))) continue;
    const group = match.slice(1).findIndex((words) => words !== undefined);
    const [backend] = SIGNS[group]!;
    found.push({ backend, start: match.index, end });
  }
  return found;
}
