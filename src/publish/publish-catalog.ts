/**
 * Writes output/catalog/: the records, insights and documents as JSON lines, and the records as CSV and Parquet with
 * their schema. Knows nothing of the book; running it again without a change leaves every byte as it was.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Library } from "../store/library.ts";
import { writeAtomically } from "../store/write-atomically.ts";
import { recordsCsv } from "./catalog/csv.ts";
import { recordsParquet } from "./catalog/parquet.ts";
import { type PublishedDocument, readPublished } from "./catalog/published.ts";
import { recordJsonSchema } from "./catalog/record-json-schema.ts";

export interface CatalogSummary {
  records: number;
  insights: number;
  documents: number;
  /** Names of the files whose content is new; an unchanged file is not touched. */
  changed: string[];
}

/** The files of the catalog, in the order in which they are written. */
export const CATALOG_FILES = [
  "records.jsonl",
  "insights.jsonl",
  "documents.jsonl",
  "records.csv",
  "records.parquet",
  "record.schema.json",
] as const;

const jsonLines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/**
 * Exports the whole library. Rejected records are in the files with their status; readers filter by it.
 * @throws StoreError when a file cannot be written.
 */
export async function publishCatalog(library: Library): Promise<CatalogSummary> {
  const { records, insights, documents } = readPublished(library);
  const files: Record<(typeof CATALOG_FILES)[number], string | Uint8Array> = {
    "records.jsonl": jsonLines(records),
    "insights.jsonl": jsonLines(insights),
    "documents.jsonl": jsonLines(documents.map(documentLine)),
    "records.csv": recordsCsv(records),
    "records.parquet": await recordsParquet(records),
    "record.schema.json": `${JSON.stringify(recordJsonSchema(), null, 2)}\n`,
  };
  const changed: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    if (writeIfChanged(join(library.layout.catalog, name), content)) changed.push(name);
  }
  return { records: records.length, insights: insights.length, documents: documents.length, changed };
}

/** A document as the catalog shows it: where it is and what came of it, never its text. */
function documentLine(document: PublishedDocument): Record<string, unknown> {
  if (document.publication === "link-only") {
    const { id, source, url, title, family, state, publication, records, insights } = document;
    return { id, source, url, title, family, state, publication, records, insights };
  }
  return { ...document };
}

/** Writes the file unless it already holds exactly this; returns whether it wrote. */
export function writeIfChanged(file: string, content: string | Uint8Array): boolean {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return false;
  writeAtomically(file, bytes);
  return true;
}
