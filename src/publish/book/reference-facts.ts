/** Facts of the record's own tables that a chapter may show: devices of a class, bits of a weight format, the rules. */
import type { HardwareClass } from "../../record/axes.ts";
import { EXPERIENCE_RULES, USE_CASE_RULES } from "../../record/derive-axes.ts";
import { hardwareClassOf } from "../../record/hardware-class.ts";
import type { AcceleratorEntry } from "../../record/vocabulary/accelerator-entry.ts";
import { ACCELERATORS } from "../../record/vocabulary/accelerators.ts";
import { QUANTIZATIONS } from "../../record/vocabulary/quantizations.ts";

export interface DeviceFact {
  name: string;
  vendor: string;
  /** GiB of one device in the variant that belongs here; null for a pool that depends on the machine. */
  memoryGiB: number | null;
  bandwidthGBs: number | null;
  tdpW: number | null;
  year: number | null;
}

/** Devices of one hardware class by falling bandwidth; a card sold with several memory sizes stands where each fits. */
export function devicesOf(hardwareClass: HardwareClass): DeviceFact[] {
  return ACCELERATORS.flatMap((entry) => variantsIn(entry, hardwareClass))
    .filter((device) => device.bandwidthGBs !== null)
    .sort((a, b) => (b.bandwidthGBs ?? 0) - (a.bandwidthGBs ?? 0) || (a.name < b.name ? -1 : 1));
}

function variantsIn(entry: AcceleratorEntry, hardwareClass: HardwareClass): DeviceFact[] {
  const sizes = entry.memoryGiB.length > 0 ? entry.memoryGiB : [null];
  const fitting = sizes.filter((memoryGiB) => {
    const accelerators = [{ name: entry.name, count: 1, memoryGiB }];
    return hardwareClassOf({ accelerators, cpu: null }) === hardwareClass;
  });
  if (fitting.length === 0) return [];
  return [
    {
      name: entry.name,
      vendor: entry.vendor,
      memoryGiB: fitting.at(-1) ?? null,
      bandwidthGBs: entry.bandwidthGBs,
      tdpW: entry.tdpW,
      year: entry.releaseYear,
    },
  ];
}

export interface FormatFact {
  name: string;
  format: string;
  bitsPerWeight: number;
}

/** Weight formats whose bits per weight are known, by falling bits. */
export function weightFormats(): FormatFact[] {
  return QUANTIZATIONS.flatMap(({ name, format, bitsPerWeight }) =>
    bitsPerWeight === null ? [] : [{ name, format, bitsPerWeight }],
  ).sort((a, b) => b.bitsPerWeight - a.bitsPerWeight || (a.name < b.name ? -1 : 1));
}

/** The rules by which the almanac concludes a place on an axis, each in words. */
export function derivationRules(): { axis: string; value: string; says: string }[] {
  const inWords = (axis: string, rules: readonly { value: string; says: string }[]) =>
    rules.map(({ value, says }) => ({ axis, value, says }));
  return [...inWords("use", USE_CASE_RULES), ...inWords("experience", EXPERIENCE_RULES)];
}
