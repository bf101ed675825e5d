/**
 * Turns a passage into the names of what it shows: turns of phrase, length, figures, place in the document. Knows
 * nothing of what each counts, nor of variables.
 */
import { SURE_VARIABLE, type VariableScores } from "./choose-variable.ts";
import { LESSON_CUES } from "./lesson-cues.ts";
import { CONCEPT_WORDS, HAN_CONCEPTS, HEADING_CUES, LENGTH_STEPS } from "./passage-cues.ts";
import type { Survey } from "./survey.ts";

/** By name: 1 for what is there, else an amount. */
export type Features = Map<string, number>;

const CONCEPT = "concept";
/** What words stand for: the names of their cues. */
const WORDS = new Map<string, string[]>();
/** Beginnings of words with the names of their cues, by their first letters. */
const BEGINNINGS = new Map<string, { beginning: string; name: string }[]>();
/** No beginning is shorter. */
const FIRST_LETTERS = 4;
for (const { name, words } of [...LESSON_CUES, { name: CONCEPT, words: CONCEPT_WORDS }])
  for (const word of words?.trim().split(/\s+/) ?? [])
    if (word.endsWith("*")) {
      const beginning = word.slice(0, -1);
      const letters = beginning.slice(0, FIRST_LETTERS);
      BEGINNINGS.set(letters, [...(BEGINNINGS.get(letters) ?? []), { beginning, name }]);
    } else WORDS.set(word, [...(WORDS.get(word) ?? []), name]);

const HAN = /\p{Script=Han}/gu;
/** Chinese needs about so many characters for what is one word elsewhere. */
const HAN_PER_WORD = 1.7;
/** A document of so many passages is of common length; readers mark about as many in a shorter or longer one. */
const COMMON_PASSAGES = 35;
const SHORT_DOCUMENT = 15;
const LONG_DOCUMENT = 150;

/** What the passage at `place` shows. */
export const featuresOf = (survey: Survey, place: number): Features =>
  withVariables(plainFeatures(survey, place), survey.own(place));

interface PlainFeatures {
  features: Features;
  /** How many concepts of the field the passage names. */
  concepts: number;
}

/** Adds what the variables that a passage names show. */
export function withVariables(
  { features, concepts }: PlainFeatures,
  variables: VariableScores = new Map(),
): Features {
  const all = new Map(features);
  if (concepts === 0 && variables.size === 0) all.set("no subject", 1);
  if (variables.size > 0) all.set("variable", 1);
  if (variables.size > 1) all.set("two variables", 1);
  if ([...variables.values()].some((score) => score >= SURE_VARIABLE)) all.set("sure variable", 1);
  return all;
}

/** The features of a passage as if it named variables as plainly as can be: none counts for more. */
export const withAllVariables = (features: Features): Features =>
  new Map([...features, ["variable", 1], ["two variables", 1], ["sure variable", 1]]);

/** All but the variables that the passage names, and how many concepts it names: what is read at little cost. */
export function plainFeatures({ passages, salesTalk }: Survey, place: number): PlainFeatures {
  const passage = passages[place]!;
  const features: Features = new Map();
  const { text } = passage;
  const concepts = markWords(text, features);
  for (const { name, pattern } of LESSON_CUES) if (pattern?.test(text)) features.set(name, 1);
  for (const [at, name] of CONCEPT_STEPS) if (concepts >= at) features.set(name, 1);
  const signs = SIGNS.filter((name) => features.has(name)).length;
  for (const [at, name] of SIGN_STEPS) if (signs >= at) features.set(name, 1);
  if (!/[.!?:;)。！？：；）…]["'*_`”’]{0,5}$/.test(text)) features.set("no end mark", 1);
  const figures = text.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0;
  for (const [at, name] of FIGURE_STEPS) if (figures >= at) features.set(name, 1);
  const words = wordsOf(text);
  for (const { name, least, most } of LENGTH_STEPS)
    if (words >= least && words <= most) features.set(name, 1);
  const heading = passage.headings.at(-1) ?? "";
  for (const { name, pattern } of HEADING_CUES) if (pattern.test(heading)) features.set(name, 1);
  if (passage.place !== "paragraph") features.set(passage.place, 1);
  if (passage.first) features.set("first", 1);
  if (passage.last) features.set("last", 1);
  if (passage.opening) features.set("opening post", 1);
  if (place < 3) features.set("top of the document", 1);
  const section = passage.headings.at(-1);
  if (passages.length >= SHORT_DOCUMENT) {
    if (passages[0]!.headings.at(-1) === section) features.set("first section", 1);
    else if (passages.at(-1)!.headings.at(-1) === section) features.set("last section", 1);
  }
  if (salesTalk > 0) features.set("sales talk of the document", salesTalk);
  features.set("place in the document", place / passages.length - 0.5);
  const length = Math.min(LONG_DOCUMENT, Math.max(SHORT_DOCUMENT, passages.length));
  features.set("length of the document", Math.log(length / COMMON_PASSAGES));
  return { features, concepts };
}

const CONCEPT_STEPS = [
  [1, "one concept"],
  [2, "two concepts"],
  [3, "three concepts"],
] as const;
const SIGNS = LESSON_CUES.filter(({ teaches }) => teaches).map(({ name }) => name);
const SIGN_STEPS = [
  [1, "one sign"],
  [2, "two signs"],
  [3, "three signs"],
  [4, "four signs"],
] as const;
const FIGURE_STEPS = [
  [3, "three figures"],
  [5, "five figures"],
  [8, "eight figures"],
] as const;

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
/** The same of a text in plain letters alone, which is read many times faster. */
const LATIN_WORD = /[a-z0-9]+(?:['’-][a-z0-9]+)*/g;
const NON_LATIN = /[^\x00-\x7f’“”–—…°×→≈]/;

/** Marks the cues that single words stand for; returns how many concepts are named. */
function markWords(text: string, features: Features): number {
  const concepts = new Set<string>();
  const mark = (name: string, word: string) => {
    if (name === CONCEPT) concepts.add(word.replace(/s$/, ""));
    else features.set(name, 1);
  };
  for (const whole of text.toLowerCase().match(NON_LATIN.test(text) ? WORD : LATIN_WORD) ?? []) {
    const word = whole.includes("’") ? whole.replaceAll("’", "'") : whole;
    for (const part of word.includes("-") ? [word, ...word.split("-")] : [word]) {
      for (const name of WORDS.get(part) ?? []) mark(name, part);
      for (const { beginning, name } of BEGINNINGS.get(part.slice(0, FIRST_LETTERS)) ?? [])
        if (part.startsWith(beginning)) mark(name, beginning);
    }
  }
  if (/\p{Script=Han}/u.test(text)) for (const [word] of text.matchAll(HAN_CONCEPTS)) concepts.add(word);
  return concepts.size;
}

function wordsOf(text: string): number {
  const han = text.match(HAN)?.length ?? 0;
  const rest = han > 0 ? text.replace(HAN, " ") : text;
  return rest.split(/\s+/).filter(Boolean).length + Math.round(han / HAN_PER_WORD);
}
