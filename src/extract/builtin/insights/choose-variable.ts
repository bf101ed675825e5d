/**
 * Which of the twenty variables a passage is about: by its own words, and where those leave it open by the words it
 * stands among. Knows nothing of what makes a lesson.
 */
import type { Variable } from "../../../record/axes.ts";
import type { Survey } from "./survey.ts";
import { VARIABLE_CUES } from "./variable-cues.ts";

/** What the words of a stretch count for each variable they name, in the order of their first words. */
export type VariableScores = ReadonlyMap<Variable, number>;

/** A cue of so much weight tells its variable by itself. */
export const SURE_VARIABLE = 4;
/** A variable named first counts a little more than one named after it. */
const FIRST_NAMED = 0.6;
/** A second cue of a variable adds this share of its weight. */
const REPEATED = 0.25;

/** The variables that `text` names. */
export function variableScores(text: string): VariableScores {
  const found: { variable: Variable; at: number; score: number }[] = [];
  for (const { variable, pattern, weight } of VARIABLE_CUES) {
    const at = text.search(pattern);
    if (at < 0) continue;
    const held = found.find((each) => each.variable === variable);
    if (held === undefined) found.push({ variable, at, score: weight });
    else {
      held.score = Math.max(held.score, weight) + REPEATED * Math.min(held.score, weight);
      held.at = Math.min(held.at, at);
    }
  }
  found.sort((a, b) => a.at - b.at);
  return new Map(found.map(({ variable, score }, at) => [variable, score + (at === 0 ? FIRST_NAMED : 0)]));
}

/** What the surroundings count beside a passage's own words. */
const WEIGHTS = { heading: 0.6, before: [0.2, 0.1, 0.05], after: 0.05, title: 0.1 } as const;

/** The likeliest variable of `passages[at]`; undefined where neither it nor what it stands among names any. */
export function chooseVariable({ passages, own, ofHeading }: Survey, at: number): Variable | undefined {
  const passage = passages[at]!;
  const sums = new Map<Variable, number>();
  const add = (from: VariableScores | undefined, share: number) => {
    for (const [variable, score] of from ?? []) sums.set(variable, (sums.get(variable) ?? 0) + share * score);
  };
  add(own(at), 1);
  for (const [level, heading] of passage.headings.entries()) {
    const nearest = level > 0 && level === passage.headings.length - 1;
    add(ofHeading(heading), nearest ? WEIGHTS.heading : WEIGHTS.title);
  }
  const section = passage.headings.at(-1);
  for (const [back, share] of WEIGHTS.before.entries())
    if (passages[at - 1 - back]?.headings.at(-1) === section) add(own(at - 1 - back), share);
  if (passages[at + 1]?.headings.at(-1) === section) add(own(at + 1), WEIGHTS.after);
  let best: Variable | undefined;
  for (const [variable, score] of sums) if (best === undefined || score > sums.get(best)!) best = variable;
  return best;
}
