/** Checks that every quote of a record stands in the raw document and that every value has a quote. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIELD_RULES, present, type ScoredRecord } from "./field-rules.ts";
import type { GoldEntry } from "./gold-set.ts";
import { bareText } from "./score-records.ts";

export interface EvidenceCounts {
  quotes: number;
  /** Quotes found in the raw document. */
  found: number;
  values: number;
  /** Values with at least one quote for their field. */
  backed: number;
}

export const noEvidence = (): EvidenceCounts => ({ quotes: 0, found: 0, values: 0, backed: 0 });

/** The raw document's letters and digits: what a quote has to be found in, whatever cleaned the text. */
export function rawText(directory: string, entry: GoldEntry): string {
  const raw = readFileSync(join(directory, entry.file), "utf8");
  if (entry.file.endsWith(".json")) return bareText(strings(JSON.parse(raw)).join("\n"));
  return bareText(entry.file.endsWith(".html") ? withoutTags(raw) : raw);
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || value === undefined) return [];
  return typeof value === "object" ? Object.values(value).flatMap(strings) : [String(value)];
}

const ENTITIES: readonly [RegExp, string][] = [
  [/&nbsp;|&#160;/g, " "],
  [/&lt;/g, "<"],
  [/&gt;/g, ">"],
  [/&quot;/g, '"'],
  [/&#0?39;|&#x27;|&rsquo;|&lsquo;|&apos;/g, "'"],
  [/&times;/g, "×"],
  [/&amp;/g, "&"],
  [/&[a-z#0-9]{1,10};/gi, " "],
];

function withoutTags(html: string): string {
  const text = html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]+>/g, " ");
  return ENTITIES.reduce((sum, [entity, character]) => sum.replace(entity, character), text);
}

/** Adds one record's quotes and values to the counts; axes and the outcome may stand without a quote of their own. */
export function countEvidence(record: ScoredRecord, raw: string, counts: EvidenceCounts): void {
  const evidence: { field: string; quote: string }[] = record.evidence ?? [];
  for (const { quote } of evidence) {
    counts.quotes++;
    const bare = present(quote) ? bareText(quote) : "";
    if (bare !== "" && raw.includes(bare)) counts.found++;
  }
  for (const rule of FIELD_RULES) {
    if (rule.axis || rule.name === "outcome" || rule.items(record).length === 0) continue;
    counts.values++;
    const root = rule.name.replace(".memoryGiB", "");
    if (evidence.some(({ field }) => field.startsWith(root) || rule.name.startsWith(field))) counts.backed++;
  }
}
