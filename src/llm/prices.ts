/** What tokens cost. Knows nothing of which server answers; a model without a price costs nothing (it runs at home). */
import type { TokenUsage } from "./chat-model.ts";

/** USD for a million tokens each. */
export interface ModelPrice {
  prompt: number;
  completion: number;
  /** For the part of the prompt that came from the server's cache; absent = as the prompt. */
  cachedPrompt?: number | undefined;
}

/** By model name; a name that ends in `*` stands for all that begin with it. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

/** The price of a model: its own entry, else the longest matching prefix; undefined where none is listed. */
export function priceOf(model: string, table: PriceTable): ModelPrice | undefined {
  const exact = table[model];
  if (exact) return exact;
  const prefixes = Object.keys(table)
    .filter((name) => name.endsWith("*") && model.startsWith(name.slice(0, -1)))
    .sort((a, b) => b.length - a.length);
  return prefixes[0] === undefined ? undefined : table[prefixes[0]];
}

/** The cost of one call in USD. */
export function costUsd(usage: TokenUsage, price: ModelPrice | undefined): number {
  if (!price) return 0;
  const cached = Math.min(usage.cachedPromptTokens, usage.promptTokens);
  const promptUsd =
    (usage.promptTokens - cached) * price.prompt + cached * (price.cachedPrompt ?? price.prompt);
  return (promptUsd + usage.completionTokens * price.completion) / 1e6;
}
