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
import { siblingOf } from "../meant/meant-model.ts";
import { comparedSpeeds, measuresIn } from "../readers/read-measures.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { beforeAndAfter, withAndWithout } from "./contrasts.ts";
import { HELD_AGAINST, isMeasured, isOthers, PARTIAL } from "./stance.ts";
import { type ToldContext, toldOutcomes } from "./told-outcomes.ts";
import { type TriedContext, triedIn } from "./tried-runs.ts";

/** The observations of a sentence; none where it gives no figure of a run and reports no failure. */
export function observeSentence(source: Source, sentence: Span, context: SentenceContext): Observation[] {
  const { text } = source;
  const { part } = context;
  const words = text.slice(sentence.start, sentence.end);
  const drafting = context.drafting || /\bdraft|\bspec\b|\bspecul|\bMTP\b/i.test(words);
  const read = measuresIn(text, sentence.start, sentence.end, {
    decimalComma: source.decimalComma,
    known: context.known,
    paired: context.paired,
  });
  const compared = drafting ? comparedSpeeds(text, sentence.start, sentence.end) : [];
  const measures = [
    ...read,
    ...compared.filter((each) => !read.some(({ start, end }) => each.start < end && each.end > start)),
  ]
    .sort((a, b) => a.start - b.start)
    .filter(
      (measured) =>
        isMeasured(clauseOf(text, sentence, measured)) &&
        !isOthers(text.slice(sentence.start, measured.start)),
    );
  if (
    measures.every(
      ({ value }) =>
        value.metric === "power" ||
        value.metric === "memory" ||
        value.metric === "cost" ||
        value.metric === "load",
    )
  ) {
    const outcomes = toldOutcomes(source, sentence, context);
    if (outcomes.length > 0) return outcomes;
    const tried = triedIn(source, sentence, context);
    if (tried.length > 0) return tried;
    if (measures.length === 0) return [];
  }
  const segments = segmentsOf(source, sentence, measures);
  let before: Findings = {};
  return segments.flatMap((segment) => {
    const own = continued(findingsIn(source, segment.start, segment.end), before);
    before = own;
    const observation = withStreamsOfFigures({
      kind: "prose",
      start: segment.start,
      end: segment.end,
      part,
      own,
      measurements: segment.measures,
      outcome: complaintOf(text, segment),
    });
    const results = drafting
      ? withAndWithout(text, observation)
      : beforeAndAfter(text, observation, { ofChange: source.document.family === "github-pull" });
    const alike = sameOn(source, segment);
    if (alike === undefined) return results;
    const { quantization: _, repository: __, ...others } = own;
    return [...results, { ...observation, own: { ...others, ...alike } }];
  });
}

/** Beside the speed of one stream, the number of streams is a condition of the throughput alone. */
function withStreamsOfFigures(observation: Observation): Observation {
  const { concurrency, ...own } = observation.own;
  const metrics = new Set(observation.measurements.map(({ value }) => value.metric));
  if (concurrency === undefined || !metrics.has("throughput") || !metrics.has("decode")) return observation;
  const measurements = observation.measurements.map((measured) =>
    measured.value.metric === "throughput"
      ? { ...measured, value: { ...measured.value, conditions: `${concurrency.value} at once` } }
      : measured,
  );
  return { ...observation, own, measurements };
}

/** What a sentence goes on with: weights and settings of one model are not those of the next one it names. */
function continued(own: Findings, before: Findings): Findings {
  const sibling = own.model && siblingOf(before.model?.value, own.model.value);
  if (sibling !== undefined)
    return continued(
      { ...own, model: { ...own.model!, value: { ...own.model!.value, name: sibling } } },
      before,
    );
  const another = own.model?.value.name != null && own.model.value.name !== before.model?.value.name;
  if (!another) return filledFrom(own, before);
  const { quantization: _, repository: __, ...rest } = before;
  return filledFrom(own, rest);
}

const SAME_ON = /\b(?:the )?same (?:speed |figure |number )?(?:on|with|for|in)\b/i;

/** "40 tok/s on X and the same on Y": the figures hold for a second model, too. */
function sameOn(source: Source, segment: Segment): Findings | undefined {
  const last = segment.measures.at(-1);
  if (last === undefined) return undefined;
  const rest = source.text.slice(last.end, segment.end);
  const match = SAME_ON.exec(rest);
  if (match === null) return undefined;
  const { model, quantization } = findingsIn(source, last.end + match.index + match[0].length, segment.end);
  return model === undefined ? undefined : { model, ...(quantization && { quantization }) };
}

export interface SentenceContext extends ToldContext, TriedContext {
  /** The heading or the text above compares runs with and without a draft model. */
  drafting: boolean;
  /** A speed that the text has just given, in tokens per second. */
  known?: number | undefined;
  /** The line above the list says that its figures are prefill / decode. */
  paired?: boolean;
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
  "version",
  "backend",
  "speculative",
  "split",
  "deviceCount",
  "nodes",
  "flashAttention",
  "placement",
  "cpuOnly",
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
  segments.push({ start, end: endOfOwn(source.text, sentence, own), measures: own });
  return segments;
}

/** "41 tok/s, 2x what an L40S delivers": what the figures before it are held against is no part of their setup. */
function endOfOwn(text: string, { end }: Span, measures: readonly Measured[]): number {
  const last = measures.at(-1);
  const against = last === undefined ? null : HELD_AGAINST.exec(text.slice(last.end, end));
  return last === undefined || against === null ? end : last.end + against.index;
}

function complaintOf(text: string, segment: Span): Observation["outcome"] {
  const match = PARTIAL.exec(text.slice(segment.start, segment.end));
  if (match === null) return undefined;
  const start = segment.start + match.index;
  return { value: "partial", start, end: start + match[0].length };
}
