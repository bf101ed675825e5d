/**
 * Finds the sentences of a document that are worth a place in a booklet: general lessons about one of the variables a
 * person can turn. Knows nothing of setups or records.
 */
import type { Variable } from "../../../record/axes.ts";
import type { DocumentPart } from "../../../record/document.ts";
import type { InsightDraft } from "../../../record/insight.ts";
import { type Block, blocksOf } from "../layout/blocks.ts";
import { LENGTH_STEPS, LESSON_CUES, PASSAGE_WEIGHTS } from "./lesson-cues.ts";
import { type Passage, passagesOf } from "./passages.ts";
import { SUBJECT_WORDS, VARIABLE_CUES } from "./variable-cues.ts";

export type InsightOptions = {
  /** The most insights of one document. */
  limit?: number;
  /** The least confidence of one. */
  leastConfidence?: number;
  /** The text's blocks where they are at hand; else they are cut here. */
  blocks?: readonly Block[];
};

const LIMIT = 8;
/** Where precision and recall balanced best over the labelled documents. */
const LEAST_CONFIDENCE = 0.15;

/**
 * At most eight insights, the surest first. Every quote is verbatim: `text.slice(start, end)`. The claim is the quote
 * without Markdown. Confidence is the fitted share of such sentences that readers marked.
 */
export function findInsights(
  text: string,
  parts: readonly DocumentPart[] = [],
  options: InsightOptions = {},
): InsightDraft[] {
  const insights: InsightDraft[] = [];
  for (const passage of passagesOf(text, options.blocks ?? blocksOf({ text, parts: [...parts] }))) {
    const variables = variablesOf(passage.text);
    const best = variables[0];
    if (best === undefined) continue;
    const confidence = confidenceOf(passage, variables);
    if (confidence < (options.leastConfidence ?? LEAST_CONFIDENCE)) continue;
    insights.push({
      variable: best.variable,
      claim: plainClaim(passage.text),
      quote: passage.text,
      start: passage.start,
      end: passage.end,
      confidence: Math.round(confidence * 1000) / 1000,
    });
  }
  insights.sort((a, b) => b.confidence - a.confidence || a.start - b.start);
  return distinct(insights).slice(0, options.limit ?? LIMIT);
}

type VariableScore = { variable: Variable; score: number; at: number };

/** The variables a passage names, the likeliest first: by weight, and by place where weights are equal. */
function variablesOf(text: string): VariableScore[] {
  const scores: VariableScore[] = [];
  for (const { variable, pattern, weight } of VARIABLE_CUES) {
    const at = text.search(pattern);
    if (at >= 0) scores.push({ variable, score: weight, at });
  }
  return scores.sort((a, b) => b.score - a.score || a.at - b.at);
}

const SURE_VARIABLE = 4;

/** The fitted share of readers' picks among passages like this one, which names at least one variable. */
function confidenceOf(passage: Passage, variables: readonly VariableScore[]): number {
  const { text } = passage;
  const words = text.split(/\s+/).length;
  let odds: number = PASSAGE_WEIGHTS.bias;
  for (const cue of LESSON_CUES) if (cue.pattern.test(text)) odds += cue.weight;
  for (const step of LENGTH_STEPS) if (words >= step.least && words <= step.most) odds += step.weight;
  if (passage.place === "item" || passage.place === "cell") odds += PASSAGE_WEIGHTS[passage.place];
  if (passage.first) odds += PASSAGE_WEIGHTS.first;
  if (passage.last) odds += PASSAGE_WEIGHTS.last;
  if (SUBJECT_WORDS.test(text)) odds += PASSAGE_WEIGHTS.subject;
  odds += PASSAGE_WEIGHTS.variable;
  if (variables.some(({ score }) => score >= SURE_VARIABLE)) odds += PASSAGE_WEIGHTS.sureVariable;
  if (variables.length > 1) odds += PASSAGE_WEIGHTS.twoVariables;
  return 1 / (1 + Math.exp(-odds));
}

/** The quote as a plain sentence: no emphasis, code marks, link targets or line breaks. */
function plainClaim(quote: string): string {
  return quote
    .replace(/!?\[([^\]\n]{0,200})\]\([^)\s]{0,400}\)/g, "$1")
    .replace(/\*{1,3}|`+|~~/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Without those that say word for word what a surer one says (a comment that quotes the post). */
function distinct(insights: readonly InsightDraft[]): InsightDraft[] {
  const said = new Set<string>();
  return insights.filter((insight) => {
    const words = insight.claim.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
    if (words === "" || said.has(words)) return false;
    said.add(words);
    return true;
  });
}
