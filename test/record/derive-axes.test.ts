import { describe, expect, it } from "vitest";
import { type DerivableSetup, deriveAxes } from "../../src/record/derive-axes.ts";

const setup = (parts: Partial<DerivableSetup>): DerivableSetup => ({
  useCases: [],
  experience: [],
  hardware: { accelerators: [] },
  model: {},
  engine: {},
  config: {},
  measurements: [],
  ...parts,
});

describe("deriveAxes", () => {
  it("concludes coding from a coder model, and says why", () => {
    const derived = deriveAxes(setup({ model: { name: "Qwen2.5 Coder 32B Instruct" } }));
    expect(derived.useCases).toEqual([{ value: "coding", because: "model-family: coder (coder)" }]);
  });

  it("concludes throughput from a measured concurrency", () => {
    const derived = deriveAxes(setup({ config: { concurrency: 32 } }));
    expect(derived.experience).toEqual([{ value: "throughput", because: "measured at concurrency 32" }]);
  });

  it("does not repeat what the source states", () => {
    const derived = deriveAxes(setup({ useCases: ["coding"], model: { name: "Devstral Small" } }));
    expect(derived.useCases).toEqual([]);
  });

  it("gives every record a place on both axes", () => {
    const derived = deriveAxes(setup({ model: { name: "Llama 3.1 8B" } }));
    expect(derived.useCases.map(({ value }) => value)).toEqual(["chat"]);
    expect(derived.experience.map(({ value }) => value)).toEqual(["latency"]);
  });

  it("gives each value once", () => {
    const derived = deriveAxes(
      setup({
        hardware: { accelerators: [], class: "edge" },
        measurements: [{ metric: "power", value: 12, unit: "W" }],
      }),
    );
    expect(derived.experience).toEqual([{ value: "economy", because: "draws 12 W" }]);
  });
});
