/**
 * The setup record: one concrete local-inference setup that somebody ran, measured or recommends. This is the public
 * JSON contract of the catalog, the API and the gold labels; fields may be added, never renamed.
 */
import { z } from "zod";
import {
  EXPERIENCES,
  HARDWARE_CLASSES,
  METRICS,
  type Metric,
  OUTCOMES,
  PROVIDERS,
  STATUSES,
  USE_CASES,
} from "./axes.ts";
import { evidenceSchema } from "./evidence.ts";

/** One kind of device in a setup. `memoryGiB` is the memory of ONE device. */
export const acceleratorSchema = z.object({
  name: z.string().min(1),
  count: z.number().int().positive(),
  memoryGiB: z.number().positive().nullish(),
});
export type Accelerator = z.infer<typeof acceleratorSchema>;

export const hardwareSchema = z.object({
  /** Empty: the model runs on the CPU only, or the source does not say. */
  accelerators: z.array(acceleratorSchema),
  cpu: z.string().nullish(),
  /** System RAM; for unified memory the whole pool. */
  memoryGiB: z.number().positive().nullish(),
  /** Derived by `hardwareClassOf`, never stated by a source or a model; null where nothing is known. */
  class: z.enum(HARDWARE_CLASSES).nullish(),
  provider: z.enum(PROVIDERS).nullish(),
});
export type Hardware = z.infer<typeof hardwareSchema>;

export const modelSchema = z.object({
  name: z.string().nullish(),
  parametersB: z.number().positive().nullish(),
  activeParametersB: z.number().positive().nullish(),
  quantization: z.string().nullish(),
  repository: z.string().nullish(),
});
export type Model = z.infer<typeof modelSchema>;

export const engineSchema = z.object({
  name: z.string().nullish(),
  version: z.string().nullish(),
  backend: z.string().nullish(),
});
export type Engine = z.infer<typeof engineSchema>;

export const configSchema = z.object({
  contextLength: z.number().int().positive().nullish(),
  kvCacheType: z.string().nullish(),
  gpuLayers: z.number().int().nullish(),
  flashAttention: z.boolean().nullish(),
  tensorParallel: z.number().int().positive().nullish(),
  concurrency: z.number().int().positive().nullish(),
  speculative: z.string().nullish(),
  command: z.string().nullish(),
});
export type Config = z.infer<typeof configSchema>;

export const measurementSchema = z.object({
  metric: z.enum(METRICS as [Metric, ...Metric[]]),
  value: z.number(),
  /** Always the unit of METRIC_UNITS for the metric. */
  unit: z.string(),
  conditions: z.string().nullish(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** What the almanac concludes by rule; never evidence, always with its reason. */
export const derivedSchema = z.object({
  useCases: z.array(z.object({ value: z.enum(USE_CASES), because: z.string() })),
  experience: z.array(z.object({ value: z.enum(EXPERIENCES), because: z.string() })),
});
export type Derived = z.infer<typeof derivedSchema>;

export const setupRecordSchema = z.object({
  id: z.string().min(1),
  /** Canonical URL of the source document. */
  document: z.string().min(1),
  title: z.string(),
  useCases: z.array(z.enum(USE_CASES)),
  experience: z.array(z.enum(EXPERIENCES)),
  hardware: hardwareSchema,
  model: modelSchema,
  engine: engineSchema,
  config: configSchema,
  measurements: z.array(measurementSchema),
  outcome: z.enum(OUTCOMES).nullish(),
  evidence: z.array(evidenceSchema),
  derived: derivedSchema,
  confidence: z.number().min(0).max(1),
  status: z.enum(STATUSES),
  extractor: z.object({ name: z.string(), prompt: z.string().nullish(), version: z.string().nullish() }),
});
export type SetupRecord = z.infer<typeof setupRecordSchema>;

/** A record before the pipeline gives it an id, a status, a class and its derived axes. */
export type SetupDraft = Omit<SetupRecord, "id" | "status" | "derived" | "document" | "extractor">;
