/** The shape of a gist as GitHub's API answers it, as far as we read it; further fields are dropped unread. */
import { z } from "zod";

export const gistFileSchema = z.object({
  filename: z.string(),
  language: z.string().nullish(),
  type: z.string().nullish(),
  raw_url: z.string().nullish(),
  size: z.number().nullish(),
  truncated: z.boolean().nullish(),
  content: z.string().nullish(),
});
export type WireGistFile = z.infer<typeof gistFileSchema>;

export const gistSchema = z.object({
  id: z.string(),
  html_url: z.url({ protocol: /^https?$/ }),
  description: z.string().nullish(),
  owner: z.object({ login: z.string() }).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  files: z.record(z.string(), gistFileSchema),
  /** More than 300 files: the rest is not listed. */
  truncated: z.boolean().nullish(),
});
export type WireGist = z.infer<typeof gistSchema>;

/** In lists the files come without content. */
export const gistListSchema = z.array(gistSchema);
