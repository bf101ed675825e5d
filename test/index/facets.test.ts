import { describe, expect, test } from "vitest";
import { fitsOf } from "../../src/index/facets.ts";
import { readQuestion } from "../../src/index/question.ts";
import { rankSetups } from "../../src/index/rank-setups.ts";
import type { SetupRecord } from "../../src/record/setup-record.ts";
import { searchSetups } from "../fixtures/search/setups.ts";

const SETUPS = new Map(searchSetups().map((one) => [one.id, one]));
const setup = (id: string) => SETUPS.get(id)!;

/** The credit of the one thing that the question names. */
function credit(question: string, record: SetupRecord): number {
  const fits = fitsOf(record, readQuestion(question));
  expect(fits).toHaveLength(1);
  return fits[0]!.credit;
}

describe("what a question names fits a record", () => {
  test.each<[string, string, number]>([
    ["2x RTX 3090", "l70-2x3090-lcpp", 1],
    ["3090", "l70-2x3090-lcpp", 1],
    ["4x RTX 3090", "l70-2x3090-lcpp", 0.45],
    ["2x RTX 4090", "l70-2x3090-lcpp", 0.35],
    ["2x RX 7900 XTX", "l70-2x3090-lcpp", 0.2],
    ["RTX 5090", "l70-2x3090-lcpp", 0],
    ["3090", "mix-3090-3060", 0.9],
    ["3090 and 3060", "mix-3090-3060", 0.9],
    ["70B", "l70-2x3090-lcpp", 1],
    ["72B", "l70-2x3090-lcpp", 0.85],
    ["80B", "l70-2x3090-lcpp", 0.35],
    ["8B", "l70-2x3090-lcpp", 0],
    ["48GB", "l70-2x3090-lcpp", 1],
    ["64GB", "l70-2x3090-lcpp", 0.45],
    ["24GB", "l70-2x3090-lcpp", 0],
    ["128GB", "oss120-m4max-mlx", 1],
    ["llama", "l70-2x3090-lcpp", 1],
    ["llama 3.3", "l70-2x3090-lcpp", 1],
    ["llama 3.1", "l70-2x3090-lcpp", 0.5],
    ["q4km", "l70-2x3090-lcpp", 1],
    ["q4", "l70-2x3090-lcpp", 0.95],
    ["4-bit", "q72-2x3090-vllm", 0.95],
    ["q4_k_s", "l70-2x3090-lcpp", 0.4],
    ["q8_0", "l70-2x3090-lcpp", 0],
    ["llama.cpp", "l70-2x3090-lcpp", 1],
    ["ik_llama.cpp", "l70-2x3090-lcpp", 0.4],
    ["vllm", "l70-2x3090-lcpp", 0],
    ["vulkan", "q32-7900xtx-vulkan", 1],
    ["q8_0 kv cache", "kv-q32-3090", 1],
    ["8k context", "l70-2x3090-lcpp", 1],
    ["32k context", "l70-2x3090-lcpp", 0],
    ["at least 15 tok/s", "l70-2x3090-lcpp", 1],
    ["at least 20 tok/s", "l70-2x3090-lcpp", 0.4],
    ["crashes", "crash-q30-7900", 1],
    ["cpu only", "l8-5950x-cpu", 1],
    ["mac", "l70-m2ultra-mlx", 1],
    ["amd", "q32-7900xtx-rocm", 1],
    ["amd", "l70-2x3090-lcpp", 0],
  ])("“%s” fits %s by %d", (question, id, expected) => {
    expect(credit(question, setup(id))).toBeCloseTo(expected, 5);
  });

  test("a stated use case counts more than a concluded one, and the reason says which it is", () => {
    const question = readQuestion("coding");
    const stated = { ...setup("l70-2x3090-lcpp"), useCases: ["coding" as const] };
    const concluded = {
      ...stated,
      useCases: [],
      derived: { useCases: [{ value: "coding" as const, because: "model-family: coder" }], experience: [] },
    };
    expect(fitsOf(stated, question)).toMatchObject([{ credit: 1, reason: "coding, says the source" }]);
    expect(fitsOf(concluded, question)).toMatchObject([
      { credit: 0.8, reason: "coding, concluded: model-family: coder" },
    ]);
  });

  test("what a record does not say fits nothing", () => {
    const bare: SetupRecord = {
      ...setup("l70-2x3090-lcpp"),
      hardware: { accelerators: [] },
      model: {},
      engine: {},
      config: {},
      measurements: [],
      useCases: [],
      experience: [],
      derived: { useCases: [], experience: [] },
      outcome: null,
    };
    const question = readQuestion(
      "70B llama q4km on 2x 3090 mac with 24GB and 64GB RAM, vllm cuda, q8_0 kv cache, draft model, 8k, fast coding, at least 9 tok/s, crashes",
    );
    const fits = fitsOf(bare, question);
    expect(fits.length).toBeGreaterThan(12);
    expect(fits.filter((fit) => fit.credit > 0)).toEqual([]);
  });
});

describe("the order of answers", () => {
  const question = readQuestion("70B on two 3090s");

  test("is what the question names first, then words and meaning", () => {
    const ranked = rankSetups(
      [
        { record: setup("l70-4x3090-vllm"), wordRank: 1, meaningRank: 1 },
        { record: setup("l70-2x3090-exl2"), wordRank: 90 },
        { record: setup("l70-2x3090-lcpp"), wordRank: 2, meaningRank: 2 },
      ],
      question,
    );
    expect(ranked.map((hit) => [hit.record.id, hit.full])).toEqual([
      ["l70-2x3090-lcpp", true],
      ["l70-2x3090-exl2", true],
      ["l70-4x3090-vllm", false],
    ]);
    expect(ranked[2]?.missing).toEqual(["device"]);
  });

  test("does not depend on the order of the candidates", () => {
    const candidates = [...SETUPS.values()].map((record) => ({ record }));
    const ids = (list: typeof candidates) => rankSetups(list, question).map((hit) => hit.record.id);
    expect(ids([...candidates].reverse())).toEqual(ids(candidates));
  });

  test("puts a working setup before a failing one, and the other way round where failure is asked for", () => {
    const works = { ...setup("l70-2x3090-lcpp"), id: "works", document: "https://a.example/" };
    const fails = { ...works, id: "fails", document: "https://b.example/", outcome: "fails" as const };
    const first = (text: string) =>
      rankSetups([{ record: fails }, { record: works }], readQuestion(text))[0]?.record.id;
    expect(first("70B on two 3090s")).toBe("works");
    expect(first("70B on two 3090s crashes")).toBe("fails");
  });
});
