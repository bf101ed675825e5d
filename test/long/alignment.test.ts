import { describe, expect, it } from "vitest";
import { alignmentTrials } from "../helpers/alignment-trials.ts";

describe.runIf(process.env.ALMANAC_LONG === "1")("alignment, the long way", () => {
  it("matches what trying every window finds, in 20,000 random trials", { timeout: 600_000 }, () => {
    const counts = alignmentTrials(100_000, 20_000);
    expect(counts.exact + counts.normalised + counts.fuzzy + counts.none).toBe(20_000);
  });
});
