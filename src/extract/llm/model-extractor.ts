/**
 * The model-driven extractor: agents read, code verifies, and the built-in extractor's reading of the same document is
 * merged in. Knows nothing of storage or of HTTP.
 */
import type { ChatModel, Completion } from "../../llm/chat-model.ts";
import type { SourceDocument } from "../../record/document.ts";
import { sha256 } from "../../record/ids.ts";
import type { InsightDraft } from "../../record/insight.ts";
import type { Rejection } from "../../record/rejection.ts";
import type { SetupDraft } from "../../record/setup-record.ts";
import { quotable } from "../evidence/align-quote.ts";
import { CLOSED, readableText } from "../evidence/closed-stretches.ts";
import type { NameBook } from "../evidence/name-book.ts";
import type { Extraction, Extractor, ModelUsage } from "../extractor.ts";
import { SCHEMA_VERSION } from "./answer-schemas.ts";
import { answerTokens, type Reading } from "./ask-step.ts";
import { auditSetups, type ReadSetup } from "./audit.ts";
import { buildDraft } from "./build-draft.ts";
import { estimateUsage, type StepHistory } from "./estimate-usage.ts";
import { joinSetups, type SectionDraft } from "./join-setups.ts";
import { markDocument } from "./mark-document.ts";
import { mergeExtractions } from "./merge-extractions.ts";
import { DOUBTED, implausible, withSaneMemory } from "./plausibility.ts";
import { type Prompts, readPrompts, STEPS } from "./prompts.ts";
import { readInsights } from "./read-insights.ts";
import { readSetups, type SectionReading } from "./read-setups.ts";
import { bridge, type Section, splitSections } from "./split-sections.ts";

/** Raised when this folder's code gives other records for the same answers. */
export const MODEL_EXTRACTOR_VERSION = "1";

export interface ModelExtractorOptions {
  model: ChatModel;
  /** Another model for the audit; the same where it is absent. */
  auditModel?: ChatModel | undefined;
  builtin: Extractor;
  names: NameBook;
  /** The model's window in tokens; 16,384 where it is unknown. */
  contextTokens?: number | undefined;
  /** Most tokens of one section, however large the window: small models lose the thread in long texts. 6,000 by default. */
  sectionTokens?: number | undefined;
  /** Cost of a call that was paid now. */
  costUsd?: (completion: Completion) => number;
  /** Documents read at once; the model's queue sets the real pace. 8 by default. */
  documentsAtOnce?: number | undefined;
  prompts?: Prompts;
  /** What the steps took in runs before, and what tokens cost; both for the estimate of a dry run only. */
  history?: () => readonly StepHistory[];
  priceUsd?: (promptTokens: number, completionTokens: number) => number | null;
  /** Told of links that a reader would like read too; whether they are fetched is the crawl's affair. */
  onLinkWanted?: (link: { from: string; url: string }) => void;
  /** Memory bandwidth of one device in GB/s, for the plausibility of figures. */
  bandwidthGBs?: (accelerator: string) => number | undefined;
}

/** Assumed where neither the server nor sources.yaml tells; 16,384 is what most people load a model with. */
const UNKNOWN_WINDOW = 16_384;
const OVERLAP_TOKENS = 300;
/** Rules, task and a list of setups around a section. */
const PROMPT_TOKENS = 2_000;

/** The tokens that a section may have in a window. */
export function sectionTokensFor(windowTokens: number, most = 6_000): number {
  const answer = Math.max(...STEPS.map((step) => answerTokens(step, windowTokens)));
  return Math.max(400, Math.min(most, windowTokens - answer - PROMPT_TOKENS));
}

/** An extractor that asks a model. */
export type ModelExtractor = Extractor & Required<Pick<Extractor, "prompt" | "documentsAtOnce" | "estimate">>;

/** Makes the extractor. */
export function createModelExtractor(options: ModelExtractorOptions): ModelExtractor {
  const { model, auditModel, builtin, names } = options;
  const prompts = options.prompts ?? readPrompts();
  const windowTokens = options.contextTokens ?? UNKNOWN_WINDOW;
  const tokens = sectionTokensFor(windowTokens, options.sectionTokens);
  const auditor = auditModel && auditModel.name !== model.name ? `+${auditModel.name}` : "";

  async function extract(document: SourceDocument, { signal }: { signal: AbortSignal }): Promise<Extraction> {
    const underWay = new Set<Promise<Completion>>();
    try {
      return await read(document, { signal, model: followed(model, underWay), underWay });
    } catch (error) {
      // What is paid for is waited for, so that it is in the ledger before the caller closes it.
      await Promise.allSettled(underWay);
      throw error;
    }
  }

  async function read(
    document: SourceDocument,
    calls: { signal: AbortSignal; model: ChatModel; underWay: Set<Promise<Completion>> },
  ): Promise<Extraction> {
    const { signal } = calls;
    // What is hidden or speaks to programs is neither shown nor quotable, for either reader.
    const readable = readableText(document.text);
    const byCode = await builtin.extract({ ...document, text: readable.replaceAll(CLOSED, " ") }, { signal });
    const usage: ModelUsage = { ...byCode.usage };
    const rejections: Rejection[] = [];
    const reading: Reading = {
      model: calls.model,
      prompts,
      documentHash: sha256(document.text),
      title: document.title,
      windowTokens,
      signal,
      onCompletion: (completion) => count(usage, completion, options.costUsd),
      reject: (rejection) => rejections.push(rejection),
    };
    const marked = markDocument({ ...document, text: readable });
    const source = quotable(readable);
    const links = linksWorthReading(document);
    const context: SectionReading = {
      reading,
      marked,
      grounds: { source, names, marks: marked.marks },
      links: links.map((link) => link.text),
      wantLink: (number) => {
        const link = links[number];
        if (link) options.onLinkWanted?.({ from: document.url, url: link.url });
      },
    };
    const sections = splitSections(marked, { tokens, overlapTokens: OVERLAP_TOKENS });
    const [setups, insights] = await Promise.all([
      readSections(context, sections),
      Promise.all(sections.map((section) => readInsights(context, section))),
    ]);
    await auditSetups(
      setups.flatMap((one) => one.setups),
      auditModel ? { ...reading, model: followed(auditModel, calls.underWay) } : reading,
      readable,
    );
    const drafts = joinSetups(draftsOf(setups, names.memoryGiB, rejections));
    const merged = mergeExtractions(drafts, byCode.setups);
    const finished = merged.setups.map((draft) => doubt(draft, options, rejections));
    return {
      setups: finished,
      insights: mergeInsights(insights.flat(), byCode.insights),
      rejections: [...rejections, ...merged.rejections, ...byCode.rejections],
      usage,
    };
  }

  return {
    name: `openai:${model.name}`,
    version: `${MODEL_EXTRACTOR_VERSION}.${SCHEMA_VERSION}.${prompts.version}${auditor}/${builtin.version}`,
    prompt: prompts.version,
    documentsAtOnce: options.documentsAtOnce ?? 8,
    extract,
    estimate: (documents) =>
      estimateUsage({
        documents,
        builtin,
        prompts,
        sectionTokens: tokens,
        overlapTokens: OVERLAP_TOKENS,
        history: options.history?.() ?? [],
        costUsd: options.priceUsd ?? (() => null),
      }),
  };
}

/** Reads every section, and where one breaks off inside a setup also the stretch over its end. */
async function readSections(
  context: SectionReading,
  sections: readonly Section[],
): Promise<{ number: number; setups: ReadSetup[] }[]> {
  const read = await Promise.all(
    sections.map(async (section) => ({ section, ...(await readSetups(context, section)) })),
  );
  const bridges = read.flatMap(({ section, continues }) => {
    const next = sections[section.number + 1];
    return continues && next ? [bridge(context.marked, section, next)] : [];
  });
  const over = await Promise.all(
    bridges.map(async (section) => ({ section, ...(await readSetups(context, section)) })),
  );
  return [...read, ...over].map(({ section, setups }) => ({ number: section.number, setups }));
}

/** Links that may hold what a document leaves out: logs and gists, by their words or address. */
function linksWorthReading(document: SourceDocument): SourceDocument["links"] {
  const telling = /gist|pastebin|\.log\b|\.txt\b|\blogs?\b|output|results?\b|bench/i;
  return document.links.filter(({ text, url }) => telling.test(`${text} ${url}`)).slice(0, 20);
}

/** The model, with every call noted until it has ended. */
function followed(model: ChatModel, underWay: Set<Promise<Completion>>): ChatModel {
  return {
    name: model.name,
    complete(request) {
      const call = model.complete(request);
      underWay.add(call);
      const over = () => underWay.delete(call);
      call.then(over, over);
      return call;
    },
  };
}

function count(usage: ModelUsage, completion: Completion, costUsd: ModelExtractorOptions["costUsd"]): void {
  if (completion.cached) {
    usage.cachedCalls++;
    return;
  }
  usage.calls++;
  usage.promptTokens += completion.usage.promptTokens;
  usage.completionTokens += completion.usage.completionTokens;
  usage.costUsd += costUsd?.(completion) ?? 0;
}

function draftsOf(
  sections: readonly { number: number; setups: readonly ReadSetup[] }[],
  sizesOf: (accelerator: string) => readonly number[],
  rejections: Rejection[],
): SectionDraft[] {
  const drafts: SectionDraft[] = [];
  const reject = (rejection: Rejection) => void rejections.push(rejection);
  for (const { number, setups } of sections) {
    for (const { setup, values } of setups) {
      const draft = buildDraft(values);
      if (draft) drafts.push({ draft: withSaneMemory(draft, sizesOf, reject), section: number });
      else {
        const message = "too little of it stood up to verification";
        rejections.push({ kind: "unsupported", field: "record", message, value: setup.title });
      }
    }
  }
  return drafts;
}

function doubt(draft: SetupDraft, options: ModelExtractorOptions, rejections: Rejection[]): SetupDraft {
  const doubts = implausible(draft, options.bandwidthGBs ?? (() => undefined));
  if (doubts.length === 0) return draft;
  rejections.push(...doubts);
  return { ...draft, confidence: Math.min(draft.confidence, DOUBTED) };
}

/** The model's insights, surer where code chose the same sentence; code's own where the model has none. */
function mergeInsights(model: readonly InsightDraft[], builtin: readonly InsightDraft[]): InsightDraft[] {
  if (model.length === 0)
    return builtin.map((insight) => ({ ...insight, confidence: insight.confidence * 0.7 }));
  const merged: InsightDraft[] = [];
  const overlap = (a: InsightDraft, b: InsightDraft) => a.start < b.end && b.start < a.end;
  for (const insight of model) if (!merged.some((held) => overlap(held, insight))) merged.push(insight);
  for (const [i, held] of merged.entries()) {
    if (builtin.some((other) => overlap(held, other)))
      merged[i] = { ...held, confidence: Math.min(0.95, held.confidence + 0.15) };
  }
  return merged;
}
