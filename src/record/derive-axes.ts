/**
 * What the almanac concludes about a setup's use and experience, by rules that are data and carry their reason.
 * Derived values are never evidence: they only give every record a place on the axes.
 */

import type { Experience, UseCase } from "./axes.ts";
import { regex } from "./regex.ts";
import type { Derived, SetupDraft } from "./setup-record.ts";

/** The parts of a setup that the rules look at. */
export type DerivableSetup = Pick<
  SetupDraft,
  "useCases" | "experience" | "hardware" | "model" | "engine" | "config" | "measurements"
>;

export interface DerivationRule<Value> {
  value: Value;
  /** The rule in a sentence's second half, as the book explains it: "if …". */
  says: string;
  /** The reason in a few words, or undefined where the rule says nothing of this setup. Shown in the book. */
  because(setup: DerivableSetup): string | undefined;
}

/** A rule that looks at the words of the model's name. */
const named = <Value>(
  value: Value,
  pattern: RegExp,
  [what, examples]: readonly [what: string, examples: string],
): DerivationRule<Value> => ({
  value,
  says: `the model is of a family known for it: ${examples}`,
  because: ({ model }) => {
    const word = pattern.exec(`${model.name ?? ""} ${model.repository ?? ""}`)?.[0];
    return word === undefined ? undefined : `model-family: ${what} (${word.trim().toLowerCase()})`;
  },
});

/** A rule that looks at the words of the command. */
const started = <Value>(
  value: Value,
  pattern: RegExp,
  [what, switches]: readonly [what: string, switches: string],
): DerivationRule<Value> => ({
  value,
  says: `it is started ${what}: ${switches}`,
  because: ({ config }) => {
    const word = pattern.exec(config.command ?? "")?.[0];
    return word === undefined ? undefined : `started ${what} (${word.trim().split(/[\s=]/, 1)[0]})`;
  },
});

const highest = ({ measurements }: DerivableSetup, metric: string) =>
  measurements.reduce<number | undefined>(
    (most, each) => (each.metric === metric ? Math.max(most ?? each.value, each.value) : most),
    undefined,
  );

/** What a model's name says of its use. */
export const USE_CASE_RULES: readonly DerivationRule<UseCase>[] = [
  named(
    "coding",
    /\b(?:[a-z]*coder|codestral|devstral|starcoder2?|code ?llama|codegemma|granite-code|swe)\b/i,
    ["coder", "a …-Coder, Codestral, Devstral, StarCoder, Code Llama …"],
  ),
  named(
    "vision",
    /\b(?:vl|vision|llava|pixtral|minicpm-v|internvl\d*|moondream\d*|[a-z]*ocr)\b|-vl-|\dv\b/i,
    ["vision", "a …-VL, LLaVA, Pixtral, InternVL, Moondream, an …OCR …"],
  ),
  named("voice", /\b(?:whisper|tts|asr|voxtral|kokoro|parakeet|speech|audio|omni)\b/i, [
    "speech",
    "Whisper, Voxtral, Kokoro, Parakeet, an Omni model …",
  ]),
  named("translation", /\b(?:translate[a-z]*|nllb|madlad|seamless[a-z0-9]*|hunyuan-mt|tower)\b/i, [
    "translation",
    "NLLB, MADLAD, Seamless, Tower, a Translate… model …",
  ]),
  named(
    "creative",
    regex("i")`
      \b(?:
        miqu|mythomax|mytho[a-z]*|magnum|lyra|storyteller|rp|roleplay|stheno|euryale|fimbulvetr|noromaid|
        rocinante|cydonia|behemoth|midnight|goliath|darkness|abliterated|uncensored|writer
      )\b
    `,
    ["fiction and role play", "MythoMax, Magnum, Euryale, Rocinante, an uncensored model …"],
  ),
  named("agents", /\b(?:agent[a-z]*|hermes|function(?:ary|-calling)?|xlam|toolace|kimi)\b/i, [
    "tool use",
    "an Agent… model, Hermes, Functionary, xLAM, Kimi …",
  ]),
  started(
    "vision",
    regex()`
      (?:^|\s)(?:
        --mmproj(?:-url)?[\s=]|-mm\s|--mm-processor-kwargs|
        --limit-mm-per-prompt[\s=](?![^\s-]{0,4}image\S{0,3}[=:]\s?0\b)
      )
    `,
    ["with a projector for images", "--mmproj, --limit-mm-per-prompt"],
  ),
  started("agents", /(?:^|\s)--(?:tool-call-parser|enable-auto-tool-choice|tool-parser-plugin)\b/, [
    "with a parser for tool calls",
    "--tool-call-parser, --enable-auto-tool-choice",
  ]),
  started("coding", /(?:^|\s)--fim-[a-z][\w.-]{2,40}/, [
    "with a preset for completing code",
    "--fim-qwen-7b-default and its like",
  ]),
  started(
    "exploration",
    regex()`
      (?:^|\s)(?:
        --embeddings?|--rerank(?:ing)?|--pooling|--is-embedding|
        --(?:task|convert|runner)[\s=](?:embed\w*|score|pooling|classify)|--embeddings?-model\S{0,10}
      )(?=[\s=]|$)
    `,
    ["for embeddings or ranking", "--embeddings, --reranking, --task embed"],
  ),
  named(
    "exploration",
    /\b(?:embed(?:ding|dings|der)?|rerank(?:er)?|bge|gte|e5|nomic-embed|jina|colbert)\b/i,
    ["retrieval", "an …-Embedding or …-Reranker model, BGE, GTE, E5 …"],
  ),
  {
    value: "exploration",
    says: "it is configured for 64,000 tokens of context or more",
    because: ({ config }) =>
      (config.contextLength ?? 0) >= 64_000
        ? `configured for ${config.contextLength} tokens of context`
        : undefined,
  },
  {
    value: "extraction",
    says: "its throughput was measured at 16 concurrent requests or more",
    because: ({ config, measurements }) =>
      (config.concurrency ?? 1) >= 16 && measurements.some(({ metric }) => metric === "throughput")
        ? `batch throughput at concurrency ${config.concurrency}`
        : undefined,
  },
];

/** What figures and configuration say of how the setup is meant to answer. */
export const EXPERIENCE_RULES: readonly DerivationRule<Experience>[] = [
  {
    value: "throughput",
    says: "it ran 4 concurrent requests or more, or a throughput over all streams was measured",
    because: ({ config, measurements }) => {
      if ((config.concurrency ?? 1) >= 4) return `measured at concurrency ${config.concurrency}`;
      return measurements.some(({ metric }) => metric === "throughput")
        ? "throughput over all streams was measured"
        : undefined;
    },
  },
  {
    value: "long-context",
    says: "it is configured for 64,000 tokens of context or more",
    because: ({ config }) =>
      (config.contextLength ?? 0) >= 64_000 ? `context of ${config.contextLength} tokens` : undefined,
  },
  {
    value: "latency",
    says: "one stream decodes at 30 tok/s or more with at most 2 concurrent requests, or speculative decoding is used",
    because: (setup) => {
      const decode = highest(setup, "decode");
      if (decode !== undefined && decode >= 30 && (setup.config.concurrency ?? 1) <= 2)
        return `one stream at ${decode} tok/s`;
      return setup.config.speculative ? "speculative decoding speeds up one stream" : undefined;
    },
  },
  {
    value: "quality",
    says: "the weights have 8 bits or more, or the model has 100 billion parameters or more",
    because: ({ model }) => {
      if (/^(?:BF16|FP16|F16|F32|Q8_0|FP8|INT8)$/i.test(model.quantization ?? ""))
        return `weights kept at ${model.quantization}`;
      return (model.parametersB ?? 0) >= 100
        ? `a model of ${model.parametersB} billion parameters`
        : undefined;
    },
  },
  {
    value: "economy",
    says: "it was measured to draw at most 120 W, or costs at most 0.5 USD an hour",
    because: (setup) => {
      const power = highest(setup, "power");
      if (power !== undefined && power <= 120) return `draws ${power} W`;
      const cost = highest(setup, "cost");
      return cost !== undefined && cost <= 0.5 ? `costs ${cost} USD an hour` : undefined;
    },
  },
  {
    value: "economy",
    says: "it runs on a board or phone, or a model of at most 4 billion parameters on a CPU or an 8 GiB card",
    because: ({ hardware, model }) => {
      if (hardware.class === "edge") return "runs on a small board or phone";
      const small = (model.parametersB ?? Number.POSITIVE_INFINITY) <= 4;
      return small && (hardware.class === "cpu" || hardware.class === "gpu-8")
        ? `a ${model.parametersB}B model on ${hardware.class} hardware`
        : undefined;
    },
  },
  named("creativity", /\b(?:mythomax|magnum|roleplay|rp|stheno|euryale|rocinante|cydonia|storyteller)\b/i, [
    "fiction",
    "MythoMax, Magnum, Euryale, Rocinante, Cydonia …",
  ]),
];

/** Where no rule applies, a setup still gets one place on each axis; the reason says that it is a default. */
const DEFAULT_USE_CASE = { value: "chat", because: "default: no use is stated or implied" } as const;
const DEFAULT_EXPERIENCE = {
  value: "latency",
  because: "default: a single stream, nothing else stated",
} as const;

/** Conclusions that are not already stated, in the order of the rules, each value once with its first reason. */
export function deriveAxes(setup: DerivableSetup): Derived {
  const useCases = conclusions(USE_CASE_RULES, setup, setup.useCases);
  const experience = conclusions(EXPERIENCE_RULES, setup, setup.experience);
  return {
    useCases: setup.useCases.length + useCases.length > 0 ? useCases : [DEFAULT_USE_CASE],
    experience: setup.experience.length + experience.length > 0 ? experience : [DEFAULT_EXPERIENCE],
  };
}

function conclusions<Value>(
  rules: readonly DerivationRule<Value>[],
  setup: DerivableSetup,
  stated: readonly Value[],
): { value: Value; because: string }[] {
  const found: { value: Value; because: string }[] = [];
  for (const rule of rules) {
    if (stated.includes(rule.value) || found.some(({ value }) => value === rule.value)) continue;
    const because = rule.because(setup);
    if (because !== undefined) found.push({ value: rule.value, because });
  }
  return found;
}
