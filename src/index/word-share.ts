/**
 * How much of a question's words a record holds. Full-text search takes any one word for a match; where the question
 * names nothing that is read otherwise, one shared everyday word is no answer.
 */
import type { SetupRecord } from "../record/setup-record.ts";
import { searchableSetup } from "./describe-row.ts";
import { EMPTY_WORDS } from "./question-words.ts";
import { searchTokens } from "./search-tokens.ts";

/** 0 to 1: the share of the question's telling words that the record's text holds; 0 where there are none. */
export function wordShare(question: string, record: SetupRecord, documentTitle: string): number {
  const words = question
    .split(/\s+/)
    .map(searchTokens)
    .filter((tokens) => tokens.length > 0 && !tokens.every((token) => EMPTY_WORDS.has(token)));
  if (words.length === 0) return 0;
  const held = new Set(searchableSetup(record, documentTitle).split(" "));
  return (
    words.filter((tokens) => tokens.some((token) => token.length > 1 && held.has(token))).length /
    words.length
  );
}
