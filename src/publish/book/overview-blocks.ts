/** Blocks that look over the whole catalog: what is known where, which chapters there are, what was read. */
import { EXPERIENCES, HARDWARE_CLASSES, USE_CASES } from "../../record/axes.ts";
import type { SetupRecord } from "../../record/setup-record.ts";
import { plainText, safeHref } from "../plain-text.ts";
import type { BlockContext } from "./blocks.ts";
import { CLASS_LABELS, EXPERIENCE_LABELS, USE_CASE_LABELS } from "./labels.ts";
import { selectSetups } from "./select-setups.ts";
import { axis, sourceView } from "./setup-view.ts";

/** How many setups are known for each hardware class and each use or experience; defaults are not counted as knowledge. */
export function coverageBlock(axisName: string, { catalog }: BlockContext) {
  const byUse = axisName === "use";
  const labels: Record<string, string> = byUse ? USE_CASE_LABELS : EXPERIENCE_LABELS;
  const values: readonly string[] = byUse ? USE_CASES : EXPERIENCES;
  const records = selectSetups(catalog.records, {});
  const placesOf = (record: SetupRecord) =>
    byUse
      ? axis(record.useCases, record.derived.useCases)
      : axis(record.experience, record.derived.experience);
  const rows = HARDWARE_CLASSES.map((value) => {
    const members = records.filter((record) => record.hardware.class === value);
    const cells = values.map((column) => {
      const places = members.flatMap((record) => placesOf(record).filter((place) => place.value === column));
      return {
        stated: places.filter((place) => place.basis === "stated").length,
        concluded: places.filter((place) => place.basis === "concluded").length,
      };
    });
    return { value, label: CLASS_LABELS[value], total: members.length, cells };
  });
  return {
    axis: axisName,
    columns: values.map((value) => ({ value, label: labels[value] ?? value })),
    rows,
    unclassed: records.filter((record) => record.hardware.class == null).length,
  };
}

/** The chapters of one part of the book with their summaries and how many setups each has. */
export function chapterIndexBlock(part: string, { catalog, chapters }: BlockContext) {
  const records = selectSetups(catalog.records, {});
  return {
    chapters: chapters
      .filter((chapter) => chapter.id.startsWith(`${part}/`) && chapter.id !== `${part}/index`)
      .map((chapter) => ({
        id: chapter.id,
        title: chapter.short ?? chapter.title,
        summary: chapter.summary,
        ...countOf(part, chapter.id.slice(part.length + 1), records, catalog),
      })),
  };
}

function countOf(part: string, value: string, records: SetupRecord[], catalog: BlockContext["catalog"]) {
  const inAxis = (places: ReturnType<typeof axis>) =>
    places.some((place) => place.value === value && place.basis !== "default");
  if (part === "hardware")
    return { count: records.filter((record) => record.hardware.class === value).length, unit: "setups" };
  if (part === "use")
    return {
      count: records.filter((record) => inAxis(axis(record.useCases, record.derived.useCases))).length,
      unit: "setups",
    };
  if (part === "experience")
    return {
      count: records.filter((record) => inAxis(axis(record.experience, record.derived.experience))).length,
      unit: "setups",
    };
  if (part === "variables")
    return {
      count: catalog.insights.filter((insight) => insight.variable === value).length,
      unit: "lessons",
    };
  return { count: null, unit: "" };
}

/** The size of the catalog in a few numbers. */
export function numbersBlock({ catalog }: BlockContext) {
  const records = selectSetups(catalog.records, {});
  const distinct = (values: (string | null | undefined)[]) => new Set(values.filter(Boolean)).size;
  return {
    documents: catalog.documents.length,
    setups: records.length,
    measured: records.filter((record) => record.measurements.length > 0).length,
    insights: catalog.insights.length,
    models: distinct(records.map((record) => record.model.name)),
    devices: distinct(records.flatMap((record) => record.hardware.accelerators.map((a) => a.name))),
    engines: distinct(records.map((record) => record.engine.name)),
  };
}

/** The longest list of documents that a page carries; the rest is in documents.jsonl. */
const SOURCES_LIMIT = 1500;

/** Every document by the source that found it. A link-only document shows its address and title alone. */
export function sourcesBlock({ catalog }: BlockContext) {
  const groups = new Map<string, ReturnType<typeof sourceRow>[]>();
  for (const document of catalog.documents.slice(0, SOURCES_LIMIT)) {
    const rows = groups.get(document.source) ?? [];
    rows.push(sourceRow(document, catalog));
    groups.set(document.source, rows);
  }
  return {
    total: catalog.documents.length,
    left: Math.max(0, catalog.documents.length - SOURCES_LIMIT),
    groups: [...groups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([source, documents]) => ({ source: plainText(source, 60), documents })),
  };
}

function sourceRow(document: BlockContext["catalog"]["documents"][number], catalog: BlockContext["catalog"]) {
  const view = sourceView(document.url, catalog);
  const address = plainText(safeHref(document.url) ?? document.url, 160);
  if (view.linkOnly) return { ...view, address };
  return {
    ...view,
    address,
    author: plainText(document.author ?? "", 80),
    published: /^\d{4}-\d{2}-\d{2}/.exec(document.published ?? "")?.[0] ?? "",
    licence: plainText(document.licence ?? "", 60),
    family: document.family,
    records: document.records,
    insights: document.insights,
  };
}

/** What the decision finder offers to choose from. */
export function finderBlock({ catalog }: BlockContext) {
  const records = selectSetups(catalog.records, {});
  const option = (value: string, label: string) => ({ value, label });
  return {
    total: records.length,
    classes: HARDWARE_CLASSES.map((value) => option(value, CLASS_LABELS[value])),
    uses: USE_CASES.map((value) => option(value, USE_CASE_LABELS[value])),
    experiences: EXPERIENCES.map((value) => option(value, EXPERIENCE_LABELS[value])),
  };
}
