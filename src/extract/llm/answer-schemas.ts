/** What each step may answer. Small on purpose: a small model keeps a small shape. */
import { z } from "zod";
import { EXPERIENCES, METRICS, type Metric, OUTCOMES, USE_CASES, VARIABLES } from "../../record/axes.ts";

/** Raised when a schema's meaning changes; part of every cache key. */
export const SCHEMA_VERSION = "1";

/** Models write numbers where words are asked for, and the other way round. */
const words = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().max(4000));
const list = <T extends z.ZodType>(item: T, most: number) => z.array(item).max(most);

export const surveyAnswer = z.object({
  setups: list(
    z.object({
      id: words,
      title: words,
      quotes: list(words, 12),
      rows: list(words, 200).catch([]),
      commands: list(words, 50).catch([]),
    }),
    80,
  ),
  continues: z.boolean().catch(false),
  links: list(words, 20).catch([]),
});
export type SurveyAnswer = z.infer<typeof surveyAnswer>;

const fact = <T extends readonly [string, ...string[]]>(fields: T) =>
  z.object({
    facts: list(z.object({ setup: words, field: z.enum(fields), value: words, quote: words }), 400),
  });

export const HARDWARE_FIELDS = ["accelerator", "acceleratorMemory", "cpu", "ram", "provider"] as const;
export const MODEL_FIELDS = [
  "model",
  "parameters",
  "activeParameters",
  "quantization",
  "repository",
  "engine",
  "engineVersion",
  "backend",
] as const;
export const CONFIG_FIELDS = [
  "contextLength",
  "kvCacheType",
  "gpuLayers",
  "flashAttention",
  "tensorParallel",
  "concurrency",
  "speculative",
  "command",
] as const;
export type DetailField =
  | (typeof HARDWARE_FIELDS)[number]
  | (typeof MODEL_FIELDS)[number]
  | (typeof CONFIG_FIELDS)[number];

export const hardwareAnswer = fact(HARDWARE_FIELDS);
export const modelAnswer = fact(MODEL_FIELDS);
export const configAnswer = fact(CONFIG_FIELDS);

export const measurementsAnswer = z.object({
  measurements: list(
    z.object({
      setup: words,
      metric: z.enum(METRICS as [Metric, ...Metric[]]),
      value: words,
      conditions: words.nullable().catch(null),
      quote: words,
    }),
    400,
  ),
});

export const AXES = ["useCases", "experience", "outcome"] as const;
const AXIS_VALUES = [...USE_CASES, ...EXPERIENCES, ...OUTCOMES] as const;

export const classifyAnswer = z.object({
  facts: list(z.object({ setup: words, axis: z.enum(AXES), value: z.enum(AXIS_VALUES), quote: words }), 200),
});

export const insightsAnswer = z.object({
  insights: list(z.object({ variable: z.enum(VARIABLES), claim: words, quote: words }), 40),
});

export const VERDICTS = ["supported", "contradicted", "not-this-setup"] as const;
export const auditAnswer = z.object({
  verdicts: list(z.object({ claim: words, verdict: z.enum(VERDICTS) }), 200),
});
