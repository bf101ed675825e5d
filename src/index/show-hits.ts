/**
 * Turns ranked records and insights into what an answer shows: with the document's address and title, and with quotes
 * only where the document may be quoted.
 */
import type { Insight } from "../record/insight.ts";
import type { Library } from "../store/library.ts";
import type { RankedSetup } from "./rank-setups.ts";
import type { InsightHit, SetupHit } from "./search-answer.ts";

export function shownSetup(library: Library, { record, score, full, why, missing }: RankedSetup): SetupHit {
  const { title, quotable } = documentOf(library, record.document);
  return {
    score,
    match: full ? "full" : "part",
    why,
    missing,
    document: record.document,
    documentTitle: title,
    quotes: quotable ? record.evidence.map(({ field, quote }) => ({ field, quote })) : [],
    record: quotable ? record : { ...record, evidence: [] },
  };
}

/** Undefined when the store has no such insight any more, or its document may not be quoted: it is a quote. */
export function shownInsight(library: Library, id: string, score: number): InsightHit | undefined {
  const row = library.database.get<{ body: string }>("SELECT body FROM insights WHERE id = ?", id);
  if (!row) return undefined;
  const { document, variable, claim, quote } = JSON.parse(row.body) as Insight;
  return documentOf(library, document).quotable ? { score, id, document, variable, claim, quote } : undefined;
}

function documentOf(library: Library, url: string): { title: string; quotable: boolean } {
  const row = library.database.get<{ title: string; publication: string }>(
    "SELECT title, publication FROM documents WHERE url = ?",
    url,
  );
  return { title: row?.title ?? "", quotable: row?.publication === "quote" };
}
