import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evidenceLines } from "../../../src/publish/catalog/evidence-lines.ts";

const TEXT = "# Two cards\n\n| test | t/s |\n| pp512 | 412.3 |\n| tg128 | 17.2 |\n\nBoth are used 3090s.";
const at = (field: string, quote: string, text = TEXT) => {
  const start = text.indexOf(quote);
  return { field, quote, start, end: start + quote.length };
};
const written = (line: ReturnType<typeof evidenceLines>[number]) =>
  line.stretches.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

describe("evidence in its line", () => {
  test("shows the row of a table with its value marked", () => {
    const [line] = evidenceLines([at("measurements", "17.2")], TEXT);
    expect(line && written(line)).toBe("| tg128 | [17.2] |");
  });

  test("shows a line once for all the values that it carries", () => {
    const lines = evidenceLines(
      [at("hardware.accelerators", "3090s"), at("hardware.provider", "used")],
      TEXT,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.fields).toEqual(["hardware.accelerators", "hardware.provider"]);
    expect(lines.map(written)).toEqual(["Both are [used] [3090s]."]);
  });

  test("shows of a long line what stands around the evidence, cut between words", () => {
    const text = `${"word ".repeat(200)}the value is 42 tok/s${" more".repeat(200)}`;
    const [line] = evidenceLines([at("measurements", "42 tok/s", text)], text);
    expect(line && written(line)).toMatch(/^word .* the value is \[42 tok\/s\]( more)+$/);
    expect(line?.stretches.map(({ text: words }) => words).join("").length).toBeLessThan(220);
  });

  test("leaves evidence alone that the text does not hold there, or that spans lines", () => {
    const moved = { field: "model.name", quote: "elsewhere", start: 3, end: 12 };
    const spanning = at("config.command", "412.3 |\n| tg128");
    expect(evidenceLines([moved, spanning], TEXT).map(written)).toEqual([
      "[elsewhere]",
      "[412.3 |\n| tg128]",
    ]);
  });

  test("loses and repeats no word, whatever overlaps", () => {
    const place = fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (places) => {
        const text =
          "abcdefghij klmnopqrst uvwxyz 0123456789 ABCDEFGHIJ KLMNOPQRST UVWXYZ and a little more than a hundred";
        const evidence = places.map(([start, length]) => ({
          field: "f",
          quote: text.slice(start, start + length),
          start,
          end: start + length,
        }));
        const [line] = evidenceLines(evidence, text);
        expect(line?.stretches.map((stretch) => stretch.text).join("")).toBe(text);
      }),
    );
  });
});
