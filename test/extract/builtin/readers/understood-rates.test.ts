/** Speeds whose unit the words around them leave out. */
import { expect, test } from "vitest";
import { measuresIn } from "../../../../src/extract/builtin/readers/read-measures.ts";

const read = (words: string, known?: number) =>
  measuresIn(words, 0, words.length, { known }).map(({ value }) => `${value.metric} ${value.value}`);

test.each([
  ["187 pp / 11.1 tg here", ["prefill 187", "decode 11.1"]],
  ["decode 1k 14.6, prefill 171 with bigger chunks", ["decode 14.6", "prefill 171"]],
  ["No AMX, so prefill only 48.", ["prefill 48"]],
  ["pp of the Q4_K_M 155, tg stays 10.2", ["prefill 155", "decode 10.2"]],
  ["A 25k prompt in six minutes, 64.1 t/s, 3.0 gen.", ["prefill 64.1", "decode 3"]],
  ["3980 t/s prompt, 121 gen", ["prefill 3980", "decode 121"]],
  ["about 27 t/s when fresh, 19 at 12k in", ["decode 27", "decode 19"]],
  ["the whole thing eats 13W", ["power 13"]],
  ["1.9s till the first word", ["ttft 1900"]],
])("%s", (words, figures) => {
  expect(read(words)).toEqual(figures);
});

test.each([
  ["On battery it's 17.", ["decode 17"]],
  ["the same model in Q4_0 was 6.3 but slow to start", ["decode 6.3"]],
  ["llama3.1:8b   7.60 (34 W)", ["decode 7.6"]],
  ["It's 2025.", []],
])("after a speed with its unit: %s", (words, figures) => {
  expect(read(words, 20)).toEqual(figures);
});

test("usual lengths of prompts are no speeds", () => {
  expect(read("prefill 2048, then decode 128")).toEqual([]);
});
