import { describe, expect, test } from "vitest";
import { type Question, readQuestion } from "../../src/index/question.ts";

/** The parts that a question names, without its words. */
function named(text: string) {
  const { text: _text, words: _words, groups, ...rest } = readQuestion(text);
  const parts = Object.entries({ ...rest, groups: groups.map((group) => group.words[0]) });
  return Object.fromEntries(
    parts.filter(
      ([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

describe("a question", () => {
  test.each<[string, Partial<Omit<Question, "groups">> & { groups?: string[] }]>([
    ["70B on two 3090s", { accelerators: [{ name: "RTX 3090", count: 2 }], parametersB: 70 }],
    ["2x RTX3090", { accelerators: [{ name: "RTX 3090", count: 2 }] }],
    ["RTX 3090 x2 vllm", { accelerators: [{ name: "RTX 3090", count: 2 }], engines: ["vllm"] }],
    ["a pair of 4090", { accelerators: [{ name: "RTX 4090", count: 2 }] }],
    ["dual 4070s", { accelerators: [{ name: "RTX 4070", count: 2 }] }],
    ["128 GB mac", { groups: ["apple silicon"], memoryGiB: 128 }],
    ["strix halo", { groups: ["strix halo"] }],
    ["dgx spark", { accelerators: [{ name: "GB10", count: null }] }],
    ["q4km on 12gb", { quantizations: [{ name: "Q4_K_M", vague: false }], memoryGiB: 12 }],
    ["q8_0 kv cache", { kvCacheTypes: ["Q8_0"] }],
    ["mixtral 8x7b", { families: ["mixtral"], parametersB: 56 }],
    ["qwen3 30B-A3B", { families: ["qwen"], parametersB: 30 }],
    ["llama.cpp", { engines: ["llama.cpp"] }],
    ["cheap box for coding", { useCases: ["coding"], experience: ["economy"] }],
    ["2x24GB", { memoryGiB: 48 }],
    ["12GB card and 64GB RAM", { memoryGiB: 12, ramGiB: 64 }],
    ["64k context", { contextLength: 65536 }],
    ["at least 30 tok/s", { minDecode: 30 }],
    ["llama 8b without a gpu", { families: ["llama"], parametersB: 8, classes: ["cpu"] }],
    ["vulkan on amd", { backends: ["Vulkan"], vendors: ["AMD"] }],
    ["draft model", { speculative: true }],
    ["why does it crash", { outcome: "fails" }],
    ["banana bread", {}],
    ["", {}],
  ])("“%s” is read", (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  test("of any length and content is read in a moment", () => {
    for (const text of [
      "2x ".repeat(50_000),
      "over ".repeat(30_000),
      "9".repeat(100_000),
      "\u{1F600}".repeat(5000),
    ])
      expect(readQuestion(text).text.length).toBeLessThanOrEqual(1000);
  });
});
