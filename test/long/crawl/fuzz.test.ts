import { describe, expect, it } from "vitest";
import { type FuzzedKind, SAMPLES } from "../../helpers/fuzzed-inputs.ts";
import { fuzz } from "../../helpers/fuzzed-parsers.ts";

const INPUTS = 10_000;

describe("ten thousand broken inputs", () => {
  it.each(Object.keys(SAMPLES) as FuzzedKind[])(
    "of %s: no crash, none over two seconds, under a gigabyte",
    async (kind) => {
      const report = await fuzz(kind, 0, INPUTS);
      console.log(JSON.stringify({ kind, ...report }));
      expect(report.crashes).toEqual([]);
      expect(report.slowestMs).toBeLessThan(2000);
      expect(report.peakMb).toBeLessThan(1024);
    },
  );
});
