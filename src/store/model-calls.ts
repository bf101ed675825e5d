/** Paid model calls, server dialects and open batches in the store. Knows nothing of prompts or of HTTP. */
import type { Database } from "./database.ts";

/** One paid call, as the ledger keeps it. */
export interface StoredCall {
  key: string;
  purpose: { document: string; step: string; promptVersion: string; schemaVersion: string };
  model: string;
  text: string;
  reasoning: string;
  finish: "stop" | "length" | "refused";
  usage: { promptTokens: number; cachedPromptTokens: number; completionTokens: number };
  costUsd: number;
  latencyMs: number;
  at: string;
}

interface CallRow {
  key: string;
  document: string;
  step: string;
  prompt_version: string;
  schema_version: string;
  model: string;
  answer: string;
  reasoning: string;
  finish: StoredCall["finish"];
  prompt_tokens: number;
  cached_prompt_tokens: number;
  completion_tokens: number;
  cost_usd: number;
  latency_ms: number;
  at: string;
}

/** What the calls of one step took together. */
export interface StepTotals {
  step: string;
  calls: number;
  promptTokens: number;
  cachedPromptTokens: number;
  completionTokens: number;
  costUsd: number;
}

export interface OpenBatch {
  id: string;
  server: string;
  /** Call keys in the order of the batch's lines. */
  requests: string[];
  at: string;
}

export class ModelCallStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(key: string): StoredCall | undefined {
    const row = this.#db.get<CallRow>("SELECT * FROM model_calls WHERE key = ?", key);
    return row && callOf(row);
  }

  /** On disk when it returns, so that a kill right after loses nothing that was paid. */
  record(call: StoredCall): void {
    const { purpose, usage } = call;
    this.#db.run(
      `INSERT OR REPLACE INTO model_calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      call.key,
      purpose.document,
      purpose.step,
      purpose.promptVersion,
      purpose.schemaVersion,
      call.model,
      call.text,
      call.reasoning,
      call.finish,
      usage.promptTokens,
      usage.cachedPromptTokens,
      usage.completionTokens,
      call.costUsd,
      call.latencyMs,
      call.at,
    );
  }

  /** Totals by step of the calls paid since a time (ISO 8601), in order of step. */
  totals(since = ""): StepTotals[] {
    return this.#db.all<StepTotals>(
      `SELECT step, count(*) AS calls, sum(prompt_tokens) AS promptTokens,
              sum(cached_prompt_tokens) AS cachedPromptTokens,
              sum(completion_tokens) AS completionTokens, sum(cost_usd) AS costUsd
       FROM model_calls WHERE at >= ? GROUP BY step ORDER BY step`,
      since,
    );
  }

  /** The dialect remembered for a server, as it was stored; undefined for a new one. */
  recall(server: string): unknown {
    const row = this.#db.get<{ dialect: string }>(
      "SELECT dialect FROM model_servers WHERE server = ?",
      server,
    );
    return row && (JSON.parse(row.dialect) as unknown);
  }

  remember(server: string, dialect: object): void {
    this.#db.run("INSERT OR REPLACE INTO model_servers VALUES (?, ?)", server, JSON.stringify(dialect));
  }

  openBatches(server: string): OpenBatch[] {
    const rows = this.#db.all<{ id: string; server: string; requests: string; at: string }>(
      "SELECT id, server, requests, at FROM model_batches WHERE server = ? AND state = 'open' ORDER BY at",
      server,
    );
    return rows.map((row) => ({ ...row, requests: JSON.parse(row.requests) as string[] }));
  }

  openBatch(batch: OpenBatch): void {
    this.#db.run(
      "INSERT OR REPLACE INTO model_batches VALUES (?, ?, ?, 'open', ?)",
      batch.id,
      batch.server,
      JSON.stringify(batch.requests),
      batch.at,
    );
  }

  closeBatch(id: string, state: "collected" | "failed"): void {
    this.#db.run("UPDATE model_batches SET state = ? WHERE id = ?", state, id);
  }
}

function callOf(row: CallRow): StoredCall {
  return {
    key: row.key,
    purpose: {
      document: row.document,
      step: row.step,
      promptVersion: row.prompt_version,
      schemaVersion: row.schema_version,
    },
    model: row.model,
    text: row.answer,
    reasoning: row.reasoning,
    finish: row.finish,
    usage: {
      promptTokens: row.prompt_tokens,
      cachedPromptTokens: row.cached_prompt_tokens,
      completionTokens: row.completion_tokens,
    },
    costUsd: row.cost_usd,
    latencyMs: row.latency_ms,
    at: row.at,
  };
}
