/**
 * Puts candidate records in order: what the question names weighs most, words and meaning (reciprocal ranks of both
 * lists) decide among the rest. Knows nothing of tables; every weight is here or in facets.ts.
 */
import type { SetupRecord } from "../record/setup-record.ts";
import { type FacetFit, fitsOf } from "./facets.ts";
import type { Question } from "./question.ts";

/** A candidate with its places in the two lists, from 1; absent where a list does not hold it. */
export interface Candidate {
  record: SetupRecord;
  wordRank?: number;
  meaningRank?: number;
}

export interface RankedSetup {
  record: SetupRecord;
  /** 0 to 1; comparable within one answer only. */
  score: number;
  /** True when everything that the question names fits at least in part. */
  full: boolean;
  /** 0 to 1: how well it fits what the question names; 1 when it names nothing. */
  fit: number;
  /** Why it is here, the weightiest first. */
  why: string[];
  /** What the question names and this does not fit, the weightiest first. */
  missing: string[];
}

/** The constant of reciprocal rank fusion: how little the first places differ. */
const RRF_CONSTANT = 10;
/** What words and meaning count against one facet of weight 1. */
const TEXT_WEIGHT = 1.5;
/** What the record itself counts: measured, confident, working, checked by a person. */
const MERIT_WEIGHT = 0.4;
/** Each further hit of one document loses so much of its score, so that one sweep does not fill the page. */
const SAME_DOCUMENT_LOSS = 0.02;
/** A facet fits when its credit reaches this. */
const FITS_FROM = 0.6;

export function rankSetups(candidates: readonly Candidate[], question: Question): RankedSetup[] {
  const ranked = candidates.map((candidate) => rankOne(candidate, question));
  ranked.sort(byScore);
  const seen = new Map<string, number>();
  for (const hit of ranked) {
    const before = seen.get(hit.record.document) ?? 0;
    seen.set(hit.record.document, before + 1);
    hit.score = round(hit.score * (1 - SAME_DOCUMENT_LOSS) ** Math.min(before, 10));
  }
  return ranked.sort(byScore);
}

function rankOne(candidate: Candidate, question: Question): RankedSetup {
  const fits = fitsOf(candidate.record, question);
  const weight = fits.reduce((sum, fit) => sum + fit.weight, 0);
  const earned = fits.reduce((sum, fit) => sum + fit.weight * fit.credit, 0);
  const text = textShare(candidate);
  const whole = weight + TEXT_WEIGHT + MERIT_WEIGHT;
  return {
    record: candidate.record,
    score: (earned + TEXT_WEIGHT * text + MERIT_WEIGHT * merit(candidate.record, question)) / whole,
    full: fits.every((fit) => fit.credit >= FITS_FROM),
    fit: weight === 0 ? 1 : earned / weight,
    why: reasons(fits, candidate),
    missing: fits
      .filter((fit) => fit.credit < FITS_FROM)
      .sort((a, b) => b.weight - a.weight)
      .map((fit) => fit.facet),
  };
}

/** 1 for the first place in both lists, 0 for a place in none. */
function textShare({ wordRank, meaningRank }: Candidate): number {
  const part = (rank: number | undefined) => (rank === undefined ? 0 : 1 / (RRF_CONSTANT + rank));
  return ((part(wordRank) + part(meaningRank)) * (RRF_CONSTANT + 1)) / 2;
}

function merit(record: SetupRecord, question: Question): number {
  const checked = record.status === "accepted" || record.status === "edited" ? 1 : 0.5;
  const measured = record.measurements.length > 0 ? 1 : 0;
  const outcome = record.outcome === "fails" && question.outcome !== "fails" ? 0 : 1;
  return 0.2 * checked + 0.3 * measured + 0.3 * outcome + 0.2 * record.confidence;
}

function reasons(fits: readonly FacetFit[], candidate: Candidate): string[] {
  const named = fits
    .filter((fit) => fit.credit > 0)
    .sort((a, b) => b.weight * b.credit - a.weight * a.credit)
    .map((fit) => fit.reason);
  if (named.length > 0) return named;
  if (candidate.wordRank !== undefined) return ["holds words of the question"];
  return candidate.meaningRank === undefined ? [] : ["near to the question in meaning"];
}

function byScore(a: RankedSetup, b: RankedSetup): number {
  return b.score - a.score || b.fit - a.fit || (a.record.id < b.record.id ? -1 : 1);
}

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
