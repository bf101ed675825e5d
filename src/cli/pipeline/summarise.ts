/** What a run did, in a few lines for a person: what changed, where it lies, what to do next. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Environment } from "../../config/environment.ts";
import type { RunReport, Stage } from "../../record/run-report.ts";
import type { Library } from "../../store/library.ts";
import { plain } from "../progress.ts";

/** The most errors that the summary lists; the run report has all. */
const MOST_ERRORS = 8;
/** The most names in a line. */
const MOST_NAMES = 5;

export interface SummaryContext {
  library: Library;
  stages: readonly Stage[];
  folder: string;
  environment: Environment;
}

export function summarise(report: RunReport, context: SummaryContext): string {
  const { library, stages } = context;
  const lines: string[] = [];
  const line = (name: string, text: string) => lines.push(`${name.padEnd(9)} ${text}`);
  if (stages.includes("crawl")) line("crawled", crawlLine(report));
  if (stages.includes("extract")) line("extracted", extractLine(report));
  if (stages.includes("index"))
    line("indexed", `${report.index.upserted} written, ${report.index.removed} removed`);
  if (stages.includes("publish")) line("published", publishLine(report));
  const counts = library.records.counts();
  line(
    "in all",
    `${library.documents.count()} documents, ${counts.records} setups, ${counts.insights} insights`,
  );
  lines.push("", ...errorLines(report), ...nextLines(report, context));
  return `${lines.join("\n")}\n`;
}

function crawlLine(report: RunReport): string {
  const sum = (key: "new" | "changed" | "unchanged" | "removed" | "failed") =>
    report.sources.reduce((total, source) => total + source.documents[key], 0);
  const failed = report.sources.filter((source) => source.error !== null);
  const requests = report.sources.reduce((total, source) => total + source.requests, 0);
  return (
    `${report.sources.length} sources: ${sum("new")} new documents, ${sum("changed")} changed, ` +
    `${sum("unchanged")} unchanged` +
    (sum("removed") > 0 ? `, ${sum("removed")} gone` : "") +
    (sum("failed") > 0 ? `, ${sum("failed")} failed` : "") +
    ` (${requests} requests)` +
    (failed.length > 0 ? `; failed sources: ${listed(failed.map((source) => source.id))}` : "")
  );
}

function extractLine({ extraction }: RunReport): string {
  const { records } = extraction;
  const tokens = extraction.promptTokens + extraction.completionTokens;
  const rejected = Object.values(extraction.rejected).reduce((sum, n) => sum + n, 0);
  return (
    `${extraction.documents} documents read by ${extraction.model}: ${records.new} new setups, ${records.changed} changed, ` +
    `${records.removed} removed` +
    (rejected > 0 ? `, ${rejected} claims rejected` : "") +
    (tokens > 0 ? `; ${tokens} tokens, ${extraction.costUsd.toFixed(2)} USD` : "")
  );
}

function publishLine({ book }: RunReport): string {
  return book.changed.length === 0
    ? `${book.chapters} chapters, none changed`
    : `${book.chapters} chapters, ${book.changed.length} changed`;
}

function errorLines(report: RunReport): string[] {
  if (report.errors.length === 0) return [];
  const shown = report.errors.slice(0, MOST_ERRORS).map((error) => {
    const place = error.url ?? error.source;
    return `  ${error.stage}${place ? ` ${plain(place)}` : ""}: ${plain(error.message).slice(0, 300)}`;
  });
  const more = report.errors.length - shown.length;
  return [
    "What went wrong:",
    ...shown,
    ...(more > 0 ? [`  … and ${more} more, see the run report`] : []),
    "",
  ];
}

function nextLines(report: RunReport, { library, folder, environment }: SummaryContext): string[] {
  const near = (path: string) => {
    const fromHere = relative(folder, path);
    return fromHere.startsWith("..") ? path : fromHere || ".";
  };
  const option =
    near(library.layout.root) === environment.output ? "" : ` --output ${near(library.layout.root)}`;
  const catalog = join(library.layout.catalog, "records.jsonl");
  const site = existsSync(join(library.layout.site, "index.html"));
  return [
    `report   ${near(join(library.layout.runs, `${report.id}.json`))}`,
    ...(existsSync(catalog) ? [`catalog  ${near(catalog)}`] : []),
    ...(site ? [`booklet  ${near(join(library.layout.site, "index.html"))}`] : []),
    "",
    "Next:",
    ...(site ? [next(`serve${option}`, "read the booklet in a browser")] : []),
    next(`query "70B on two 3090s"${option}`, "search the catalog"),
    next(`status${option}`, "what is there, source by source"),
  ];
}

function next(words: string, purpose: string): string {
  const command = `  npx almanac ${words}`;
  return `${command.padEnd(46)} ${purpose}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
