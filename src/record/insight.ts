/** An insight: one general lesson about a variable, with the sentence that carries it. */
import { z } from "zod";
import { VARIABLES } from "./axes.ts";

export const insightSchema = z.object({
  id: z.string().min(1),
  document: z.string().min(1),
  variable: z.enum(VARIABLES),
  /** The lesson in a sentence; the built-in extractor repeats the quote's own words. */
  claim: z.string().min(1),
  quote: z.string().min(1),
  /** Half-open range of UTF-16 code units into the document's text. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  confidence: z.number().min(0).max(1),
  extractor: z.object({ name: z.string(), prompt: z.string().nullish(), version: z.string().nullish() }),
});
export type Insight = z.infer<typeof insightSchema>;

/** An insight before the pipeline gives it an id and its document. */
export type InsightDraft = Omit<Insight, "id" | "document" | "extractor">;
