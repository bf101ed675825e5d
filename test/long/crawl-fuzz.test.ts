import fc from "fast-check";
import { expect, it } from "vitest";
import { fileTrial, gistTrial, threadTrial } from "../helpers/draft-trials.ts";
import { gistLike, markdownLike, threadLike } from "../helpers/wire-arbitraries.ts";

const RUNS = 10_000;
const MOST_MS = 2000;

it.each([
  ["threads", threadLike, threadTrial],
  ["gists", gistLike, gistTrial],
  ["files", markdownLike, (input: unknown) => fileTrial(String(input), "README.md")],
] as const)(
  `${RUNS} random %s are refused or made into sound documents, none over ${MOST_MS} ms`,
  (_what, inputs, trial) => {
    let longestMs = 0;
    fc.assert(
      fc.property(inputs as fc.Arbitrary<unknown>, (input) => {
        const started = performance.now();
        trial(input);
        longestMs = Math.max(longestMs, performance.now() - started);
      }),
      { numRuns: RUNS },
    );
    expect(longestMs).toBeLessThan(MOST_MS);
    expect(process.memoryUsage().rss).toBeLessThan(1024 ** 3);
  },
);
