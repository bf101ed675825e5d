/**
 * The one small interface to a chat or an embedding model. Knows nothing of HTTP, of any vendor's package, or of what
 * the answers are used for.
 */

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** The shape that the answer must have: a JSON schema in the strict subset (see `toStrictSchema`). */
export interface AnswerShape {
  /** Letters, digits and dashes; servers show it in their logs. */
  name: string;
  schema: Record<string, unknown>;
}

/** What a call is for. Part of the cache key and of the ledger's row; never sent to the server. */
export interface CallPurpose {
  /** Content hash of the document, or another stable name for what is read. */
  document: string;
  /** survey, detail, classify, insights, audit, … */
  step: string;
  promptVersion: string;
  schemaVersion: string;
}

export interface ChatRequest {
  purpose: CallPurpose;
  /** The parts that never change come first, so that a server's prefix cache can serve them. */
  messages: readonly ChatMessage[];
  /** Absent: plain text is wanted. */
  shape?: AnswerShape;
  /** Most tokens that the answer may have. */
  maxTokens: number;
  /** 0 to 2; absent = 0. */
  temperature?: number;
  /** Higher goes first when calls wait for a slot; absent = 0. */
  priority?: number;
  signal?: AbortSignal;
}

export interface TokenUsage {
  promptTokens: number;
  /** The part of the prompt that the server took from its prefix cache; 0 where it does not tell. */
  cachedPromptTokens: number;
  completionTokens: number;
}

/**
 * `stop`: whole. `length`: cut at `maxTokens` or at the context window. `refused`: the model or a filter declined.
 */
export type FinishReason = "stop" | "length" | "refused";

export interface Completion {
  /** The answer without its thinking. */
  text: string;
  /** What the model thought aloud; empty where it did not. */
  reasoning: string;
  finish: FinishReason;
  usage: TokenUsage;
  /** The model's name as the server gives it. */
  model: string;
  latencyMs: number;
  /** True when no server was asked, because the same call was paid before. */
  cached: boolean;
}

export interface ChatModel {
  /** The configured model name; part of every cache key. */
  readonly name: string;
  /**
   * @throws ModelUnavailableError after the retries are used up.
   * @throws ModelOutputError when the server answers something that is no completion, or refuses the request itself.
   * @throws BudgetExceededError before a call that the budget does not allow.
   * @throws InterruptedError when the signal ends it.
   * @throws ConfigError when the key, the address or the model name is wrong.
   */
  complete(request: ChatRequest): Promise<Completion>;
}

export interface EmbeddingModel {
  readonly name: string;
  /** One vector a text, in order. */
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<number[][]>;
}
