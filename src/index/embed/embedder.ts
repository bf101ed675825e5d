/** What turns texts into vectors for the index and for questions. Knows nothing of tables or of how vectors are kept. */
import type { EmbeddingModel } from "../../llm/chat-model.ts";

export interface Embedder {
  /** Names the vectors: those of another name are not comparable, so the index is built again. */
  readonly name: string;
  /**
   * One vector of length 1 a text, in order; all of one embedder have the same number of dimensions.
   * @throws InterruptedError when the signal ends it; ModelUnavailableError when its server does not answer.
   */
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<Float32Array[]>;
  /** Frees threads and memory; a later `embed` starts them again. */
  close(): Promise<void>;
}

/** An embedder over any OpenAI-compatible endpoint. */
export function embedderOverModel(model: EmbeddingModel): Embedder {
  return {
    name: `openai:${model.name}`,
    async embed(texts, options = {}) {
      const vectors = await model.embed(texts, options);
      return vectors.map((vector) => toUnitLength(Float32Array.from(vector)));
    },
    async close() {},
  };
}

/** The same direction with length 1; a vector of zeros stays as it is. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}
