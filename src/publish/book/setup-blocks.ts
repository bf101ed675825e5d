/** Blocks about setups and lessons: tables, charts, reference devices. Knows nothing of markers. */
import type { Variable } from "../../record/axes.ts";
import { plainText } from "../plain-text.ts";
import type { BlockContext } from "./blocks.ts";
import { CLASS_LABELS, EXPERIENCE_LABELS, USE_CASE_LABELS, VARIABLE_LABELS } from "./labels.ts";
import { devicesOf } from "./reference-facts.ts";
import { type SetupFilter, selectSetups, standing } from "./select-setups.ts";
import { hardwareText, insightView, numberText, setupView } from "./setup-view.ts";

/** Lessons beside setups are shown from this confidence on, and so many of one document. */
const SURE = 0.6;
const PER_DOCUMENT = 3;

/** The options that choose setups. */
export const FILTERS = ["class", "use", "experience", "engine"] as const;

const limitOf = (options: Record<string, string>, usual: number) => Number(options.limit ?? usual);

const filterOf = (options: Record<string, string>): SetupFilter =>
  Object.fromEntries(FILTERS.flatMap((name) => (options[name] ? [[name, options[name]]] : [])));

/** The query string of the catalog page that shows the same setups. */
const catalogQuery = (filter: SetupFilter) => new URLSearchParams(Object.entries(filter)).toString();

function scopeLabel(filter: SetupFilter): string {
  const parts = [
    filter.class && CLASS_LABELS[filter.class],
    filter.use && USE_CASE_LABELS[filter.use],
    filter.experience && EXPERIENCE_LABELS[filter.experience],
    filter.engine,
  ].filter(Boolean);
  return parts.join(" · ") || "all setups";
}

/** Setups worth a row in a chapter; those that stand there by default only are counted, not shown, when others exist. */
export function setupsBlock(options: Record<string, string>, { catalog }: BlockContext) {
  const filter = filterOf(options);
  const found = selectSetups(catalog.records, filter);
  const meant = found.filter((record) => standing(record, filter) > 1);
  const rows = meant.slice(0, limitOf(options, 24));
  return {
    scope: scopeLabel(filter),
    total: found.length,
    stated: found.filter((record) => standing(record, filter) === 3).length,
    byDefault: found.length - meant.length,
    axis: filter.use || filter.experience ? "soft" : "hard",
    query: catalogQuery(filter),
    setups: rows.map((record) => setupView(record, catalog, { quotes: 4 })),
  };
}

/** The classes in few enough groups for a chart of all of them. */
const MACHINE_KINDS: Record<string, string> = {
  cpu: "CPU, boards and phones",
  edge: "CPU, boards and phones",
  unified: "Unified memory",
  "gpu-8": "One card up to 16 GiB",
  "gpu-12": "One card up to 16 GiB",
  "gpu-16": "One card up to 16 GiB",
  "gpu-24": "One card of 24 GiB and more",
  "gpu-32": "One card of 24 GiB and more",
  "gpu-workstation": "One card of 24 GiB and more",
  "multi-gpu": "Several cards",
  datacenter: "Datacenter, cluster",
  cluster: "Datacenter, cluster",
};

/** Decode speed against model size: one point a setup that states both. */
export function chartBlock(options: Record<string, string>, { catalog }: BlockContext) {
  const filter = filterOf(options);
  const measured = selectSetups(catalog.records, filter).filter(
    (record) =>
      standing(record, filter) > 1 && record.measurements.some((m) => m.metric === "decode" && m.value > 0),
  );
  const points = measured.flatMap((record) => {
    const { parametersB } = record.model;
    if (parametersB == null) return [];
    const decode = Math.max(...record.measurements.filter((m) => m.metric === "decode").map((m) => m.value));
    const hardware = hardwareText(record) || "hardware not stated";
    const model = plainText(`${record.model.name ?? "model"} ${record.model.quantization ?? ""}`, 80);
    const series = options.series === "kind" ? MACHINE_KINDS[record.hardware.class ?? ""] : hardware;
    return [
      {
        id: record.id,
        x: parametersB,
        y: decode,
        series: series ?? "Not stated",
        hardware,
        model,
        value: numberText(decode),
      },
    ];
  });
  return {
    scope: scopeLabel(filter),
    points: points.slice(0, 400),
    unplaced: measured.length - points.length,
  };
}

/**
 * Lessons about a variable, or lessons from the documents that report the chosen setups; of the latter only those that
 * were read with confidence, and no more than a few of one document.
 */
export function insightsBlock(options: Record<string, string>, { catalog }: BlockContext) {
  const filter = filterOf(options);
  const isAbout = Object.keys(filter).length > 0;
  const documents = new Set(
    isAbout
      ? selectSetups(catalog.records, filter)
          .filter((record) => standing(record, filter) > 1)
          .map((record) => record.document)
      : [],
  );
  const ofDocument = new Map<string, number>();
  const found = catalog.insights
    .filter((insight) => options.variable === undefined || insight.variable === options.variable)
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    .filter((insight) => {
      if (!isAbout) return true;
      const before = ofDocument.get(insight.document) ?? 0;
      if (!documents.has(insight.document) || insight.confidence < SURE || before >= PER_DOCUMENT)
        return false;
      ofDocument.set(insight.document, before + 1);
      return true;
    });
  const variable = options.variable as Variable | undefined;
  return {
    scope: variable ? VARIABLE_LABELS[variable] : scopeLabel(filter),
    about: isAbout,
    total: found.length,
    insights: found.slice(0, limitOf(options, isAbout ? 8 : 40)).map((insight) => ({
      ...insightView(insight, catalog),
      ...(variable ? {} : { variable: insight.variable, label: VARIABLE_LABELS[insight.variable] }),
    })),
  };
}

export function devicesBlock(options: Record<string, string>) {
  const all = options.class ? devicesOf(options.class as keyof typeof CLASS_LABELS) : [];
  return { total: all.length, devices: all.slice(0, limitOf(options, 40)) };
}

/** The catalog page: its first rows stand in the page itself, the rest is loaded as data. */
export function catalogBlock(options: Record<string, string>, { catalog, dataHash }: BlockContext) {
  const found = selectSetups(catalog.records, {});
  return {
    version: dataHash.slice(0, 16),
    total: found.length,
    rejected: catalog.records.length - found.length,
    setups: found.slice(0, limitOf(options, 25)).map((record) => setupView(record, catalog, { quotes: 40 })),
  };
}
