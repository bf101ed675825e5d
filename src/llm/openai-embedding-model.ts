/** The embedding model behind an OpenAI-compatible server. Knows nothing of what is embedded or of indexes. */
import { setTimeout as sleep } from "node:timers/promises";
import type OpenAI from "openai";
import { z } from "zod";
import { ConfigError, InterruptedError, ModelOutputError, ModelUnavailableError } from "../record/errors.ts";
import type { EmbeddingModel } from "./chat-model.ts";
import { openaiClient, type ServerSettings } from "./openai-server.ts";
import { wireFailure } from "./server-errors.ts";

export interface OpenAiEmbeddingOptions extends ServerSettings {
  model: string;
  /** Texts in one request; 64 by default. */
  batch?: number | undefined;
  /** Attempts for one request; 5 by default. */
  attempts?: number | undefined;
  /** First pause before a retry, doubled each time up to 30 s; 500 ms by default. */
  retryDelayMs?: number | undefined;
}

const wire = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

/** Makes the model; the `openai` package is loaded at the first call. */
export function openaiEmbeddingModel(options: OpenAiEmbeddingOptions): EmbeddingModel {
  let client: Promise<OpenAI> | undefined;

  async function request(texts: readonly string[], signal: AbortSignal | undefined): Promise<number[][]> {
    client ??= openaiClient(options);
    const openai = await client;
    const body = { model: options.model, input: texts, encoding_format: "float" };
    const answer = wire.safeParse(await openai.post("/embeddings", { body, ...(signal ? { signal } : {}) }));
    if (!answer.success)
      throw new ModelOutputError("the server's answer holds no embeddings", { place: options.baseUrl });
    const vectors = new Array<number[]>(texts.length);
    for (const { index, embedding } of answer.data.data) vectors[index] = embedding;
    const size = vectors[0]?.length;
    if (!texts.every((_, i) => vectors[i] !== undefined && vectors[i]?.length === size)) {
      throw new ModelOutputError("the server left embeddings out, or made them of unequal length", {
        place: options.baseUrl,
      });
    }
    return vectors;
  }

  async function persist(texts: readonly string[], signal: AbortSignal | undefined): Promise<number[][]> {
    const attempts = options.attempts ?? 5;
    for (let tried = 1; ; tried++) {
      if (signal?.aborted) throw new InterruptedError("embedding was interrupted");
      try {
        return await request(texts, signal);
      } catch (error) {
        if (signal?.aborted) throw new InterruptedError("embedding was interrupted", { cause: error });
        const failure = wireFailure(error);
        if (!failure) throw error;
        const place = { place: options.baseUrl };
        if (failure.kind === "misconfigured") {
          throw new ConfigError(
            `the server has no embeddings for "${options.model}": ${failure.message}`,
            place,
          );
        }
        if (failure.kind === "refused-request" || failure.kind === "too-large") {
          throw new ModelOutputError(`the server refuses to embed: ${failure.message}`, place);
        }
        const asked = failure.kind === "overloaded" ? failure.retryAfterMs : undefined;
        if (tried >= attempts) {
          throw new ModelUnavailableError(`the embedding server does not answer: ${failure.message}`, {
            ...place,
            retryAfterMs: asked,
          });
        }
        const waitMs = asked ?? Math.min((options.retryDelayMs ?? 500) * 2 ** (tried - 1), 30_000);
        await sleep(Math.min(waitMs, 120_000), undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    }
  }

  return {
    name: options.model,
    async embed(texts, { signal } = {}) {
      const size = options.batch ?? 64;
      const vectors: number[][] = [];
      for (let from = 0; from < texts.length; from += size) {
        vectors.push(...(await persist(texts.slice(from, from + size), signal)));
      }
      return vectors;
    },
  };
}
