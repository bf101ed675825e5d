import { describe, expect, test } from "vitest";
import { logScale } from "../../../src/publish/theme/chart-scale.ts";
import { type CatalogQuery, EMPTY_QUERY, lineFinder } from "../../../src/publish/theme/find-lines.ts";
import type { CatalogLine } from "../../../src/publish/theme/view-types.ts";

function line(id: string, fields: Partial<CatalogLine>): CatalogLine {
  return {
    id,
    title: "",
    hardware: "",
    memory: "",
    class: null,
    model: "",
    size: "",
    quantization: "",
    engine: "",
    decode: null,
    prefill: null,
    throughput: null,
    outcome: null,
    confidence: 0.8,
    status: "proposed",
    useCases: [],
    experience: [],
    engineName: "",
    decodeMost: null,
    memoryGiB: null,
    host: "a.example",
    ...fields,
  };
}

const LINES = [
  line("two", {
    model: "LLaMA 3 70B",
    hardware: "2× RTX 3090",
    quantization: "Q4_K_M",
    engine: "llama.cpp b4567 (CUDA)",
    memoryGiB: 48,
    decodeMost: 17,
  }),
  line("four", {
    model: "LLaMA 3 70B",
    hardware: "4× RTX 3090",
    quantization: "F16",
    engine: "vllm",
    memoryGiB: 96,
    decodeMost: 9,
  }),
  line("small", {
    model: "LLaMA 2 7B",
    hardware: "2× RTX 3090",
    quantization: "Q8_0",
    engine: "llama.cpp",
    memoryGiB: 48,
    decodeMost: 90,
  }),
  line("coder", {
    model: "Qwen3-Coder 30B-A3B",
    hardware: "M4 Max",
    engine: "mlx",
    useCases: [{ value: "coding", basis: "concluded" }],
    memoryGiB: 128,
  }),
  line("stated", {
    model: "Devstral 24B",
    hardware: "RX 7900 XTX",
    useCases: [{ value: "coding", basis: "stated" }],
    memoryGiB: 24,
  }),
];
const finder = lineFinder(LINES);
const ids = (query: Partial<CatalogQuery>) => finder.find({ ...EMPTY_QUERY, ...query }).map(({ id }) => id);

describe("the catalog's search", () => {
  test.each(["70B on two 3090s", "70b 2x rtx3090", "llama 70B 2 × RTX 3090", "dual 3090 q4_k_m", "b4567"])(
    "finds the one setup meant by: %s",
    (q) => expect(ids({ q })).toEqual(["two"]),
  );

  test("takes names apart as people write them", () => {
    expect(ids({ q: "7900xtx" })).toEqual(["stated"]);
    expect(ids({ q: "qwen3 coder" })).toEqual(["coder"]);
    expect(ids({ q: "llama.cpp" }).sort()).toEqual(["small", "two"]);
  });

  test("does not take 7B for 70B, and finds nothing where a word is unknown", () => {
    expect(ids({ q: "7b" })).toEqual(["small"]);
    expect(ids({ q: "70b on a toaster" })).toEqual([]);
  });

  test("offers what comes nearest where nothing has all the words", () => {
    const nearest = (query: Partial<CatalogQuery>) =>
      finder.nearest({ ...EMPTY_QUERY, ...query }).map(({ id }) => id);
    expect(nearest({ q: "70b on three 3090s vllm" })[0]).toBe("four");
    expect(nearest({ q: "70b on three 3090s", engine: "mlx" })).toEqual([]);
    expect(nearest({ class: "cpu" })).toEqual([]);
  });

  test("narrows by facet, and puts what is stated before what is concluded", () => {
    expect(ids({ use: "coding" })).toEqual(["stated", "coder"]);
    expect(ids({ use: "coding", basis: "stated" })).toEqual(["stated"]);
    expect(ids({ memory: "48", sort: "decode" })).toEqual(["small", "two", "stated"]);
  });
});

test("a logarithmic scale puts its values between round ticks", () => {
  const scale = logScale([0.7, 3, 650], { from: 0, to: 100 });
  expect(scale.ticks[0]).toBe(0.5);
  expect(scale.ticks.at(-1)).toBe(1000);
  expect(scale.at(0.5)).toBeCloseTo(0);
  expect(scale.at(1000)).toBeCloseTo(100);
  expect(logScale([5], { from: 0, to: 10 }).ticks).toEqual([2, 5, 10]);
});
