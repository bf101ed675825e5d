/** The setup record as one flat row, for spreadsheets and data frames. The same columns serve CSV and Parquet. */
import { METRICS, type Metric } from "../../record/axes.ts";
import type { SetupRecord } from "../../record/setup-record.ts";

export type ColumnType = "STRING" | "DOUBLE" | "INT32" | "BOOLEAN";
export type Cell = string | number | boolean | null;

/** One column: its name, its type, and how a record fills it; null where the source does not say. */
export interface Column {
  name: string;
  type: ColumnType;
  value: (record: SetupRecord) => Cell;
}

const list = (values: readonly string[]) => (values.length === 0 ? null : values.join("; "));

/** The best value of a metric: the least for times, power, memory and cost, the most for speeds. */
function bestOf(record: SetupRecord, metric: Metric): number | null {
  const values = record.measurements.filter((m) => m.metric === metric).map((m) => m.value);
  if (values.length === 0) return null;
  const more = metric === "decode" || metric === "prefill" || metric === "throughput";
  return more ? Math.max(...values) : Math.min(...values);
}

const METRIC_SUFFIX: Record<Metric, string> = {
  decode: "TokS",
  prefill: "TokS",
  throughput: "TokS",
  ttft: "Ms",
  power: "W",
  memory: "GiB",
  load: "S",
  cost: "UsdH",
};

const text = (name: string, value: Column["value"]): Column => ({ name, type: "STRING", value });
const number = (name: string, value: Column["value"]): Column => ({ name, type: "DOUBLE", value });
const integer = (name: string, value: Column["value"]): Column => ({ name, type: "INT32", value });

/** The columns in order. Lists are joined by "; "; several accelerators are written like `2x RTX 3090; 1x P40`. */
export const FLAT_COLUMNS: readonly Column[] = [
  text("id", (r) => r.id),
  text("document", (r) => r.document),
  text("title", (r) => r.title),
  text("useCases", (r) => list(r.useCases)),
  text("experience", (r) => list(r.experience)),
  text("derivedUseCases", (r) => list(r.derived.useCases.map((d) => d.value))),
  text("derivedExperience", (r) => list(r.derived.experience.map((d) => d.value))),
  text("hardwareClass", (r) => r.hardware.class ?? null),
  text("accelerators", (r) => list(r.hardware.accelerators.map((a) => `${a.count}x ${a.name}`))),
  number("acceleratorMemoryGiB", (r) => totalMemoryGiB(r)),
  text("cpu", (r) => r.hardware.cpu ?? null),
  number("memoryGiB", (r) => r.hardware.memoryGiB ?? null),
  text("provider", (r) => r.hardware.provider ?? null),
  text("model", (r) => r.model.name ?? null),
  number("parametersB", (r) => r.model.parametersB ?? null),
  number("activeParametersB", (r) => r.model.activeParametersB ?? null),
  text("quantization", (r) => r.model.quantization ?? null),
  text("repository", (r) => r.model.repository ?? null),
  text("engine", (r) => r.engine.name ?? null),
  text("engineVersion", (r) => r.engine.version ?? null),
  text("backend", (r) => r.engine.backend ?? null),
  integer("contextLength", (r) => r.config.contextLength ?? null),
  text("kvCacheType", (r) => r.config.kvCacheType ?? null),
  integer("gpuLayers", (r) => r.config.gpuLayers ?? null),
  { name: "flashAttention", type: "BOOLEAN", value: (r) => r.config.flashAttention ?? null },
  integer("tensorParallel", (r) => r.config.tensorParallel ?? null),
  integer("concurrency", (r) => r.config.concurrency ?? null),
  text("speculative", (r) => r.config.speculative ?? null),
  text("command", (r) => r.config.command ?? null),
  ...METRICS.map((metric) => number(`${metric}${METRIC_SUFFIX[metric]}`, (r) => bestOf(r, metric))),
  text("outcome", (r) => r.outcome ?? null),
  number("confidence", (r) => r.confidence),
  text("status", (r) => r.status),
  text("extractor", (r) => r.extractor.name),
];

/** Memory of all accelerators together in GiB; null as soon as one of them does not say. */
function totalMemoryGiB(record: SetupRecord): number | null {
  const { accelerators } = record.hardware;
  if (accelerators.length === 0) return null;
  let total = 0;
  for (const accelerator of accelerators) {
    if (accelerator.memoryGiB == null) return null;
    total += accelerator.count * accelerator.memoryGiB;
  }
  return total;
}
