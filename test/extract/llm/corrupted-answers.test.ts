import { expect, it } from "vitest";
import { corruptionTrials } from "../../helpers/corrupted-answers.ts";

it("survives damaged answers: no crash, no value without ground, every unusable answer counted", {
  timeout: 60_000,
}, async () => {
  const figures = await corruptionTrials(60, 1);
  expect(figures.corrupted).toBeGreaterThanOrEqual(60);
  expect(figures.unusable).toBeGreaterThan(0);
});
