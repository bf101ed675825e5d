/**
 * The shape of one accelerator of the vocabulary, and the compact row form in which the tables state it.
 * Knows nothing of how a text spells a name: that is resolve-accelerator.ts.
 */
import { z } from "zod";

/**
 * What sort of device it is, as the market sees it. `unified` shares one pool with the CPU; `apu` is an iGPU; `laptop` is a
 * card with memory of its own, `mobile` a chip of phones and tablets.
 */
export const acceleratorKindSchema = z.enum([
  "consumer",
  "workstation",
  "laptop",
  "datacenter",
  "unified",
  "board",
  "apu",
  "npu",
  "mobile",
]);
export type AcceleratorKind = z.infer<typeof acceleratorKindSchema>;

export const acceleratorEntrySchema = z.strictObject({
  /** Short market name: no vendor words, no memory size. */
  name: z.string().min(2),
  /** Other spellings; letters and digits count, case and separators do not. */
  aliases: z.array(z.string().min(1)),
  vendor: z.string().min(2),
  kind: acceleratorKindSchema,
  /** Memory of one device in GiB, every size it is sold (or commonly modified) with, ascending; [] = unsure or shared. */
  memoryGiB: z.array(z.number().positive()),
  /** Peak memory bandwidth in GB/s of the fullest variant; null = unsure. */
  bandwidthGBs: z.number().positive().nullable(),
  /** Peak dense FP16 TFLOPS (matrix units with FP32 accumulation where there are any); null = unsure. */
  fp16Tflops: z.number().positive().nullable(),
  /** Board or package power at stock in watts; null = unsure. */
  tdpW: z.number().positive().nullable(),
  releaseYear: z.number().int().min(2012).max(2030).nullable(),
});
export type AcceleratorEntry = z.infer<typeof acceleratorEntrySchema>;

/** One table row: name, memory, bandwidth GB/s, FP16 TFLOPS, watts, year, aliases (comma-separated). */
export type AcceleratorRow = readonly [
  name: string,
  memoryGiB: number | readonly number[],
  bandwidthGBs: number | null,
  fp16Tflops: number | null,
  tdpW: number | null,
  releaseYear: number | null,
  aliases?: string,
];

/** Rows of one vendor and kind. */
export type AcceleratorTable = { vendor: string; kind: AcceleratorKind; rows: readonly AcceleratorRow[] };

/** Spells a table's rows out as entries, in the table's order. */
export function entriesOf(table: AcceleratorTable): AcceleratorEntry[] {
  return table.rows.map(([name, memoryGiB, bandwidthGBs, fp16Tflops, tdpW, releaseYear, aliases]) => ({
    name,
    aliases: aliases === undefined ? [] : aliases.split(",").map((alias) => alias.trim()),
    vendor: table.vendor,
    kind: table.kind,
    memoryGiB: typeof memoryGiB === "number" ? [memoryGiB] : [...memoryGiB],
    bandwidthGBs,
    fp16Tflops,
    tdpW,
    releaseYear,
  }));
}
