/**
 * The chat model behind an OpenAI-compatible server: dialect, queue, retries and time-outs around one call. Knows
 * nothing of what is asked.
 */
import type OpenAI from "openai";
import { ConfigError, InterruptedError, ModelOutputError, ModelUnavailableError } from "../record/errors.ts";
import { callKey } from "./call-ledger.ts";
import { CallQueue } from "./call-queue.ts";
import type { ChatMessage, ChatModel, ChatRequest, Completion } from "./chat-model.ts";
import { openaiClient, type ServerSettings } from "./openai-server.ts";
import { readCompletion } from "./read-completion.ts";
import { readJson } from "./read-json.ts";
import { type Dialect, type DialectMemory, isTooLong, ServerDialect } from "./server-dialect.ts";
import { type WireFailure, wireFailure } from "./server-errors.ts";

export interface OpenAiChatOptions extends ServerSettings {
  model: string;
  dialects?: DialectMemory | undefined;
  /** Most calls at once; 64 by default. */
  maxConcurrency?: number | undefined;
  /** Calls at once to begin with, where the server tells its slots; else half of what was found before, or one. */
  startConcurrency?: number | undefined;
  /** Attempts for one call before ModelUnavailableError; 5 by default. */
  attempts?: number | undefined;
  /** First pause before a retry, doubled each time up to 30 s; 500 ms by default. */
  retryDelayMs?: number | undefined;
  /** How long calls under way may still finish after an interruption, as they are paid for; 5,000 by default. */
  drainMs?: number | undefined;
  clock?: { now(): number };
}

const DEFAULT_DRAIN_MS = 5_000;

/** A chat model with the limit of calls at once that it has found. */
export interface OpenAiChatModel extends ChatModel {
  readonly dialect: Readonly<Dialect>;
  readonly concurrency: number;
}

/** The model answered with a prompt that it says it cannot hold: the caller may split and ask again. */
export class PromptTooLongError extends ModelOutputError {}

/** Makes the model; the `openai` package is loaded at the first call. */
export function openaiChatModel(options: OpenAiChatOptions): OpenAiChatModel {
  const clock = options.clock ?? { now: () => performance.now() };
  const dialect = new ServerDialect(`${options.baseUrl} ${options.model}`, options.dialects);
  const max = options.maxConcurrency ?? 64;
  const queue = new CallQueue({
    max,
    start: options.startConcurrency ?? Math.max(1, Math.floor((dialect.current.concurrency ?? 2) / 2)),
    clock,
    onSettled: (limit) => dialect.settled(limit),
  });
  let client: Promise<OpenAI> | undefined;
  const connect = () => (client ??= openaiClient(options));

  async function attempt(request: ChatRequest): Promise<Completion | WireFailure | { kind: "ask-again" }> {
    request.signal?.throwIfAborted();
    const used = dialect.current;
    const startedAt = clock.now();
    const drain = drainable(request.signal, options.drainMs ?? DEFAULT_DRAIN_MS);
    try {
      const openai = await connect();
      const body = await openai.post("/chat/completions", {
        body: wireRequest(request, used, options.model),
        // A server that knows such keys answers a call again without charging again.
        headers: { "Idempotency-Key": callKey(options.model, request) },
        signal: drain.signal,
      });
      const completion = readCompletion(body);
      if (!completion) return { kind: "unavailable", message: "the server's answer is no chat completion" };
      const latencyMs = clock.now() - startedAt;
      const { usage } = completion;
      queue.report({ kind: "done", work: 1 + usage.completionTokens + usage.promptTokens / 20 });
      if (request.shape && completion.finish === "stop") {
        dialect.answered(used.structured, readJson(completion.text).ok);
      }
      return { ...completion, model: completion.model || options.model, latencyMs, cached: false };
    } catch (error) {
      if (drain.signal.aborted) throw new InterruptedError("the call was interrupted", { cause: error });
      const failure = wireFailure(error);
      if (!failure) throw error;
      // Learned before the slot is given back, so that the next call already speaks the new dialect.
      const tooLong = failure.kind === "refused-request" && isTooLong(failure.message);
      if (failure.kind === "refused-request" && !tooLong && dialect.refused(failure.message, used)) {
        return { kind: "ask-again" };
      }
      if (failure.kind === "overloaded") queue.report(failure);
      else queue.report({ kind: failure.kind === "timed-out" ? "timed-out" : "failed" });
      return failure;
    } finally {
      drain.release();
    }
  }

  async function complete(request: ChatRequest): Promise<Completion> {
    const attempts = options.attempts ?? 5;
    const place = { place: options.baseUrl };
    for (let tried = 0; ; ) {
      const settings = {
        priority: request.priority ?? 0,
        ...(request.signal ? { signal: request.signal } : {}),
      };
      const outcome = await queue
        .run(() => (request.shape ? dialect.afterFirst(() => attempt(request)) : attempt(request)), settings)
        .catch((error) => {
          if (request.signal?.aborted)
            throw new InterruptedError("the call was interrupted", { cause: error });
          throw error;
        });
      if (!("kind" in outcome)) return outcome;
      if (outcome.kind === "ask-again") continue;
      if (outcome.kind === "misconfigured") throw misconfigured(outcome, options);
      if (outcome.kind === "too-large") throw new ModelOutputError(outcome.message, place);
      if (outcome.kind === "refused-request") {
        if (isTooLong(outcome.message)) throw new PromptTooLongError(outcome.message, place);
        throw new ModelOutputError(`the server refuses the request: ${outcome.message}`, place);
      }
      const asked = outcome.kind === "overloaded" ? outcome.retryAfterMs : undefined;
      // Waiting for our turn is no failed try, as long as the server promises one.
      if (outcome.kind !== "overloaded" || asked === undefined || tried > 0) tried++;
      else tried += 0.25;
      if (tried >= attempts) {
        const message = `the model's server does not answer: ${outcome.message}`;
        throw new ModelUnavailableError(message, { ...place, retryAfterMs: asked });
      }
      await pause(asked ?? backoffMs(tried, options.retryDelayMs ?? 500), request.signal);
    }
  }

  return {
    name: options.model,
    complete,
    get dialect() {
      return dialect.current;
    },
    get concurrency() {
      return queue.limit;
    },
  };
}

/** The request's body in the server's dialect. */
export function wireRequest(
  request: ChatRequest,
  dialect: Readonly<Dialect>,
  model: string,
): Record<string, unknown> {
  const { shape } = request;
  const inPrompt = shape !== undefined && dialect.structured !== "json_schema";
  const body: Record<string, unknown> = {
    model,
    messages: inPrompt ? withSchema(request.messages, shape.schema) : request.messages,
    [dialect.tokenLimitField]: request.maxTokens,
    stream: false,
  };
  if (dialect.sendsTemperature) body.temperature = request.temperature ?? 0;
  if (shape && dialect.structured === "json_schema") {
    body.response_format = {
      type: "json_schema",
      json_schema: { name: shape.name, strict: true, schema: shape.schema },
    };
  } else if (shape && dialect.structured === "json_object") body.response_format = { type: "json_object" };
  return body;
}

/** Says the shape in words, at the very end, so that the prompt before it stays the same from step to step. */
function withSchema(messages: readonly ChatMessage[], schema: Record<string, unknown>): ChatMessage[] {
  const words = `\n\nAnswer with one JSON object and nothing else. Its JSON schema:\n${JSON.stringify(schema)}`;
  const last = messages.length - 1;
  return messages.map((message, i) =>
    i === last ? { ...message, content: message.content + words } : message,
  );
}

function misconfigured(
  failure: { status: number; message: string },
  options: OpenAiChatOptions,
): ConfigError {
  const what =
    failure.status === 404
      ? `there is no model "${options.model}" or no OpenAI-compatible API at this address; check ALMANAC_MODEL and OPENAI_BASE_URL (it usually ends in /v1)`
      : failure.status < 400
        ? "the server redirects; set OPENAI_BASE_URL to the final address"
        : "the server refuses the key; check OPENAI_API_KEY";
  return new ConfigError(`${what} (${failure.message})`, { place: options.baseUrl });
}

const backoffMs = (tried: number, firstMs: number) =>
  Math.min(firstMs * 2 ** Math.max(0, tried - 1), 30_000) * (0.75 + Math.random() / 2);

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new InterruptedError("interrupted while waiting for the model's server"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

/** A signal that fires `drainMs` after the given one: what is under way is paid for, and worth waiting for a little. */
function drainable(
  outer: AbortSignal | undefined,
  drainMs: number,
): { signal: AbortSignal; release(): void } {
  const inner = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => inner.abort(), drainMs);
  };
  outer?.addEventListener("abort", begin, { once: true });
  return {
    signal: inner.signal,
    release() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", begin);
    },
  };
}
