import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson, splitThinking } from "../../src/llm/read-json.ts";

const readValue = (text: string): unknown => {
  const read = readJson(text);
  return read.ok ? read.value : read.why;
};

describe("JSON in a model's answer", () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['Here you are: {"a": [1, 2]} — anything else?', { a: [1, 2] }],
    ['```json\n{"a": "x}"}\n```', { a: "x}" }],
    ['<think>{"no": 1}</think>{"a": 2}', { a: 2 }],
    ['{"a": True, "b": None,}', { a: true, b: null }],
    ['{"a": 1, // note\n "b": [1,2,], /* x */ "c": "// no"}', { a: 1, b: [1, 2], c: "// no" }],
    ['[1] says {"a": 3}', { a: 3 }],
    ['{"a": "line\nbreak"}', { a: "line\nbreak" }],
  ])("is read from %j", (text, expected) => {
    expect(readValue(text)).toEqual(expected);
  });

  it.each([
    ['{"a": [1, 2', "cut"],
    ["I could not find anything.", "none"],
    ["", "none"],
    ['{"a": 1 "b": 2}', "broken"],
    ["{'a': 1}", "broken"],
  ])("is named as what is wrong with %j", (text, why) => {
    expect(readValue(text)).toBe(why);
  });

  it("survives any string, and finds any object again among prose", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => void readJson(text)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
        const json = JSON.stringify(value);
        fc.pre(!/<\/?(?:think|thinking|reasoning|seed:think)>/.test(json));
        expect(readValue(`Well: ${json} so.`)).toEqual(JSON.parse(json));
      }),
    );
  });

  it("takes time in proportion to its length, whatever the text", () => {
    const hostile = [
      "{".repeat(400_000),
      '{"'.repeat(200_000),
      "<think>".repeat(80_000),
      "[{}],".repeat(100_000),
      '"\\'.repeat(200_000),
    ];
    for (const text of hostile) {
      // Quadratic reading would not come back within the test's time.
      expect(readJson(text)).toHaveProperty("ok");
    }
  });
});

describe("thinking", () => {
  it.each([
    ["<think>a</think>b", "b", "a"],
    ["a</think>b", "b", "a"],
    ["b<think>a", "b", "a"],
    ["<think>a</think>b<thinking>c</thinking>d", "bd", "a\nc"],
    ["plain", "plain", ""],
  ])("is split from %j", (answer, text, reasoning) => {
    expect(splitThinking(answer)).toEqual({ text, reasoning });
  });
});
