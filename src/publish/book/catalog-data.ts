/**
 * The catalog as the catalog page loads it: one index with a line a setup, and the details in a few shards by id.
 * Knows nothing of the page.
 */
import { sha256 } from "../../record/ids.ts";
import type { SetupRecord } from "../../record/setup-record.ts";
import type { PublishedCatalog } from "../catalog/published.ts";
import type { AxisView, CatalogLine } from "../theme/view-types.ts";
import { selectSetups } from "./select-setups.ts";
import { setupView } from "./setup-view.ts";

export interface CatalogData {
  /** File name → JSON, for the folder `data/` of the site. */
  files: Map<string, string>;
  /** Changes when any of it does. */
  hash: string;
}

/** Up to this many setups, one hex digit of the id names the shard; above it, two. */
const ONE_DIGIT_UP_TO = 2000;

/** JSON that stays JSON even where a server hands it out as HTML. */
const json = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Builds the index and the shards; the same records always give the same files. */
export function catalogData(catalog: PublishedCatalog): CatalogData {
  const records = selectSetups(catalog.records, {});
  const digits = records.length > ONE_DIGIT_UP_TO ? 2 : 1;
  const shards = new Map<string, Record<string, unknown>>();
  const lines: CatalogLine[] = [];
  for (const record of records) {
    const view = setupView(record, catalog, { quotes: 40 });
    lines.push(lineOf(record, view));
    const name = shardOf(record.id, digits);
    const shard = shards.get(name) ?? {};
    shard[record.id] = view;
    shards.set(name, shard);
  }
  const files = new Map<string, string>();
  files.set("catalog.json", json({ digits, lines }));
  for (const [name, shard] of [...shards].sort(([a], [b]) => (a < b ? -1 : 1))) {
    files.set(`setups-${name}.json`, json(shard));
  }
  const whole = [...files].map(([name, content]) => `${name} ${sha256(content)}`).join("\n");
  return { files, hash: sha256(whole) };
}

/** Ids are hex; anything else goes to shard 0 so that no file name comes from outside. */
function shardOf(id: string, digits: number): string {
  const start = id.slice(0, digits);
  return /^[0-9a-f]+$/.test(start) ? start : "0".repeat(digits);
}

function lineOf(record: SetupRecord, view: ReturnType<typeof setupView>): CatalogLine {
  return {
    id: view.id,
    title: view.model === "" ? view.title : "",
    hardware: view.hardware,
    memory: view.memory,
    class: view.class,
    model: view.model,
    size: view.size,
    quantization: view.quantization,
    engine: view.engine,
    engineName: record.engine.name ?? "",
    decode: view.decode,
    prefill: view.prefill,
    throughput: view.throughput,
    decodeMost: most(record, "decode"),
    memoryGiB: modelMemoryGiB(record),
    outcome: view.outcome,
    confidence: view.confidence,
    status: view.status,
    useCases: withoutReasons(view.useCases),
    experience: withoutReasons(view.experience),
    host: view.source.host,
  };
}

/** The reasons are in the details; the index is loaded whole. */
const withoutReasons = (places: readonly AxisView[]): AxisView[] =>
  places.map(({ value, basis }) => ({ value, basis }));

function most(record: SetupRecord, metric: string): number | null {
  const values = record.measurements.filter((m) => m.metric === metric).map((m) => m.value);
  return values.length > 0 ? Math.max(...values) : null;
}

/** GiB that the model may use: all accelerators together, or the pool of a machine without any; null where unsaid. */
function modelMemoryGiB({ hardware }: SetupRecord): number | null {
  const stated = hardware.accelerators.filter((a) => a.memoryGiB != null);
  if (stated.length > 0) return stated.reduce((sum, a) => sum + a.count * (a.memoryGiB ?? 0), 0);
  const pooled = hardware.class === "unified" || hardware.class === "cpu" || hardware.class === "edge";
  return pooled ? (hardware.memoryGiB ?? null) : null;
}
