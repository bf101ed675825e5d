import { describe, expect, it } from "vitest";
import { corruptionTrials } from "../helpers/corrupted-answers.ts";

describe.runIf(process.env.ALMANAC_LONG === "1")("damaged answers, the long way", () => {
  it("survives 1,000 of them", { timeout: 600_000 }, async () => {
    const figures = await corruptionTrials(1000, 1000);
    console.log(JSON.stringify(figures));
    expect(figures.corrupted).toBeGreaterThanOrEqual(1000);
  });
});
