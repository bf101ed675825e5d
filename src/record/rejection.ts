/** A rejection: a value or record that did not stand up to verification. Data, not an exception. */
import { z } from "zod";

export const rejectionSchema = z.object({
  /** A short stable word that run reports count by, e.g. `quote-not-found`, `number-not-in-quote`. */
  kind: z.string().min(1),
  /** The record field concerned, or `record` / `insight`. */
  field: z.string(),
  message: z.string(),
  /** What was claimed, shortened; shown in the review queue. */
  value: z.string().nullish(),
  quote: z.string().nullish(),
});
export type Rejection = z.infer<typeof rejectionSchema>;
