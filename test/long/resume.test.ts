import { describe, expect, it } from "vitest";
import { resumeTrials } from "../helpers/resume-trials.ts";

describe.runIf(process.env.ALMANAC_LONG === "1")("resuming, the long way", () => {
  it.each([
    { signal: "SIGINT", honoursKeys: false },
    { signal: "SIGKILL", honoursKeys: true },
  ] as const)(
    "pays each call once over 50 times $signal at random moments",
    { timeout: 900_000 },
    async (how) => {
      const figures = await resumeTrials(50, { each: 6, seed: 1, ...how });
      expect(figures).toMatchObject({ finished: true, kills: 50 });
      expect(figures.calls).toBeGreaterThan(100);
      expect(figures.paidTwice).toBe(0);
    },
  );
});
