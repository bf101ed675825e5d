import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostOf, plainLines, plainText, safeHref } from "../../src/publish/plain-text.ts";

describe("plain text", () => {
  test("takes out controls, directional marks and zero-width characters", () => {
    expect(plainText("a\u202Egnp.exe\u0000 b\u2066c\u200Bd\uFEFF", 100)).toBe("a gnp.exe b c d");
  });

  test("shortens to the limit with an ellipsis and never splits a character in two", () => {
    expect(plainText("x".repeat(10_000), 20)).toBe(`${"x".repeat(19)}…`);
    expect(plainText("abc😀def", 5)).toBe("abc…");
    expect(plainText("abc\uD800", 10)).toBe("abc\uFFFD");
  });

  test("is one clean line within the limit, whatever comes in", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.integer({ min: 1, max: 100 }),
        (text, limit) => {
          const plain = plainText(text, limit);
          expect(plain.length).toBeLessThanOrEqual(limit);
          expect(plain.isWellFormed()).toBe(true);
          expect(plain).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
          expect(plainText(plain, limit)).toBe(plain);
        },
      ),
    );
  });

  test("keeps the lines of a command", () => {
    expect(plainLines("llama-server \\\r\n  -m x.gguf\u0007", 100)).toBe("llama-server \\\n  -m x.gguf");
  });
});

describe("links", () => {
  test("lead to http and https addresses only, without credentials", () => {
    expect(safeHref("https://a.example/x?y=1")).toBe("https://a.example/x?y=1");
    expect(safeHref("http://a.example")).toBe("http://a.example/");
    for (const bad of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      " javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "//a.example",
      "https://user:secret@a.example/",
      `https://a.example/${"x".repeat(3000)}`,
      "not an address",
    ]) {
      expect(safeHref(bad), bad).toBeNull();
    }
  });

  test("name their host without www", () => {
    expect(hostOf("https://www.a.example/x")).toBe("a.example");
    expect(hostOf("javascript:alert(1)")).toBe("");
  });
});
