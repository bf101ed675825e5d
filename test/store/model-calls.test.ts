import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Database } from "../../src/store/database.ts";
import { ModelCallStore, type StoredCall } from "../../src/store/model-calls.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-calls-"));
  file = join(folder, "almanac.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const call = (key: string, step = "survey"): StoredCall => ({
  key,
  purpose: { document: "d1", step, promptVersion: "1.1", schemaVersion: "1" },
  model: "m",
  text: '{"setups":[]}',
  reasoning: "",
  finish: "stop",
  usage: { promptTokens: 100, cachedPromptTokens: 40, completionTokens: 10 },
  costUsd: 0.001,
  latencyMs: 12,
  at: "2026-11-22T00:00:00.000Z",
});

it("gives a paid call back as it was, also after the file was opened again", () => {
  const database = Database.open(file);
  new ModelCallStore(database).record(call("k1"));
  database.close();
  const again = new ModelCallStore(Database.open(file));
  expect(again.find("k1")).toEqual(call("k1"));
  expect(again.find("k2")).toBeUndefined();
});

it("adds up calls, tokens and cost by step", () => {
  const store = new ModelCallStore(Database.open(file));
  store.record(call("k1"));
  store.record(call("k2"));
  store.record(call("k3", "audit"));
  expect(store.totals()).toEqual([
    {
      step: "audit",
      calls: 1,
      promptTokens: 100,
      cachedPromptTokens: 40,
      completionTokens: 10,
      costUsd: 0.001,
    },
    {
      step: "survey",
      calls: 2,
      promptTokens: 200,
      cachedPromptTokens: 80,
      completionTokens: 20,
      costUsd: 0.002,
    },
  ]);
  expect(store.totals("2027")).toEqual([]);
});

it("remembers what a server understands and which batches are with it", () => {
  const store = new ModelCallStore(Database.open(file));
  store.remember("server m", { structured: "text" });
  expect(store.recall("server m")).toEqual({ structured: "text" });
  expect(store.recall("other")).toBeUndefined();
  const batch = { id: "b1", server: "server m", requests: ["k1", "k2"], at: "2026-11-22" };
  store.openBatch(batch);
  expect(store.openBatches("server m")).toEqual([batch]);
  store.closeBatch("b1", "collected");
  expect(store.openBatches("server m")).toEqual([]);
});
