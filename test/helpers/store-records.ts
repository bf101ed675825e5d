/** Puts records and insights into a library under documents of their own, as the earlier stages would. */
import { documentId, sha256 } from "../../src/record/ids.ts";
import type { Insight } from "../../src/record/insight.ts";
import type { SetupRecord } from "../../src/record/setup-record.ts";
import type { Library } from "../../src/store/library.ts";
import { draftDocument } from "./draft-document.ts";

export const STORED_AT = "2026-03-01T00:00:00Z";

/** Each document named by a record or insight is stored, and everything it held before is replaced. */
export function storeRecords(
  library: Library,
  found: { records?: readonly SetupRecord[]; insights?: readonly Insight[] },
  options: { publication?: "quote" | "link-only" } = {},
): void {
  const { records = [], insights = [] } = found;
  const urls = new Set([...records, ...insights].map((one) => one.document));
  library.database.transaction(() => {
    for (const url of urls) {
      const draft = draftDocument({
        url,
        title: `Notes at ${new URL(url).pathname.slice(1)}`,
        publication: options.publication ?? "quote",
      });
      library.documents.put(draft, { source: "rigs", capture: null, now: STORED_AT });
      library.records.replace(documentId(url), {
        records: records.filter((one) => one.document === url),
        insights: insights.filter((one) => one.document === url),
        rejections: [],
        textHash: sha256(draft.text),
        extractor: "hand",
        now: STORED_AT,
      });
    }
  });
}
