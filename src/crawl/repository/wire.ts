/** The shapes of a repository's facts, trees and blobs as GitHub's API answers them, as far as we read them. */
import { z } from "zod";

export const treeSchema = z.object({
  sha: z.string(),
  truncated: z.boolean().nullish(),
  tree: z.array(
    z.object({
      path: z.string(),
      type: z.string(),
      sha: z.string(),
      size: z.number().int().nonnegative().nullish(),
    }),
  ),
});
export type WireTree = z.infer<typeof treeSchema>;
export type WireTreeEntry = WireTree["tree"][number];

export const blobSchema = z.object({
  sha: z.string(),
  encoding: z.enum(["base64", "utf-8"]),
  content: z.string(),
});
