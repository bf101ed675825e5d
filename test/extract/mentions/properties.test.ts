import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tagMentions } from "../../../src/extract/mentions/tag-mentions.ts";

const SNIPPETS = [
  "4x3090",
  "RTX 3090",
  "24GB",
  "q4_k_m",
  "Q4_K - Medium",
  "~17t/s",
  "12.3 tok/s pp",
  "45 ms/token",
  "1,234.5 t/s",
  "--ctx-size 262144",
  "-ngl 99",
  "128k ctx",
  "Qwen3-30B-A3B",
  "owner/Foo-27B-GGUF",
  "foo-7b-q4_0.gguf",
  "llama.cpp b4567",
  "vLLM v0.6.3",
  "build: 1234 (abcdef0)",
  "$0.34/h",
  "250W",
  "TTFT 350 ms",
  "EPYC 7532",
  "CUDA 12.4",
  "the 70B",
  "M2U 192gb",
  "é",
  "e\u0301",
  "😀",
  "👩‍🚀",
  "漢字",
  "ﬁ",
  "\u0130",
  "\u202e",
  "\u200b",
  "|",
  "\n",
  "`",
  " ",
  "-",
  "_",
  "/",
  ".",
  ",",
  ":",
  "(",
  "x",
];

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc
    .array(fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: "binary", maxLength: 8 })), {
      maxLength: 60,
    })
    .map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...SNIPPETS), { maxLength: 60 }).map((parts) => parts.join(" ")),
);

describe("the tagger, whatever the text", () => {
  test("slices back to every mention's text, in order and without overlap", () => {
    fc.assert(
      fc.property(text, fc.nat(5000), (document, offset) => {
        let end = 0;
        for (const mention of tagMentions(document, { offset })) {
          const start = mention.start - offset;
          expect(start).toBeGreaterThanOrEqual(end);
          expect(mention.end).toBeGreaterThan(mention.start);
          end = mention.end - offset;
          expect(end).toBeLessThanOrEqual(document.length);
          expect(document.slice(start, end)).toBe(mention.text);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test("gives only finite figures", () => {
    fc.assert(
      fc.property(text, (document) => {
        for (const mention of tagMentions(document)) {
          if (mention.kind !== "measurement") continue;
          expect(mention.value.values.length).toBeGreaterThan(0);
          for (const value of mention.value.values) expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("finds the same mentions wherever the text is put between lines of other scripts", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SNIPPETS.slice(0, 24)), (snippet) => {
        const lead = "漢字 😀 e\u0301\n\n";
        const alone = tagMentions(`${snippet}\nCUDA`).map((m) => [m.kind, m.text, m.start]);
        const inside = tagMentions(`${lead}${snippet}\nCUDA`).map((m) => [
          m.kind,
          m.text,
          m.start - lead.length,
        ]);
        expect(inside).toEqual(alone);
      }),
    );
  });
});
