/**
 * What readers give: facts with their place in the document, gathered into findings about one setup. Knows nothing of
 * how readers find them, nor of which setup they will belong to.
 */
import type { Outcome } from "../../record/axes.ts";
import { METRIC_UNITS, type Metric } from "../../record/axes.ts";
import type { Accelerator } from "../../record/setup-record.ts";

/** A value and the half-open range of the document that states it. */
export interface Fact<Value> {
  value: Value;
  start: number;
  end: number;
  /** What the value belongs to: the key of the model for weights, the engine for a version. */
  of?: string | undefined;
  /** Said in so many words to be what it is ("in FP8", "the Q4 file"), not only named. */
  told?: boolean | undefined;
}

/** A model as a text names it; `name` is null where only its size is given ("the 70B"). */
export interface NamedModel {
  name: string | null;
  parametersB?: number | undefined;
  activeParametersB?: number | undefined;
  /** A generic name, as llama-bench prints it, that a fuller name elsewhere stands in for. */
  generic?: boolean | undefined;
  /** Where the size is stated, if not in the name. */
  sizeAt?: { start: number; end: number } | undefined;
}

/** The devices of one setup; each fact is one kind of device. */
export type Devices = (Fact<Accelerator> & {
  /** Where the memory is stated, if it stands apart from the name. */
  memoryAt?: { start: number; end: number };
  /** The words there say how many, be it one. */
  counted?: boolean;
})[];

/** Everything about a setup but its measurements. */
export interface Findings {
  devices?: Devices;
  /** The text says that no accelerator takes part. */
  cpuOnly?: Fact<true>;
  cpu?: Fact<string>;
  memoryGiB?: Fact<number>;
  model?: Fact<NamedModel>;
  quantization?: Fact<string>;
  repository?: Fact<string>;
  engine?: Fact<string>;
  version?: Fact<string>;
  backend?: Fact<string>;
  contextLength?: Fact<number>;
  kvCacheType?: Fact<string>;
  gpuLayers?: Fact<number>;
  flashAttention?: Fact<boolean>;
  tensorParallel?: Fact<number>;
  concurrency?: Fact<number>;
  /** The draft model or method; null: the text says that there is none. */
  speculative?: Fact<string | null>;
  command?: Fact<string>;
  /** How the model is spread over the devices, where words and no flag say so. */
  split?: Fact<string>;
  /** Structural switches that no field holds (override-tensor, split mode, repacking), for telling setups apart. */
  placement?: Fact<string>;
  /** The memory of one device, where it stands apart from the device's name. */
  deviceMemory?: Fact<number>;
  /** How many of the devices that govern a place take part. */
  deviceCount?: Fact<number>;
  /** How many equal machines take part. */
  nodes?: Fact<number>;
}
export type FindingField = keyof Findings;

export interface MeasuredValue {
  metric: Metric;
  /** In the unit of METRIC_UNITS. */
  value: number;
  conditions?: string | undefined;
}
export type Measured = Fact<MeasuredValue>;

/** A place in the document that says how something ran or should be run. */
export interface Observation {
  /** What sort of place it is; tables and logs are trusted more than prose. */
  kind: "bench" | "table" | "log" | "command" | "prose";
  start: number;
  end: number;
  part: number;
  /** What the place itself states. */
  own: Findings;
  measurements: Measured[];
  outcome?: Fact<Outcome> | undefined;
  /** What the form of the place suggests (a log's own wording names its engine), where nothing else tells. */
  hints?: Findings | undefined;
  /** Tells apart what the fields do not: the name of a variant, such as a row's label. */
  variant?: string | undefined;
  /** The run is of code that no release holds yet: a version stated elsewhere is not its own. */
  unreleased?: boolean | undefined;
  /** A row's own words for its hardware and model. */
  subject?: string | undefined;
}

export const unitOf = (metric: Metric): string => METRIC_UNITS[metric];

/** The first findings' facts, and the second's where the first has none. */
export function filledFrom(own: Findings, others: Findings): Findings {
  return { ...others, ...own };
}
