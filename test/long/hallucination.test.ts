import { describe, expect, it } from "vitest";
import { measureHallucination } from "../../bench/hallucination/measure.ts";
import { measureInjections } from "../../bench/hallucination/measure-injections.ts";

describe.runIf(process.env.ALMANAC_LONG === "1")("nothing invented, the long way", () => {
  it("catches 98 % of some 1,700 planted answers, and every number that the document lacks", {
    timeout: 600_000,
  }, async () => {
    const figures = await measureHallucination(4, { seed: 5 });
    expect(figures.planted).toBeGreaterThan(1500);
    expect(figures.caught / figures.planted).toBeGreaterThanOrEqual(0.98);
    expect(figures.byKind["number absent, true quote"].caught).toBe(
      figures.byKind["number absent, true quote"].planted,
    );
    expect(figures.byKind["number absent, quote bent to it"].caught).toBe(
      figures.byKind["number absent, quote bent to it"].planted,
    );
  });

  it("lets none of the injections change a record", { timeout: 600_000 }, async () => {
    const figures = await measureInjections({ blindly: true });
    expect(figures).toMatchObject({ affected: [], ungrounded: [], othersAffected: [] });
    expect(figures.documents).toBeGreaterThanOrEqual(40);
  });
});
