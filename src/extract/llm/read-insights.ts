/** Reads the insights of one section: the quote must stand in the document, and the claim may say no number that it does not. */
import type { InsightDraft } from "../../record/insight.ts";
import { quantitiesIn } from "../evidence/quantities.ts";
import { rejectionOf } from "../evidence/verdict.ts";
import { insightsAnswer } from "./answer-schemas.ts";
import { askStep, outputRejection } from "./ask-step.ts";
import type { SectionReading } from "./read-setups.ts";
import { halves, type Section } from "./split-sections.ts";
import { placeOf } from "./surveyed-setup.ts";

const LONGEST_CLAIM = 300;
const SHORTEST_QUOTE = 20;
const LONGEST_QUOTE = 600;

/** The insights of a section, in the model's order. */
export async function readInsights(context: SectionReading, section: Section): Promise<InsightDraft[]> {
  const { reading, marked, grounds } = context;
  const answer = await askStep(reading, { step: "insights", section, subject: "", schema: insightsAnswer });
  if (answer.kind === "cut") {
    const parts = halves(marked, section);
    if (!parts) {
      reading.reject(outputRejection("insights", "cut", "the answer does not fit, even to a small section"));
      return [];
    }
    return [...(await readInsights(context, parts[0])), ...(await readInsights(context, parts[1]))];
  }
  if (answer.kind === "rejected") return [];
  const drafts: InsightDraft[] = [];
  for (const { variable, claim, quote } of answer.value.insights) {
    const place = placeOf(quote, { source: grounds.source, marks: marked.marks, near: section });
    const words = place ? place.text.slice(place.start, place.end) : "";
    if (!place || words.length < SHORTEST_QUOTE || words.length > LONGEST_QUOTE) {
      const why = place ? "the quote is no sentence" : "the quoted words are not in the document";
      reading.reject(rejectionOf({ field: "insight", value: claim, quote }, "quote-not-found", why));
      continue;
    }
    drafts.push({
      variable,
      claim: safeClaim(claim, words),
      quote: words,
      start: place.start,
      end: place.end,
      confidence: place.alignment === "fuzzy" ? 0.65 : 0.75,
    });
  }
  return drafts;
}

/** The model's sentence, or the quote's own words where it says a number or an address that the quote does not. */
export function safeClaim(claim: string, quote: string): string {
  const even = claim.replace(/\s+/g, " ").trim();
  const stated = new Set(quantitiesIn(quote).flatMap(({ readings }) => readings));
  const invented = quantitiesIn(even).some(
    ({ readings }) => !readings.some((reading) => stated.has(reading)),
  );
  const names = even.match(/[\p{L}-]*\p{N}[\p{L}\p{N}._-]*/gu) ?? [];
  const foreign = names.some(
    (name) => !quote.toLowerCase().includes(name.toLowerCase().replace(/[._-]+$/, "")),
  );
  const unfit = even === "" || even.length > LONGEST_CLAIM || /https?:|www\.|[<>{}]/.test(even);
  return invented || foreign || unfit ? quote.replace(/\s+/g, " ").trim() : even;
}
