import { describe, expect, it } from "vitest";
import { mentionsOf } from "../../../../src/extract/builtin/scan/mention-scan.ts";

/** Every device, CPU and size of system memory that a text states, in its order. */
const hardwareOf = (text: string) =>
  mentionsOf(text)
    .flatMap((mention) => {
      if (mention.field === "devices") {
        const { name, count, memoryGiB } = mention.value;
        return [`${count}x ${name}${memoryGiB ? ` @${memoryGiB}` : ""}`];
      }
      if (mention.field === "cpu") return [mention.value];
      return mention.field === "memoryGiB" ? [`${mention.value} GiB`] : [];
    })
    .join(" + ");

describe("a size that stands apart from any name", () => {
  it.each([
    ["in the dock sits an RX 7600 XT, the version with 16 GB", "1x RX 7600 XT @16"],
    ["two RTX 2080 Ti, the 22 GB mod cards, no bridge", "2x RTX 2080 Ti @22"],
    ["a 4090 with its 24GB and llama.cpp", "1x RTX 4090 @24"],
    ["two A6000s with NVLink (48 GB apiece)", "2x RTX A6000 @48"],
    ["an M2 Ultra Mac Studio with 192 gigs", "1x M2 Ultra @192"],
    ["- GPU: Tesla P40\n- VRAM: 24 GB", "1x Tesla P40 @24"],
    ["RTX 4080 Laptop GPU 12 GB, 32 GB DDR5", "1x RTX 4080 Laptop @12 + 32 GiB"],
  ])("is the device's: %s", (text, hardware) => {
    expect(hardwareOf(text)).toBe(hardware);
  });

  it.each([
    ["a mini PC (Ryzen 7 7840HS, 64 GB)", "Ryzen 7 7840HS + 64 GiB"],
    ["my server has 96 gigs and a 3060", "96 GiB + 1x RTX 3060"],
    ["a 5800X3D/64GB/3090 rig with llama.cpp", "5800X3D + 64 GiB + 1x RTX 3090"],
    ["4090 24G, 7950X, 128G, llama.cpp", "1x RTX 4090 @24 + 7950X + 128 GiB"],
    ["EPYC 7502, 1T DDR4, one RTX 4090", "EPYC 7502 + 1024 GiB + 1x RTX 4090"],
    ["E5-2690 v4 x2, 256GB", "2x Xeon E5-2690 v4 + 256 GiB"],
    ["the node has `1 TB` of memory", "1024 GiB"],
    ["内存: 32G x 8, 显卡 RTX 4090", "256 GiB + 1x RTX 4090"],
    ["ram:            256G\ngpus:           2x MI50 32G", "256 GiB + 2x MI50 @32"],
    ["EPYC 7402P, 8 x 32GB 3200 ECC", "EPYC 7402P + 256 GiB"],
  ])("is the machine's: %s", (text, hardware) => {
    expect(hardwareOf(text)).toBe(hardware);
  });

  it.each([
    ["a Ryzen 5 5600 with a 2 TB SSD", "Ryzen 5 5600"],
    ["an RTX 3060, the file needs 12 GB", "1x RTX 3060"],
    ["RTX 3090 over a 100G link", "1x RTX 3090"],
    ["an HGX node with 80 GB boards", ""],
    ["Ryzen 9 5950X, 40GB GGUF on disk", "Ryzen 9 5950X"],
  ])("is nobody's memory: %s", (text, hardware) => {
    expect(hardwareOf(text)).toBe(hardware);
  });
});

describe("CPUs", () => {
  it.each([
    ["2x Silver 4310 and an L40", "2x Xeon Silver 4310 + 1x L40"],
    ["EPYC 7601 (x2)", "2x EPYC 7601"],
    ["a pair of EPYC 7C13", "2x EPYC 7C13"],
    ["2P EPYC 7742", "2x EPYC 7742"],
    ["Model name: Intel(R) Xeon(R) Gold 6338\nCore(s) per socket: 32\nSocket(s):   2\n", "2x Xeon Gold 6338"],
    ["an R9 5900X", "Ryzen 9 5900X"],
    ["part 2 Ryzen 9 5950X", "Ryzen 9 5950X"],
    ["the wheel needs ARMv8.2 (Graviton2+, Pi 5)", "1x Raspberry Pi 5"],
  ])("are named in full and counted by sockets: %s", (text, hardware) => {
    expect(hardwareOf(text)).toBe(hardware);
  });
});
