/**
 * What the tagger finds: typed places in a text. Knows nothing of setups, documents or which mentions belong together.
 */
import type { Metric } from "../../record/axes.ts";
import type { AcceleratorEntry } from "../../record/vocabulary/accelerator-entry.ts";
import type { BackendEntry, EngineEntry } from "../../record/vocabulary/engines.ts";
import type { FlagEntry } from "../../record/vocabulary/flags.ts";
import type { KvCacheType } from "../../record/vocabulary/kv-cache-types.ts";
import type { ResolvedModel } from "../../record/vocabulary/resolve-model.ts";
import type { ResolvedQuantization } from "../../record/vocabulary/resolve-quantization.ts";

/** `count` is how many stand there, null where the text does not say; `memoryGiB` is of ONE device (or the unified pool). */
export type AcceleratorValue = {
  name: string;
  entry: AcceleratorEntry | null;
  count: number | null;
  memoryGiB: number | null;
  /** True when the name alone is no proof of hardware (`3090`, `T4`) and the surroundings decided. */
  weak: boolean;
};

/** A figure with a unit. `values` holds every value of a range or a list, converted to `unit`. */
export type MeasurementValue = {
  /** null where neither the unit nor a word near by tells what was measured. */
  metric: Metric | null;
  values: number[];
  /** The unit that the values are in: `tok/s`, `ms` (ttft), `s` (load), `W` (power), `GiB` (memory in use). */
  unit: "tok/s" | "ms" | "s" | "W" | "GiB" | "USD/h";
  /** As the text gives them, before conversion. */
  written: { values: number[]; unit: string };
  approximate: boolean;
  /** The word near by that told the metric; null when the unit alone did, or nothing. */
  cue: string | null;
};

/** A benchmark's test label: `pp512`, `tg128 @ d8192`, `pp4096+tg128`. */
export type TestValue = {
  metric: "prefill" | "decode" | null;
  promptTokens: number | null;
  outputTokens: number | null;
  depth: number | null;
};

/** `role` is `configured` beside a word for context, `depth` for how full it was, null for a bare `32k`. */
export type ContextValue = { tokens: number; role: "configured" | "depth" | null };
/** GB is kept as written, MB and MiB are divided by 1024. `role` null: the text does not say whose memory. */
export type MemoryValue = { gib: number; unit: string; role: "ram" | "vram" | "used" | "unified" | null };
export type CpuValue = { name: string; count: number };
export type WattsValue = { watts: number; role: "measured" | "cap" | "tdp" | null };
export type PriceValue = { amount: number; currency: string; per: "hour" | "month" | "Mtok" | "kWh" | null };
export type CountValue = { count: number; of: string };
export type FlagValue = {
  flag: string;
  entry: FlagEntry | null;
  /** The word after it as written; null where it has none. */
  raw: string | null;
  /** Parsed by the entry's parser; null where there is no entry, or the word does not parse. */
  value: number | boolean | string | null;
};
/** `number` for llama.cpp's counted builds, `commit` for hashes, `version` for dotted ones. */
export type BuildValue = { version: string | null; number: string | null; commit: string | null };

export type MentionValues = {
  accelerator: AcceleratorValue;
  model: ResolvedModel;
  quantization: ResolvedQuantization & { vague: boolean };
  engine: { name: string; entry: EngineEntry };
  backend: { name: string; entry: BackendEntry; version: string | null };
  /** `name` as the engine's option spells it (`q8` is `q8_0`); `written` as the text does. */
  "kv-type": { name: string; written: string; entry: KvCacheType };
  measurement: MeasurementValue;
  test: TestValue;
  context: ContextValue;
  memory: MemoryValue;
  cpu: CpuValue;
  watts: WattsValue;
  price: PriceValue;
  count: CountValue;
  concurrency: { streams: number };
  /** Layers placed on the accelerator, `of` where the text gives the total. */
  layers: { layers: number; of: number | null };
  /** A parameter count without a name: "the 70B". */
  size: { parametersB: number; activeParametersB: number | null };
  flag: FlagValue;
  build: BuildValue;
  driver: { name: string; version: string };
  bandwidth: { gbPerS: number };
  /** A time with no metric: `12 s`, `350 ms`. */
  duration: { seconds: number };
};

export type MentionKind = keyof MentionValues;

/** One place in a text. Offsets are UTF-16 code units, half-open; `text` is exactly the slice. */
export type MentionOf<K extends MentionKind> = {
  kind: K;
  start: number;
  end: number;
  text: string;
  value: MentionValues[K];
  /** False when only its shape told what it is. */
  known: boolean;
};

export type Mention = { [K in MentionKind]: MentionOf<K> }[MentionKind];

/** A mention before its text is sliced, as the readers give it. */
export type Candidate = { [K in MentionKind]: Omit<MentionOf<K>, "text"> }[MentionKind];
