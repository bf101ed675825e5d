/** One document's passages with what is told of all of them at once: the variables they name, and how much it sells. */
import { type VariableScores, variableScores } from "./choose-variable.ts";
import { SALES_TALK } from "./passage-cues.ts";
import type { Passage } from "./passages.ts";

export type Survey = {
  passages: readonly Passage[];
  /** The variables that the passage at a place names; read once, and only when asked for. */
  own: (place: number) => VariableScores | undefined;
  /** The same of a heading; read once, and only when asked for. */
  ofHeading: (heading: string) => VariableScores;
  /** Words of sales talk in a thousand characters, at most `MOST_SALES_TALK`. */
  salesTalk: number;
};

const MOST_SALES_TALK = 3;

export function surveyOf(passages: readonly Passage[]): Survey {
  const headings = new Map<string, VariableScores>();
  const ofHeading = (heading: string): VariableScores => {
    const scores = headings.get(heading) ?? variableScores(heading);
    headings.set(heading, scores);
    return scores;
  };
  const read: VariableScores[] = [];
  const own = (place: number): VariableScores | undefined => {
    const passage = passages[place];
    if (passage !== undefined) read[place] ??= variableScores(passage.text);
    return read[place];
  };
  let characters = 0;
  let sales = 0;
  for (const { text } of passages) {
    characters += text.length;
    sales += text.match(SALES_TALK)?.length ?? 0;
  }
  return {
    passages,
    own,
    ofHeading,
    salesTalk: Math.min(MOST_SALES_TALK, (1000 * sales) / Math.max(1000, characters)),
  };
}
