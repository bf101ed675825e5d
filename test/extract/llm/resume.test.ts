import { expect, it } from "vitest";
import { resumeTrials } from "../../helpers/resume-trials.ts";

it.each([
  { signal: "SIGINT", honoursKeys: false },
  { signal: "SIGKILL", honoursKeys: true },
] as const)(
  "pays each call once, however often $signal comes in between",
  { timeout: 120_000 },
  async (how) => {
    const figures = await resumeTrials(3, { each: 1, seed: 7, ...how });
    expect(figures.finished).toBe(true);
    expect(figures.calls).toBeGreaterThan(16);
    expect(figures.paidTwice).toBe(0);
  },
);
