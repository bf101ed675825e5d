import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchableForm, searchTokens } from "../../src/index/search-tokens.ts";

const shared = (a: string, b: string) => {
  const other = new Set(searchTokens(b));
  return searchTokens(a).filter((token) => other.has(token));
};

describe("search tokens", () => {
  test.each([
    ["RTX3090", "RTX 3090", "rtx3090"],
    ["q4km", "Q4_K_M", "q4km"],
    ["qwen 3", "Qwen3", "qwen3"],
    ["llamacpp", "llama.cpp", "llamacpp"],
    ["3090s", "2x RTX 3090", "3090"],
    ["ncpumoe", "--n-cpu-moe", "ncpumoe"],
    ["7900xtx", "RX 7900-XTX", "7900xtx"],
    ["llama3.3", "Llama 3.3 70B", "llama3.3"],
    ["30b-a3b", "Qwen3-30B-A3B", "30b"],
  ])("of %s and %s share %s", (asked, written, token) => {
    expect(shared(asked, written)).toContain(token);
  });

  test("do not join a number with a preposition before it", () => {
    expect(searchTokens("70B on 2 cards")).not.toContain("on2");
  });

  test("hold no blanks, are lower-case, and never grow past a few times the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const tokens = searchTokens(text);
        expect(
          tokens.every((token) => token !== "" && !/\s/.test(token) && token === token.toLowerCase()),
        ).toBe(true);
        expect(tokens.length).toBeLessThanOrEqual(text.normalize("NFKD").length * 3 + 3);
      }),
    );
  });

  test("of a very long run of one letter take no longer than its length deserves", () => {
    expect(searchableForm("a".repeat(200_000)).length).toBeLessThanOrEqual(20_001);
    expect(searchTokens("1.".repeat(9000)).length).toBeGreaterThan(0);
  });
});
