/** An embedder for tests of everything but meaning: vectors from the letters of a text, at once, and a list of what it was asked. */
import { type Embedder, toUnitLength } from "../../src/index/embed/embedder.ts";

export function letterEmbedder(
  options: { name?: string; dimensions?: number } = {},
): Embedder & { readonly texts: string[] } {
  const { name = "letters", dimensions = 16 } = options;
  const texts: string[] = [];
  return {
    name,
    texts,
    async embed(asked) {
      texts.push(...asked);
      return asked.map((text) => {
        const vector = new Float32Array(dimensions);
        for (let at = 0; at < text.length; at++) {
          const place = text.charCodeAt(at) % dimensions;
          vector[place] = (vector[place] ?? 0) + 1;
        }
        return toUnitLength(vector);
      });
    },
    async close() {},
  };
}
