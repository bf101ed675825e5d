/** What the vocabulary knows of a device's memory: whether it has its own, and whether a size can be its. */
import type { AcceleratorEntry } from "./accelerator-entry.ts";
import { acceleratorNamed } from "./resolve-accelerator.ts";

/** Chips whose memory is the machine's. */
const SHARED: ReadonlySet<string> = new Set(["unified", "board", "mobile", "apu"]);

/** True of a chip that has no memory of its own: what stands beside it is the machine's pool. */
export const sharesMemory = (name: string): boolean => SHARED.has(acceleratorNamed(name)?.kind ?? "");

/** Whether a stated size in GiB is one that the device is sold with, as tools round it; any size for one unknown. */
export function fitsDevice(entry: AcceleratorEntry | null, gib: number): boolean {
  if (entry === null || entry.memoryGiB.length === 0) return gib >= 2 && gib <= 288;
  return entry.memoryGiB.some((option) => Math.abs(option - gib) <= 0.07 * option);
}
