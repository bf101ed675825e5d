/** The three axes and the other controlled lists of the setup record. Their spelling is a public contract. */

/** Axis 1: what a setup is used for. */
export const USE_CASES = [
  "coding",
  "agents",
  "writing",
  "exploration",
  "chat",
  "creative",
  "extraction",
  "vision",
  "voice",
  "translation",
] as const;
export type UseCase = (typeof USE_CASES)[number];

/** Axis 2: how the answers should feel, and at what price. */
export const EXPERIENCES = [
  "throughput",
  "latency",
  "quality",
  "creativity",
  "long-context",
  "economy",
] as const;
export type Experience = (typeof EXPERIENCES)[number];

/** Axis 3, derived by code from the stated hardware. */
export const HARDWARE_CLASSES = [
  "cpu",
  "edge",
  "unified",
  "gpu-8",
  "gpu-12",
  "gpu-16",
  "gpu-24",
  "gpu-32",
  "gpu-workstation",
  "multi-gpu",
  "datacenter",
  "cluster",
] as const;
export type HardwareClass = (typeof HARDWARE_CLASSES)[number];

/** Whose machine it is. */
export const PROVIDERS = ["owned", "cloud", "spot", "trial", "unknown"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What was measured, and the unit that every value of the metric is converted to. */
export const METRIC_UNITS = {
  decode: "tok/s",
  prefill: "tok/s",
  throughput: "tok/s",
  ttft: "ms",
  power: "W",
  memory: "GiB",
  load: "s",
  cost: "USD/h",
} as const;
export type Metric = keyof typeof METRIC_UNITS;
export const METRICS = Object.keys(METRIC_UNITS) as Metric[];

export const OUTCOMES = ["works", "partial", "fails"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const STATUSES = ["proposed", "accepted", "edited", "rejected"] as const;
export type RecordStatus = (typeof STATUSES)[number];

/** The variables that an insight is about: the ones a person can turn. */
export const VARIABLES = [
  "quantization",
  "kv-cache",
  "context-length",
  "offload",
  "parallelism",
  "speculative-decoding",
  "batching",
  "flash-attention",
  "memory-bandwidth",
  "power",
  "cooling",
  "engine-choice",
  "model-choice",
  "prompt-caching",
  "sampling",
  "drivers",
  "build-flags",
  "os",
  "networking",
  "cost",
] as const;
export type Variable = (typeof VARIABLES)[number];

/** Where a document comes from; the gold labels use the same words. */
export const FAMILIES = [
  "github-issue",
  "github-pull",
  "github-discussion",
  "github-release",
  "gist",
  "repo-doc",
  "blog",
  "doc-site",
  "vendor",
  "paper",
] as const;
export type Family = (typeof FAMILIES)[number];
