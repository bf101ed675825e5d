import { describe, expect, onTestFinished, test } from "vitest";
import { extractRecords } from "../../src/extract/extract-records.ts";
import { type Extraction, type Extractor, NO_USAGE } from "../../src/extract/extractor.ts";
import { InterruptedError, ModelOutputError, ModelUnavailableError } from "../../src/record/errors.ts";
import type { SetupDraft } from "../../src/record/setup-record.ts";
import { Library } from "../../src/store/library.ts";
import { draftDocument } from "../helpers/draft-document.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

function setup(model: string): SetupDraft {
  return {
    title: model,
    useCases: [],
    experience: [],
    hardware: { accelerators: [{ name: "RTX 3090", count: 2, memoryGiB: 24 }] },
    model: { name: model },
    engine: {},
    config: {},
    measurements: [],
    evidence: [],
    confidence: 0.9,
  };
}

/** An extractor that names one setup a line of the text, and counts what it was asked. */
function lineReader(version = "1"): Extractor & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: "lines",
    version,
    asked,
    async extract(document): Promise<Extraction> {
      asked.push(document.url);
      if (document.text === "unavailable") throw new ModelUnavailableError("the server is away");
      if (document.text === "nonsense") throw new ModelOutputError("not what was asked for");
      const lines = document.text.split("\n").filter((line) => line !== "");
      return {
        setups: lines.map(setup),
        insights: [],
        rejections: [{ kind: "number-not-in-quote", field: "measurements", message: "no such number" }],
        usage: { ...NO_USAGE, calls: 1, promptTokens: 100 },
      };
    },
  };
}

function almanac(texts: Record<string, string>) {
  const library = Library.open(temporaryFolder());
  onTestFinished(() => library.close());
  const put = (name: string, text: string) =>
    library.documents.put(draftDocument({ url: `https://blog.example/${name}`, text }), {
      source: "blog",
      capture: null,
      now: "2026-03-01T00:00:00Z",
    });
  for (const [name, text] of Object.entries(texts)) put(name, text);
  const run = (extractor: Extractor, options: { again?: boolean; signal?: AbortSignal } = {}) =>
    extractRecords({
      library,
      extractor,
      again: options.again ?? false,
      clock: () => new Date("2026-03-02T00:00:00Z"),
      signal: options.signal ?? new AbortController().signal,
    });
  return { library, put, run };
}

describe("the extract stage", () => {
  test("reads each document once and gives every record an id, a class, a status and its derived axes", async () => {
    const { library, run } = almanac({ a: "Llama 70B\nQwen Coder 32B", b: "" });
    const { report, errors, finished } = await run(lineReader());
    expect(finished).toBe(true);
    expect(errors).toEqual([]);
    expect(report).toMatchObject({
      documents: 2,
      cached: 0,
      records: { new: 2, changed: 0, unchanged: 0, removed: 0 },
      rejected: { "number-not-in-quote": 2 },
      calls: 2,
      promptTokens: 200,
    });
    const [first] = [...library.records.eachRecord()];
    expect(first).toMatchObject({
      status: "proposed",
      hardware: { class: "multi-gpu" },
      document: "https://blog.example/a",
    });
    expect(first!.id).toMatch(/^[0-9a-f]{16}$/);
  });

  test("does nothing for unchanged documents, and reads exactly the one that changed", async () => {
    const { put, run } = almanac({ a: "Llama 70B", b: "Qwen 32B" });
    await run(lineReader());
    const second = lineReader();
    const { report } = await run(second);
    expect(second.asked).toEqual([]);
    expect(report).toMatchObject({
      documents: 0,
      cached: 2,
      records: { new: 0, changed: 0, unchanged: 2, removed: 0 },
    });
    put("b", "Qwen 32B\nPhi 14B");
    const third = lineReader();
    const changed = await run(third);
    expect(third.asked).toEqual(["https://blog.example/b"]);
    expect(changed.report.records).toEqual({ new: 1, changed: 0, unchanged: 2, removed: 0 });
  });

  test("keeps ids over re-extraction and takes a text it once knew from the cache", async () => {
    const { library, put, run } = almanac({ a: "Llama 70B" });
    await run(lineReader());
    const [before] = [...library.records.eachRecord()].map((record) => record.id);
    put("a", "Llama 70B\nPhi 14B");
    await run(lineReader());
    expect([...library.records.eachRecord()].map((record) => record.id)).toContain(before);
    put("a", "Llama 70B");
    const reader = lineReader();
    const { report } = await run(reader);
    expect(reader.asked).toEqual([]);
    expect(report.records.removed).toBe(1);
  });

  test("reads all again for another version of the extractor, or when told to", async () => {
    const { run } = almanac({ a: "Llama 70B" });
    await run(lineReader("1"));
    const newer = lineReader("2");
    await run(newer);
    expect(newer.asked).toHaveLength(1);
    const told = lineReader("2");
    await run(told, { again: true });
    expect(told.asked).toHaveLength(1);
  });

  test("notes one document's failure and goes on with the others", async () => {
    const { library, run } = almanac({ a: "nonsense", b: "Llama 70B" });
    const { errors, finished } = await run(lineReader());
    expect(finished).toBe(true);
    expect(errors).toMatchObject([{ stage: "extract", url: "https://blog.example/a", code: "MODEL_OUTPUT" }]);
    expect(library.records.counts().records).toBe(1);
  });

  test("stops when the model's server is away, keeps what was read, and goes on there next time", async () => {
    const { library, put, run } = almanac({ a: "Llama 70B", b: "unavailable", c: "Phi 14B" });
    const { finished, errors } = await run(lineReader());
    expect(finished).toBe(false);
    expect(errors).toMatchObject([{ code: "MODEL_UNAVAILABLE" }]);
    expect(library.records.counts().records).toBe(1);
    put("b", "Qwen 32B");
    const reader = lineReader();
    await run(reader);
    expect(reader.asked).toEqual(["https://blog.example/b", "https://blog.example/c"]);
  });

  test("ends with an InterruptedError when it is told to stop", async () => {
    const { run } = almanac({ a: "Llama 70B" });
    await expect(run(lineReader(), { signal: AbortSignal.abort() })).rejects.toThrow(InterruptedError);
  });
});
