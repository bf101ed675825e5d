/** Which embedder the index and the questions use: the built-in one unless ALMANAC_EMBEDDING_MODEL names another. */
import type { Environment } from "../../config/environment.ts";
import { createBuiltinEmbedder } from "../../index/embed/builtin-embedder.ts";
import { type Embedder, embedderOverModel } from "../../index/embed/embedder.ts";
import { openaiEmbeddingModel } from "../../llm/openai-embedding-model.ts";
import { ConfigError } from "../../record/errors.ts";
import { OPENAI_ADDRESS } from "./choose-extractor.ts";

/**
 * `attempts` bounds how often a server that does not answer is asked; a person waits for a question.
 * @throws ConfigError when an embedding model is named and no server.
 */
export function chooseEmbedder(environment: Environment, options: { attempts?: number } = {}): Embedder {
  const { embeddingModel, openaiBaseUrl, openaiApiKey } = environment;
  if (!embeddingModel) return createBuiltinEmbedder();
  if (!openaiBaseUrl && !openaiApiKey)
    throw new ConfigError(
      "ALMANAC_EMBEDDING_MODEL is set, but no server: set OPENAI_BASE_URL (a local server, e.g. http://127.0.0.1:8080/v1) or OPENAI_API_KEY",
      { place: "environment" },
    );
  return embedderOverModel(
    openaiEmbeddingModel({
      baseUrl: openaiBaseUrl ?? OPENAI_ADDRESS,
      apiKey: openaiApiKey,
      model: embeddingModel,
      attempts: options.attempts,
    }),
  );
}
