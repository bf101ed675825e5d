/** Intel accelerators: Arc, Arc Pro, Data Center GPU, Gaudi, and the integrated graphics of Core chips. Data only. */
import type { AcceleratorTable } from "../accelerator-entry.ts";

const consumer: AcceleratorTable = {
  vendor: "Intel",
  kind: "consumer",
  rows: [
    ["Arc A310", 4, 124, null, 75, 2022, "A310"],
    ["Arc A380", 6, 186, null, 75, 2022, "A380"],
    ["Arc A580", 8, 512, null, 185, 2023, "A580"],
    ["Arc A750", 8, 512, null, 225, 2022, "A750"],
    ["Arc A770", [8, 16], 560, 137.6, 225, 2022, "A770, A770 LE"],
    ["Arc B570", 10, 380, null, 150, 2025, "B570"],
    ["Arc B580", 12, 456, 116.7, 190, 2024, "B580"],
  ],
};

const laptop: AcceleratorTable = {
  vendor: "Intel",
  kind: "laptop",
  rows: [
    ["Arc A350M", 4, 112, null, 35, 2022, "A350M"],
    ["Arc A370M", 4, 112, null, 50, 2022, "A370M"],
    ["Arc A550M", 8, 224, null, 80, 2022, "A550M"],
    ["Arc A730M", 12, 336, null, 120, 2022, "A730M"],
    ["Arc A770M", 16, 512, null, 150, 2022, "A770M"],
  ],
};

const workstation: AcceleratorTable = {
  vendor: "Intel",
  kind: "workstation",
  rows: [
    ["Arc Pro A40", 6, 192, null, 50, 2022],
    ["Arc Pro A50", 6, 192, null, 75, 2022],
    ["Arc Pro A60", 12, 384, null, 130, 2023],
    ["Arc Pro B50", 16, 224, null, 70, 2025, "B50 Pro, Pro B50"],
    ["Arc Pro B60", 24, 456, null, 200, 2025, "B60 Pro, Pro B60, Arc B60, B60"],
    ["Arc Pro B65", 32, null, null, null, 2026, "B65 Pro, Pro B65, Arc B65"],
    ["Arc Pro B70", 32, 608, null, 230, 2026, "B70 Pro, Pro B70, Arc B70, B70"],
  ],
};

const datacenter: AcceleratorTable = {
  vendor: "Intel",
  kind: "datacenter",
  rows: [
    ["Flex 140", 12, 186, null, 75, 2022, "Data Center GPU Flex 140"],
    ["Flex 170", 16, 512, null, 150, 2022, "Data Center GPU Flex 170"],
    ["Max 1100", 48, 1229, null, 300, 2023, "Data Center GPU Max 1100, PVC 1100"],
    ["Max 1550", 128, 3277, 839, 600, 2023, "Data Center GPU Max 1550, Ponte Vecchio"],
    ["Gaudi 2", 96, 2460, null, 600, 2022, "HPU Gaudi2"],
    ["Gaudi 3", 128, 3700, 1835, 900, 2024, "HPU Gaudi3"],
  ],
};

const apu: AcceleratorTable = {
  vendor: "Intel",
  kind: "apu",
  rows: [
    ["UHD 610", [], null, null, null, 2017, "UHD Graphics 610"],
    ["UHD 620", [], null, null, null, 2017, "UHD Graphics 620"],
    ["UHD 630", [], null, null, null, 2017, "UHD Graphics 630"],
    ["UHD 730", [], null, null, null, 2021, "UHD Graphics 730"],
    ["UHD 770", [], null, null, null, 2021, "UHD Graphics 770"],
    ["Iris Plus", [], null, null, null, 2019, "Iris Plus Graphics"],
    ["Iris Xe", [], null, null, null, 2020, "Iris Xe Graphics"],
    ["Arc 130V", [], 136, null, null, 2024, "Arc Graphics 130V"],
    ["Arc 140V", [], 136, null, null, 2024, "Arc Graphics 140V, Lunar Lake iGPU"],
    ["Arc 130T", [], null, null, null, 2025, "Arc Graphics 130T"],
    ["Arc 140T", [], null, null, null, 2025, "Arc Graphics 140T"],
    ["Arc B390", [], null, null, null, 2026, "Arc Graphics B390"],
  ],
};

const npu: AcceleratorTable = {
  vendor: "Intel",
  kind: "npu",
  rows: [["Intel AI Boost", [], null, null, null, 2023, "AI Boost NPU, Intel NPU"]],
};

/** Every Intel table. */
export const INTEL_TABLES: readonly AcceleratorTable[] = [
  consumer,
  laptop,
  workstation,
  datacenter,
  apu,
  npu,
];
