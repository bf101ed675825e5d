import { describe, expect, it } from "vitest";
import { hardwareClassOf } from "../../src/record/hardware-class.ts";

const device = (name: string, count = 1, memoryGiB?: number) => ({
  name,
  count,
  ...(memoryGiB === undefined ? {} : { memoryGiB }),
});

describe("hardwareClassOf", () => {
  it.each([
    ["a CPU alone is cpu", [], "Ryzen 9 5950X", "cpu"],
    ["nothing stated has no class", [], null, null],
    ["one 24 GiB card", [device("RTX 3090")], null, "gpu-24"],
    ["one 32 GiB card", [device("RTX 5090")], null, "gpu-32"],
    ["stated memory beats the vocabulary", [device("RTX 4090", 1, 48)], null, "gpu-workstation"],
    ["two consumer cards", [device("RTX 3090", 2)], null, "multi-gpu"],
    ["two different cards", [device("RTX 3090"), device("RTX 3060")], null, "multi-gpu"],
    ["a datacenter board", [device("H100", 8)], null, "datacenter"],
    ["Apple silicon", [device("M2 Ultra")], null, "unified"],
    ["a small board", [device("Raspberry Pi 5")], null, "edge"],
    ["two unified machines", [device("GB10", 2)], null, "cluster"],
    [
      "a card beside its machine's own graphics counts alone",
      [device("Radeon 780M"), device("RTX 4090")],
      null,
      "gpu-24",
    ],
  ])("%s", (_sentence, accelerators, cpu, expected) => {
    expect(hardwareClassOf({ accelerators, cpu })).toBe(expected);
  });
});
