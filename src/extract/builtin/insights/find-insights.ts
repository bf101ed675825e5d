/**
 * Finds the sentences of a document that are worth a place in a booklet: general lessons about one of the variables a
 * person can turn. Knows nothing of setups or records.
 */
import type { DocumentPart } from "../../../record/document.ts";
import type { InsightDraft } from "../../../record/insight.ts";
import { type Block, blocksOf } from "../layout/blocks.ts";
import { chooseVariable } from "./choose-variable.ts";
import { LESSON_WEIGHTS } from "./lesson-weights.ts";
import { type Features, plainFeatures, withAllVariables, withVariables } from "./passage-features.ts";
import { passagesOf } from "./passages.ts";
import { surveyOf } from "./survey.ts";

export type InsightOptions = {
  /** The most insights of one document. */
  limit?: number;
  /** The least confidence of one. */
  leastConfidence?: number;
  /** The text's blocks where they are at hand; else they are cut here. */
  blocks?: readonly Block[];
};

/** One reader marks at most eight; two together seldom more than this. */
const LIMIT = 10;
/** Where precision and recall balanced best over labelled documents that each stood outside its own fit. */
const LEAST_CONFIDENCE = 0.26;

/**
 * The insights of a text, the surest first. Every quote is verbatim: `text.slice(start, end)`. The claim is the quote
 * without Markdown. Confidence is the fitted share of such sentences that readers marked.
 */
export function findInsights(
  text: string,
  parts: readonly DocumentPart[] = [],
  options: InsightOptions = {},
): InsightDraft[] {
  const insights: InsightDraft[] = [];
  const passages = passagesOf(text, options.blocks ?? blocksOf({ text, parts: [...parts] }), parts);
  const survey = surveyOf(passages);
  passages.forEach((passage, at) => {
    const least = options.leastConfidence ?? LEAST_CONFIDENCE;
    const plain = plainFeatures(survey, at);
    if (confidenceOf(withAllVariables(plain.features)) < least) return;
    const confidence = confidenceOf(withVariables(plain, survey.own(at)));
    if (confidence < least) return;
    const variable = chooseVariable(survey, at);
    if (variable === undefined) return;
    insights.push({
      variable,
      claim: plainClaim(passage.text),
      quote: passage.text,
      start: passage.start,
      end: passage.end,
      confidence: Math.round(confidence * 1000) / 1000,
    });
  });
  insights.sort((a, b) => b.confidence - a.confidence || a.start - b.start);
  return distinct(insights).slice(0, options.limit ?? LIMIT);
}

/** The fitted share of readers' picks among passages that show these features. */
export function confidenceOf(features: Features): number {
  let odds = LESSON_WEIGHTS.get("bias") ?? 0;
  for (const [name, amount] of features) odds += amount * (LESSON_WEIGHTS.get(name) ?? 0);
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
