import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pdfText } from "../../../src/crawl/clean/pdf-text.ts";
import { pdfDraft } from "../../../src/crawl/pdf-draft.ts";
import { PermanentSourceError } from "../../../src/record/errors.ts";
import { makePdf, textAt } from "../../helpers/made-pdf.ts";

const GOLD = join(import.meta.dirname, "../../../../shared/gold/dev");
const column = (x: number, top: number, lines: string[]) =>
  lines.map((line, number) => textAt(x, top - number * 12, line));

describe("the text of a PDF", () => {
  it("has its headings, its paragraphs joined over lines, and broken words mended", async () => {
    const page = [
      textAt(72, 720, "Small cards, long contexts", 20),
      textAt(72, 690, "1 Measurements", 14),
      ...column(72, 670, [
        "The quantized cache halves memory and keeps the ac-",
        "curacy of the model within noise; accuracy was",
        "measured twice on a multi-GPU box.",
      ]),
      ...column(72, 620, ["A second paragraph stands apart."]),
    ].join("\n");
    const { title, markdown } = await pdfText(makePdf({ pages: [page] }));
    expect(title).toBe("Small cards, long contexts");
    expect(markdown).toBe(
      "# Small cards, long contexts\n\n## 1 Measurements\n\nThe quantized cache halves memory and keeps the accuracy of the model within noise; accuracy was measured twice on a multi-GPU box.\n\nA second paragraph stands apart.",
    );
  });

  it("reads two columns one after the other, and a title across them first", async () => {
    const line = (side: string, number: number) =>
      `${side} column line ${number} says a little more about it`;
    const numbers = Array.from({ length: 12 }, (_, number) => number);
    const page = [
      textAt(150, 740, "A title that goes across both columns", 16),
      ...numbers.flatMap((number) => [
        textAt(54, 700 - number * 12, line("Left", number), 9),
        textAt(320, 700 - number * 12, line("right", number), 9),
      ]),
    ].join("\n");
    const { markdown } = await pdfText(makePdf({ pages: [page] }));
    const left = numbers.map((number) => markdown.indexOf(line("Left", number)));
    const right = numbers.map((number) => markdown.indexOf(line("right", number)));
    expect(Math.min(...left)).toBeGreaterThan(markdown.indexOf("A title"));
    expect(Math.max(...left)).toBeLessThan(Math.min(...right));
  });

  it("makes a table of lines whose cells stand below each other", async () => {
    const rows = [
      ["Model", "Quant", "tok/s"],
      ["7B", "Q4_K_M", "57.2"],
      ["70B", "IQ2_XS", "9.8"],
    ];
    const page = rows
      .flatMap((row, y) => row.map((cell, x) => textAt(72 + x * 120, 600 - y * 14, cell)))
      .join("\n");
    expect((await pdfText(makePdf({ pages: [page] }))).markdown).toBe(
      "| Model | Quant | tok/s |\n| --- | --- | --- |\n| 7B | Q4_K_M | 57.2 |\n| 70B | IQ2_XS | 9.8 |",
    );
  });

  it("leaves out page numbers and what stands at the edge of every page", async () => {
    const pages = [1, 2, 3, 4].map((number) =>
      [
        textAt(72, 770, "Proceedings of Something 2026", 8),
        textAt(72, 600, `Words of page ${number} only.`),
        textAt(300, 30, String(number), 8),
      ].join("\n"),
    );
    const { markdown } = await pdfText(makePdf({ pages }));
    expect(markdown).not.toContain("Proceedings");
    expect(markdown).not.toMatch(/^\d$/m);
    expect(markdown).toContain("Words of page 3 only.");
  });

  it.skipIf(!existsSync(GOLD)).each(["gp-15", "gp-17"])(
    "keeps every labelled quote and figure of %s",
    async (id) => {
      const label = JSON.parse(readFileSync(join(GOLD, `${id}.json`), "utf8"));
      const pdf = await pdfText(readFileSync(join(GOLD, `documents/${id}.pdf`)));
      const draft = pdfDraft(pdf, { url: label.url, family: "paper" });
      const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
      for (const { quote } of label.insights) expect(fold(draft.text)).toContain(fold(quote));
      for (const { measurements = [] } of label.records)
        for (const { value } of measurements) expect(draft.text).toContain(String(value));
    },
  );
});

describe("PDFs that are none, or mean harm", () => {
  it.each([
    ["nothing", new Uint8Array()],
    ["a page of HTML", new TextEncoder().encode("<html>not found</html>")],
    ["its head alone", makePdf({ pages: ["x"] }).subarray(0, 60)],
    ["one stream that inflates to 300 MB", makePdf({ pages: [" ".repeat(300 * 1024 * 1024)] })],
    [
      "a stream compressed twice",
      makePdf({
        pages: ["x"],
        extra: [
          Buffer.concat([
            Buffer.from("<</Filter[/FlateDecode/FlateDecode]/Length 9>>\nstream\n"),
            deflateSync(deflateSync("x")),
            Buffer.from("\nendstream"),
          ]),
        ],
      }),
    ],
    [
      "an encrypted one",
      new TextEncoder().encode(
        new TextDecoder("latin1")
          .decode(makePdf({ pages: ["x"], compress: false }))
          .replace("trailer<<", "trailer<</Encrypt 9 0 R"),
      ),
    ],
  ])("are refused with a named error: %s", async (_name, bytes) => {
    await expect(pdfText(bytes)).rejects.toThrow(PermanentSourceError);
  });

  it("are read no further than their bounds: pages, characters", async () => {
    const pages = Array.from({ length: 12 }, (_, number) =>
      textAt(72, 600, `Page number ${number} has words.`),
    );
    const some = await pdfText(makePdf({ pages }), { maxPages: 3, maxCharacters: 1e6, maxMs: 10_000 });
    expect(some).toMatchObject({ cut: true, pages: 12 });
    expect(some.markdown).not.toContain("number 5");
    const few = await pdfText(makePdf({ pages }), { maxPages: 100, maxCharacters: 40, maxMs: 10_000 });
    expect(few.cut).toBe(true);
  });
});
