/**
 * The extract stage: reads every document whose text or extractor changed, and replaces that document's records. Knows
 * nothing of how an extractor reads, nor of what is done with the records.
 */
import PQueue from "p-queue";
import {
  AlmanacError,
  BudgetExceededError,
  InterruptedError,
  ModelUnavailableError,
  StoreError,
} from "../record/errors.ts";
import type { ExtractionReport, RunError } from "../record/run-report.ts";
import type { StoredDocument } from "../store/documents.ts";
import type { Library } from "../store/library.ts";
import type { Extraction, Extractor } from "./extractor.ts";
import { FINISH_VERSION, finishRecords } from "./finish-records.ts";

export interface ExtractOptions {
  library: Library;
  extractor: Extractor;
  /** Read every document again, whatever the cache holds. */
  again?: boolean;
  /** Only documents of these sources. */
  only?: readonly string[];
  /** ISO 8601 time of storing. */
  clock: () => Date;
  signal: AbortSignal;
  /** Called after each document that had to be read. */
  onProgress?: (progress: { done: number; total: number; document: string }) => void;
}

export interface ExtractOutcome {
  report: ExtractionReport;
  errors: RunError[];
  /** False when the stage stopped before its end (model not reachable). A used-up budget is a clean end. */
  finished: boolean;
}

/** Names an extractor for the cache: another key means that documents are read again. */
export function extractorKey(extractor: Extractor): string {
  return `${extractor.name}@${extractor.version}+${FINISH_VERSION}`;
}

/** The ids of the documents that the next extraction would read, in order of address. */
export function documentsToRead(
  options: Pick<ExtractOptions, "library" | "extractor" | "again" | "only">,
): string[] {
  const key = extractorKey(options.extractor);
  const made = options.library.records;
  const waiting: string[] = [];
  for (const { id, source, textHash } of options.library.documents.hashes()) {
    if (options.only && options.only.length > 0 && !options.only.includes(source)) continue;
    const from = options.again ? undefined : made.madeFrom(id);
    if (from?.textHash !== textHash || from.extractor !== key) waiting.push(id);
  }
  return waiting;
}

/** @throws InterruptedError, StoreError. All else is in the outcome; what was read stays stored. */
export async function extractRecords(options: ExtractOptions): Promise<ExtractOutcome> {
  const { library, extractor } = options;
  const waiting = documentsToRead(options);
  const report = emptyReport(extractor.name);
  const errors: RunError[] = [];
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const queue = new PQueue({ concurrency: extractor.documentsAtOnce ?? 1 });
  const before = library.records.counts().records;
  let done = 0;
  let finished = true;
  let fatal: unknown;

  const readOne = async (id: string) => {
    if (signal.aborted) return;
    const document = library.documents.get(id);
    if (!document) return;
    try {
      const read = await readOrReuse(document, options, signal);
      storeOne(document, read.extraction, options, report);
      if (read.fresh) report.documents++;
      else report.cached++;
      if (read.fresh) addUsage(report, read.extraction);
    } catch (error) {
      if (error instanceof StoreError || error instanceof InterruptedError || signal.aborted) {
        fatal ??= error instanceof StoreError ? error : undefined;
        stop.abort();
        return;
      }
      errors.push(errorRow(error, document));
      if (error instanceof ModelUnavailableError || error instanceof BudgetExceededError) {
        if (error instanceof ModelUnavailableError) finished = false;
        stop.abort();
      }
    }
    done++;
    options.onProgress?.({ done, total: waiting.length, document: document.url });
  };
  await queue.addAll(waiting.map((id) => () => readOne(id)));
  if (fatal) throw fatal;
  if (options.signal.aborted) throw new InterruptedError("extraction was interrupted; run it again to go on");

  const touched = report.records.unchanged + report.records.changed + report.records.removed;
  report.records.unchanged += before - touched;
  report.cached += library.documents.count() - waiting.length;
  report.insights = library.records.counts().insights;
  return { report, errors, finished };
}

async function readOrReuse(
  document: StoredDocument,
  options: ExtractOptions,
  signal: AbortSignal,
): Promise<{ extraction: Extraction; fresh: boolean }> {
  const { library, extractor } = options;
  const key = extractorKey(extractor);
  if (!options.again) {
    const cached = library.records.cached(document.id, document.textHash, key) as Extraction | undefined;
    if (cached) return { extraction: cached, fresh: false };
  }
  const extraction = await extractor.extract(document, { signal });
  library.records.putCached({
    document: document.id,
    textHash: document.textHash,
    extractor: key,
    result: extraction,
    now: options.clock().toISOString(),
  });
  return { extraction, fresh: true };
}

function storeOne(
  document: StoredDocument,
  extraction: Extraction,
  options: ExtractOptions,
  report: ExtractionReport,
): void {
  const finished = finishRecords(document, extraction, options.extractor);
  const changes = options.library.records.replace(document.id, {
    ...finished,
    rejections: extraction.rejections,
    textHash: document.textHash,
    extractor: extractorKey(options.extractor),
    now: options.clock().toISOString(),
  });
  report.records.new += changes.new;
  report.records.changed += changes.changed;
  report.records.unchanged += changes.unchanged;
  report.records.removed += changes.removed;
  for (const rejection of extraction.rejections) {
    report.rejected[rejection.kind] = (report.rejected[rejection.kind] ?? 0) + 1;
  }
}

function addUsage(report: ExtractionReport, extraction: Extraction): void {
  report.calls += extraction.usage.calls;
  report.promptTokens += extraction.usage.promptTokens;
  report.completionTokens += extraction.usage.completionTokens;
  report.costUsd += extraction.usage.costUsd;
}

function errorRow(error: unknown, document: StoredDocument): RunError {
  return {
    stage: "extract",
    source: document.source,
    url: document.url,
    code: error instanceof AlmanacError ? error.code : "UNEXPECTED",
    message: error instanceof Error ? error.message : String(error),
  };
}

/** A report of nothing done. */
export function emptyReport(model: string): ExtractionReport {
  return {
    documents: 0,
    cached: 0,
    records: { new: 0, changed: 0, unchanged: 0, removed: 0 },
    insights: 0,
    rejected: {},
    model,
    calls: 0,
    promptTokens: 0,
    completionTokens: 0,
    costUsd: 0,
  };
}
