import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignQuote, quotable } from "../../../src/extract/evidence/align-quote.ts";
import { foldText } from "../../../src/extract/evidence/fold-text.ts";
import { alignmentTrials } from "../../helpers/alignment-trials.ts";

const TEXT =
  "## Results\n\nOn my **two** used RTX 3090s I get 17.2 tok/s – that’s with Q4_K_M and a 5 % power cap.\n";
const place = (quote: string, text = TEXT) => {
  const found = alignQuote(quotable(text), quote);
  return found && { words: text.slice(found.start, found.end), kind: found.alignment };
};

describe("a quote", () => {
  it("is found exactly where it stands as it is", () => {
    expect(place("I get 17.2 tok/s")).toEqual({ words: "I get 17.2 tok/s", kind: "exact" });
  });

  it("is found without Markdown marks, in other case, with straight quotes and dashes", () => {
    expect(place("on my two used rtx 3090s i get 17.2 tok/s - that's")).toMatchObject({
      words: "On my **two** used RTX 3090s I get 17.2 tok/s – that’s",
      kind: "normalised",
    });
  });

  it("is found with a word left out or changed", () => {
    expect(place("On my two RTX 3090s I get 17.2 tok/s")).toMatchObject({ kind: "fuzzy" });
  });

  it.each([
    ["On my two used RTX 3090s I get 17.3 tok/s", "another number"],
    ["On my two used RTX 4090s I get 17.2 tok/s", "another card"],
    ["that's with Q4_K_S and a 5 % power cap", "another quantization"],
    ["with Q4_K_M and a 6 % power cap", "5 % for 6 %"],
    ["that's not with Q4_K_M and a 5 % power cap", "turned round"],
    ["7.2 tok/s", "half a number"],
    ["I get 17", "the other half"],
    ["I get 170 tok/s on my two used RTX 3090s", "a longer number"],
    ["tok/s get I", "too short to be near"],
    ["", "nothing"],
    ["…", "only dots"],
  ])("is not found as %j: %s", (quote) => {
    expect(place(quote)).toBeUndefined();
  });

  it("prefers the place inside the setup's own stretch", () => {
    const text = "A: 17 tok/s here. B: 17 tok/s there.";
    expect(alignQuote(quotable(text), "17 tok/s", { start: 18, end: text.length })?.start).toBe(21);
  });

  it("never cuts an emoji, a surrogate pair or an accent", () => {
    expect(place("caf", "cafe\u0301 🚀")).toMatchObject({ words: "caf" });
    expect(place("cafe", "cafe\u0301 fast")).toBeUndefined();
    expect(place("\ud83d", "🚀 fast")).toBeUndefined();
  });

  it("matches what trying every window finds, in 1,500 random trials with Unicode", () => {
    const counts = alignmentTrials(1, 1500);
    expect(counts.exact).toBeGreaterThan(50);
    expect(counts.normalised).toBeGreaterThan(50);
    expect(counts.fuzzy).toBeGreaterThan(50);
    expect(counts.none).toBeGreaterThan(50);
  });
});

describe("folding", () => {
  it("maps every folded unit back to a range of the original, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const { folded, starts, ends } = foldText(text);
        expect(starts.length).toBe(folded.length);
        for (let i = 0; i < folded.length; i++) {
          expect(starts[i]).toBeLessThan(ends[i] ?? 0);
          if (i > 0) expect(starts[i]).toBeGreaterThanOrEqual(starts[i - 1] ?? 0);
          expect(ends[i]).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
