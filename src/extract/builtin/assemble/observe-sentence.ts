/**
 * Reads one sentence or list item as observations: the figures it gives, each with the model, hardware or switch it is
 * said of, or a plain statement that something failed.
 */
import {
  type FindingField,
  type Findings,
  filledFrom,
  type Measured,
  type Observation,
} from "../findings.ts";
import type { Span } from "../layout/sentences.ts";
import { measuresIn } from "../readers/read-measures.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { FAILS, isMeasured, PARTIAL, stanceOf } from "./stance.ts";

/** The observations of a sentence; none where it gives no figure of a run and reports no failure. */
export function observeSentence(source: Source, sentence: Span, part: number): Observation[] {
  const { text } = source;
  const measures = measuresIn(text, sentence.start, sentence.end, source.decimalComma).filter((measured) =>
    isMeasured(clauseOf(text, sentence, measured)),
  );
  const words = text.slice(sentence.start, sentence.end);
  if (
    measures.every(
      ({ value }) =>
        value.metric === "power" ||
        value.metric === "memory" ||
        value.metric === "cost" ||
        value.metric === "load",
    )
  ) {
    const failure = failureOf(source, sentence, words, part);
    if (failure !== undefined) return [failure];
    if (measures.length === 0) return [];
  }
  const segments = segmentsOf(source, sentence, measures);
  let before: Findings = {};
  return segments.map((segment) => {
    const own = filledFrom(findingsIn(source, segment.start, segment.end), before);
    before = own;
    return {
      kind: "prose",
      start: segment.start,
      end: segment.end,
      part,
      own,
      measurements: segment.measures,
      outcome: complaintOf(text, segment),
    };
  });
}

function clauseOf(text: string, sentence: Span, at: Span): string {
  const from = Math.max(sentence.start, at.start - 60);
  const before = text.slice(from, at.start);
  const cut = Math.max(before.lastIndexOf(";"), before.lastIndexOf(","), before.lastIndexOf("("));
  return text.slice(cut < 0 ? from : from + cut, Math.min(sentence.end, at.end + 30));
}

interface Segment extends Span {
  measures: Measured[];
}

/** The fields whose second, different mention begins another setup. */
const TELLING: readonly FindingField[] = [
  "model",
  "devices",
  "quantization",
  "engine",
  "backend",
  "speculative",
];

/** Cuts a sentence where a figure has been given and another setup is named. */
function segmentsOf(source: Source, sentence: Span, measures: readonly Measured[]): Segment[] {
  const marks = mentionsIn(source, sentence.start, sentence.end).filter(({ field }) =>
    TELLING.includes(field),
  );
  const segments: Segment[] = [];
  let start = sentence.start;
  let own: Measured[] = [];
  for (const measured of measures) {
    const previous = own.at(-1);
    if (previous !== undefined && measured.start > previous.end) {
      const between = source.text.slice(previous.end, measured.start);
      const named = marks.some((mark) => mark.start >= previous.end && mark.start < measured.start);
      const cut = /[;,\n]|\band\b|\bvs\.?|\bbut\b|\bwhile\b|->|→/.exec(between);
      if (named && cut !== null) {
        segments.push({ start, end: previous.end + cut.index, measures: own });
        start = previous.end + cut.index;
        own = [];
      }
    }
    own.push(measured);
  }
  segments.push({ start, end: sentence.end, measures: own });
  return segments;
}

function complaintOf(text: string, segment: Span): Observation["outcome"] {
  const match = PARTIAL.exec(text.slice(segment.start, segment.end));
  if (match === null) return undefined;
  const start = segment.start + match.index;
  return { value: "partial", start, end: start + match[0].length };
}

/** "X crashes on Y": a failure counts where the sentence itself names a model or a device. */
function failureOf(source: Source, sentence: Span, words: string, part: number): Observation | undefined {
  const match = FAILS.exec(words);
  if (match === null || /\?\s*$/.test(words)) return undefined;
  if (
    /\b(?:would|could|might|may|if|unless|avoid|fix(?:es|ed)?|no longer|didn't crash|did not fall|without)\b/i.test(
      words,
    )
  )
    return undefined;
  const own = findingsIn(source, sentence.start, sentence.end);
  if (own.model === undefined || stanceOf(words) === undefined) return undefined;
  const start = sentence.start + match.index;
  return {
    kind: "prose",
    start: sentence.start,
    end: sentence.end,
    part,
    own,
    measurements: [],
    outcome: { value: "fails", start, end: start + match[0].length },
  };
}
