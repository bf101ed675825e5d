/** Which engines load which kind of weights. Data and look-up; it settles which of several named engines was meant. */

export type WeightFormat = "gguf" | "exl2" | "exl3" | "mlx" | "mlc" | "packed";

const FORMATS: readonly (readonly [WeightFormat, RegExp])[] = [
  ["exl2", /^EXL2\b/i],
  ["exl3", /^EXL3\b/i],
  ["mlx", /^MLX\b/i],
  ["mlc", /^q\df(?:16|32)/],
  ["gguf", /^(?:UD-)?(?:Q\d_|I?Q\d_K|IQ\d|TQ\d_)/i],
  ["packed", /^(?:AWQ|GPTQ|FP8|W\d+A\d+|AutoRound|compressed-tensors|bitsandbytes|NF4|HQQ|AQLM)/i],
];

/** The kind of weights that a quantization's name tells; undefined where several kinds use it (`4-bit`, `MXFP4`). */
export function weightFormatOf(quantization: string): WeightFormat | undefined {
  return FORMATS.find(([, pattern]) => pattern.test(quantization))?.[0];
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Engines that load nothing but these. */
const ONLY: readonly (readonly [engines: ReadonlySet<string>, formats: readonly WeightFormat[]])[] = [
  [
    words(
      "llama.cpp ik_llama.cpp koboldcpp llamafile ollama jan gpt4all docker-model-runner lemonade ramalama prima.cpp wllama",
    ),
    ["gguf"],
  ],
  [words("lm-studio"), ["gguf", "mlx"]],
  [words("mlx exo"), ["mlx"]],
  [words("mlc-llm"), ["mlc"]],
  [words("exllamav2"), ["exl2", "packed"]],
  [words("exllamav3"), ["exl3"]],
  [words("tabbyapi"), ["exl2", "exl3", "packed"]],
  [words("text-generation-webui"), ["gguf", "exl2", "exl3", "packed"]],
  [
    words(
      "vllm sglang tensorrt-llm tgi lmdeploy nim lightllm nano-vllm deepspeed openvino aphrodite transformers mnn",
    ),
    ["packed"],
  ],
];

/** False where an engine is known not to load such weights as its usual ones. */
export function loads(engine: string, format: WeightFormat): boolean {
  const only = ONLY.find(([engines]) => engines.has(engine));
  return only === undefined ? format !== "exl2" && format !== "exl3" : only[1].includes(format);
}

/** Whether an engine can run weights of this name; true where either is unknown. */
export function runsWeights(engine: string, quantization: string): boolean {
  const format = weightFormatOf(quantization);
  return engine === "" || format === undefined || loads(engine, format);
}

const REPOSITORIES: readonly (readonly [WeightFormat, RegExp])[] = [
  ["gguf", /gguf/i],
  ["exl2", /exl2/i],
  ["exl3", /exl3/i],
  ["mlx", /mlx/i],
  ["mlc", /-mlc\b|q\df\d/i],
];

/** Whether an engine can load what a repository is named to hold: `…-GGUF`, `mlx-community/…`, else safetensors. */
export function loadsRepository(engine: string, repository: string): boolean {
  const format = REPOSITORIES.find(([, pattern]) => pattern.test(repository))?.[0] ?? "packed";
  return engine === "" || loads(engine, format);
}

/** The engine whose own format the weights are. */
export const HOME_OF: Readonly<Partial<Record<WeightFormat, string>>> = {
  exl2: "exllamav2",
  exl3: "exllamav3",
};
