/**
 * What is remembered of paid calls: the answers, so that nothing is paid twice, and the bill. An interface and its
 * in-memory form; knows nothing of databases.
 */
import { sha256 } from "../record/ids.ts";
import type { CallPurpose, ChatRequest, FinishReason, TokenUsage } from "./chat-model.ts";

/** One paid call. */
export interface PaidCall {
  key: string;
  purpose: CallPurpose;
  model: string;
  text: string;
  reasoning: string;
  finish: FinishReason;
  usage: TokenUsage;
  costUsd: number;
  latencyMs: number;
  /** ISO 8601. */
  at: string;
}

/** Both methods are synchronous: an answer is on disk before anything else happens. */
export interface CallLedger {
  find(key: string): PaidCall | undefined;
  /** Durable when it returns. */
  record(call: PaidCall): void;
}

/** A ledger that lasts as long as the process. */
export class MemoryLedger implements CallLedger {
  readonly calls = new Map<string, PaidCall>();

  find(key: string): PaidCall | undefined {
    return this.calls.get(key);
  }

  record(call: PaidCall): void {
    this.calls.set(call.key, call);
  }
}

/**
 * The name of a call: document, step, prompt version, schema version, model, parameters, and the words themselves, so
 * that a step is read again exactly when something that it reads has changed.
 */
export function callKey(model: string, request: ChatRequest): string {
  const { purpose, messages, shape, maxTokens, temperature } = request;
  return sha256(
    JSON.stringify([
      purpose.document,
      purpose.step,
      purpose.promptVersion,
      purpose.schemaVersion,
      model,
      maxTokens,
      temperature ?? 0,
      shape?.schema ?? null,
      messages.map((message) => [message.role, message.content]),
    ]),
  );
}
