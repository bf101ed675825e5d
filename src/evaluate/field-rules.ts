/**
 * The fields that an evaluation counts, how to read each one's items from a record, and when two items are the same.
 * Knows nothing of how records are paired or counted.
 */

/** What a record looks like to the scorer: a gold label or a prediction, any part of which may be missing. */
// biome-ignore lint/suspicious/noExplicitAny: labels carry any subset of the record's fields, read defensively below.
export type ScoredRecord = Record<string, any>;

export interface FieldRule {
  name: string;
  items(record: ScoredRecord): unknown[];
  same(gold: never, predicted: never): boolean;
  /** Counts towards the core figure. */
  core?: true;
  /** An axis, which needs no evidence to count. */
  axis?: true;
}

/** Lower case, compatibility forms resolved, single spaces. */
export const fold = (value: unknown) =>
  String(value).toLowerCase().normalize("NFKC").replace(/\s+/g, " ").trim();
const squash = (value: unknown) => fold(value).replace(/[^a-z0-9.]+/g, "");
const acceleratorName = (value: unknown) =>
  squash(
    String(value).replace(
      /\b(nvidia|geforce|amd|intel|apple|radeon|instinct|tesla|quadro|\d+\s?gi?b)\b/gi,
      "",
    ),
  );
const modelName = (value: unknown) =>
  fold(value)
    .replace(/[-_:/]+/g, " ")
    .replace(/\b(instruct|chat|it|gguf|hf|meta|model|preview)\b/g, "")
    .replace(/[^a-z0-9.]+/g, "");
const quantizationName = (value: unknown) => squash(value).replace(/^ud/, "");
const versionName = (value: unknown) => squash(value).replace(/^[vb](?=\d)/, "");

/** Equal within 1.1 per cent of the larger. */
const near = (a: unknown, b: unknown) =>
  Math.abs(Number(a) - Number(b)) <= 0.011 * Math.max(Math.abs(Number(a)), Math.abs(Number(b)), 1e-9);
const nearTokens = (a: number, b: number) =>
  near(a, b) || near(a / 1024, b / 1000) || near(a / 1000, b / 1024);

/** Stated at all: neither missing nor empty. */
export const present = (value: unknown) =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

const one = (read: (record: ScoredRecord) => unknown) => (record: ScoredRecord) => {
  const value = read(record);
  return present(value) ? [value] : [];
};
const equalBy = (norm: (value: unknown) => string) => (a: unknown, b: unknown) => norm(a) === norm(b);

interface Device {
  name: string;
  count?: number;
  memoryGiB?: number | null;
}
const devices = (record: ScoredRecord): Device[] => record.hardware?.accelerators ?? [];

export const FIELD_RULES: readonly FieldRule[] = [
  {
    name: "hardware.accelerators",
    items: devices,
    same: (a: Device, b: Device) =>
      acceleratorName(a.name) === acceleratorName(b.name) && Number(a.count ?? 1) === Number(b.count ?? 1),
    core: true,
  },
  {
    name: "hardware.accelerators.memoryGiB",
    items: (record) => devices(record).filter((device) => present(device.memoryGiB)),
    same: (a: Device, b: Device) =>
      acceleratorName(a.name) === acceleratorName(b.name) && near(a.memoryGiB, b.memoryGiB),
  },
  {
    name: "hardware.cpu",
    items: one((r) => r.hardware?.cpu),
    same: (a: string, b: string) => squash(a).includes(squash(b)) || squash(b).includes(squash(a)),
  },
  { name: "hardware.memoryGiB", items: one((r) => r.hardware?.memoryGiB), same: near },
  {
    name: "hardware.provider",
    items: one((r) => (r.hardware?.provider === "unknown" ? null : r.hardware?.provider)),
    same: equalBy(fold),
  },
  { name: "model.name", items: one((r) => r.model?.name), same: equalBy(modelName), core: true },
  { name: "model.parametersB", items: one((r) => r.model?.parametersB), same: near },
  { name: "model.activeParametersB", items: one((r) => r.model?.activeParametersB), same: near },
  {
    name: "model.quantization",
    items: one((r) => r.model?.quantization),
    same: equalBy(quantizationName),
    core: true,
  },
  { name: "model.repository", items: one((r) => r.model?.repository), same: equalBy(fold) },
  { name: "engine.name", items: one((r) => r.engine?.name), same: equalBy(squash), core: true },
  { name: "engine.version", items: one((r) => r.engine?.version), same: equalBy(versionName) },
  { name: "engine.backend", items: one((r) => r.engine?.backend), same: equalBy(squash) },
  { name: "config.contextLength", items: one((r) => r.config?.contextLength), same: nearTokens },
  { name: "config.kvCacheType", items: one((r) => r.config?.kvCacheType), same: equalBy(squash) },
  { name: "config.gpuLayers", items: one((r) => r.config?.gpuLayers), same: near },
  {
    name: "config.flashAttention",
    items: one((r) => r.config?.flashAttention),
    same: (a: unknown, b: unknown) => Boolean(a) === Boolean(b),
  },
  { name: "config.tensorParallel", items: one((r) => r.config?.tensorParallel), same: near },
  { name: "config.concurrency", items: one((r) => r.config?.concurrency), same: near },
  { name: "config.speculative", items: one((r) => r.config?.speculative || null), same: () => true },
  { name: "config.command", items: one((r) => r.config?.command), same: () => true },
  {
    name: "measurements",
    items: (r) => r.measurements ?? [],
    same: (a: { metric: string; value: number }, b: { metric: string; value: number }) =>
      fold(a.metric) === fold(b.metric) && near(a.value, b.value),
    core: true,
  },
  { name: "outcome", items: one((r) => r.outcome), same: equalBy(fold) },
  { name: "useCases", items: (r) => r.useCases ?? [], same: equalBy(fold), axis: true },
  { name: "experience", items: (r) => r.experience ?? [], same: equalBy(fold), axis: true },
];

const FIELD_NAMES = new Set(FIELD_RULES.map((rule) => rule.name));

/** Whether a label leaves the field open, so that it is neither rewarded nor punished. */
export function isUnsure(unsure: readonly string[], field: string): boolean {
  return unsure.some(
    (open) =>
      open === field ||
      field.startsWith(`${open}.`) ||
      (open.startsWith(`${field}.`) && !FIELD_NAMES.has(open) && field !== "measurements"),
  );
}

/** The items of a field, without the single metrics that the label leaves open. */
export function sureItems(
  rule: FieldRule,
  record: ScoredRecord | undefined,
  unsure: readonly string[],
): unknown[] {
  if (record === undefined) return [];
  const items = rule.items(record);
  if (rule.name !== "measurements") return items;
  const open = new Set(unsure.filter((u) => u.startsWith("measurements.")).map((u) => fold(u.slice(13))));
  return items.filter((item) => !open.has(fold((item as { metric: string }).metric)));
}
