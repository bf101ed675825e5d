import { describe, expect, it } from "vitest";
import { regex, regexPart } from "../../src/record/regex.ts";

describe("a regular expression written over several lines", () => {
  it("is the one that stands without its line breaks and indentation", () => {
    const laidOut = regex("gi")`
      \b(?:
        faster|much slower|
        (?:a |the )?best
      ) than\b|
      \d{1,3}[ ]
      (?:x|×)
    `;
    expect(laidOut.source).toBe(/\b(?:faster|much slower|(?:a |the )?best) than\b|\d{1,3}[ ](?:x|×)/.source);
    expect(laidOut.flags).toBe("gi");
  });

  it("puts in the source of its parts as it is", () => {
    const figure = regexPart`
      \d{1,3}
      (?:\.\d)?
    `;
    expect(regex()`^${figure} tok\/s$`.test("12.5 tok/s")).toBe(true);
    expect(regex("u")`^${" "}x`.source).toBe("^ x");
  });

  it("that is none is refused", () => {
    expect(() => regex()`(?:a|b`).toThrow(SyntaxError);
  });
});
