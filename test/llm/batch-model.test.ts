import { afterEach, expect, it } from "vitest";
import { faithfulScript, statedDocuments } from "../../bench/hallucination/documents.ts";
import { type BatchMemory, batchModel } from "../../src/llm/batch-model.ts";
import type { ChatRequest } from "../../src/llm/chat-model.ts";
import { InterruptedError } from "../../src/record/errors.ts";
import { type FakeModelServer, startFakeModelServer } from "../helpers/fake-model-server.ts";
import { extractorAgainst, never, page, scriptedAnswer } from "../helpers/scripted-answers.ts";

type Open = Parameters<BatchMemory["openBatch"]>[0];

function memory(): BatchMemory & { open: Map<string, Open> } {
  const open = new Map<string, Open>();
  return {
    open,
    openBatches: (server) => [...open.values()].filter((batch) => batch.server === server),
    openBatch: (batch) => void open.set(batch.id, batch),
    closeBatch: (id) => void open.delete(id),
  };
}

const ask = (content: string, signal?: AbortSignal): ChatRequest => ({
  purpose: { document: "d", step: "survey", promptVersion: "1", schemaVersion: "1" },
  messages: [{ role: "user", content }],
  maxTokens: 50,
  ...(signal ? { signal } : {}),
});

let server: FakeModelServer;
afterEach(() => server.close());

const echo = (request: { messages: { content: string }[] }) => `answer to ${request.messages[0]?.content}`;
const settings = (store: BatchMemory) => ({
  baseUrl: server.baseUrl,
  model: "fake-30b",
  memory: store,
  clock: { now: () => 0 },
  gatherMs: 10,
  pollMs: 20,
});

it("hands calls over as one batch and gives every call its own answer", async () => {
  server = await startFakeModelServer({ answer: echo });
  const store = memory();
  const model = batchModel(settings(store));
  const answers = await Promise.all(["a", "b", "c"].map((text) => model.complete(ask(text))));
  expect(answers.map(({ text }) => text)).toEqual(["answer to a", "answer to b", "answer to c"]);
  expect(server.paths.filter((path) => path === "/v1/batches")).toHaveLength(1);
  expect(store.open.size).toBe(0);
});

it("collects after a restart what the process before it handed over, without paying again", async () => {
  server = await startFakeModelServer({ answer: echo });
  const store = memory();
  const stop = new AbortController();
  const before = batchModel({ ...settings(store), pollMs: 60_000 });
  const lost = Promise.allSettled(["a", "b"].map((text) => before.complete(ask(text, stop.signal))));
  while (store.open.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  for (const call of await lost)
    expect((call as PromiseRejectedResult).reason).toBeInstanceOf(InterruptedError);

  const after = batchModel(settings(store));
  expect((await after.complete(ask("a"))).text).toBe("answer to a");
  // The other document's turn comes later in the run; its answer has waited.
  expect((await after.complete(ask("b"))).text).toBe("answer to b");
  expect(server.requests).toHaveLength(2);
  expect(store.open.size).toBe(0);
});

it("carries the whole reading of a document, step after step", async () => {
  const document = statedDocuments(1, 4)[0]!;
  const script = faithfulScript(document);
  server = await startFakeModelServer({ answer: (request) => scriptedAnswer(script, request) });
  const store = memory();
  const direct = await extractorAgainst(server).extractor.extract(page(document.text), never());
  const { extractor } = extractorAgainst(server, { model: batchModel(settings(store)) });
  const batched = await extractor.extract(page(document.text), never());
  expect(batched.setups).toEqual(direct.setups);
  expect(store.open.size).toBe(0);
});
