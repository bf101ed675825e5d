/** The inference engines and compute backends, with the spellings people use. Data and look-up; no prose is read. */
import { z } from "zod";
import { type Atoms, atomsOf } from "./atoms.ts";
import { createPhraseTrie, type PhraseMatch } from "./phrase-trie.ts";

export const engineEntrySchema = z.strictObject({
  /** The project's own spelling, lower-case where it is. */
  name: z.string().min(2),
  /** Spellings that mean this engine wherever they stand; case and separators do not count. */
  aliases: z.array(z.string()),
  /**
   * What it is: a family of engines, a front end that runs another engine, or a program for speech or images that stands
   * beside a text model and never runs it.
   */
  family: z.enum([
    "llama.cpp",
    "gpu",
    "hybrid",
    "apple",
    "edge",
    "cluster",
    "front-end",
    "router",
    "speech-or-image",
  ]),
  /** Names of engines inside it, likeliest first; [] when it is its own. */
  inside: z.array(z.string()),
  /** True when the name is an ordinary word (`jan`, `exo`) and needs a sign of software beside it. */
  ambiguous: z.boolean(),
});
export type EngineEntry = z.infer<typeof engineEntrySchema>;

type Row = readonly [
  name: string,
  family: EngineEntry["family"],
  aliases?: string,
  inside?: string,
  ambiguous?: true,
];

const ROWS: readonly Row[] = [
  [
    "llama.cpp",
    "llama.cpp",
    "llamacpp, llama cpp, llama-server, llama-cli, llama-bench, llama-cpp-python, llama-batched-bench, llama-perplexity, " +
      "llama-run, llama-swap llama.cpp, llama-mtmd-cli, llama-simple, llama-speculative, llama-server.exe, lcpp, ggml-org",
  ],
  ["ik_llama.cpp", "llama.cpp", "ik_llama, ik-llama.cpp, ik llama.cpp, ik llama, ikllama, llama-sweep-bench"],
  ["koboldcpp", "llama.cpp", "kobold.cpp, koboldcpp-rocm, kcpp, kobold cpp, koboldai, kobold", "llama.cpp"],
  ["llamafile", "llama.cpp", "llamafiles", "llama.cpp"],
  ["ollama", "llama.cpp", "", "llama.cpp"],
  ["lm-studio", "front-end", "lm studio, lmstudio, lms server", "llama.cpp, mlx"],
  ["jan", "front-end", "jan.ai, jan ai", "llama.cpp", true],
  ["localai", "front-end", "", "llama.cpp"],
  ["gpt4all", "front-end", "gpt 4 all", "llama.cpp"],
  ["msty", "front-end", "", "ollama"],
  [
    "text-generation-webui",
    "front-end",
    "oobabooga, ooba, textgen webui, text generation webui, text-gen-webui",
    "exllamav2, exllamav3, llama.cpp",
  ],
  ["docker-model-runner", "front-end", "docker model runner, docker model run", "llama.cpp"],
  ["lemonade", "front-end", "lemonade server, lemonade sdk", "llama.cpp", true],
  ["ramalama", "front-end", "", "llama.cpp"],
  ["ipex-llm", "front-end", "ipex llm, bigdl-llm, ipex", "llama.cpp, ollama, vllm"],
  ["vllm", "gpu", "vllm serve, vllm-openai"],
  ["sglang", "gpu", "sgl, sglang.launch_server, sgl-project"],
  ["tensorrt-llm", "gpu", "tensorrt llm, trt-llm, trtllm, trt llm, tensorrtllm, trtllm-serve"],
  ["tgi", "gpu", "text-generation-inference, text generation inference, huggingface tgi"],
  ["lmdeploy", "gpu", "turbomind"],
  ["mlc-llm", "gpu", "mlc llm, mlcllm, mlc"],
  ["exllamav2", "gpu", "exllama v2, exllama2, exl2 loader, exllamav2_hf"],
  ["exllamav3", "gpu", "exllama v3, exllama3"],
  ["exllama", "gpu", "exllamav1, exllama_hf"],
  ["tabbyapi", "gpu", "tabby api, tabbyapi", "exllamav2, exllamav3"],
  ["aphrodite", "gpu", "aphrodite engine, aphrodite-engine", "vllm"],
  ["mistral.rs", "gpu", "mistralrs, mistralrs-server, mistral rs"],
  ["tinygrad", "gpu", ""],
  ["transformers", "gpu", "hf transformers, huggingface transformers, hugging face transformers", "", true],
  ["candle", "gpu", "candle-core, huggingface candle", "", true],
  ["deepspeed", "gpu", "deepspeed-fastgen, deepspeed-mii, zero-inference"],
  ["nano-vllm", "gpu", "nanovllm", ""],
  ["lightllm", "gpu", ""],
  ["modular-max", "gpu", "modular max engine, max engine", ""],
  ["burn", "gpu", "burn-lm", "", true],
  ["ktransformers", "hybrid", "k-transformers, ktransformer, kt-kernel"],
  ["krasis", "hybrid", ""],
  ["fastllm", "hybrid", "ftllm"],
  ["powerinfer", "hybrid", "powerinfer-2"],
  ["flexgen", "hybrid", "flexllmgen"],
  ["prima.cpp", "hybrid", "prima cpp"],
  ["fiddler", "hybrid", "", "", true],
  ["t-mac", "hybrid", "tmac"],
  [
    "mlx",
    "apple",
    "mlx-lm, mlx-vlm, mlx_lm, mlx_vlm, mlx lm, omlx, mlx_lm.generate, mlx_lm.server, mlx-engine, mlx-omni-server, vllm-mlx",
  ],
  ["coreml", "apple", "core ml, coremltools"],
  ["fastflowlm", "edge", "flm, fast flow lm"],
  ["openvino", "edge", "openvino genai, openvino model server, ovms, optimum-intel"],
  ["litert-lm", "edge", "litert lm, litert, mediapipe llm"],
  ["executorch", "edge", ""],
  [
    "onnxruntime-genai",
    "edge",
    "onnx runtime genai, onnxruntime genai, ort genai, onnxruntime, onnx runtime",
  ],
  ["foundry-local", "edge", "foundry local, azure ai foundry local", "onnxruntime-genai"],
  ["bitnet.cpp", "edge", "bitnet cpp, microsoft bitnet"],
  ["rkllm", "edge", "rk-llm, rkllama"],
  ["rknn-llm", "edge", "rknn"],
  ["mnn-llm", "edge", "mnn llm"],
  ["mnn", "edge", ""],
  ["ncnn", "edge", ""],
  ["qnn", "edge", "genie sdk, qairt"],
  ["axllm", "edge", "ax-llm"],
  ["web-llm", "edge", "webllm, web llm", "mlc-llm"],
  ["wllama", "edge", "", "llama.cpp"],
  ["exo", "cluster", "exo labs, exo-explore", "mlx", true],
  ["distributed-llama", "cluster", "distributed llama, dllama"],
  ["dynamo", "cluster", "nvidia dynamo, ai-dynamo", "vllm", true],
  ["llm-d", "cluster", "", "vllm"],
  ["gpustack", "cluster", "gpu stack", "llama.cpp, vllm"],
  ["petals", "cluster", "", "", true],
  ["nim", "front-end", "nvidia nim, nim container", "tensorrt-llm, vllm", true],
  ["triton", "router", "triton inference server", "tensorrt-llm", true],
  ["llama-swap", "router", "llama swap, llamaswap", "llama.cpp"],
  ["litellm", "router", "lite llm"],
  ["whisper.cpp", "speech-or-image", "whisper cpp, whispercpp"],
  ["faster-whisper", "speech-or-image", "ctranslate2"],
  ["stable-diffusion.cpp", "speech-or-image", "sd.cpp"],
  ["flash-moe", "hybrid", ""],
];

const listOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Every engine of the vocabulary. */
export const ENGINES: readonly EngineEntry[] = ROWS.map(([name, family, aliases, inside, ambiguous]) => ({
  name,
  aliases: listOf(aliases),
  family,
  inside: listOf(inside),
  ambiguous: ambiguous === true,
}));

const engineTrie = createPhraseTrie<EngineEntry>(" -.");
for (const entry of ENGINES) for (const alias of [entry.name, ...entry.aliases]) engineTrie.add(alias, entry);

/** Reads the engine that starts at atom `from`; undefined when none does. */
export function readEngine(atoms: Atoms, from: number): PhraseMatch<EngineEntry> | undefined {
  return engineTrie.longest(atoms, from, (_entry, endAtom) => endsWord(atoms, endAtom));
}

function endsWord(atoms: Atoms, endAtom: number): boolean {
  return endAtom >= atoms.count || atoms.ends[endAtom - 1] !== atoms.starts[endAtom];
}

/** The engine that a string begins with, passing over a path (`./build/bin/llama-server`); null when unknown. */
export function resolveEngine(text: string): EngineEntry | null {
  const atoms = atomsOf(text.slice(0, 200));
  let fallback: EngineEntry | null = null;
  for (let from = 0; from < atoms.count; from++) {
    const found = readEngine(atoms, from);
    if (found === undefined) continue;
    if (!found.value.ambiguous) return found.value;
    fallback ??= found.value;
  }
  return fallback;
}

export const backendEntrySchema = z.strictObject({
  name: z.string().min(2),
  aliases: z.array(z.string()),
  /** True when the word is ordinary (`CPU`, `Metal`) and needs a sign of inference beside it. */
  ambiguous: z.boolean(),
});
export type BackendEntry = z.infer<typeof backendEntrySchema>;

const BACKEND_ROWS: readonly (readonly [name: string, aliases: string, ambiguous?: true])[] = [
  ["CUDA", "cublas, cuda toolkit, cudnn"],
  ["ROCm", "hip, hipblas, rocblas, hipblaslt, rocwmma"],
  ["Vulkan", "radv, amdvlk, kompute, vulkan radv, vulkan amdvlk, nvk"],
  ["Metal", "mps", true],
  ["SYCL", "oneapi, level zero"],
  ["OpenVINO", ""],
  ["OpenCL", "clblast, adreno opencl"],
  ["MUSA", ""],
  ["CANN", "", true],
  ["WebGPU", "web gpu"],
  ["RPC", "rpc-server, llama.cpp rpc", true],
  ["Hexagon", "htp", true],
  ["XPU", "", true],
  ["XDNA", ""],
  ["NPU", "", true],
  ["CPU", "cpu only, cpu-only, avx2, avx512, avx-512, amx, neon, openblas, blis", true],
];

/** Every compute backend of the vocabulary. */
export const BACKENDS: readonly BackendEntry[] = BACKEND_ROWS.map(([name, aliases, ambiguous]) => ({
  name,
  aliases: listOf(aliases),
  ambiguous: ambiguous === true,
}));

const backendTrie = createPhraseTrie<BackendEntry>(" -.");
for (const entry of BACKENDS)
  for (const alias of [entry.name, ...entry.aliases]) backendTrie.add(alias, entry);

/** Reads the backend that starts at atom `from`; undefined when none does. `hip` only in capitals. */
export function readBackend(atoms: Atoms, from: number): PhraseMatch<BackendEntry> | undefined {
  const found = backendTrie.longest(atoms, from, (_entry, endAtom) => endsWord(atoms, endAtom));
  if (found === undefined) return undefined;
  const word = atoms.text.slice(atoms.starts[from], atoms.ends[from]);
  if (/^(hip|mps|neon|metal|amx|blis|cann|htp)$/.test(word) && found.endAtom === from + 1) return undefined;
  return found;
}

/** The backend a string names: the first one that is no plain word, else the first (`CUDA,BLAS` gives CUDA); null when unknown. */
export function resolveBackend(text: string): BackendEntry | null {
  const atoms = atomsOf(text.slice(0, 200));
  let fallback: BackendEntry | null = null;
  for (let from = 0; from < atoms.count; from++) {
    const found = backendTrie.longest(
      atoms,
      from,
      (_entry, endAtom) => endsWord(atoms, endAtom) || atoms.kinds[endAtom] === 2,
    );
    if (found === undefined) continue;
    if (!found.value.ambiguous) return found.value;
    fallback ??= found.value;
  }
  return fallback;
}

/** The lower-case words that can begin an engine's or a backend's name. */
export function engineFirstWords(): Set<string> {
  return new Set([...engineTrie.firstWords(), ...backendTrie.firstWords()]);
}
