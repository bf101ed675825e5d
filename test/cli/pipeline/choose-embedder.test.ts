import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { chooseEmbedder } from "../../../src/cli/pipeline/choose-embedder.ts";
import { readEnvironment } from "../../../src/config/environment.ts";
import { indexRecords } from "../../../src/index/index-records.ts";
import { search } from "../../../src/index/search.ts";
import { ConfigError } from "../../../src/record/errors.ts";
import { Library } from "../../../src/store/library.ts";
import { searchSetups } from "../../fixtures/search/setups.ts";
import { letterEmbedder } from "../../helpers/letter-embedder.ts";
import { storeRecords } from "../../helpers/store-records.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

/** An embedding endpoint whose vectors are made of letters; counts the texts that it was asked. */
async function embeddingServer() {
  const letters = letterEmbedder();
  const server = createServer(async (request, response) => {
    const { input } = (await json(request)) as { input: string[] };
    const vectors = await letters.embed(input);
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        object: "list",
        data: vectors.map((vector, index) => ({ index, embedding: [...vector] })),
      }),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, texts: letters.texts };
}

describe("the embedder", () => {
  test("is the built-in one where no embedding model is named", () => {
    expect(chooseEmbedder(readEnvironment({}, temporaryFolder())).name).toMatch(/^builtin:/);
  });

  test("is the named model on the named server, for the index and for the question", async () => {
    const { baseUrl, texts } = await embeddingServer();
    const variables = { OPENAI_BASE_URL: baseUrl, ALMANAC_EMBEDDING_MODEL: "letters-1" };
    const embedder = chooseEmbedder(readEnvironment(variables, temporaryFolder()));
    expect(embedder.name).toBe("openai:letters-1");
    const library = Library.open(temporaryFolder());
    onTestFinished(() => library.close());
    storeRecords(library, { records: searchSetups().slice(0, 10) });
    const signal = new AbortController().signal;
    expect(await indexRecords({ library, embedder, signal })).toMatchObject({ upserted: 10 });
    const answer = await search({ library, embedder, text: "70B on two 3090s" });
    expect(answer).toMatchObject({ known: true, note: null });
    expect(texts).toContain("70B on two 3090s");
  });

  test("that is named without a server is a mistake in the environment", () => {
    const environment = readEnvironment({ ALMANAC_EMBEDDING_MODEL: "letters-1" }, temporaryFolder());
    expect(() => chooseEmbedder(environment)).toThrow(ConfigError);
    expect(() => chooseEmbedder(environment)).toThrow(/set OPENAI_BASE_URL/);
  });

  test("lets a question be answered by words alone when its server is away", async () => {
    const { baseUrl } = await embeddingServer();
    const here = { OPENAI_BASE_URL: baseUrl, ALMANAC_EMBEDDING_MODEL: "letters-1" };
    const library = Library.open(temporaryFolder());
    onTestFinished(() => library.close());
    storeRecords(library, { records: searchSetups().slice(0, 10) });
    const embedder = chooseEmbedder(readEnvironment(here, temporaryFolder()));
    await indexRecords({ library, embedder, signal: new AbortController().signal });
    const away = chooseEmbedder(
      readEnvironment({ ...here, OPENAI_BASE_URL: "http://127.0.0.1:1/v1" }, temporaryFolder()),
      { attempts: 1 },
    );
    const answer = await search({ library, embedder: away, text: "70B on two 3090s" });
    expect(answer.note).toMatch(/^searched by words only: /);
    expect(answer.known).toBe(true);
  });
});
