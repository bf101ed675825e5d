/** From an extractor's drafts to catalog records: ids, hardware class, derived axes and status. Pure. */
import { deriveAxes } from "../record/derive-axes.ts";
import type { SourceDocument } from "../record/document.ts";
import { hardwareClassOf } from "../record/hardware-class.ts";
import { insightId, setupIds } from "../record/ids.ts";
import type { Insight } from "../record/insight.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import type { Extraction, Extractor } from "./extractor.ts";

/** Raised when this file or the derivation rules give other records for the same drafts. */
export const FINISH_VERSION = "2";

/** The records and insights of one document, in the order of the drafts; insights repeated word for word are dropped. */
export function finishRecords(
  document: Pick<SourceDocument, "url">,
  extraction: Extraction,
  extractor: Pick<Extractor, "name" | "version" | "prompt">,
): { records: SetupRecord[]; insights: Insight[] } {
  const by = { name: extractor.name, prompt: extractor.prompt ?? null, version: extractor.version };
  const ids = setupIds(document.url, extraction.setups);
  const records = extraction.setups.map((draft, place): SetupRecord => {
    const hardware = { ...draft.hardware, class: hardwareClassOf(draft.hardware) };
    return {
      id: ids[place]!,
      document: document.url,
      ...draft,
      hardware,
      derived: deriveAxes({ ...draft, hardware }),
      status: "proposed",
      extractor: by,
    };
  });
  const insights = new Map<string, Insight>();
  for (const draft of extraction.insights) {
    const id = insightId(document.url, draft);
    if (!insights.has(id)) insights.set(id, { id, document: document.url, ...draft, extractor: by });
  }
  return { records, insights: [...insights.values()] };
}
