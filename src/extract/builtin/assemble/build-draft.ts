/** Makes the setup draft of a candidate: values with their quotes, title, outcome and confidence. */
import { METRIC_UNITS, type Outcome } from "../../../record/axes.ts";
import type { Evidence } from "../../../record/evidence.ts";
import type { Accelerator, SetupDraft } from "../../../record/setup-record.ts";
import { sharesMemory } from "../../../record/vocabulary/device-memory.ts";
import type { AxisReading } from "../axes/read-axes.ts";
import type { Fact, Findings, Observation } from "../findings.ts";
import type { Candidate } from "./merge-observations.ts";
import { distinctMeasurements } from "./merge-observations.ts";

const LONGEST_QUOTE = 1200;

/** The draft of a candidate, every value with the place that states it. */
export function buildDraft(text: string, candidate: Candidate, axes: AxisReading): SetupDraft {
  const { findings } = candidate;
  const evidence: Evidence[] = [];
  const take = <Value>(field: string, fact: Fact<Value> | undefined): Value | undefined => {
    if (fact === undefined) return undefined;
    cite(text, evidence, field, fact);
    return fact.value;
  };
  const accelerators = findings.cpuOnly ? [] : deviceList(findings);
  if (!findings.cpuOnly)
    for (const device of findings.devices ?? []) cite(text, evidence, "hardware.accelerators", device);
  for (const { memoryAt } of findings.devices ?? [])
    if (memoryAt) cite(text, evidence, "hardware.accelerators", memoryAt);
  const model = take("model", findings.model);
  if (model?.sizeAt) cite(text, evidence, "model.parametersB", model.sizeAt);
  const measurements = distinctMeasurements(text, candidate.measurements);
  for (const measured of measurements) cite(text, evidence, "measurements", measured);
  const outcome = outcomeOf(candidate, axes.outcome);
  if (outcome !== undefined && outcome.fact !== undefined) cite(text, evidence, "outcome", outcome.fact);
  const speculative = findings.speculative?.value === null ? undefined : findings.speculative;
  const draft: SetupDraft = {
    title: "",
    useCases: axes.useCases.map((fact) => take("useCases", fact)!),
    experience: axes.experience.map((fact) => take("experience", fact)!),
    hardware: {
      accelerators,
      cpu: take("hardware.cpu", findings.cpu),
      memoryGiB: take("hardware.memoryGiB", poolOf(findings)),
      provider: take("hardware.provider", axes.provider),
    },
    model: {
      name: model?.name ?? undefined,
      parametersB: model?.parametersB,
      activeParametersB: model?.activeParametersB,
      quantization: take("model.quantization", findings.quantization),
      repository: take("model.repository", findings.repository),
    },
    engine: {
      name: take("engine.name", findings.engine?.value ? findings.engine : undefined),
      version: take("engine.version", findings.version),
      backend: take("engine.backend", findings.backend),
    },
    config: {
      contextLength: take("config.contextLength", findings.contextLength),
      kvCacheType: take("config.kvCacheType", findings.kvCacheType),
      gpuLayers: take("config.gpuLayers", findings.gpuLayers),
      flashAttention: take("config.flashAttention", findings.flashAttention),
      tensorParallel: take("config.tensorParallel", findings.tensorParallel),
      concurrency: take("config.concurrency", swept(candidate) ? undefined : findings.concurrency),
      speculative: take("config.speculative", speculative) ?? undefined,
      command: take("config.command", findings.command)?.slice(0, LONGEST_QUOTE),
    },
    measurements: measurements.map(({ value }) => ({
      metric: value.metric,
      value: value.value,
      unit: METRIC_UNITS[value.metric],
      ...(value.conditions === undefined ? {} : { conditions: value.conditions }),
    })),
    outcome: outcome?.value,
    evidence,
    confidence: confidenceOf(candidate),
  };
  draft.title = titleOf(draft);
  return draft;
}

/** Figures at several numbers of streams: the number is each figure's condition. */
function swept({ observations }: Candidate): boolean {
  const counts = observations.flatMap(({ own }) => (own.concurrency ? [own.concurrency.value] : []));
  const told = observations.filter(({ kind, own }) => kind === "prose" && own.concurrency !== undefined);
  const others = observations.some(({ own, measurements: found }) => found.length > 0 && !own.concurrency);
  const set = observations.some(({ own }) => own.command !== undefined && own.concurrency !== undefined);
  return new Set(counts).size > 1 || (told.length > 0 && others && !set);
}

function cite(text: string, evidence: Evidence[], field: string, at: { start: number; end: number }): void {
  const end = Math.min(at.end, at.start + LONGEST_QUOTE);
  const quote = text.slice(at.start, end);
  if (quote.trim() === "") return;
  const known = evidence.some((each) => each.field === field && each.start === at.start && each.end === end);
  if (!known) evidence.push({ field, quote, start: at.start, end, alignment: "exact" });
}

function deviceList(findings: Findings): Accelerator[] {
  return (findings.devices ?? []).map(({ value }) => ({
    name: value.name,
    count: value.count,
    ...(value.memoryGiB && !sharesMemory(value.name) ? { memoryGiB: value.memoryGiB } : {}),
  }));
}

/** The system's memory; for a chip that shares it, the size that is stated beside the chip. */
function poolOf(findings: Findings): Fact<number> | undefined {
  const chip = findings.cpuOnly
    ? undefined
    : findings.devices?.find(({ value }) => sharesMemory(value.name) && value.memoryGiB);
  if (chip?.value.memoryGiB == null) return findings.memoryGiB;
  return { value: chip.value.memoryGiB, start: chip.start, end: chip.end };
}

interface OutcomeReading {
  value: Outcome;
  fact: Fact<Outcome> | undefined;
}

/** What is said of the run; a measured run without a complaint works. */
function outcomeOf(candidate: Candidate, stated: Fact<Outcome> | undefined): OutcomeReading | undefined {
  if (stated !== undefined) return { value: stated.value, fact: stated };
  if (candidate.measurements.length > 0) return { value: "works", fact: undefined };
  return candidate.findings.command ? { value: "works", fact: undefined } : undefined;
}

/**
 * Where the figures stand and how much of the setup the same place states; measured on labelled documents that no rule
 * was written against (decision 029).
 */
const CONFIDENCE_BY_KIND: readonly [Observation["kind"], number][] = [
  ["bench", 0.9],
  ["log", 0.82],
  ["table", 0.76],
  ["prose", 0.72],
  ["command", 0.7],
];

function confidenceOf({ findings, observations, measurements }: Candidate): number {
  const states = (field: keyof Findings) => observations.some(({ own }) => own[field] !== undefined);
  const kinds = new Set(observations.map(({ kind }) => kind));
  let confidence = CONFIDENCE_BY_KIND.find(([kind]) => kinds.has(kind))?.[1] ?? 0.7;
  if (states("model")) confidence += 0.05;
  if (states("devices")) confidence += 0.05;
  if (measurements.length === 0) confidence -= 0.12;
  if (findings.quantization === undefined) confidence -= 0.1;
  if (findings.model?.value.name == null) confidence -= 0.15;
  if (findings.devices === undefined && findings.cpu === undefined) confidence -= 0.1;
  if (findings.engine === undefined) confidence -= 0.05;
  return Number(Math.max(0.2, Math.min(0.95, confidence)).toFixed(2));
}

function titleOf({ model, hardware, engine }: SetupDraft): string {
  const name = model.name ?? (model.parametersB ? `${model.parametersB}B model` : "Unnamed model");
  const what = [name, model.quantization].filter(Boolean).join(" ");
  const devices = hardware.accelerators.map(({ name: device, count }) =>
    count > 1 ? `${count}× ${device}` : device,
  );
  const where = devices.length > 0 ? devices.join(" + ") : (hardware.cpu ?? "");
  return [what, where && `on ${where}`, engine.name && `with ${engine.name}`].filter(Boolean).join(" ");
}
