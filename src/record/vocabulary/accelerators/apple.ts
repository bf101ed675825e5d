/** Apple silicon: the M series of Macs and iPads and the A series of phones. Data only. */
import type { AcceleratorTable } from "../accelerator-entry.ts";

const unified: AcceleratorTable = {
  vendor: "Apple",
  kind: "unified",
  rows: [
    ["M1", [8, 16], 68, 2.6, 20, 2020, "M1 base"],
    ["M1 Pro", [16, 32], 200, 5.3, 30, 2021],
    ["M1 Max", [32, 64], 400, 10.6, 60, 2021],
    ["M1 Ultra", [64, 128], 800, 21, 110, 2022, "M1U"],
    ["M2", [8, 16, 24], 100, 3.6, 22, 2022, "M2 base"],
    ["M2 Pro", [16, 32], 200, 6.8, 35, 2023],
    ["M2 Max", [32, 64, 96], 400, 13.6, 65, 2023],
    ["M2 Ultra", [64, 128, 192], 800, 27.2, 120, 2023, "M2U"],
    ["M3", [8, 16, 24], 100, 4.1, 22, 2023, "M3 base"],
    ["M3 Pro", [18, 36], 150, 7.4, 35, 2023],
    ["M3 Max", [36, 48, 64, 96, 128], 400, 16.3, 75, 2023],
    ["M3 Ultra", [96, 256, 512], 819, 28.4, 140, 2025, "M3U"],
    ["M4", [8, 16, 24, 32], 120, 4.6, 22, 2024, "M4 base"],
    ["M4 Pro", [24, 48, 64], 273, 9.2, 45, 2024],
    ["M4 Max", [36, 48, 64, 128], 546, 18.4, 80, 2024],
    ["M5", [16, 24, 32], 153, null, 22, 2025, "M5 base"],
    ["M5 Pro", [24, 36, 48, 64], 307, null, null, 2026],
    ["M5 Max", [36, 48, 64, 128], 614, null, null, 2026],
    ["M5 Ultra", [], null, null, null, null, "M5U"],
  ],
};

const mobile: AcceleratorTable = {
  vendor: "Apple",
  kind: "mobile",
  rows: [
    ["A14 Bionic", [4, 6], 34, null, null, 2020, "iPhone 12, iPhone 12 Pro, iPhone 12 mini"],
    ["A15 Bionic", [4, 6], 34, null, null, 2021, "iPhone 13, iPhone 13 Pro, iPhone 14, iPhone 13 mini"],
    ["A16 Bionic", [6, 8], 51, null, null, 2022, "iPhone 14 Pro, iPhone 15, iPhone 14 Pro Max"],
    ["A17 Pro", 8, 51, null, null, 2023, "iPhone 15 Pro, iPhone 15 Pro Max"],
    ["A18", 8, 60, null, null, 2024, "iPhone 16, iPhone 16e"],
    ["A18 Pro", 8, 60, null, null, 2024, "iPhone 16 Pro, iPhone 16 Pro Max"],
    ["A19", 8, 68, null, null, 2025, "iPhone 17"],
    ["A19 Pro", 12, 77, null, null, 2025, "iPhone 17 Pro, iPhone 17 Pro Max, iPhone Air"],
  ],
};

/** Every Apple table. */
export const APPLE_TABLES: readonly AcceleratorTable[] = [unified, mobile];
