import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBytes } from "../../../src/crawl/clean/charset.ts";
import { cleanPage } from "../../../src/crawl/clean/clean-page.ts";
import { maskSecrets } from "../../../src/crawl/clean/mask-secrets.ts";
import { normaliseText } from "../../../src/crawl/clean/normalise-text.ts";
import { elementsBelow, parsePage, textOf } from "../../../src/crawl/clean/page-tree.ts";

/** Text with many of the characters that matter here. */
const oddText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\r",
      "\n",
      "\r\n",
      "\0",
      "\u200B",
      "\u200D",
      "\u2060",
      "\uFEFF",
      "\uFE0F",
      "\u00AD",
      "\u202E",
      "\u{E0020}",
      "\uD800",
      "é",
      "é",
      "日",
      "<",
      ">",
      "&",
      "&#0;",
      "</p>",
      "<p>",
      "<pre>",
      "|",
      "`",
    ),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }),
  ),
});

describe("normalised text", () => {
  it("is the same when it is normalised again", () => {
    fc.assert(fc.property(oddText, (text) => normaliseText(normaliseText(text)) === normaliseText(text)));
  });

  it("has no carriage returns, no invisible characters and no lone surrogates", () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const normal = normaliseText(text);
        expect(normal).not.toMatch(/[\r\0\u200B-\u200F\u2060\uFEFF\uFE00-\uFE0F\u{E0000}-\u{E007F}]/u);
        expect(normal.isWellFormed()).toBe(true);
      }),
    );
  });

  it("keeps plain text as it is", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => normaliseText(text) === text));
  });
});

describe("pages of any bytes", () => {
  it("are decoded, parsed and cleaned without an exception, to text that is normal and free of secrets", () => {
    fc.assert(
      fc.property(fc.oneof(oddText, fc.uint8Array({ maxLength: 400 })), (page) => {
        const { markdown } = cleanPage(page, { url: "https://x.example/p" });
        expect(normaliseText(markdown).trim()).toBe(markdown);
        expect(maskSecrets(markdown).text).toBe(markdown);
      }),
    );
  });

  it("lose none of their text in the tree", () => {
    const word = fc.constantFrom("alpha", "beta", "gamma", "12.5", "tok/s");
    const tag = fc.constantFrom(
      "<p>",
      "</p>",
      "<div>",
      "</div>",
      "<b>",
      "</b>",
      "<li>",
      "</li>",
      "<ul>",
      "</ul>",
      "<td>",
      "</td>",
      "<table>",
      "</table>",
      "<tr>",
      "<br>",
      "</x>",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, tag), { maxLength: 80 }), (pieces) => {
        const text = pieces.filter((piece) => !piece.startsWith("<")).join("");
        expect(textOf(parsePage(pieces.join("")))).toBe(text);
      }),
    );
  });

  it("become a tree in which every child knows its parent", () => {
    fc.assert(
      fc.property(oddText, (html) => {
        for (const element of elementsBelow(parsePage(html)))
          expect(element.parent?.children).toContain(element);
      }),
    );
  });

  it("in any charset by name give a text", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 50 }),
        fc.string(),
        (bytes, charset) => typeof decodeBytes(bytes, charset) === "string",
      ),
    );
  });
});
