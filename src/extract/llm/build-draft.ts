/** Turns a setup's verified values into a setup draft. Takes no word of a model that was not verified. */
import { METRIC_UNITS, type Metric } from "../../record/axes.ts";
import type { Evidence } from "../../record/evidence.ts";
import type { Measurement, SetupDraft } from "../../record/setup-record.ts";
import type { VerifiedValue } from "./verified-values.ts";

/** The draft, or undefined where too little was verified to be a setup. */
export function buildDraft(values: readonly VerifiedValue[]): SetupDraft | undefined {
  const kept: VerifiedValue[] = [];
  const take = (field: string): VerifiedValue | undefined => {
    const best = bestOf(values.filter((value) => value.field === field));
    if (best) kept.push(best);
    return best;
  };
  const text = (field: string) => {
    const value = take(field)?.value;
    return value === undefined ? {} : { [leaf(field)]: String(value) };
  };
  const number = (field: string, whole = false) => {
    const value = take(field)?.value;
    return typeof value !== "number" ? {} : { [leaf(field)]: whole ? Math.round(value) : value };
  };
  const accelerators = acceleratorsOf(values, kept);
  const flash = take("config.flashAttention");
  const figures = figuresOf(values, kept);
  const useCases = listOf(values, "useCases", kept) as SetupDraft["useCases"];
  const experience = listOf(values, "experience", kept) as SetupDraft["experience"];
  const outcome = take("outcome")?.value as SetupDraft["outcome"];
  const draft: SetupDraft = {
    title: "",
    useCases,
    experience,
    hardware: {
      accelerators,
      ...text("hardware.cpu"),
      ...number("hardware.memoryGiB"),
      ...text("hardware.provider"),
    },
    model: {
      ...text("model.name"),
      ...number("model.parametersB"),
      ...number("model.activeParametersB"),
      ...text("model.quantization"),
      ...text("model.repository"),
    },
    engine: { ...text("engine.name"), ...text("engine.version"), ...text("engine.backend") },
    config: {
      ...number("config.contextLength", true),
      ...text("config.kvCacheType"),
      ...number("config.gpuLayers", true),
      ...(typeof flash?.value === "boolean" ? { flashAttention: flash.value } : {}),
      ...number("config.tensorParallel", true),
      ...number("config.concurrency", true),
      ...text("config.speculative"),
      ...text("config.command"),
    },
    measurements: figures,
    ...(outcome ? { outcome } : {}),
    evidence: evidenceOf(kept),
    confidence: confidenceOf(kept),
  };
  if (!draft.model.name && accelerators.length === 0 && !draft.hardware.cpu) return undefined;
  // Without a model only a figure makes hardware a setup; a model needs something said of how it runs.
  const says =
    figures.length > 0 ||
    (draft.model.name && (draft.outcome || Object.keys(draft.config).length > 0 || draft.engine.name));
  return says ? { ...draft, title: titleOf(draft) } : undefined;
}

const leaf = (field: string) => field.slice(field.lastIndexOf(".") + 1);

const OWNERSHIP = { own: 8, common: 4, foreign: 0 } as const;

/** Its own sentence before others, settled before unsettled, exact before fuzzy, first before later. */
function bestOf(values: readonly VerifiedValue[]): VerifiedValue | undefined {
  const rank = (value: VerifiedValue) =>
    OWNERSHIP[value.ownership ?? "common"] +
    (value.settled ? 2 : 0) +
    (value.evidence.alignment === "fuzzy" ? 0 : 1);
  return values.reduce<VerifiedValue | undefined>(
    (best, value) => (!best || rank(value) > rank(best) ? value : best),
    undefined,
  );
}

function acceleratorsOf(
  values: readonly VerifiedValue[],
  kept: VerifiedValue[],
): SetupDraft["hardware"]["accelerators"] {
  const devices = new Map<string, VerifiedValue>();
  const claimed = values.filter((value) => value.field === "hardware.accelerators");
  const nearer = claimed.filter((value) => value.ownership !== "foreign");
  for (const value of nearer.length > 0 ? nearer : claimed) {
    const name = String(value.value);
    const held = devices.get(name);
    if (!held || (value.count ?? 1) > (held.count ?? 1)) devices.set(name, value);
  }
  kept.push(...devices.values());
  const memory = bestOf(values.filter((value) => value.field === "hardware.accelerators.memoryGiB"));
  if (memory && devices.size === 1) kept.push(memory);
  return [...devices.values()].map(({ value, count, memoryGiB }) => {
    const size =
      memoryGiB ?? (devices.size === 1 && typeof memory?.value === "number" ? memory.value : undefined);
    return { name: String(value), count: count ?? 1, ...(size === undefined ? {} : { memoryGiB: size }) };
  });
}

function figuresOf(values: readonly VerifiedValue[], kept: VerifiedValue[]): Measurement[] {
  const figures = new Map<string, Measurement>();
  for (const value of values) {
    if (value.field !== "measurements" || typeof value.value !== "number") continue;
    const metric = value.metric as Metric;
    const key = `${metric} ${value.value} ${value.conditions ?? ""}`;
    if (figures.has(key)) continue;
    kept.push(value);
    const conditions = value.conditions ? { conditions: value.conditions } : {};
    figures.set(key, { metric, value: value.value, unit: METRIC_UNITS[metric], ...conditions });
  }
  return [...figures.values()];
}

function listOf(values: readonly VerifiedValue[], field: string, kept: VerifiedValue[]): string[] {
  const listed = new Map<string, VerifiedValue>();
  for (const value of values) {
    if (value.field === field && !listed.has(String(value.value))) listed.set(String(value.value), value);
  }
  kept.push(...listed.values());
  return [...listed.keys()];
}

function evidenceOf(kept: readonly VerifiedValue[]): Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const { evidence } of kept) seen.set(`${evidence.field} ${evidence.start} ${evidence.end}`, evidence);
  return [...seen.values()];
}

/** Of values that stand settled in exact words about nine in ten are right; the others pull the record down. */
function confidenceOf(kept: readonly VerifiedValue[]): number {
  if (kept.length === 0) return 0;
  const sum = kept.reduce((total, value) => {
    const base = value.settled ? 0.88 : 0.7;
    return total + (value.evidence.alignment === "fuzzy" ? base - 0.1 : base);
  }, 0);
  return Number((sum / kept.length).toFixed(3));
}

/** "Llama 3.3 70B Q4_K_M on 2× RTX 3090 with llama.cpp": from verified values only. */
export function titleOf(draft: Pick<SetupDraft, "model" | "hardware" | "engine">): string {
  const { model, hardware, engine } = draft;
  const devices = hardware.accelerators
    .map(({ name, count }) => (count > 1 ? `${count}× ${name}` : name))
    .join(" + ");
  const what = [model.name ?? "", model.quantization ?? ""].filter((word) => word !== "").join(" ");
  const where = devices || hardware.cpu || "";
  const title = [what, where && (what ? `on ${where}` : where), engine.name ? `with ${engine.name}` : ""];
  return title.filter((word) => word !== "").join(" ");
}
