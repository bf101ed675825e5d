/**
 * What of the library may be published: everything, but from a page that asks not to be reproduced only its address,
 * its title and the plain facts, never its words. Knows nothing of file formats.
 */
import type { Insight } from "../../record/insight.ts";
import type { SetupRecord } from "../../record/setup-record.ts";
import type { DocumentSummary } from "../../store/documents.ts";
import type { Library } from "../../store/library.ts";

/** A document without its text, with what came of it. */
export interface PublishedDocument extends DocumentSummary {
  records: number;
  insights: number;
}

/** Everything that the exports and the book are made from, in a stable order. */
export interface PublishedCatalog {
  records: SetupRecord[];
  insights: Insight[];
  documents: PublishedDocument[];
  /** By canonical address. */
  documentOf: ReadonlyMap<string, PublishedDocument>;
}

/** Reads what may be published. Records of a link-only document lose their quotes and command; its insights are left out. */
export function readPublished(library: Library): PublishedCatalog {
  const documents: PublishedDocument[] = [];
  for (const summary of library.documents.eachSummary())
    documents.push({ ...summary, records: 0, insights: 0 });
  const documentOf = new Map(documents.map((document) => [document.url, document]));

  const records: SetupRecord[] = [];
  for (const record of library.records.eachRecord()) {
    const document = documentOf.get(record.document);
    if (document) document.records++;
    records.push(document?.publication === "link-only" ? withoutWords(record) : record);
  }
  const insights: Insight[] = [];
  for (const insight of library.records.eachInsight()) {
    const document = documentOf.get(insight.document);
    if (document?.publication === "link-only") continue;
    if (document) document.insights++;
    insights.push(insight);
  }
  return { records, insights, documents, documentOf };
}

function withoutWords(record: SetupRecord): SetupRecord {
  return { ...record, config: { ...record.config, command: null }, evidence: [] };
}
