/** The programs that run a model, by the last part of their path, and where the command names the model. Data only. */
import { resolveEngine } from "../../../record/vocabulary/engines.ts";

export interface Program {
  /** The vocabulary's name of the engine. */
  engine: string;
  /** The first word without a dash, after a verb, names the model (`vllm serve MODEL`, `ollama run MODEL`). */
  modelFirst?: boolean;
  /** Only these words after the program make it run a model. */
  verbs?: readonly string[];
}

const rows: readonly (readonly [programs: string, engine: string, more?: Omit<Program, "engine">])[] = [
  [
    "llama-server llama-cli llama-bench llama-batched-bench llama-speculative llama-speculative-simple llama-simple " +
      "llama-mtmd-cli llama-run llama-perplexity llama-completion",
    "llama.cpp",
  ],
  ["llama-sweep-bench", "ik_llama.cpp"],
  ["llamafile", "llamafile"],
  ["koboldcpp koboldcpp-linux-x64 koboldcpp-linux-x64-cuda1210 koboldcpp_cu12 koboldcpp_rocm", "koboldcpp"],
  ["vllm", "vllm", { modelFirst: true, verbs: ["serve", "bench", "chat"] }],
  ["vllm.entrypoints.openai.api_server vllm.entrypoints.api_server", "vllm"],
  ["sglang.launch_server sglang.bench_one_batch sglang.bench_offline_throughput", "sglang"],
  ["sglang", "sglang", { verbs: ["serve"] }],
  ["ollama", "ollama", { modelFirst: true, verbs: ["run"] }],
  [
    "mlx_lm.generate mlx_lm.server mlx_lm.chat mlx_lm.benchmark mlx_lm.cache_prompt mlx_vlm.generate mlx_vlm.server",
    "mlx",
  ],
  ["text-generation-launcher", "tgi"],
  ["trtllm-serve", "tensorrt-llm", { modelFirst: true }],
  ["trtllm-bench", "tensorrt-llm"],
  ["lmdeploy", "lmdeploy", { modelFirst: true, verbs: ["serve", "chat"] }],
  ["mistralrs mistralrs-server mistralrs-bench", "mistral.rs"],
  ["mlc_llm", "mlc-llm", { modelFirst: true, verbs: ["serve", "chat", "bench"] }],
  ["ktransformers ktransformers.local_chat local_chat", "ktransformers"],
  ["aphrodite", "aphrodite", { modelFirst: true, verbs: ["run", "serve"] }],
  ["dllama dllama-api", "distributed-llama"],
  ["lms", "lm-studio", { modelFirst: true, verbs: ["load"] }],
];

export const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  rows.flatMap(([programs, engine, more]) =>
    programs.split(" ").map((program) => [program, { engine, ...more }] as const),
  ),
);

/** Images of containers, whose arguments are the engine's: by the name between its registry and its tag. */
const IMAGES: readonly (readonly [pattern: RegExp, engine: string, more?: Omit<Program, "engine">])[] = [
  [/(?:^|\/)vllm(?:-[a-z]{2,12}){0,3}(?:[:@]|$)/, "vllm"],
  [/(?:^|\/)sglang(?:-[a-z]{2,12}){0,3}(?:[:@]|$)/, "sglang"],
  [/ik[_-]llama/, "ik_llama.cpp"],
  [
    /(?:^|\/)llama[.-]cpp(?:-[a-z]{2,12}){0,3}(?:[:@]|$)|:server(?:-[a-z0-9.]{2,12})?(?:-b\d{4,5})?$/,
    "llama.cpp",
  ],
  [/(?:^|\/)(?:text-generation-inference|tgi)(?:-[a-z]{2,12})?(?:[:@]|$)/, "tgi"],
  [/(?:^|\/)lmdeploy(?:[:@]|$)/, "lmdeploy"],
  [/(?:^|\/)aphrodite(?:-engine|-openai)?(?:[:@]|$)/, "aphrodite"],
  [/(?:^|\/)tabbyapi(?:[:@]|$)/i, "tabbyapi"],
  [/(?:^|\/)koboldcpp(?:[:@]|$)/, "koboldcpp"],
];

/** The engine that a container's image runs; undefined for a word that is no image or another program's. */
export function programOfImage(word: string): Program | undefined {
  if (word.length > 200 || !/^[\w.-]+[/:][\w./:@${}-]+$/.test(word)) return undefined;
  const found = IMAGES.find(([pattern]) => pattern.test(word));
  return found === undefined ? undefined : { engine: found[1], ...found[2] };
}

/** llama.cpp's programs before they were renamed: `./main`, `./build/bin/server`. */
const EARLY_LLAMA =
  /^(?:\.{1,2}[\\/]|(?:.*[\\/])?(?:llama\.cpp|bin)[\\/])(?:.*[\\/])?(?:main|server)(?:\.exe)?$/;

/** Servers that a vendor's package wraps: `ipex_llm.vllm.xpu.entrypoints.openai.api_server`. */
const WRAPPED = /\.(vllm|sglang)(?:\.\w{1,24}){0,3}\.(?:api_server|launch_server)$/;

/** The program that a word runs (`./build/bin/llama-server`, `llama-server-be0e35`); undefined for any other word. */
export function programOf(word: string): Program | undefined {
  if (word.length > 300) return undefined;
  const last = word
    .slice(Math.max(word.lastIndexOf("/"), word.lastIndexOf("\\")) + 1)
    .replace(/\.(?:exe|py|sh)$/i, "")
    .toLowerCase();
  const exact = PROGRAMS.get(last);
  if (exact !== undefined) return ik(word, exact);
  const wrapped = WRAPPED.exec(last)?.[1];
  if (wrapped !== undefined) return { engine: wrapped };
  if (/\.py$/.test(word) && word.includes("/")) {
    const engine = resolveEngine(word.slice(0, word.lastIndexOf("/")).replaceAll("/", " "));
    if (engine !== null && engine.family !== "router") return { engine: engine.name };
  }
  if (EARLY_LLAMA.test(word)) return ik(word, PROGRAMS.get("llama-cli"));
  const versioned = /^(llama-(?:server|cli|bench))-[a-z0-9.]{1,20}$/.exec(last)?.[1];
  return versioned === undefined ? undefined : ik(word, PROGRAMS.get(versioned));
}

/** The fork's programs have the same names; its folder tells. */
function ik(word: string, program: Program | undefined): Program | undefined {
  return program?.engine === "llama.cpp" && /ik[_-]?llama/i.test(word)
    ? { ...program, engine: "ik_llama.cpp" }
    : program;
}
