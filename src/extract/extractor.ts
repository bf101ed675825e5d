/**
 * What every extractor is: a reader of one document that gives setups, insights and rejections. The pipeline adds ids,
 * status, hardware class and derived axes; an extractor knows nothing of storage.
 */
import type { SourceDocument } from "../record/document.ts";
import type { InsightDraft } from "../record/insight.ts";
import type { Rejection } from "../record/rejection.ts";
import type { SetupDraft } from "../record/setup-record.ts";

/** Tokens, calls and money that one document took; all zero for the built-in extractor. */
export interface ModelUsage {
  calls: number;
  cachedCalls: number;
  promptTokens: number;
  completionTokens: number;
  costUsd: number;
}

export const NO_USAGE: Readonly<ModelUsage> = {
  calls: 0,
  cachedCalls: 0,
  promptTokens: 0,
  completionTokens: 0,
  costUsd: 0,
};

export interface Extraction {
  setups: SetupDraft[];
  insights: InsightDraft[];
  rejections: Rejection[];
  usage: ModelUsage;
}

/** What reading some documents would take; `costUsd` is null where the model has no price in sources.yaml. */
export interface UsageEstimate {
  promptTokens: number;
  completionTokens: number;
  costUsd: number | null;
}

export interface Extractor {
  /** `builtin`, or `openai:<model>`; stored with every record. */
  readonly name: string;
  /** Changes whenever the same document could give another answer: code version, prompt and schema versions. */
  readonly version: string;
  /** The version of the prompts, where there are any. */
  readonly prompt?: string;
  /** How many documents it likes to read at once; 1 where it does not say. */
  readonly documentsAtOnce?: number;
  /**
   * @throws ModelUnavailableError, BudgetExceededError, InterruptedError: the document stays to be done.
   */
  extract(document: SourceDocument, options: { signal: AbortSignal }): Promise<Extraction>;
  /** Tokens and cost of reading these documents, without asking a model; absent where reading takes none. */
  estimate?(documents: readonly SourceDocument[]): Promise<UsageEstimate>;
}
