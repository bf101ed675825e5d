/**
 * A chat model that pays each call once: it looks in the ledger, asks the budget, calls, and records before it answers.
 * Knows nothing of HTTP or of SQLite.
 */
import { Budget, type BudgetLimits } from "./budget.ts";
import { type CallLedger, callKey, type PaidCall } from "./call-ledger.ts";
import type { ChatModel, ChatRequest, Completion } from "./chat-model.ts";
import { costUsd, type ModelPrice } from "./prices.ts";
import { roughTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";

export interface RecordedModelOptions {
  model: ChatModel;
  ledger: CallLedger;
  price?: ModelPrice | undefined;
  budget?: Budget | BudgetLimits | undefined;
  clock: { now(): number };
  /** Told of every answer, paid now or before. */
  onCall?: (call: PaidCall, cached: boolean) => void;
}

/** Wraps a model with the ledger, the budget and the price. */
export function recordedModel(options: RecordedModelOptions): ChatModel {
  const { model, ledger, price, clock } = options;
  const budget = options.budget instanceof Budget ? options.budget : new Budget(options.budget);
  const underWay = new Map<string, Promise<Completion>>();

  async function pay(key: string, request: ChatRequest): Promise<Completion> {
    const promptTokens = request.messages.reduce(
      (sum, message) => sum + roughTokens(message.content) + TOKENS_PER_MESSAGE,
      0,
    );
    const most = { promptTokens, cachedPromptTokens: 0, completionTokens: request.maxTokens };
    const reservation = budget.reserve(promptTokens + request.maxTokens, costUsd(most, price));
    let spentTokens = 0;
    let spentUsd = 0;
    try {
      const completion = await model.complete(request);
      spentTokens = completion.usage.promptTokens + completion.usage.completionTokens;
      spentUsd = costUsd(completion.usage, price);
      const { text, reasoning, finish, usage, latencyMs } = completion;
      const call: PaidCall = {
        key,
        purpose: request.purpose,
        model: completion.model,
        text,
        reasoning,
        finish,
        usage,
        costUsd: spentUsd,
        latencyMs,
        at: new Date(clock.now()).toISOString(),
      };
      ledger.record(call);
      options.onCall?.(call, false);
      return completion;
    } finally {
      reservation.settle(spentTokens, spentUsd);
    }
  }

  return {
    name: model.name,
    async complete(request) {
      const key = callKey(model.name, request);
      const paid = ledger.find(key);
      if (paid) {
        options.onCall?.(paid, true);
        const { text, reasoning, finish, usage, model: name, latencyMs } = paid;
        return { text, reasoning, finish, usage, model: name, latencyMs, cached: true };
      }
      const same = underWay.get(key);
      if (same) return same;
      const call = pay(key, request).finally(() => underWay.delete(key));
      underWay.set(key, call);
      return call;
    },
  };
}
