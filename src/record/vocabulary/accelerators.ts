/** The accelerator vocabulary: every table as one list of entries. Knows nothing of texts or of setup records. */
import { type AcceleratorEntry, entriesOf } from "./accelerator-entry.ts";
import { AMD_TABLES } from "./accelerators/amd.ts";
import { APPLE_TABLES } from "./accelerators/apple.ts";
import { BOARD_TABLES } from "./accelerators/boards.ts";
import { INTEL_TABLES } from "./accelerators/intel.ts";
import { NVIDIA_TABLES } from "./accelerators/nvidia.ts";

/** Every accelerator known by name, by vendor and market, in the tables' order. */
export const ACCELERATORS: readonly AcceleratorEntry[] = [
  ...NVIDIA_TABLES,
  ...AMD_TABLES,
  ...INTEL_TABLES,
  ...APPLE_TABLES,
  ...BOARD_TABLES,
].flatMap(entriesOf);
