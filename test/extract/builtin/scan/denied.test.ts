import { describe, expect, it } from "vitest";
import { prepareSource } from "../../../../src/extract/builtin/source.ts";
import { page } from "../read-text.ts";

const named = (text: string, field: string) =>
  prepareSource(page(text))
    .mentions.filter((mention) => mention.field === field)
    .map(({ value }) => (typeof value === "object" && value !== null ? value.name : value));

describe("names that state nothing of a setup", () => {
  it("a generation or a class is no device", () => {
    expect(
      named("The M1 generation is slow; an RTX 4090-class card helps. Mine is an M2 Max Mac.", "devices"),
    ).toEqual(["M2 Max"]);
  });

  it("what a chip computes in is no format of weights", () => {
    expect(
      named("28 TFLOPS FP16, FP8: 120 TFLOPS; the model ran in BF16 with vLLM.", "quantization"),
    ).toEqual(["BF16"]);
  });

  it("a card may have an adjective, and a number of things is no card", () => {
    expect(
      named("With vLLM, I got a dusty 3090 from a student and a total 4090 requests.", "devices"),
    ).toEqual(["RTX 3090"]);
  });
});
