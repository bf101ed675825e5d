/** The run report: what one run did, stage by stage. A public JSON contract (`runs/<id>.json`, `run --json`). */
import { z } from "zod";

const whole = z.number().int().nonnegative();

export const documentTallySchema = z.object({
  new: whole,
  changed: whole,
  unchanged: whole,
  removed: whole,
  failed: whole,
});
export type DocumentTally = z.infer<typeof documentTallySchema>;

export const sourceReportSchema = z.object({
  id: z.string(),
  kind: z.string(),
  /** Requests that reached the source's server. */
  requests: whole,
  /** How many of them were answered 304. */
  notModified: whole,
  documents: documentTallySchema,
  /** Why the whole source failed, or null. */
  error: z.string().nullable(),
});
export type SourceReport = z.infer<typeof sourceReportSchema>;

export const extractionReportSchema = z.object({
  /** Documents read in this run. */
  documents: whole,
  /** Documents whose stored result still holds. */
  cached: whole,
  records: z.object({ new: whole, changed: whole, unchanged: whole, removed: whole }),
  /** Insights in the store after the run. */
  insights: whole,
  /** Counts by reason, for the documents read in this run. */
  rejected: z.record(z.string(), whole),
  model: z.string(),
  calls: whole,
  promptTokens: whole,
  completionTokens: whole,
  costUsd: z.number().nonnegative(),
});
export type ExtractionReport = z.infer<typeof extractionReportSchema>;

export const STAGES = ["crawl", "extract", "index", "publish"] as const;
export type Stage = (typeof STAGES)[number];

export const runErrorSchema = z.object({
  stage: z.enum(STAGES),
  source: z.string().nullable(),
  url: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
export type RunError = z.infer<typeof runErrorSchema>;

export const runReportSchema = z.object({
  id: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  durationMs: whole,
  /** False when a whole source or a stage failed. */
  ok: z.boolean(),
  sources: z.array(sourceReportSchema),
  extraction: extractionReportSchema,
  index: z.object({ upserted: whole, removed: whole }),
  book: z.object({ chapters: whole, changed: z.array(z.string()) }),
  errors: z.array(runErrorSchema),
});
export type RunReport = z.infer<typeof runReportSchema>;
