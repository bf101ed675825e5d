/** The types a KV cache can be stored as, by engine family. Data and look-up; where a text speaks of a cache is not its matter. */
import { z } from "zod";

export const kvCacheTypeSchema = z.strictObject({
  /** As the engine's own option spells it. */
  name: z.string().min(2),
  aliases: z.array(z.string()),
  engines: z.array(z.string()).min(1),
  /** Bits per cached value, scales included; null where the engine decides. */
  bits: z.number().positive().nullable(),
});
export type KvCacheType = z.infer<typeof kvCacheTypeSchema>;

const LLAMA = "llama.cpp ik_llama.cpp ollama koboldcpp lm-studio".split(" ");
const SERVING = ["vllm", "sglang", "tensorrt-llm"];

/** Every KV cache type of the vocabulary. */
export const KV_CACHE_TYPES: readonly KvCacheType[] = [
  { name: "f32", aliases: ["fp32"], engines: LLAMA, bits: 32 },
  { name: "f16", aliases: ["fp16", "float16", "half"], engines: LLAMA, bits: 16 },
  { name: "bf16", aliases: ["bfloat16"], engines: [...LLAMA, ...SERVING], bits: 16 },
  { name: "q8_0", aliases: ["q8"], engines: LLAMA, bits: 8.5 },
  { name: "q8_KV", aliases: ["q8kv"], engines: ["ik_llama.cpp"], bits: 8 },
  { name: "q6_0", aliases: ["q6"], engines: ["ik_llama.cpp", "exllamav2"], bits: 6.5 },
  { name: "q5_1", aliases: [], engines: LLAMA, bits: 6 },
  { name: "q5_0", aliases: ["q5"], engines: LLAMA, bits: 5.5 },
  { name: "q4_1", aliases: [], engines: LLAMA, bits: 5 },
  { name: "q4_0", aliases: ["q4"], engines: LLAMA, bits: 4.5 },
  { name: "iq4_nl", aliases: [], engines: LLAMA, bits: 4.5 },
  { name: "turbo2", aliases: [], engines: ["llama.cpp"], bits: 2.5 },
  { name: "turbo3", aliases: [], engines: ["llama.cpp"], bits: 3.5 },
  { name: "turbo4", aliases: [], engines: ["llama.cpp"], bits: 4.5 },
  { name: "auto", aliases: [], engines: SERVING, bits: null },
  { name: "fp8", aliases: ["int8"], engines: SERVING, bits: 8 },
  { name: "fp8_e4m3", aliases: ["e4m3"], engines: SERVING, bits: 8 },
  { name: "fp8_e5m2", aliases: ["e5m2"], engines: SERVING, bits: 8 },
  { name: "fp4", aliases: ["fp4_e2m1"], engines: ["sglang"], bits: 4.25 },
  { name: "nvfp4", aliases: [], engines: ["vllm", "tensorrt-llm"], bits: 4.5 },
  {
    name: "turboquant",
    aliases: ["turboquant_3bit", "turboquant_4bit", "turboquant_k8v4"],
    engines: ["vllm"],
    bits: null,
  },
];

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
const byName = new Map(
  KV_CACHE_TYPES.flatMap((type) => [type.name, ...type.aliases].map((alias) => [fold(alias), type] as const)),
);

/**
 * How a stated type is named in a record: `q8` is llama.cpp's `q8_0`, everything else keeps the spelling it was given
 * (`FP16`, `bfloat16`, `fp8_e4m3`).
 */
export function kvTypeName(written: string): string {
  return /^q[4-8]$/i.test(written)
    ? (resolveKvCacheType(written)?.name ?? written)
    : /^i?q/i.test(written)
      ? written.toLowerCase()
      : written;
}

/** ExLlama has cache types of its own under llama.cpp's short names. */
const EXLLAMA = new Map([
  ["q8_0", "Q8"],
  ["q6_0", "Q6"],
  ["q4_0", "Q4"],
]);

/** A type's name in the options of the engine that runs it. */
export const kvTypeOf = (engine: string | undefined, name: string): string =>
  /^(?:exllama|tabbyapi)/.test(engine ?? "") ? (EXLLAMA.get(name) ?? name) : name;

/** The cache type that a whole string names (`Q8_0`, `fp8`, `bfloat16`); null when unknown. */
export function resolveKvCacheType(text: string): KvCacheType | null {
  return text.length > 40 ? null : (byName.get(fold(text)) ?? null);
}
