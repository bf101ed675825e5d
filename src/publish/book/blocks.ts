/**
 * The generated blocks of the book: for each kind of marker, which options it takes and what data it gives. Knows
 * nothing of Markdown or HTML; the theme has one component for each kind.
 */
import { VARIABLES } from "../../record/axes.ts";
import { ConfigError } from "../../record/errors.ts";
import type { PublishedCatalog } from "../catalog/published.ts";
import { plainText } from "../plain-text.ts";
import { CLASS_LABELS, EXPERIENCE_LABELS, USE_CASE_LABELS, VARIABLE_LABELS } from "./labels.ts";
import type { Marker } from "./markers.ts";
import {
  chapterIndexBlock,
  coverageBlock,
  finderBlock,
  numbersBlock,
  sourcesBlock,
} from "./overview-blocks.ts";
import type { Chapter } from "./read-chapters.ts";
import { devicesOf, weightFormats } from "./reference-facts.ts";
import { FILTER_VALUES, type SetupFilter, selectSetups, standing } from "./select-setups.ts";
import { hardwareText, insightView, numberText, setupView } from "./setup-view.ts";

/** What every block may look at. */
export interface BlockContext {
  catalog: PublishedCatalog;
  chapters: readonly Chapter[];
  /** Of the data that the catalog page loads. */
  dataHash: string;
}

/** A block's data as its component gets it. `kind` names the component. */
export type BlockData = { kind: string } & Record<string, unknown>;

interface BlockKind {
  options: readonly string[];
  build: (options: Record<string, string>, context: BlockContext) => Omit<BlockData, "kind">;
}

const FILTERS = ["class", "use", "experience", "engine"] as const;

/** Every kind of block, by the word in its marker. */
export const BLOCK_KINDS: Record<string, BlockKind> = {
  setups: { options: [...FILTERS, "limit"], build: setupsBlock },
  chart: { options: FILTERS, build: chartBlock },
  insights: { options: ["variable", "limit"], build: insightsBlock },
  devices: { options: ["class", "limit"], build: devicesBlock },
  formats: { options: [], build: () => ({ formats: weightFormats() }) },
  coverage: { options: ["axis"], build: ({ axis }, context) => coverageBlock(axis ?? "use", context) },
  chapters: { options: ["part"], build: ({ part }, context) => chapterIndexBlock(part ?? "", context) },
  numbers: { options: [], build: (_, context) => numbersBlock(context) },
  sources: { options: [], build: (_, context) => sourcesBlock(context) },
  finder: { options: [], build: (_, context) => finderBlock(context) },
  catalog: { options: ["limit"], build: catalogBlock },
};

/** The data of one marker. @throws ConfigError naming the chapter's line where the marker asks for what there is not. */
export function buildBlock(marker: Marker, chapter: Chapter, context: BlockContext): BlockData {
  const place = `${chapter.file}:${marker.line}`;
  const kind = BLOCK_KINDS[marker.kind];
  if (!kind) {
    throw new ConfigError(
      `there is no block "${marker.kind}"; known: ${Object.keys(BLOCK_KINDS).join(", ")}`,
      { place },
    );
  }
  for (const [name, value] of Object.entries(marker.options)) {
    if (!kind.options.includes(name)) {
      const known = kind.options.join(", ") || "none";
      throw new ConfigError(`the block "${marker.kind}" has no option "${name}"; it takes: ${known}`, {
        place,
      });
    }
    checkValue(name, value, place);
  }
  return { ...kind.build(marker.options, context), kind: marker.kind };
}

function checkValue(name: string, value: string, place: string): void {
  const allowed: readonly string[] | undefined =
    name === "variable"
      ? VARIABLES
      : name === "axis"
        ? ["use", "experience"]
        : FILTER_VALUES[name as "class"];
  if (allowed && !allowed.includes(value)) {
    throw new ConfigError(`${name}=${value} is unknown; known: ${allowed.join(", ")}`, { place });
  }
  if (name === "limit" && !/^\d{1,4}$/.test(value)) {
    throw new ConfigError(`limit=${value} is not a whole number`, { place });
  }
}

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
function setupsBlock(options: Record<string, string>, { catalog }: BlockContext) {
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

/** Decode speed against model size: one point a setup that states both. */
function chartBlock(options: Record<string, string>, { catalog }: BlockContext) {
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
    return [{ id: record.id, x: parametersB, y: decode, series: hardware, model, value: numberText(decode) }];
  });
  return {
    scope: scopeLabel(filter),
    points: points.slice(0, 400),
    unplaced: measured.length - points.length,
  };
}

function insightsBlock(options: Record<string, string>, { catalog }: BlockContext) {
  const found = catalog.insights
    .filter((insight) => options.variable === undefined || insight.variable === options.variable)
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  const variable = options.variable as keyof typeof VARIABLE_LABELS | undefined;
  return {
    scope: variable ? VARIABLE_LABELS[variable] : "all variables",
    total: found.length,
    insights: found.slice(0, limitOf(options, 40)).map((insight) => insightView(insight, catalog)),
  };
}

function devicesBlock(options: Record<string, string>) {
  const all = options.class ? devicesOf(options.class as keyof typeof CLASS_LABELS) : [];
  return { total: all.length, devices: all.slice(0, limitOf(options, 40)) };
}

/** The catalog page: its first rows stand in the page itself, the rest is loaded as data. */
function catalogBlock(options: Record<string, string>, { catalog, dataHash }: BlockContext) {
  const found = selectSetups(catalog.records, {});
  return {
    version: dataHash.slice(0, 16),
    total: found.length,
    rejected: catalog.records.length - found.length,
    setups: found.slice(0, limitOf(options, 25)).map((record) => setupView(record, catalog, { quotes: 40 })),
  };
}
