import { describe, expect, test } from "vitest";
import { acceleratorNamed, resolveAccelerator } from "../../../src/record/vocabulary/resolve-accelerator.ts";

describe("resolveAccelerator", () => {
  test.each([
    ["3090", "RTX 3090"],
    ["rtx3090", "RTX 3090"],
    ["3090 ti", "RTX 3090 Ti"],
    ["7900xtx", "RX 7900 XTX"],
    ["M2U", "M2 Ultra"],
    ["Strix Halo", "Ryzen AI Max+ 395"],
    ["AMD RYZEN AI MAX+ 395", "Ryzen AI Max+ 395"],
    ["8060S", "Radeon 8060S"],
    ["gfx1151", "Ryzen AI Max+ 395"],
    ["DGX Spark", "GB10"],
    ["2080 Ti", "RTX 2080 Ti"],
    ["RTX 6000 Ada", "RTX 6000 Ada"],
    ["RTX PRO 6000 Blackwell Max-Q", "RTX PRO 6000 Max-Q"],
    ["NVIDIA GeForce GTX 1650 SUPER", "GTX 1650 Super"],
    ["GeForce RTX 4070 Ti SUPER", "RTX 4070 Ti Super"],
    ["NVIDIA GeForce RTX 4090 Laptop GPU", "RTX 4090 Laptop"],
    ["NVIDIA A100-SXM4-80GB", "A100"],
    ["Intel(R) Arc(TM) A770 Graphics", "Arc A770"],
    ["Apple M3 Ultra", "M3 Ultra"],
    ["Radeon 7900 XTX", "RX 7900 XTX"],
    ["NVIDIA H100 NVL", "H100 NVL"],
    ["NVIDIA L40S", "L40S"],
    ["2x RTX 4090", "RTX 4090"],
    ["4× MI50", "MI50"],
    ["Raspberry Pi 500+", "Raspberry Pi 500+"],
  ])("%s is the %s", (written, name) => {
    expect(resolveAccelerator(written)).toMatchObject({ name, known: true, entry: { name } });
  });

  test.each([
    ["RTX 6090", "RTX 6090"],
    ["MI455X", "MI455X"],
    ["M7 Max", "M7 Max"],
    ["rx 9080 xt", "RX 9080 XT"],
    ["NVIDIA RTX A7000", "RTX A7000"],
  ])("%s is told by its shape and marked as unknown", (written, name) => {
    expect(resolveAccelerator(written)).toEqual({ name, entry: null, known: false });
  });

  test("the memory beside a name is read", () => {
    expect(resolveAccelerator("mi50 32gb")).toMatchObject({ name: "MI50", memoryGiB: 32 });
    expect(resolveAccelerator("Tesla V100-SXM2-32GB")).toMatchObject({ name: "Tesla V100", memoryGiB: 32 });
  });

  test.each(["hello", "1080p", "", "1234", "the fast one"])("%s names none", (written) => {
    expect(resolveAccelerator(written)).toBeNull();
  });

  test("an entry is found by its canonical name only", () => {
    expect(acceleratorNamed("RTX 3090")?.memoryGiB).toEqual([24]);
    expect(acceleratorNamed("3090")).toBeUndefined();
  });
});
