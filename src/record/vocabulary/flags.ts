/**
 * The command-line options, environment variables and configuration keys that carry a setup's configuration, and the
 * field of the setup record that each one fills. Data and look-up; cutting a command into words is not its matter.
 */
import { z } from "zod";

export const FLAG_PARSERS = [
  "integer",
  "number",
  "boolean",
  "switch",
  "text",
  "kv-type",
  "model",
  "layers",
  "list",
  "size",
] as const;

export const flagEntrySchema = z.strictObject({
  /** Every spelling of it, the engine's long form first. */
  spellings: z.array(z.string().min(1)).min(1),
  engines: z.array(z.string()).min(1),
  /** The setup record's field it fills (dotted), or a name in the `extra.` space for what records do not hold. */
  field: z.string().min(1),
  /** How its value reads: `switch` needs none, `boolean` takes on/off/1/0/true/auto, `layers` a number, `all` or `auto`. */
  parser: z.enum(FLAG_PARSERS),
});
export type FlagEntry = z.infer<typeof flagEntrySchema>;

type Row = readonly [spellings: string, field: string, parser: FlagEntry["parser"]];

const LLAMA_CPP: readonly Row[] = [
  ["--model -m", "model.file", "model"],
  ["--hf-repo -hf -hfr", "model.repository", "model"],
  ["--hf-file -hff", "model.file", "model"],
  ["--model-url -mu", "model.file", "model"],
  ["--alias -a", "model.alias", "text"],
  ["--ctx-size -c --contextsize n_ctx ctx_size", "config.contextLength", "integer"],
  ["--n-gpu-layers -ngl --gpu-layers --gpulayers n_gpu_layers", "config.gpuLayers", "layers"],
  ["--flash-attn -fa --flashattention flash_attn", "config.flashAttention", "boolean"],
  ["--cache-type-k -ctk type_k cache_type_k", "config.kvCacheType", "kv-type"],
  ["--cache-type-v -ctv", "config.kvCacheTypeV", "kv-type"],
  ["--quantkv", "config.kvCacheType", "kv-type"],
  ["--parallel -np", "config.concurrency", "integer"],
  ["--model-draft -md -mdraft --draftmodel", "config.speculative", "model"],
  ["--hf-repo-draft -hfd -hfrd", "config.speculative", "model"],
  ["--spec-type", "config.speculative", "text"],
  ["--draft-max --draft --draft-n --spec-draft-n-max", "extra.draftMax", "integer"],
  ["--draft-min --draft-n-min --spec-draft-n-min", "extra.draftMin", "integer"],
  ["--draft-p-min", "extra.draftMinProbability", "number"],
  ["--gpu-layers-draft -ngld --n-gpu-layers-draft", "extra.draftGpuLayers", "layers"],
  ["--device-draft -devd", "extra.draftDevice", "text"],
  ["--ctx-size-draft -cd", "extra.draftContextLength", "integer"],
  ["--split-mode -sm", "extra.splitMode", "text"],
  ["--tensor-split -ts --tensor_split", "extra.tensorSplit", "list"],
  ["--main-gpu -mg", "extra.mainGpu", "integer"],
  ["--device -dev", "extra.device", "list"],
  ["--override-tensor -ot --overridetensors", "extra.overrideTensor", "text"],
  ["--n-cpu-moe -ncmoe --moecpu", "extra.cpuMoeLayers", "integer"],
  ["--cpu-moe -cmoe", "extra.cpuMoe", "switch"],
  ["--batch-size -b --blasbatchsize", "extra.batchSize", "integer"],
  ["--ubatch-size -ub", "extra.microBatchSize", "integer"],
  ["--threads -t", "extra.threads", "integer"],
  ["--threads-batch -tb", "extra.batchThreads", "integer"],
  ["--n-prompt -p", "extra.promptTokens", "list"],
  ["--n-gen -n --n-predict --predict", "extra.outputTokens", "list"],
  ["--n-depth -d", "extra.depth", "list"],
  ["-pg", "extra.promptAndOutput", "text"],
  ["--no-mmap --nommap", "extra.noMmap", "switch"],
  ["--mmap -mmp", "extra.mmap", "boolean"],
  ["--mlock --usemlock", "extra.mlock", "switch"],
  ["--numa", "extra.numa", "text"],
  ["--jinja", "extra.jinja", "switch"],
  ["--mmproj -mm", "extra.visionProjector", "model"],
  ["--cache-reuse", "extra.cacheReuse", "integer"],
  ["--cache-ram -cram", "extra.cacheRamMiB", "integer"],
  ["--cont-batching -cb", "extra.continuousBatching", "switch"],
  ["--no-kv-offload -nkvo", "extra.noKvOffload", "boolean"],
  ["--rpc", "extra.rpcHosts", "list"],
  ["--rope-scaling", "extra.ropeScaling", "text"],
  ["--rope-freq-base", "extra.ropeBase", "number"],
  ["--temp --temperature", "extra.temperature", "number"],
  ["--top-k", "extra.topK", "integer"],
  ["--top-p", "extra.topP", "number"],
  ["--min-p", "extra.minP", "number"],
  ["--repeat-penalty", "extra.repeatPenalty", "number"],
  ["--host", "extra.host", "text"],
  ["--port", "extra.port", "integer"],
  ["--verbose -v", "extra.verbose", "switch"],
  ["--swa-full", "extra.swaFull", "switch"],
  ["--reasoning-budget", "extra.reasoningBudget", "integer"],
  ["--fit", "extra.fit", "boolean"],
  ["--lora", "extra.lora", "text"],
  ["--seed -s", "extra.seed", "integer"],
  ["--repetitions -r", "extra.repetitions", "integer"],
  ["--usecublas --usecuda", "engine.backend.CUDA", "text"],
  ["--usevulkan", "engine.backend.Vulkan", "text"],
  ["--usehipblas", "engine.backend.ROCm", "text"],
];

const IK_LLAMA: readonly Row[] = [
  ["--fused-moe -fmoe", "extra.fusedMoe", "boolean"],
  ["--run-time-repack -rtr", "extra.runTimeRepack", "boolean"],
  ["--mla-use -mla", "extra.mla", "integer"],
  ["--attention-max-batch -amb", "extra.attentionMaxBatch", "integer"],
  ["--smart-expert-reduction -ser", "extra.smartExpertReduction", "text"],
  ["--graph-reuse -gr", "extra.graphReuse", "switch"],
];

const VLLM: readonly Row[] = [
  ["--model", "model.repository", "model"],
  ["--served-model-name", "model.alias", "text"],
  ["--tensor-parallel-size -tp --tensor_parallel_size", "config.tensorParallel", "integer"],
  ["--pipeline-parallel-size -pp --pipeline_parallel_size", "extra.pipelineParallel", "integer"],
  ["--data-parallel-size -dp", "extra.dataParallel", "integer"],
  ["--enable-expert-parallel", "extra.expertParallel", "switch"],
  ["--max-model-len --max_model_len", "config.contextLength", "integer"],
  ["--max-seq-len-to-capture", "extra.captureLength", "integer"],
  ["--gpu-memory-utilization --gpu_memory_utilization", "extra.gpuMemoryUtilization", "number"],
  ["--quantization -q", "model.quantization", "text"],
  ["--kv-cache-dtype --kv_cache_dtype", "config.kvCacheType", "kv-type"],
  ["--max-num-seqs --max_num_seqs", "config.concurrency", "integer"],
  ["--max-num-batched-tokens", "extra.maxBatchedTokens", "integer"],
  ["--enable-prefix-caching", "extra.prefixCaching", "switch"],
  ["--enable-chunked-prefill", "extra.chunkedPrefill", "switch"],
  ["--speculative-config --speculative_config", "config.speculative", "text"],
  ["--speculative-model", "config.speculative", "model"],
  ["--num-speculative-tokens", "extra.draftMax", "integer"],
  ["--dtype", "extra.dtype", "text"],
  ["--load-format", "extra.loadFormat", "text"],
  ["--enforce-eager", "extra.enforceEager", "switch"],
  ["--cpu-offload-gb", "extra.cpuOffloadGiB", "number"],
  ["--swap-space", "extra.swapSpaceGiB", "number"],
  ["--attention-backend", "extra.attentionBackend", "text"],
  ["--tool-call-parser", "extra.toolCallParser", "text"],
  ["--reasoning-parser", "extra.reasoningParser", "text"],
  ["--enable-auto-tool-choice", "extra.autoToolChoice", "switch"],
  ["--limit-mm-per-prompt", "extra.imagesPerPrompt", "text"],
  ["--language-model-only", "extra.languageModelOnly", "switch"],
  ["--disable-custom-all-reduce", "extra.noCustomAllReduce", "switch"],
  ["--trust-remote-code", "extra.trustRemoteCode", "switch"],
  ["--num-prompts", "extra.requests", "integer"],
  ["--max-concurrency", "config.concurrency", "integer"],
  ["--request-rate", "extra.requestRate", "text"],
  ["--random-input-len --input-len", "extra.promptTokens", "integer"],
  ["--random-output-len --output-len", "extra.outputTokens", "integer"],
];

const SGLANG: readonly Row[] = [
  ["--model-path", "model.repository", "model"],
  ["--tp --tp-size --tensor-parallel-size tp_size", "config.tensorParallel", "integer"],
  ["--dp --dp-size", "extra.dataParallel", "integer"],
  ["--ep --ep-size", "extra.expertParallel", "integer"],
  ["--mem-fraction-static", "extra.gpuMemoryUtilization", "number"],
  ["--context-length", "config.contextLength", "integer"],
  ["--quantization", "model.quantization", "text"],
  ["--kv-cache-dtype", "config.kvCacheType", "kv-type"],
  ["--max-running-requests", "config.concurrency", "integer"],
  ["--speculative-algorithm --speculative-algo", "config.speculative", "text"],
  ["--speculative-draft-model-path", "config.speculative", "model"],
  ["--speculative-num-draft-tokens", "extra.draftMax", "integer"],
  ["--speculative-num-steps", "extra.draftSteps", "integer"],
  ["--chunked-prefill-size", "extra.chunkedPrefillTokens", "integer"],
  ["--cuda-graph-max-bs", "extra.cudaGraphBatch", "integer"],
  ["--attention-backend", "extra.attentionBackend", "text"],
];

const OLLAMA: readonly Row[] = [
  ["OLLAMA_FLASH_ATTENTION", "config.flashAttention", "boolean"],
  ["OLLAMA_KV_CACHE_TYPE", "config.kvCacheType", "kv-type"],
  ["OLLAMA_NUM_PARALLEL", "config.concurrency", "integer"],
  ["OLLAMA_CONTEXT_LENGTH", "config.contextLength", "integer"],
  ["OLLAMA_NUM_GPU", "config.gpuLayers", "layers"],
  ["OLLAMA_MAX_LOADED_MODELS", "extra.maxLoadedModels", "integer"],
  ["OLLAMA_KEEP_ALIVE", "extra.keepAlive", "text"],
  ["OLLAMA_SCHED_SPREAD", "extra.spread", "boolean"],
  ["num_ctx", "config.contextLength", "integer"],
  ["num_gpu", "config.gpuLayers", "layers"],
  ["num_thread", "extra.threads", "integer"],
  ["num_batch", "extra.batchSize", "integer"],
  ["num_predict", "extra.outputTokens", "integer"],
];

const EXLLAMA: readonly Row[] = [
  ["max_seq_len --max-seq-len --length -l", "config.contextLength", "integer"],
  ["cache_mode --cache-mode", "config.kvCacheType", "kv-type"],
  ["cache_size --cache-size", "extra.cacheTokens", "integer"],
  ["gpu_split --gpu-split -gs", "extra.tensorSplit", "list"],
  ["gpu_split_auto", "extra.splitAuto", "boolean"],
  ["tensor_parallel", "extra.tensorParallelOn", "boolean"],
  ["draft_model_name --draft-model-name", "config.speculative", "model"],
  ["model_name --model-name", "model.file", "model"],
  ["max_batch_size", "config.concurrency", "integer"],
  ["chunk_size", "extra.microBatchSize", "integer"],
];

const TGI: readonly Row[] = [
  ["--model-id", "model.repository", "model"],
  ["--num-shard", "config.tensorParallel", "integer"],
  ["--max-total-tokens", "config.contextLength", "integer"],
  ["--max-concurrent-requests", "config.concurrency", "integer"],
  ["--quantize", "model.quantization", "text"],
  ["--kv-cache-dtype", "config.kvCacheType", "kv-type"],
  ["--speculate", "extra.draftMax", "integer"],
];

const TRT_LLM: readonly Row[] = [
  ["--tp_size --tp-size", "config.tensorParallel", "integer"],
  ["--pp_size", "extra.pipelineParallel", "integer"],
  ["--ep_size", "extra.expertParallel", "integer"],
  ["--max_seq_len", "config.contextLength", "integer"],
  ["--max_batch_size", "config.concurrency", "integer"],
  ["--kv_cache_dtype", "config.kvCacheType", "kv-type"],
  ["--model -m", "model.repository", "model"],
];

const LMDEPLOY: readonly Row[] = [
  ["--tp", "config.tensorParallel", "integer"],
  ["--session-len", "config.contextLength", "integer"],
  ["--max-batch-size", "config.concurrency", "integer"],
  ["--model-format", "model.quantization", "text"],
];

const MLX: readonly Row[] = [
  ["--model", "model.repository", "model"],
  ["--kv-bits", "config.kvCacheType", "integer"],
  ["--max-kv-size", "config.contextLength", "integer"],
  ["--draft-model", "config.speculative", "model"],
  ["--num-draft-tokens", "extra.draftMax", "integer"],
  ["--max-tokens -m", "extra.outputTokens", "integer"],
];

const KTRANSFORMERS: readonly Row[] = [
  ["--model_path", "model.repository", "model"],
  ["--gguf_path", "model.file", "model"],
  ["--optimize_config_path", "extra.optimizeConfig", "text"],
  ["--cpu_infer", "extra.threads", "integer"],
  ["--cache_lens", "config.contextLength", "integer"],
  ["--max_new_tokens", "extra.outputTokens", "integer"],
  ["--chunk_size", "extra.microBatchSize", "integer"],
  ["--max_batch_size", "config.concurrency", "integer"],
  ["--kt-method", "extra.method", "text"],
  ["--kt-cpuinfer", "extra.threads", "integer"],
  ["--kt-num-gpu-experts", "extra.gpuExperts", "integer"],
];

const ENVIRONMENT: readonly Row[] = [
  ["-pl --power-limit", "extra.powerLimitW", "number"],
  ["CUDA_VISIBLE_DEVICES", "extra.visibleDevices", "list"],
  ["HIP_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES", "extra.visibleDevices", "list"],
  ["GGML_VK_VISIBLE_DEVICES", "extra.visibleDevices", "list"],
  ["HSA_OVERRIDE_GFX_VERSION", "extra.gfxVersion", "text"],
  ["GGML_CUDA_ENABLE_UNIFIED_MEMORY", "extra.unifiedMemory", "boolean"],
  ["GGML_CUDA_FORCE_MMQ", "extra.forceMmq", "boolean"],
  ["ROCBLAS_USE_HIPBLASLT", "extra.hipblaslt", "boolean"],
  ["VLLM_ATTENTION_BACKEND", "extra.attentionBackend", "text"],
  ["VLLM_USE_V1", "extra.vllmV1", "boolean"],
  ["LLAMA_ARG_CTX_SIZE", "config.contextLength", "integer"],
  ["LLAMA_ARG_N_GPU_LAYERS", "config.gpuLayers", "layers"],
  ["LLAMA_ARG_FLASH_ATTN", "config.flashAttention", "boolean"],
  ["LLAMA_ARG_CACHE_TYPE_K", "config.kvCacheType", "kv-type"],
  ["LLAMA_ARG_N_PARALLEL", "config.concurrency", "integer"],
];

function flagsOf(engines: readonly string[], rows: readonly Row[]): FlagEntry[] {
  return rows.map(([spellings, field, parser]) => ({
    spellings: spellings.split(" "),
    engines: [...engines],
    field,
    parser,
  }));
}

/** Every option of the vocabulary. The same spelling may mean another thing to another engine. */
export const FLAGS: readonly FlagEntry[] = [
  ...flagsOf(["llama.cpp", "ik_llama.cpp", "koboldcpp", "llamafile", "llama-swap"], LLAMA_CPP),
  ...flagsOf(["ik_llama.cpp"], IK_LLAMA),
  ...flagsOf(["vllm", "aphrodite"], VLLM),
  ...flagsOf(["sglang", "ktransformers"], SGLANG),
  ...flagsOf(["ollama"], OLLAMA),
  ...flagsOf(["exllamav2", "exllamav3", "tabbyapi", "text-generation-webui"], EXLLAMA),
  ...flagsOf(["mlx"], MLX),
  ...flagsOf(["tgi"], TGI),
  ...flagsOf(["tensorrt-llm"], TRT_LLM),
  ...flagsOf(["lmdeploy"], LMDEPLOY),
  ...flagsOf(["ktransformers"], KTRANSFORMERS),
  ...flagsOf(["any"], ENVIRONMENT),
];

const bySpelling = new Map<string, FlagEntry[]>();
for (const flag of FLAGS)
  for (const spelling of flag.spellings) {
    const held = bySpelling.get(spelling);
    if (held === undefined) bySpelling.set(spelling, [flag]);
    else held.push(flag);
  }

/**
 * What an option means to an engine; without an engine the first meaning in the tables' order. Case counts (`-m`,
 * `OLLAMA_…`), and `--a_b` equals `--a-b`. Undefined when unknown.
 */
export function resolveFlag(spelling: string, engine?: string): FlagEntry | undefined {
  const entries =
    bySpelling.get(spelling) ??
    bySpelling.get(spelling.startsWith("--") ? spelling.replaceAll("_", "-") : spelling);
  if (entries === undefined) return undefined;
  return entries.find((entry) => engine !== undefined && entry.engines.includes(engine)) ?? entries[0];
}
