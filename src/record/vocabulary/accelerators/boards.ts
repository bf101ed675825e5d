/** Single-board computers, ARM laptops and phones, NPUs, and the smaller accelerator makers. Data only. */
import type { AcceleratorTable } from "../accelerator-entry.ts";

const raspberry: AcceleratorTable = {
  vendor: "Raspberry Pi",
  kind: "board",
  rows: [
    [
      "Raspberry Pi Zero 2 W",
      0.5,
      null,
      null,
      null,
      2021,
      "Pi Zero 2 W, Pi Zero 2W, Raspberry Pi Zero 2W, Pi Zero 2",
    ],
    [
      "Raspberry Pi 3",
      1,
      null,
      null,
      null,
      2016,
      "Pi 3, RPi 3, Raspberry Pi 3B, Raspberry Pi 3B+, Raspberry Pi 3 Model B, Pi 3B",
    ],
    [
      "Raspberry Pi 4",
      [1, 2, 4, 8],
      12.8,
      null,
      8,
      2019,
      "Pi 4, RPi 4, Raspberry Pi 4B, Raspberry Pi 4 Model B, Pi 4B",
    ],
    ["Raspberry Pi 400", 4, 12.8, null, null, 2020, "Pi 400"],
    [
      "Raspberry Pi 5",
      [2, 4, 8, 16],
      17.1,
      null,
      12,
      2023,
      "Pi 5, RPi 5, Raspberry Pi 5B, Raspberry Pi 5 Model B, raspi 5, Pi 5B",
    ],
    ["Raspberry Pi 500", 8, 17.1, null, null, 2024, "Pi 500"],
    ["Raspberry Pi 500+", 16, 17.1, null, null, 2025, "Pi 500+, Raspberry Pi 500 Plus"],
    ["Raspberry Pi CM4", [1, 2, 4, 8], 12.8, null, null, 2020, "Compute Module 4, CM4"],
    ["Raspberry Pi CM5", [2, 4, 8, 16], 17.1, null, null, 2024, "Compute Module 5, CM5"],
  ],
};

const rockchip: AcceleratorTable = {
  vendor: "Rockchip",
  kind: "board",
  rows: [
    ["RK3588", [4, 8, 16, 32], null, null, null, 2022, "RK3588 NPU"],
    ["RK3588S", [4, 8, 16, 32], null, null, null, 2022],
    ["RK3576", [4, 8, 16], null, null, null, 2024],
    ["RK3566", [1, 2, 4, 8], null, null, null, 2021],
    [
      "Orange Pi 5",
      [4, 8, 16, 32],
      null,
      null,
      null,
      2022,
      "Orange Pi 5B, OPi 5, OrangePi 5, Orange Pi 5 Pro",
    ],
    ["Orange Pi 5 Plus", [4, 8, 16, 32], null, null, null, 2023, "OPi 5 Plus, OrangePi 5 Plus"],
    ["Orange Pi 5 Max", [4, 8, 16], null, null, null, 2024, "OrangePi 5 Max"],
    ["Rock 5B", [4, 8, 16, 32], null, null, null, 2022, "Radxa Rock 5B, Rock 5B+, Radxa Rock 5"],
    ["Rock 5C", [1, 2, 4, 8, 16], null, null, null, 2024, "Radxa Rock 5C"],
    ["NanoPi R6S", 8, null, null, null, 2022],
    ["Khadas Edge2", [8, 16], null, null, null, 2022],
    ["RK1828", 5, null, null, null, 2025],
  ],
};

const otherBoards: AcceleratorTable = {
  vendor: "various",
  kind: "board",
  rows: [
    ["Orange Pi 6 Plus", [16, 32, 64], null, null, null, 2025, "OrangePi 6 Plus"],
    ["Orange Pi AI Pro", [8, 16, 24], null, null, null, 2023, "OrangePi AI Pro, Orange Pi AIpro"],
    ["Orion O6", [8, 16, 32, 64], 96, null, null, 2025, "Radxa Orion O6, Radxa O6"],
    ["VisionFive 2", [2, 4, 8], null, null, null, 2022],
    ["Milk-V Jupiter", [4, 8, 16], null, null, null, 2024],
    ["Banana Pi BPI-F3", [2, 4, 8, 16], null, null, null, 2024, "BPI-F3"],
    ["Odroid N2+", 4, null, null, null, 2020],
    ["Odroid H4", [], null, null, null, 2024, "Odroid H4+, Odroid H4 Ultra"],
    ["Arduino UNO Q", [2, 4], null, null, null, 2025],
    ["BeagleY-AI", 4, null, null, null, 2024],
  ],
};

const qualcomm: AcceleratorTable = {
  vendor: "Qualcomm",
  kind: "unified",
  rows: [
    [
      "Snapdragon X Elite",
      [16, 32, 64],
      135,
      null,
      null,
      2024,
      "X Elite, X1E-80-100, X1E-84-100, X1E-78-100",
    ],
    ["Snapdragon X Plus", [16, 32], 135, null, null, 2024, "X1P-64-100, X1P-42-100"],
    ["Snapdragon X", [16, 32], 135, null, null, 2025, "X1-26-100"],
    ["Snapdragon X2 Elite", [], null, null, null, 2026, "X2 Elite, X2E-80-100, X2E-88-100"],
    ["Snapdragon X2 Elite Extreme", [], 228, null, null, 2026, "X2 Elite Extreme, X2E-96-100"],
  ],
};

const qualcommMobile: AcceleratorTable = {
  vendor: "Qualcomm",
  kind: "mobile",
  rows: [
    ["Snapdragon 845", [], null, null, null, 2018],
    ["Snapdragon 855", [], null, null, null, 2019],
    ["Snapdragon 865", [], null, null, null, 2020],
    ["Snapdragon 870", [], null, null, null, 2021],
    ["Snapdragon 888", [], null, null, null, 2021],
    ["Snapdragon 8 Gen 1", [], null, null, null, 2022, "8 Gen 1, SD8G1"],
    ["Snapdragon 8+ Gen 1", [], null, null, null, 2022, "8+ Gen 1"],
    ["Snapdragon 8 Gen 2", [], 67, null, null, 2022, "8 Gen 2, SD8G2"],
    ["Snapdragon 8 Gen 3", [], 77, null, null, 2023, "8 Gen 3, SD8G3"],
    ["Snapdragon 8 Elite", [], 85, null, null, 2024],
    ["Snapdragon 8 Elite Gen 5", [], 85, null, null, 2025],
    ["Snapdragon 8cx Gen 3", [8, 16, 32], null, null, null, 2021, "8cx Gen 3"],
    ["QCS6490", [], null, null, null, 2021],
  ],
};

const otherMobile: AcceleratorTable = {
  vendor: "various",
  kind: "mobile",
  rows: [
    ["Dimensity 9000", [], null, null, null, 2021],
    ["Dimensity 9200", [], null, null, null, 2022],
    ["Dimensity 9300", [], null, null, null, 2023, "Dimensity 9300+"],
    ["Dimensity 9400", [], null, null, null, 2024, "Dimensity 9400+"],
    ["Dimensity 9500", [], null, null, null, 2025],
    ["Dimensity 8300", [], null, null, null, 2023],
    ["Tensor G2", [], null, null, null, 2022, "Pixel 7, Pixel 7 Pro"],
    ["Tensor G3", [], null, null, null, 2023, "Pixel 8, Pixel 8 Pro"],
    ["Tensor G4", [], null, null, null, 2024, "Pixel 9, Pixel 9 Pro"],
    ["Tensor G5", [], null, null, null, 2025, "Pixel 10, Pixel 10 Pro"],
    ["Exynos 2200", [], null, null, null, 2022],
    ["Exynos 2400", [], null, null, null, 2024],
    ["Kirin 9000", [], null, null, null, 2020],
  ],
};

const npus: AcceleratorTable = {
  vendor: "various",
  kind: "npu",
  rows: [
    ["Hailo-8", [], null, null, 2.5, 2020, "Hailo 8 NPU"],
    ["Hailo-8L", [], null, null, 1.5, 2023],
    ["Hailo-10H", [4, 8], null, null, 2.5, 2024, "AI HAT+ 2"],
    ["Hexagon NPU", [], null, null, null, null, "Hexagon DSP"],
    ["Coral Edge TPU", [], null, null, 2, 2019, "Edge TPU, Coral TPU, Google Coral"],
    ["Apple Neural Engine", [], null, null, null, 2017],
    ["AX650N", [], null, null, null, 2023, "AX650, AX8850, LLM-8850"],
    ["BM1684X", 16, null, null, null, 2022, "SG2300X"],
  ],
};

const otherDatacenter: AcceleratorTable = {
  vendor: "various",
  kind: "datacenter",
  rows: [
    [
      "Ascend 910B",
      [32, 64],
      1600,
      null,
      400,
      2023,
      "910B, Ascend 910B2, Ascend 910B3, Ascend 910B4, Atlas 800I A2",
    ],
    ["Ascend 910C", 128, 3200, null, null, 2024, "910C"],
    ["Ascend 310P", [24, 48], 204, null, 72, 2021, "Ascend 310P3"],
    ["Atlas 300I Duo", [48, 96], 408, null, 150, 2022, "Ascend 300I Duo, 300I Duo"],
    ["MTT S80", 16, 448, null, 255, 2022, "Moore Threads S80"],
    ["MTT S3000", 32, 448, null, 250, 2022],
    ["MTT S4000", 48, 768, null, 450, 2023, "Moore Threads S4000"],
    ["Wormhole n150", 12, 288, null, 160, 2024, "n150d, n150s, Tenstorrent n150"],
    ["Wormhole n300", 24, 576, null, 300, 2024, "n300d, n300s, Tenstorrent n300"],
    ["Blackhole p100", 28, 448, null, 300, 2025, "p100a, Tenstorrent p100"],
    ["Blackhole p150", 32, 512, null, 300, 2025, "p150a, p150b, Tenstorrent p150"],
    ["TPU v4", 32, 1228, 275, null, 2021],
    ["TPU v5e", 16, 819, 197, null, 2023],
    ["TPU v5p", 95, 2765, 459, null, 2023],
    ["TPU v6e", 32, 1640, 918, null, 2024, "Trillium TPU"],
    ["Inferentia2", 32, 820, 190, null, 2023, "AWS Inferentia2, inf2"],
    ["Trainium2", 96, 2900, 667, null, 2024, "AWS Trainium2, trn2"],
    ["MLU370", [24, 48], null, null, 150, 2021, "MLU370-X8, MLU370-S4"],
    ["RNGD", 48, 1500, null, 180, 2024, "Furiosa RNGD"],
    ["Cloud AI 100", [16, 32, 128], null, null, 75, 2020, "AIC100, Cloud AI 100 Ultra"],
  ],
};

/** Every table of boards, phones, NPUs and smaller makers. */
export const BOARD_TABLES: readonly AcceleratorTable[] = [
  raspberry,
  rockchip,
  otherBoards,
  qualcomm,
  qualcommMobile,
  otherMobile,
  npus,
  otherDatacenter,
];
