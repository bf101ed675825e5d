import { describe, expect, onTestFinished, test } from "vitest";
import { createBuiltinEmbedder } from "../../src/index/embed/builtin-embedder.ts";
import { embedOnce } from "../../src/index/embed/embed-once.ts";
import { embedderOverModel } from "../../src/index/embed/embedder.ts";
import { InterruptedError } from "../../src/record/errors.ts";
import { Library } from "../../src/store/library.ts";
import { letterEmbedder } from "../helpers/letter-embedder.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

describe("the built-in embedder", () => {
  test("gives vectors of length 1, in order, the same from one thread as from two", async () => {
    const one = createBuiltinEmbedder({ threads: 1 });
    const two = createBuiltinEmbedder({ threads: 2 });
    onTestFinished(async () => void (await Promise.all([one.close(), two.close()])));
    const texts = Array.from({ length: 70 }, (_, at) => `setup number ${at}`);
    const [from1, from2] = await Promise.all([one.embed(texts), two.embed(texts)]);
    expect(from1).toHaveLength(70);
    expect(from1[0]).toHaveLength(512);
    expect(dot(from1[5]!, from1[5]!)).toBeCloseTo(1, 5);
    expect(from2).toEqual(from1);
  });

  test("puts texts of like meaning nearer than others", async () => {
    const embedder = createBuiltinEmbedder({ threads: 1 });
    onTestFinished(() => embedder.close());
    const [story, tale, power] = await embedder.embed([
      "I use it for writing fiction",
      "it writes my short stories",
      "the power supply delivers 1200 watts",
    ]);
    expect(dot(story!, tale!)).toBeGreaterThan(dot(story!, power!) + 0.2);
  });

  test("stops between two batches when it is told to, and works again after it was closed", async () => {
    const embedder = createBuiltinEmbedder({ threads: 1 });
    onTestFinished(() => embedder.close());
    const stop = new AbortController();
    stop.abort();
    await expect(embedder.embed(["a"], { signal: stop.signal })).rejects.toThrow(InterruptedError);
    await embedder.close();
    expect(await embedder.embed(["a"])).toHaveLength(1);
    expect(await embedder.embed([])).toEqual([]);
  });
});

test("an embedding model's vectors are brought to length 1", async () => {
  const embedder = embedderOverModel({ name: "nomic", embed: async (texts) => texts.map(() => [3, 4]) });
  expect(embedder.name).toBe("openai:nomic");
  const [vector] = await embedder.embed(["x"]);
  expect([...vector!].map((value) => value.toFixed(3))).toEqual(["0.600", "0.800"]);
});

describe("vectors paid for once", () => {
  test("reach the embedder once for each text, however often it stands in the list", async () => {
    const library = Library.open(temporaryFolder());
    onTestFinished(() => library.close());
    const embedder = letterEmbedder();
    const options = { database: library.database, embedder, signal: new AbortController().signal };
    const first = await embedOnce(["ab", "cd", "ab"], options);
    expect(embedder.texts).toEqual(["ab", "cd"]);
    expect(first[0]).toEqual(first[2]);
    expect(await embedOnce(["cd", "ef", "ab"], options)).toEqual([
      first[1],
      (await embedder.embed(["ef"]))[0],
      first[0],
    ]);
    expect(embedder.texts).toEqual(["ab", "cd", "ef", "ef"]);
  });

  test("are kept up to the group in which the embedder failed", async () => {
    const library = Library.open(temporaryFolder());
    onTestFinished(() => library.close());
    const letters = letterEmbedder();
    const failing = {
      ...letters,
      embed: async (texts: readonly string[]) => {
        if (texts.includes("text 100")) throw new Error("away");
        return letters.embed(texts);
      },
    };
    const texts = Array.from({ length: 128 }, (_, at) => `text ${at}`);
    const options = { database: library.database, signal: new AbortController().signal };
    await expect(embedOnce(texts, { ...options, embedder: failing })).rejects.toThrow("away");
    const asked = letters.texts.length;
    await embedOnce(texts, { ...options, embedder: letters });
    expect(letters.texts.length - asked).toBe(64);
  });
});
