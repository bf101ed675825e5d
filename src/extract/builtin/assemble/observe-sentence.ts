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
import { comparedSpeeds, measuresIn } from "../readers/read-measures.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { beforeAndAfter, withAndWithout } from "./contrasts.ts";
import { FAILS, isMeasured, isOthers, PARTIAL, stanceOf, WORKS } from "./stance.ts";

/** The observations of a sentence; none where it gives no figure of a run and reports no failure. */
export function observeSentence(source: Source, sentence: Span, context: SentenceContext): Observation[] {
  const { text } = source;
  const { part } = context;
  const words = text.slice(sentence.start, sentence.end);
  const drafting = context.drafting || /\bdraft|\bspec\b|\bspecul|\bMTP\b/i.test(words);
  const read = measuresIn(text, sentence.start, sentence.end, {
    decimalComma: source.decimalComma,
    known: context.known,
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
    const outcome = outcomeIn(source, sentence, context);
    if (outcome !== undefined) return eachQuantization(source, outcome);
    if (measures.length === 0) return [];
  }
  const segments = segmentsOf(source, sentence, measures);
  let before: Findings = {};
  return segments.flatMap((segment) => {
    const own = filledFrom(findingsIn(source, segment.start, segment.end), before);
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
    const results = drafting ? withAndWithout(text, observation) : beforeAndAfter(text, observation);
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

export interface SentenceContext {
  part: number;
  /** The heading or the text above compares runs with and without a draft model. */
  drafting: boolean;
  /** A post of a thread, where people report what runs for them. */
  thread: boolean;
  /** A speed that the text has just given, in tokens per second. */
  known?: number | undefined;
  /** The sentence stands in a list, where a bare flag or method is enough of a subject. */
  item: boolean;
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

/** "Q4_0 and Q5_K both crash": one outcome for each of the weights. */
function eachQuantization(source: Source, outcome: Observation): Observation[] {
  const weights = mentionsIn(source, outcome.start, outcome.end).filter(
    (mention) => mention.field === "quantization" && !mention.vague,
  );
  const names = new Map(weights.map((mention) => [mention.value as string, mention]));
  if (names.size < 2) return [outcome];
  return [...names].map(([value, { start, end }]) => ({
    ...outcome,
    own: { ...outcome.own, quantization: { value, start, end } },
  }));
}

const UNCERTAIN =
  /\b(?:would|could|might|may|if|unless|avoid|fix(?:es|ed)?|no longer|not crash\w*|didn't crash|did not fall|without|should|hope\w*)\b/i;

/**
 * "X crashes on Y", "X runs fine here": an outcome without figures counts where the sentence itself names a model, or
 * in a list of failures a flag or a method.
 */
function outcomeIn(source: Source, sentence: Span, context: SentenceContext): Observation | undefined {
  const words = source.text.slice(sentence.start, sentence.end);
  const failed = FAILS.exec(words);
  const plain =
    context.thread && words.length < 140
      ? /\b(?:works?|worked|is fine|ok)\b(?! (?:like|by|the|as)\b)/i.exec(words)
      : null;
  const match = failed ?? WORKS.exec(words) ?? plain;
  if (match === null || /\?\s*$/.test(words) || UNCERTAIN.test(words) || stanceOf(words) === undefined)
    return undefined;
  const own = findingsIn(source, sentence.start, sentence.end);
  const flags = failed === null ? null : /(?:^|[\s(*-])`(-{1,2}[a-z][^`]{1,80})`/i.exec(words.slice(0, 120));
  const subject =
    context.item && failed !== null ? (flags ?? own.speculative?.value ?? undefined) : undefined;
  const weights = context.thread ? (own.quantization ?? own.version) : undefined;
  if ((own.model ?? weights ?? subject) === undefined) return undefined;
  if (flags !== null && own.command === undefined) {
    const at = sentence.start + words.indexOf(flags[1]!);
    own.command = { value: flags[1]!, start: at, end: at + flags[1]!.length };
    own.placement ??= own.command;
  }
  const start = sentence.start + match.index;
  const value = failed === null ? "works" : "fails";
  return {
    kind: "prose",
    start: sentence.start,
    end: sentence.end,
    part: context.part,
    own,
    measurements: [],
    outcome: { value, start, end: start + match[0].length },
  };
}
