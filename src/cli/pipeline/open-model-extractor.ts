/** Puts the model-driven extractor together: server, ledger, budget, prices and the built-in extractor. */
import type { ExtractionSettings } from "../../config/sources-schema.ts";
import type { Extractor } from "../../extract/extractor.ts";
import type { BatchMemory } from "../../llm/batch-model.ts";
import type { ChatModel } from "../../llm/chat-model.ts";
import type { DialectMemory } from "../../llm/server-dialect.ts";
import type { Library } from "../../store/library.ts";
import { ModelCallStore } from "../../store/model-calls.ts";

export interface OpenModelExtractorOptions {
  configured: { baseUrl: string; apiKey: string | undefined; model: string };
  settings: ExtractionSettings;
  builtin: Extractor;
  library: Library;
}

/** Calls are paid once for good: they are kept in the library. */
export async function openModelExtractor(options: OpenModelExtractorOptions): Promise<Extractor> {
  const { configured, settings, builtin, library } = options;
  const [extraction, chat, batch, recorded, prices, budgets, windows, names] = await Promise.all([
    import("../../extract/llm/model-extractor.ts"),
    import("../../llm/openai-chat-model.ts"),
    import("../../llm/batch-model.ts"),
    import("../../llm/recorded-model.ts"),
    import("../../llm/prices.ts"),
    import("../../llm/budget.ts"),
    import("../../llm/context-window.ts"),
    import("../../extract/evidence/vocabulary-names.ts"),
  ]);
  const store = new ModelCallStore(library.database);
  const memory: DialectMemory & BatchMemory = store;
  const budget = new budgets.Budget(settings.budget);
  const clock = { now: () => Date.now() };
  const { baseUrl, apiKey, model: name } = configured;
  const server = { baseUrl, apiKey, timeoutMs: settings.timeoutMs };
  const window = await windows.contextWindow(server, name).catch(() => undefined);
  const modelOf = (wanted: string): ChatModel => {
    const inner = settings.batch
      ? batch.batchModel({ ...server, model: wanted, memory, clock })
      : chat.openaiChatModel({
          ...server,
          model: wanted,
          dialects: memory,
          maxConcurrency: settings.concurrency,
          startConcurrency: window?.slots,
        });
    return recorded.recordedModel({
      model: inner,
      ledger: store,
      price: prices.priceOf(wanted, settings.prices),
      budget,
      clock,
    });
  };
  const price = prices.priceOf(name, settings.prices);
  return extraction.createModelExtractor({
    model: modelOf(name),
    auditModel: settings.auditModel === undefined ? undefined : modelOf(settings.auditModel),
    builtin,
    names: names.vocabularyNames(),
    bandwidthGBs: names.bandwidthGBs,
    contextTokens: settings.contextWindow ?? window?.tokens,
    // With batches every document must be under way for its calls to travel together.
    documentsAtOnce: settings.batch ? 1000 : Math.min(64, settings.concurrency ?? 16),
    costUsd: ({ usage, model }) => prices.costUsd(usage, prices.priceOf(model, settings.prices) ?? price),
    history: () => store.totals(),
    priceUsd: (promptTokens, completionTokens) =>
      price ? prices.costUsd({ promptTokens, completionTokens, cachedPromptTokens: 0 }, price) : null,
  });
}
