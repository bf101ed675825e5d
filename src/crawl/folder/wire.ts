/** The sidecar that tells where a saved file came from, as its YAML is written. */
import { z } from "zod";
import { FAMILIES } from "../../record/axes.ts";

const moment = z
  .union([z.string(), z.date()])
  .transform((value) => (value instanceof Date ? value.toISOString() : value))
  .refine((value) => !Number.isNaN(Date.parse(value)), "write a date as 2025-01-31");

export const sidecarSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: "must be a full http or https address" }).optional(),
  title: z.string().min(1).optional(),
  author: z.string().min(1).optional(),
  published: moment.optional(),
  licence: z.string().min(1).optional(),
  family: z.enum(FAMILIES).optional(),
});
export type Sidecar = z.infer<typeof sidecarSchema>;
