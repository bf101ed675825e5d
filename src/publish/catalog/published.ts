/**
 * What of the library may be published: everything, but from a page that asks not to be reproduced only its address,
 * its title and the plain facts, never its words. Knows nothing of file formats.
 */
import { documentId } from "../../record/ids.ts";
import type { Insight } from "../../record/insight.ts";
import type { SetupRecord } from "../../record/setup-record.ts";
import type { DocumentSummary } from "../../store/documents.ts";
import type { Library } from "../../store/library.ts";
import { type EvidenceLine, evidenceLines } from "./evidence-lines.ts";

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
  /** The lines of the source that carry a record's values, by the record's id. */
  linesOf: ReadonlyMap<string, EvidenceLine[]>;
}

/** Reads what may be published. Records of a link-only document lose their quotes and command; its insights are left out. */
export function readPublished(library: Library): PublishedCatalog {
  const documents: PublishedDocument[] = [];
  for (const summary of library.documents.eachSummary())
    documents.push({ ...summary, records: 0, insights: 0 });
  const documentOf = new Map(documents.map((document) => [document.url, document]));

  const records: SetupRecord[] = [];
  const linesOf = new Map<string, EvidenceLine[]>();
  // Records come document by document, so one text at a time is enough.
  let current = { url: "", text: "" };
  for (const record of library.records.eachRecord()) {
    const document = documentOf.get(record.document);
    if (document) document.records++;
    if (document?.publication === "link-only") {
      records.push(withoutWords(record));
      continue;
    }
    records.push(record);
    if (current.url !== record.document) {
      current = {
        url: record.document,
        text: library.documents.get(documentId(record.document))?.text ?? "",
      };
    }
    linesOf.set(record.id, evidenceLines(record.evidence, current.text));
  }
  const insights: Insight[] = [];
  for (const insight of library.records.eachInsight()) {
    const document = documentOf.get(insight.document);
    if (document?.publication === "link-only") continue;
    if (document) document.insights++;
    insights.push(insight);
  }
  return { records, insights, documents, documentOf, linesOf };
}

function withoutWords(record: SetupRecord): SetupRecord {
  return { ...record, config: { ...record.config, command: null }, evidence: [] };
}
