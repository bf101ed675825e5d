/** Evidence: the place in a document that carries a value. Knows nothing of how the place was found. */
import { z } from "zod";

export const evidenceSchema = z.object({
  /** The dotted path of the value in the record, e.g. `hardware.accelerators`. */
  field: z.string(),
  /** The words of the document, verbatim: `text.slice(start, end) === quote`. */
  quote: z.string().min(1),
  /** Half-open range of UTF-16 code units into the document's text. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  /** How the quote was found: by code in the text (exact), or aligned from a model's words. */
  alignment: z.enum(["exact", "normalised", "fuzzy"]).optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
