/**
 * What the last edition of the book held: a hash a chapter, its date, and what the site was built from. Kept beside the
 * rendered book, so that deleting output/ forgets it, too.
 */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { writeIfChanged } from "../publish-catalog.ts";

const editionSchema = z.object({
  /** Day of the last change, YYYY-MM-DD. */
  date: z.string(),
  chapters: z.record(z.string(), z.string()),
  /** The signature of what output/site shows, or null where there is no whole site. */
  built: z.string().nullable(),
  /** A hash over everything that this edition was made from, or null where it may not be whole. */
  inputs: z.string().nullable(),
});
export type Edition = z.infer<typeof editionSchema>;

/** The last edition; an empty one where there is none or its file cannot be read. */
export function readEdition(file: string): Edition {
  const none: Edition = { date: "", chapters: {}, built: null, inputs: null };
  if (!existsSync(file)) return none;
  try {
    return editionSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    // A damaged note costs one full rendering, nothing else.
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return none;
    throw cause;
  }
}

export function writeEdition(file: string, edition: Edition): void {
  writeIfChanged(file, `${JSON.stringify(edition, null, 2)}\n`);
}

/** Ids of chapters that are new or whose hash differs, in the order given. */
export function changedChapters(
  before: Edition,
  chapters: readonly { id: string; hash: string }[],
): string[] {
  return chapters.filter(({ id, hash }) => before.chapters[id] !== hash).map(({ id }) => id);
}
