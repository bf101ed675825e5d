/** The answer of a search: the JSON that `almanac query --json` and the API give. Fields may be added, never renamed. */
import type { SetupRecord } from "../record/setup-record.ts";
import type { SearchFilters } from "./search-filters.ts";

export interface SearchAnswer {
  query: {
    text: string;
    /** What was read out of the question; only the parts that it names. */
    understood: Record<string, unknown>;
    filters: SearchFilters;
  };
  /** True when at least one result fits everything that the question names. */
  known: boolean;
  /** Said to the person: that nothing is known, or that only words were searched. */
  note: string | null;
  /** Best first. */
  results: SetupHit[];
  /** The nearest records outside the filters; only where there are no results. */
  alternatives: SetupHit[];
  /** General lessons near to the question, best first, at most three. */
  insights: InsightHit[];
}

export interface SetupHit {
  /** 0 to 1; comparable within one answer only. */
  score: number;
  /** `full`: fits everything that the question names. `part`: some of it. */
  match: "full" | "part";
  /** Reasons in words, the weightiest first. */
  why: string[];
  /** What the question names and this does not fit, in a word or two each: `device`, `model size`. */
  missing: string[];
  /** Canonical address of the source document. */
  document: string;
  documentTitle: string;
  /** The document's own words, by record field; empty where the page asks not to be quoted. */
  quotes: { field: string; quote: string }[];
  /** The whole setup record. */
  record: SetupRecord;
}

export interface InsightHit {
  score: number;
  id: string;
  document: string;
  variable: string;
  claim: string;
  quote: string;
}
