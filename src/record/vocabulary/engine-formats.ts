/** Which weight formats an engine loads, so that no text's Q4_K_M is handed on to vLLM. Data and one look-up. */
import { resolved } from "./quantization-reading.ts";

type Format = "gguf" | "safetensors" | "exl" | "mlx" | "mlc";

/** What engines load; those that are not here load anything, for all that is known. */
const LOADS: Readonly<Record<string, readonly Format[]>> = {
  "llama.cpp": ["gguf"],
  "ik_llama.cpp": ["gguf"],
  "prima.cpp": ["gguf"],
  koboldcpp: ["gguf"],
  llamafile: ["gguf"],
  ollama: ["gguf", "mlx"],
  "lm-studio": ["gguf", "mlx"],
  gpt4all: ["gguf"],
  vllm: ["safetensors"],
  sglang: ["safetensors"],
  "tensorrt-llm": ["safetensors"],
  tgi: ["safetensors"],
  lmdeploy: ["safetensors"],
  transformers: ["safetensors"],
  exllamav2: ["exl"],
  exllamav3: ["exl"],
  tabbyapi: ["exl"],
  mlx: ["mlx"],
  "mlc-llm": ["mlc"],
  mnn: ["safetensors"],
};

/** Formats of one packing alone; the others (FP16, MXFP4, NVFP4, `4-bit`) come in several. */
const PACKED: readonly (readonly [RegExp, Format])[] = [
  [/^(?:UD-)?(?:I?Q\d_|I?Q\d$|TQ\d_)/, "gguf"],
  [/^(?:AWQ|GPTQ|AutoRound|W\d+A\d+|bitsandbytes|NF4|HQQ\b.*|AQLM)$/, "safetensors"],
  [/^EXL[23]/, "exl"],
  [/^MLX /, "mlx"],
  [/^q\df\d/, "mlc"],
];

/** Whether an engine can load weights of this format; true where neither is known. */
export function loads(engine: string, quantization: string): boolean {
  const formats = LOADS[engine];
  if (formats === undefined) return true;
  const { name } = resolved(quantization);
  const packing = PACKED.find(([pattern]) => pattern.test(name))?.[1];
  return packing === undefined || formats.includes(packing);
}

/** Whether an engine can load what a repository is named to hold: `…-GGUF`, `…-AWQ`, `mlx-community/…`. */
export function loadsRepository(engine: string, repository: string): boolean {
  const formats = LOADS[engine];
  if (formats === undefined) return true;
  const name = repository.toLowerCase();
  const packing: Format = /gguf/.test(name)
    ? "gguf"
    : /exl[23]/.test(name)
      ? "exl"
      : /mlx/.test(name)
        ? "mlx"
        : /-mlc\b|q\df\d/.test(name)
          ? "mlc"
          : "safetensors";
  return formats.includes(packing);
}
