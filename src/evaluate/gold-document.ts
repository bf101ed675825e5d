/** Turns a labelled document's file into the SourceDocument that the crawl would have made of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageCleaner } from "../crawl/clean/page-cleaner.ts";
import { savedDraft } from "../crawl/folder/adapter.ts";
import type { SourceDocument } from "../record/document.ts";
import { documentId } from "../record/ids.ts";
import type { GoldEntry } from "./gold-set.ts";

/**
 * The document behind a label, under the label's own address and family.
 * @throws PermanentSourceError where the file is not what its ending says.
 */
export async function goldDocument(
  directory: string,
  entry: GoldEntry,
  cleaner: PageCleaner,
): Promise<SourceDocument> {
  const saved = {
    path: entry.file,
    bytes: readFileSync(join(directory, entry.file)),
    url: entry.url,
    sidecar: { url: entry.url, family: entry.family },
    family: entry.family,
  };
  const draft = await savedDraft(saved, cleaner);
  return { ...draft, url: entry.url, family: entry.family, id: documentId(entry.url), source: "gold" };
}
