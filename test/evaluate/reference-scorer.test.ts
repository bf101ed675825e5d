import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { createBuiltinExtractor } from "../../src/extract/builtin/builtin-extractor.ts";

const shared = resolve(import.meta.dirname, "../../../shared");
const gold = join(shared, "gold/dev");
const scorer = join(shared, "tools/score.mjs");
const present = existsSync(gold) && existsSync(scorer);
if (!present) console.log("skipped: ../shared with the labelled set and the reference scorer is not here");

interface ReferenceFigures {
  records: unknown;
  core: unknown;
  all: unknown;
  insights: unknown;
  fields: Record<string, unknown>;
  families: Record<string, unknown>;
  emptyDocumentsRight: number;
  evidence: { quotes: number; grounded: number; valuesWithEvidence: number };
}

describe.skipIf(!present)("evaluate and the reference scorer", () => {
  it("give the same figures, field by field", async () => {
    const evaluation = await evaluate(gold, createBuiltinExtractor());
    const folder = mkdtempSync(join(tmpdir(), "almanac-eval-"));
    const write = (name: string, rows: readonly unknown[]) => {
      const path = join(folder, name);
      writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      return path;
    };
    const records = write(
      "records.jsonl",
      evaluation.documents.flatMap((each) => each.records),
    );
    const insights = write(
      "insights.jsonl",
      evaluation.documents.flatMap((each) => each.insights),
    );
    const output = execFileSync(
      process.execPath,
      [scorer, "--gold", gold, "--records", records, "--insights", insights, "--json"],
      { encoding: "utf8", maxBuffer: 1 << 26 },
    );
    const reference = JSON.parse(output) as ReferenceFigures;
    expect(evaluation.records).toEqual(reference.records);
    expect(evaluation.core).toEqual(reference.core);
    expect(evaluation.all).toEqual(reference.all);
    expect(evaluation.insights).toEqual(reference.insights);
    expect(evaluation.fields).toEqual(reference.fields);
    expect(evaluation.families).toEqual(reference.families);
    expect(evaluation.emptyDocumentsRight).toBe(reference.emptyDocumentsRight);
    expect(evaluation.evidence.quotes).toBe(reference.evidence.quotes);
    expect(evaluation.evidence.found / evaluation.evidence.quotes).toBeCloseTo(
      reference.evidence.grounded,
      3,
    );
    expect(evaluation.evidence.backed / evaluation.evidence.values).toBeCloseTo(
      reference.evidence.valuesWithEvidence,
      3,
    );
  }, 60_000);
});
