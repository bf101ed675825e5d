import { describe, expect, it } from "vitest";
import { ownSystems } from "../../../../src/extract/builtin/scan/own-systems.ts";
import type { SourceDocument } from "../../../../src/record/document.ts";

const namesIn = (text: string, family = "paper") =>
  ownSystems({ family, title: "", text } as unknown as SourceDocument);

describe("the systems that a paper coins", () => {
  it.each([
    [
      "# Lantern: Serving Experts from Disk\n\nLantern reads experts from an NVMe drive. On a 3090 Lantern decodes faster than llama.cpp. All in all Lantern wins.",
      ["Lantern"],
    ],
    [
      "# Serving experts from disk\n\nWe present DiskMoE, a runtime for one card.\n\n| System | tok/s |\n| --- | --- |\n| DiskMoE | 12 |",
      ["DiskMoE"],
    ],
    [
      "# Serving experts\n\nThe engine is ours.\n\n| System | tok/s |\n| --- | --- |\n| llama.cpp | 9 |\n| ExpertBus (ours) | 12 |\n\nWith ExpertBus nothing waits.",
      ["ExpertBus"],
    ],
  ])("are found by how they are brought in: %s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it.each([
    "# Quantization: A Survey\n\nQuantization makes models small. With quantization, one card is enough.",
    "# PhoneBench: A Benchmark of Language Models on Phones\n\nWe present PhoneBench, a benchmark of phones. PhoneBench runs four engines.",
    "# NarrowQuant: Three Bits Are Enough\n\nWe propose NarrowQuant, a quantization method for weights. NarrowQuant keeps outliers.",
    "# Joules first\n\nWe built our rig around an RTX 4090. We run vLLM and Qwen3-8B. vLLM serves it well.",
  ])("are no data, methods of packing or known names: %s", (text) => {
    expect(namesIn(text)).toEqual([]);
  });

  it("are looked for in papers alone", () => {
    expect(namesIn("# x\n\nWe present DiskMoE. DiskMoE is fast, and DiskMoE is ours.", "blog")).toEqual([]);
  });
});
