import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { page, setupsOf } from "./read-text.ts";
import { setupSchemaOf } from "./setup-schema.ts";

const words = fc.constantFrom(
  "RTX 3090",
  "2x",
  "Qwen3-32B",
  "Q4_K_M",
  "31.5 t/s",
  "|",
  "\n",
  "\n\n",
  "# ",
  "- ",
  "> ",
  "```",
  "`-c 8192 -fa`",
  "llama.cpp",
  "vLLM 0.9.1",
  "🦙",
  "漢字",
  "e\u0301",
  "±",
  "→",
  "tok/s",
  "pp512",
  "tg128",
  "OOM",
  "with draft",
  "(",
  "=",
  "\\",
  "ollama run",
  "$(",
  "'",
  '"',
  "0,5",
  "1,024",
  "CPU only",
  "MTP",
  "\t",
  "---",
  "{{ x }}",
  "<b>",
  "NaN",
  "1e999",
);

describe("evidence", () => {
  it("quotes are slices of the text, in any mixture of words, and drafts fit the schema", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 120 }), async (parts) => {
        const text = parts.join(" ");
        const setups = await setupsOf(page(text));
        for (const setup of setups) {
          expect(setupSchemaOf().safeParse(setup).error?.issues ?? []).toEqual([]);
          for (const { quote, start, end } of setup.evidence) expect(text.slice(start, end)).toBe(quote);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("takes time in proportion to the length of hostile text", async () => {
    const hostile = [
      "1,".repeat(60_000),
      "| ".repeat(60_000),
      "-".repeat(120_000),
      "`".repeat(120_000),
      "(((((((((( 3090 ".repeat(8_000),
      `${"a b  ".repeat(20_000)}t/s`,
      "Qwen3-8B 3090 tok/s ".repeat(4_000),
    ];
    for (const text of hostile) expect(Array.isArray(await setupsOf(page(text)))).toBe(true);
  }, 60_000);
});
