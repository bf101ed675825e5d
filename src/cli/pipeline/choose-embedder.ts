/** Which embedder the index and the questions use: the built-in one unless ALMANAC_EMBEDDING_MODEL names another. */
import type { Environment } from "../../config/environment.ts";
import { createBuiltinEmbedder } from "../../index/embed/builtin-embedder.ts";
import { type Embedder, embedderOverModel } from "../../index/embed/embedder.ts";
import { openaiEmbeddingModel } from "../../llm/openai-embedding-model.ts";
import { ConfigError } from "../../record/errors.ts";
import { OPENAI_ADDRESS } from "./choose-extractor.ts";

/**
 * `attempts` bounds how often a server is asked: a question at the terminal waits less than a run.
 * @throws ConfigError when an embedding model is named without a server.
 */
export function chooseEmbedder(environment: Environment, options: { attempts?: number } = {}): Embedder {
  const { embeddingModel, openaiBaseUrl, openaiApiKey } = environment;
  if (!embeddingModel) return createBuiltinEmbedder();
  if (!openaiBaseUrl && !openaiApiKey) {
    throw new ConfigError(
      "ALMANAC_EMBEDDING_MODEL is set, but no server: set OPENAI_BASE_URL or OPENAI_API_KEY, or unset it for the built-in embedder",
      { place: "environment" },
    );
  }
  return embedderOverModel(
    openaiEmbeddingModel({
      baseUrl: openaiBaseUrl ?? OPENAI_ADDRESS,
      apiKey: openaiApiKey,
      model: embeddingModel,
      attempts: options.attempts,
    }),
  );
}
