import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { faithfulScript, statedDocuments } from "../../../bench/hallucination/documents.ts";
import { openModelExtractor } from "../../../src/cli/pipeline/open-model-extractor.ts";
import { extractionSchema } from "../../../src/config/sources-schema.ts";
import { BudgetExceededError } from "../../../src/record/errors.ts";
import { Library } from "../../../src/store/library.ts";
import { ModelCallStore } from "../../../src/store/model-calls.ts";
import { type FakeModelServer, startFakeModelServer } from "../../helpers/fake-model-server.ts";
import { givenExtractor, never, page, scriptedAnswer } from "../../helpers/scripted-answers.ts";

const document = statedDocuments(1, 2)[0]!;
let folder: string;
let library: Library;
let server: FakeModelServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "almanac-model-"));
  library = Library.open(folder);
  server = await startFakeModelServer({
    flavour: "llama.cpp",
    contextTokens: 12_000,
    unsupported: ["json_schema"],
    answer: (request) => scriptedAnswer(faithfulScript(document), request),
  });
});
afterEach(async () => {
  await server.close();
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (settings: object = {}) =>
  openModelExtractor({
    configured: { baseUrl: server.baseUrl, apiKey: undefined, model: "fake-30b" },
    settings: extractionSchema.parse(settings),
    builtin: givenExtractor(),
    library,
  });

it("reads with the configured server, and keeps every call and the server's dialect in the library", async () => {
  const extractor = await open({ prices: { "fake-*": { prompt: 1, completion: 10 } } });
  const { setups, usage } = await extractor.extract(page(document.text), never());
  expect(setups).toHaveLength(2);
  expect(usage.costUsd).toBeGreaterThan(0);
  const totals = new ModelCallStore(library.database).totals();
  expect(totals.reduce((sum, { calls }) => sum + calls, 0)).toBe(usage.calls);
  expect(totals.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeCloseTo(usage.costUsd, 9);
  const again = await (await open()).extract(page(document.text), never());
  expect(again.usage).toMatchObject({ calls: 0, cachedCalls: usage.calls });
  expect(new ModelCallStore(library.database).recall(`${server.baseUrl} fake-30b`)).toMatchObject({
    structured: "json_object",
  });
});

it("ends at the budget, and goes on from there when there is more", async () => {
  await expect(
    (await open({ budget: { tokens: 9000 } })).extract(page(document.text), never()),
  ).rejects.toThrow(BudgetExceededError);
  const { usage } = await (await open()).extract(page(document.text), never());
  expect(usage.cachedCalls).toBeGreaterThan(0);
});
