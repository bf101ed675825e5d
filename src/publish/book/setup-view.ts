/** Turns setup records and insights into what a page prints: clean, short, with a checked link. Knows nothing of layout. */
import type { Metric } from "../../record/axes.ts";
import type { Insight } from "../../record/insight.ts";
import type { SetupRecord } from "../../record/setup-record.ts";
import type { EvidenceLine } from "../catalog/evidence-lines.ts";
import type { PublishedCatalog } from "../catalog/published.ts";
import { cleanText, hostOf, plainLines, plainText, safeHref } from "../plain-text.ts";
import type {
  AxisView,
  FigureView,
  InsightView,
  QuoteView,
  SetupView,
  SourceView,
} from "../theme/view-types.ts";
import { FIELD_LABELS } from "./labels.ts";

/** The longest quote that is shown, in UTF-16 code units. */
export const QUOTE_LIMIT = 300;

/** The source of a record or an insight, by its document's address. */
export function sourceView(url: string, catalog: PublishedCatalog): SourceView {
  const document = catalog.documentOf.get(url);
  const href = safeHref(url);
  return {
    title: plainText(document?.title ?? "", 140) || hostOf(url) || "a source without a title",
    host: hostOf(url),
    href,
    linkOnly: document?.publication === "link-only",
    state: document?.state ?? "live",
  };
}

/** A record as a chapter's table and the catalog show it. `quotes` bounds how many quotes it carries. */
export function setupView(
  record: SetupRecord,
  catalog: PublishedCatalog,
  options: { quotes: number },
): SetupView {
  const { model, engine } = record;
  return {
    id: record.id,
    title: plainText(record.title, 140) || "A setup without a title",
    hardware: hardwareText(record),
    memory: memoryText(record),
    class: record.hardware.class ?? null,
    model: plainText(model.name ?? "", 80),
    size: sizeText(record),
    quantization: plainText(model.quantization ?? "", 40),
    engine: plainText(
      [engine.name, engine.version, engine.backend && `(${engine.backend})`].filter(Boolean).join(" "),
      70,
    ),
    decode: figure(record, "decode"),
    prefill: figure(record, "prefill"),
    throughput: figure(record, "throughput"),
    measurements: record.measurements.slice(0, 40).map((m) => ({
      metric: m.metric,
      value: numberText(m.value),
      unit: m.unit,
      conditions: plainText(m.conditions ?? "", 90),
    })),
    configuration: configurationOf(record),
    command: plainLines(record.config.command ?? "", QUOTE_LIMIT * 2),
    outcome: record.outcome ?? null,
    confidence: Math.round(record.confidence * 100) / 100,
    status: record.status,
    useCases: axis(record.useCases, record.derived.useCases),
    experience: axis(record.experience, record.derived.experience),
    quotes: quotesOf(catalog.linesOf.get(record.id) ?? [], options.quotes),
    source: sourceView(record.document, catalog),
  };
}

/** The bare words: without markup, and without the destinations of Markdown links. */
const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/\]\([^)]{0,300}\)/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");

export function insightView(insight: Insight, catalog: PublishedCatalog): InsightView {
  const quote = plainText(insight.quote, QUOTE_LIMIT);
  const claim = plainText(insight.claim, QUOTE_LIMIT);
  return {
    id: insight.id,
    claim,
    quote,
    verbatim: words(claim) === words(quote),
    confidence: Math.round(insight.confidence * 100) / 100,
    source: sourceView(insight.document, catalog),
  };
}

/** Stated places first, then conclusions with their reason. A conclusion whose reason begins with "default" says little. */
export function axis(
  stated: readonly string[],
  derived: readonly { value: string; because: string }[],
): AxisView[] {
  return [
    ...stated.map((value): AxisView => ({ value, basis: "stated" })),
    ...derived.map(
      ({ value, because }): AxisView => ({
        value,
        basis: because.startsWith("default") ? "default" : "concluded",
        because: plainText(because, 140),
      }),
    ),
  ];
}

/** A figure without needless digits: three significant ones below 100, none after the point above. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "?";
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

function figure(record: SetupRecord, metric: Metric): FigureView | null {
  const values = record.measurements.filter((m) => m.metric === metric).map((m) => m.value);
  if (values.length === 0) return null;
  const [least, most] = [numberText(Math.min(...values)), numberText(Math.max(...values))];
  return { text: least === most ? least : `${least}–${most}`, count: values.length };
}

/** The machine in a few words, "" where the source does not say. */
export function hardwareText(record: SetupRecord): string {
  const { accelerators, cpu } = record.hardware;
  const names = accelerators.map((a) => (a.count > 1 ? `${a.count}× ${a.name}` : a.name));
  return plainText(names.length > 0 ? names.join(" + ") : (cpu ?? ""), 90);
}

function memoryText(record: SetupRecord): string {
  const { accelerators, memoryGiB } = record.hardware;
  const parts = accelerators
    .filter((a) => a.memoryGiB != null)
    .map((a) => (a.count > 1 ? `${a.count} × ${a.memoryGiB} GiB` : `${a.memoryGiB} GiB`));
  if (memoryGiB != null) parts.push(`${memoryGiB} GiB RAM`);
  return parts.join(", ");
}

function sizeText({ model }: SetupRecord): string {
  if (model.parametersB == null) return "";
  const active = model.activeParametersB != null ? `, ${numberText(model.activeParametersB)}B active` : "";
  return `${numberText(model.parametersB)}B${active}`;
}

function configurationOf({ config, hardware, model }: SetupRecord): [string, string][] {
  const entries: [string, string | number | boolean | null | undefined][] = [
    ["CPU", hardware.accelerators.length > 0 ? hardware.cpu : null],
    ["Whose machine", hardware.provider === "unknown" ? null : hardware.provider],
    ["Model repository", model.repository],
    ["Context", config.contextLength && `${config.contextLength} tokens`],
    ["KV cache", config.kvCacheType],
    ["Layers on the GPU", config.gpuLayers],
    ["Flash attention", config.flashAttention == null ? null : config.flashAttention ? "on" : "off"],
    ["Tensor parallel", config.tensorParallel],
    ["Concurrency", config.concurrency],
    ["Speculation", config.speculative],
  ];
  return entries
    .filter(([, value]) => value != null && value !== "")
    .map(([name, value]) => [name, plainText(String(value), 120)]);
}

/** The lines that carry the record's values, the evidence marked; equal lines once. */
function quotesOf(lines: readonly EvidenceLine[], limit: number): QuoteView[] {
  const seen = new Map<string, QuoteView>();
  for (const { fields, stretches } of lines) {
    const parts = stretches
      .map(({ text, marked }) => ({ text: cleanText(text), marked }))
      .filter(({ text }) => text !== "");
    const shown = shorten(parts, QUOTE_LIMIT);
    const key = JSON.stringify(shown);
    const labels = [...new Set(fields.map(fieldLabel))];
    const same = seen.get(key);
    if (same === undefined) seen.set(key, { field: labels.join(", "), parts: shown });
    else same.field = [...new Set([...same.field.split(", "), ...labels])].join(", ");
  }
  return [...seen.values()].slice(0, limit);
}

/** Cuts the stretches off after `limit` code units together, and trims the ends. */
function shorten(parts: QuoteView["parts"], limit: number): QuoteView["parts"] {
  const kept: QuoteView["parts"] = [];
  let left = limit;
  for (const { text, marked } of parts) {
    if (left <= 1) break;
    const piece = text.length > left ? `${text.slice(0, left - 1).toWellFormed()}…` : text;
    kept.push({ text: piece, marked });
    left -= piece.length;
  }
  const [first, last] = [kept[0], kept.at(-1)];
  if (first) first.text = first.text.trimStart();
  if (last) last.text = last.text.trimEnd();
  return kept;
}

function fieldLabel(field: string): string {
  const path = field.replace(/\[\d+\]|\.\d+/g, "");
  const metric = /^measurements\.(\w+)/.exec(path)?.[1];
  return plainText(FIELD_LABELS[path] ?? metric ?? path.replaceAll(".", " "), 60);
}
