/**
 * Runs that prose tells without a figure: what somebody tried, with the verdict in the words after it. Knows nothing of what governs the sentence but whether a model is known there.
 */

import type { Outcome } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import { OUTCOME_CUES } from "../axes/outcome-cues.ts";
import type { Observation } from "../findings.ts";
import type { Span } from "../layout/sentences.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { isOthers, stanceOf, WORKS } from "./stance.ts";

/** The cues without their state of a search. */
const VERDICTS: readonly (readonly [Outcome, RegExp])[] = OUTCOME_CUES.flatMap(({ value, plain }) =>
  plain === undefined ? [] : [[value, new RegExp(plain.source, "i")] as const],
);

/** Where a sentence stands. */
export interface TriedContext {
  part: number;
  modelKnown: boolean;
  /** The end of the paragraph or item, which may hold the verdict. */
  blockEnd: number;
}

const TRIED = regex("i")`
  \b(?:was|were|been) (?:also |briefly )?tried\b|
  \b(?:i|we) (?:have |had )?(?:also |briefly |then |once |even )?(?:tried|tested|evaluated|trialled)\b
  (?! (?:to|all|both|this on|whether|if)\b)|
  \b(?:i|we) had [^.,;]{3,80} (?:
    for (?:a|one|two|three|some|\d{1,2}) (?:days?|weeks?|months?|evenings?)|running
  )\b
`;

const UNSURE = /\?\s*$|\b(?:would|could|might|may|if|unless|should|planning|someday)\b/i;

/** How far behind the sentence a verdict on it is looked for, in characters. */
const REACH = 420;

/** The run that a sentence says was tried, where the words after it pass a verdict on it. */
export function triedIn(source: Source, sentence: Span, context: TriedContext): Observation[] {
  const words = source.text.slice(sentence.start, sentence.end);
  if (!TRIED.test(words) || UNSURE.test(words) || isOthers(words) || stanceOf(words) === undefined) return [];
  const own = findingsIn(source, sentence.start, sentence.end);
  const named = own.model?.value.name != null;
  const weights = own.quantization !== undefined && own.quantization.of?.startsWith("vague") !== true;
  if (!named && !(weights && context.modelKnown)) return [];
  const outcome = verdictIn(
    source,
    sentence.start,
    Math.min(context.blockEnd, sentence.end + REACH),
    sentence,
  );
  if (outcome === undefined) return [];
  return [
    {
      kind: "prose",
      start: sentence.start,
      end: sentence.end,
      part: context.part,
      own,
      measurements: [],
      outcome,
    },
  ];
}

/** The first verdict in a stretch of text, up to where another model or other weights are named. */
function verdictIn(source: Source, start: number, end: number, sentence: Span): Observation["outcome"] {
  const next = mentionsIn(source, sentence.end, end).find(
    ({ field }) => field === "model" || field === "quantization" || field === "engine",
  );
  const words = source.text.slice(start, next?.start ?? end);
  const found: { value: Outcome; start: number; end: number }[] = [];
  const note = (value: Outcome, match: RegExpExecArray | null) => {
    if (match !== null)
      found.push({ value, start: start + match.index, end: start + match.index + match[0].length });
  };
  for (const [value, pattern] of VERDICTS) note(value, pattern.exec(words));
  if (found.length === 0) note("works", WORKS.exec(words));
  return found.sort((a, b) => a.start - b.start)[0];
}
