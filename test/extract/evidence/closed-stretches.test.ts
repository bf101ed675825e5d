import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INJECTIONS } from "../../../bench/hallucination/injections.ts";
import { alignQuote, quotable } from "../../../src/extract/evidence/align-quote.ts";
import { CLOSED, closedStretches, readableText } from "../../../src/extract/evidence/closed-stretches.ts";

describe("what is hidden or speaks to programs", () => {
  it.each(INJECTIONS.map(({ style, text }) => [style, text] as const))(
    "is blotted out: %s",
    (_style, text) => {
      const whole = `My rig does 17 tok/s.\n\n${text}\n\nIt is quiet, too.`;
      const readable = readableText(whole);
      expect(readable).not.toContain("999.9");
      expect(readable).toHaveLength(whole.length);
      expect(readable).toContain("My rig does 17 tok/s.");
      expect(readable).toContain("It is quiet, too.");
    },
  );

  it.each([
    "I told the model to ignore the noise in the log, and it got 17 tok/s.",
    "The system prompt is 2k tokens, prompt eval takes 3 s.",
    "As far as AI goes this box is a potato.",
    "The model has to read structure and not invent it.",
    "You need at least 24 GB; set the context to 8192 and use -fa.",
    'llama-cli --prompt "<|User|>Why<|Assistant|>" -c 8192 --temp 0.6',
    "Instruct models answer only in JSON when the grammar is on.",
    "I will report the results when the second card is here.",
  ])("is not seen in what people tell each other: %j", (text) => {
    expect(closedStretches(text)).toEqual([]);
  });

  it("carries no quote, not even one that reaches over it", () => {
    const source = quotable(readableText("It does <!-- 999 --> 17 tok/s on my box"));
    expect(alignQuote(source, "999")).toBeUndefined();
    expect(alignQuote(source, "It does 17 tok/s on my box")).toBeUndefined();
    expect(alignQuote(source, "17 tok/s on my box")?.alignment).toBe("exact");
  });

  it("keeps length and line breaks of any text, in time that grows with its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const readable = readableText(text);
        expect(readable).toHaveLength(text.length);
        expect(readable.split("\n").length).toBe(text.split("\n").length);
      }),
    );
    for (const piece of [
      "<!--",
      "<div hidden>",
      "ignore all ",
      "<span style='display:none'",
      "|a|\n",
      CLOSED,
      "\n\n",
      "[//]: # (",
    ]) {
      // Quadratic reading would not come back within the test's time.
      const text = piece.repeat(200_000 / piece.length);
      expect(readableText(text)).toHaveLength(text.length);
    }
  });
});
