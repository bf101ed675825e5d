import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { createBuiltinExtractor } from "../../src/extract/builtin/builtin-extractor.ts";

const root = resolve(import.meta.dirname, "../..");
const gold = resolve(root, "../shared/gold/dev");
const present = existsSync(gold);
if (!present) console.log("skipped: ../shared/gold/dev, the labelled set, is not here");

/** How far the figure may fall before a change has to say why. */
const TOLERANCE = 0.01;

describe.skipIf(!present)("the built-in extractor", () => {
  it("reads the labelled set no worse than the committed figure", async () => {
    const floor = JSON.parse(readFileSync(join(root, "bench/results/extraction-floor.json"), "utf8")) as {
      coreF1: number;
    };
    const { core, evidence } = await evaluate(gold, createBuiltinExtractor());
    expect(core.f1).toBeGreaterThanOrEqual(floor.coreF1 - TOLERANCE);
    expect(evidence.found).toBe(evidence.quotes);
    expect(evidence.backed).toBe(evidence.values);
  }, 60_000);
});
