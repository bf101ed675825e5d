/** Tells the rows of a paper's tables that its own system is held against. Knows nothing of which system that is. */
import type { Observation } from "../findings.ts";
import type { Source } from "../source.ts";

/** Rows that are held against the paper's own system. */
const BASELINE =
  /\b(?:naive|naïve|baseline|vanilla|sequential|autoregressive|hugging ?face|accelerate|default|stock|sota)\b/i;

/** Whether the first cell of a row, or the variant that it is, says that another system ran it. */
export function isBaseline({ text }: Source, { kind, start, variant }: Observation): boolean {
  const label = kind === "table" ? text.slice(start, start + 80).split(/[|\n]/)[0] : "";
  return BASELINE.test(`${label} ${variant ?? ""}`);
}
