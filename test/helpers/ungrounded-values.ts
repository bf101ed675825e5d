/** An independent, blunt check of extractions: does every value's number or name stand in its evidence? */
import { numberWord } from "../../src/extract/evidence/quantities.ts";
import { vocabularyNames } from "../../src/extract/evidence/vocabulary-names.ts";
import type { Extraction } from "../../src/extract/extractor.ts";
import type { SetupDraft } from "../../src/record/setup-record.ts";

const NAMES = vocabularyNames();
const squash = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}.]+/gu, "");

/** What in the extraction stands without ground, in words; empty when all is well. */
export function ungroundedValues(extraction: Extraction, text: string): string[] {
  const problems: string[] = [];
  for (const insight of extraction.insights) {
    if (text.slice(insight.start, insight.end) !== insight.quote)
      problems.push(`insight range: ${insight.quote}`);
  }
  for (const setup of extraction.setups) problems.push(...setupProblems(setup, text));
  return problems;
}

function setupProblems(setup: SetupDraft, text: string): string[] {
  const problems: string[] = [];
  for (const { quote, start, end } of setup.evidence) {
    if (text.slice(start, end) !== quote || quote === "") problems.push(`evidence range: ${quote}`);
  }
  const quotes = (field: string) =>
    setup.evidence.filter((piece) => piece.field.startsWith(field)).map((piece) => piece.quote);
  for (const { metric, value } of setup.measurements) {
    if (!quotes("measurements").some((quote) => carriesNumber(quote, value)))
      problems.push(`${metric} ${value}`);
  }
  for (const [group, fields] of Object.entries({
    model: setup.model,
    engine: setup.engine,
    config: setup.config,
    hardware: setup.hardware,
  })) {
    for (const [field, value] of Object.entries(fields)) {
      if (
        value === null ||
        value === undefined ||
        field === "accelerators" ||
        field === "provider" ||
        typeof value === "boolean"
      )
        continue;
      const own = quotes(`${group}.${field}`);
      const carried =
        typeof value === "number"
          ? own.some((quote) => carriesNumber(quote, value))
          : own.some((quote) => carriesWords(quote, String(value).replace(/^EXL\d (?=[\d.]+bpw)/, "")));
      if (!carried) problems.push(`${group}.${field} ${value}`);
    }
  }
  for (const device of setup.hardware.accelerators) {
    const own = quotes("hardware.accelerators");
    const short = device.name.replace(/^(?:Tesla|Radeon|Arc) /, "");
    // "Strix Halo" and "DGX Spark" are names that only the vocabulary knows.
    const named = (quote: string) =>
      carriesWords(quote, short) || NAMES.named("accelerator", quote).includes(device.name);
    if (!own.some(named)) problems.push(`accelerator ${device.name}`);
  }
  return problems;
}

/** Any number of the quote, times any factor between units, is the value (within 1 %). */
function carriesNumber(quote: string, value: number): boolean {
  if ((quote.match(/[A-Za-z]+/g) ?? []).some((word) => numberWord(word) === value)) return true;
  const numbers = (quote.match(/\d+(?:[.,]\d+)*/g) ?? []).flatMap((digits) => [
    Number(digits.replaceAll(",", "")),
    Number(digits.replace(",", ".")),
  ]);
  const forms = (n: number) => [n, n * 1000, n / 1000, n * 1024, n / 1024, n * 60, 1000 / n, 1 / n];
  return numbers.some((number) =>
    forms(number).some((form) => Math.abs(form - value) <= 0.01 * Math.abs(value)),
  );
}

/** Every run of digits of the value, and half of its other words, stand in the quote. */
function carriesWords(quote: string, value: string): boolean {
  const words = value.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  const even = squash(quote);
  const digits = words.filter((word) => /\d/.test(word));
  const letters = words.filter((word) => !/\d/.test(word));
  const standing = letters.filter((word) => even.includes(word)).length;
  return digits.every((word) => even.includes(word)) && standing >= Math.floor(letters.length / 2);
}
