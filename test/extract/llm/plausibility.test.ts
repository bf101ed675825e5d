import { describe, expect, it } from "vitest";
import { bandwidthGBs, vocabularyNames } from "../../../src/extract/evidence/vocabulary-names.ts";
import { mergeExtractions } from "../../../src/extract/llm/merge-extractions.ts";
import { implausible, withSaneMemory } from "../../../src/extract/llm/plausibility.ts";
import type { Rejection } from "../../../src/record/rejection.ts";
import type { Measurement, SetupDraft } from "../../../src/record/setup-record.ts";

const figure = (metric: Measurement["metric"], value: number): Measurement => ({
  metric,
  value,
  unit: "tok/s",
});
const draft = (part: Partial<SetupDraft> = {}): SetupDraft => ({
  title: "",
  useCases: [],
  experience: [],
  hardware: { accelerators: [{ name: "RTX 3090", count: 1 }] },
  model: { name: "Llama 3.3 70B", parametersB: 70 },
  engine: {},
  config: {},
  measurements: [],
  evidence: [],
  confidence: 0.8,
  ...part,
});

describe("a figure that physics does not allow", () => {
  it("goes to review: 20,000 tok/s decode of a 70B on one card", () => {
    const doubts = implausible(draft({ measurements: [figure("decode", 20_000)] }), bandwidthGBs);
    expect(doubts).toMatchObject([{ kind: "implausible", field: "measurements.decode" }]);
  });

  it("is not seen in a mixture of experts whose active size is not stated", () => {
    const hardware = { accelerators: [{ name: "GB10", count: 1 }] };
    const model = { name: "gpt-oss 120B", parametersB: 120 };
    expect(
      implausible(draft({ hardware, model, measurements: [figure("decode", 45)] }), bandwidthGBs),
    ).toEqual([]);
  });

  it("is not seen in what people measure", () => {
    for (const [parametersB, speed] of [
      [70, 17],
      [8, 160],
      [1.5, 400],
    ] as const) {
      const real = draft({
        model: { name: "m", parametersB },
        measurements: [figure("decode", speed), figure("prefill", 5000)],
      });
      expect(implausible(real, bandwidthGBs)).toEqual([]);
    }
  });
});

describe("the memory of one device", () => {
  const { memoryGiB } = vocabularyNames();
  const check = (name: string, size: number) => {
    const rejections: Rejection[] = [];
    const hardware = { accelerators: [{ name, count: 2, memoryGiB: size }] };
    const sane = withSaneMemory(draft({ hardware }), memoryGiB, (rejection) => rejections.push(rejection));
    return { kept: sane.hardware.accelerators[0]?.memoryGiB, kinds: rejections.map(({ kind }) => kind) };
  };

  it("is kept where such a device has it", () => {
    expect(check("RTX 3090", 24)).toEqual({ kept: 24, kinds: [] });
    expect(check("RTX 9999", 48)).toEqual({ kept: 48, kinds: [] });
  });

  it("is taken away where it has not: 48 GiB were two 3090s", () => {
    expect(check("RTX 3090", 48)).toEqual({ kept: undefined, kinds: ["out-of-range"] });
  });
});

describe("merging two readings", () => {
  const table = (quote: string) => [{ field: "measurements", quote, start: 0, end: quote.length }];

  it("takes code's metric for a figure in a table, and the model's for one in prose", () => {
    const mine = draft({ measurements: [figure("decode", 96.5)] });
    const inTable = draft({
      measurements: [figure("throughput", 96.5)],
      evidence: table("| 8 users | 96.5 |"),
    });
    expect(mergeExtractions([mine], [inTable]).setups[0]?.measurements).toEqual([figure("throughput", 96.5)]);
    const inProse = draft({
      measurements: [figure("throughput", 96.5)],
      evidence: table("a total of 96.5 tok/s"),
    });
    const merged = mergeExtractions([mine], [inProse]);
    expect(merged.setups[0]?.measurements).toEqual([figure("decode", 96.5)]);
    expect(merged.rejections).toMatchObject([{ kind: "disagreement", field: "measurements" }]);
  });

  it("does not take from code a figure that the model gave to another setup", () => {
    const one = draft({ model: { name: "A 7B", parametersB: 7 }, measurements: [figure("decode", 30)] });
    const two = draft({ model: { name: "B 9B", parametersB: 9 }, measurements: [figure("decode", 20)] });
    const code = draft({
      model: { name: "A 7B", parametersB: 7 },
      measurements: [figure("decode", 30), figure("decode", 20)],
    });
    expect(
      mergeExtractions([one, two], [code]).setups.map(({ measurements }) =>
        measurements.map(({ value }) => value),
      ),
    ).toEqual([[30], [20]]);
  });

  it("keeps a setup that only code sees when it has a figure of its own, with less confidence", () => {
    const other = draft({
      model: { name: "C 3B", parametersB: 3 },
      hardware: { accelerators: [] },
      measurements: [figure("decode", 55)],
    });
    const { setups } = mergeExtractions([draft({ measurements: [figure("decode", 17)] })], [other]);
    expect(setups).toHaveLength(2);
    expect(setups[1]?.confidence).toBeLessThan(other.confidence);
  });

  it("sends a setup that only code sees to review when it has none", () => {
    const other = draft({ model: { name: "C 3B", parametersB: 3 }, hardware: { accelerators: [] } });
    const { setups, rejections } = mergeExtractions(
      [draft({ measurements: [figure("decode", 17)] })],
      [other],
    );
    expect(setups).toHaveLength(1);
    expect(rejections).toMatchObject([{ kind: "disagreement", field: "record" }]);
  });
});
