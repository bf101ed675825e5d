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

  it.each([
    [
      "llama-server -m vl.gguf --mmproj mmproj-f16.gguf -ngl 99",
      "vision",
      "started with a projector for images (--mmproj)",
    ],
    [
      "vllm serve org/vl --limit-mm-per-prompt image=4",
      "vision",
      "started with a projector for images (--limit-mm-per-prompt)",
    ],
    [
      "vllm serve org/m --enable-auto-tool-choice --tool-call-parser hermes",
      "agents",
      "started with a parser for tool calls (--enable-auto-tool-choice)",
    ],
    [
      "llama-server --fim-qwen-7b-default",
      "coding",
      "started with a preset for completing code (--fim-qwen-7b-default)",
    ],
    [
      "llama-server -m e.gguf --embeddings --pooling mean",
      "exploration",
      "started for embeddings or ranking (--embeddings)",
    ],
    ["vllm serve org/e --task embed", "exploration", "started for embeddings or ranking (--task)"],
  ] as const)("concludes from the command %s", (command, value, because) => {
    expect(deriveAxes(setup({ config: { command } })).useCases).toEqual([{ value, because }]);
  });

  it("concludes no vision where images are switched off", () => {
    const derived = deriveAxes(
      setup({ config: { command: `vllm serve org/vl --limit-mm-per-prompt '{"image":0}' --no-mmproj` } }),
    );
    expect(derived.useCases.map(({ value }) => value)).toEqual(["chat"]);
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
