/** Joins what overlapping sections say of the same setup. Knows nothing of models. */
import { setupKey } from "../../record/ids.ts";
import type { SetupDraft } from "../../record/setup-record.ts";

/** A draft with the section that it was read from. */
export interface SectionDraft {
  draft: SetupDraft;
  section: number;
}

/** Drafts without duplicates, in the order of their first mention. */
export function joinSetups(drafts: readonly SectionDraft[]): SetupDraft[] {
  const joined: SectionDraft[] = [];
  for (const next of drafts) {
    const held = joined.find(
      (other) =>
        (setupKey(other.draft) === setupKey(next.draft) && sameFigures(other.draft, next.draft)) ||
        (other.section !== next.section && sameSetup(other.draft, next.draft)),
    );
    if (held) held.draft = union(held.draft, next.draft);
    else joined.push({ ...next });
  }
  return joined.map(({ draft }) => draft);
}

/**
 * One has all the figures of the other. A survey that tells two setups apart knows of a difference that no field holds
 * ("experts on the CPU"), and their figures show it.
 */
function sameFigures(a: SetupDraft, b: SetupDraft): boolean {
  const figures = (draft: SetupDraft) => draft.measurements.map(({ metric, value }) => `${metric} ${value}`);
  const within = (some: string[], all: string[]) => some.every((figure) => all.includes(figure));
  return within(figures(a), figures(b)) || within(figures(b), figures(a));
}

/** Nothing that both state differs, and they share the model and either a figure or the hardware. */
function sameSetup(a: SetupDraft, b: SetupDraft): boolean {
  const conflict = SCALARS.some(([group, field]) => {
    const x = valueAt(a, group, field);
    const y = valueAt(b, group, field);
    return x !== undefined && y !== undefined && word(x) !== word(y);
  });
  if (conflict || !a.model.name || word(a.model.name) !== word(b.model.name)) return false;
  const devices = (draft: SetupDraft) =>
    draft.hardware.accelerators
      .map((device) => `${device.count}x${word(device.name)}`)
      .sort()
      .join("+");
  const both = devices(a) !== "" && devices(b) !== "";
  if (both && devices(a) !== devices(b)) return false;
  const figures = new Set(a.measurements.map((figure) => `${figure.metric} ${figure.value}`));
  return both || b.measurements.some((figure) => figures.has(`${figure.metric} ${figure.value}`));
}

type Group = "hardware" | "model" | "engine" | "config";

/** The fields with one value, by their group in the record. */
export const SCALARS: readonly (readonly [Group, string])[] = [
  ["hardware", "cpu"],
  ["hardware", "memoryGiB"],
  ["hardware", "provider"],
  ["model", "name"],
  ["model", "parametersB"],
  ["model", "activeParametersB"],
  ["model", "quantization"],
  ["model", "repository"],
  ["engine", "name"],
  ["engine", "version"],
  ["engine", "backend"],
  ["config", "contextLength"],
  ["config", "kvCacheType"],
  ["config", "gpuLayers"],
  ["config", "flashAttention"],
  ["config", "tensorParallel"],
  ["config", "concurrency"],
  ["config", "speculative"],
  ["config", "command"],
];

/** The value of a field with one value; undefined where the draft does not state it. */
export function valueAt(draft: SetupDraft, group: Group, field: string): unknown {
  const value = (draft[group] as Record<string, unknown>)[field];
  return value === null || value === "" ? undefined : value;
}

/** The draft with a field set, all else shared. */
export function withValue(draft: SetupDraft, place: readonly [Group, string], value: unknown): SetupDraft {
  const [group, field] = place;
  return { ...draft, [group]: { ...draft[group], [field]: value } };
}

const word = (value: unknown) =>
  String(value)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "");

/** What either states; where both do, the first. */
export function union(first: SetupDraft, second: SetupDraft): SetupDraft {
  let out = first;
  for (const place of SCALARS) {
    const value = valueAt(second, ...place);
    if (valueAt(out, ...place) === undefined && value !== undefined) out = withValue(out, place, value);
  }
  const devices =
    first.hardware.accelerators.length > 0 ? first.hardware.accelerators : second.hardware.accelerators;
  const figures = new Map(
    [...second.measurements, ...first.measurements].map((figure) => [
      `${figure.metric} ${figure.value} ${figure.conditions ?? ""}`,
      figure,
    ]),
  );
  const outcome = first.outcome ?? second.outcome;
  return {
    ...out,
    hardware: { ...out.hardware, accelerators: devices },
    useCases: [...new Set([...first.useCases, ...second.useCases])],
    experience: [...new Set([...first.experience, ...second.experience])],
    measurements: [...figures.values()],
    ...(outcome ? { outcome } : {}),
    evidence: uniqueEvidence([...first.evidence, ...second.evidence]),
    confidence: Math.max(first.confidence, second.confidence),
  };
}

/** Evidence without repetition, in order. */
export function uniqueEvidence(evidence: SetupDraft["evidence"]): SetupDraft["evidence"] {
  return [
    ...new Map(evidence.map((piece) => [`${piece.field} ${piece.start} ${piece.end}`, piece])).values(),
  ];
}
