import { expect, it } from "vitest";
import { measureHallucination } from "../../../bench/hallucination/measure.ts";
import { measureInjections } from "../../../bench/hallucination/measure-injections.ts";

it("keeps planted answers out of the records, numbers that the document lacks without exception", {
  timeout: 60_000,
}, async () => {
  const figures = await measureHallucination(1, { seed: 3, every: 7 });
  expect(figures.planted).toBeGreaterThan(50);
  expect(figures.caught / figures.planted).toBeGreaterThanOrEqual(0.98);
  for (const kind of ["number absent, true quote", "number absent, quote bent to it"] as const) {
    expect(figures.byKind[kind].caught).toBe(figures.byKind[kind].planted);
  }
  expect(figures.trueLost / figures.trueClaims).toBeLessThan(0.02);
});

it("lets no instruction in a document change a record, even with a model that obeys", {
  timeout: 60_000,
}, async () => {
  for (const blindly of [false, true]) {
    const figures = await measureInjections({ every: 5, blindly });
    expect(figures.documents).toBeGreaterThanOrEqual(9);
    expect(figures.affected).toEqual([]);
    expect(figures.ungrounded).toEqual([]);
    expect(figures.othersAffected).toEqual([]);
  }
});
