/**
 * The statements of a document about use and experience: each with its words, what it names, and where it stands. Knows
 * nothing of setups: which of them a statement governs is decided by its reach.
 */

import type { Experience, Outcome, UseCase } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import { authorOf } from "../assemble/document-facts.ts";
import { reportsFailure } from "../assemble/stance.ts";
import type { Fact, Findings, NamedModel } from "../findings.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import type { Cue } from "./cue.ts";
import { EXPERIENCE_CUES } from "./experience-cues.ts";
import { OUTCOME_CUES } from "./outcome-cues.ts";
import { type Outline, outlineOf, type Passage, passageAt } from "./passages.ts";
import { type ProviderStatement, providerStatements } from "./read-provider.ts";
import { isAnchored, isFramed, isGivenAsWork, isMeant, type Phrase, statesAim } from "./speech.ts";
import { USE_CASE_CUES } from "./use-case-cues.ts";

export interface Statement<Value> extends Phrase {
  value: Value;
  passage: Passage;
  /** What the clause, the row or the sentence before names; empty: what it governs follows from its place. */
  names: Findings;
  /** All the models that are named, where there are several: what is stated holds for each. */
  models: readonly Fact<NamedModel>[];
  author: string;
  topic: boolean;
  /** The words that are quoted for it. */
  quote: Phrase;
  /** The part of its sentence that speaks of one thing. */
  clause: Phrase;
  cue: Cue<Value>;
}

export interface AxisStatements {
  outline: Outline;
  useCases: Statement<UseCase>[];
  experience: Statement<Experience>[];
  providers: ProviderStatement[];
  outcomes: Statement<Outcome>[];
}

/** Reads a document's statements once, for all its setups. */
export function axisStatements(source: Source): AxisStatements {
  const outline = outlineOf(source);
  return {
    outline,
    useCases: statementsOf(outline, USE_CASE_CUES, true),
    experience: statementsOf(outline, EXPERIENCE_CUES, false),
    providers: providerStatements(outline),
    outcomes: statementsOf(outline, OUTCOME_CUES, false),
  };
}

/** Sections that are not about the author's setups. */
const FOREIGN_HEADING = regex("i")`
  \b(?:
    related work|references|bibliography|future|next(?: steps)?|to-?do|roadmap|faq|contributing|
    licen[cs]e|acknowledg\w+|read next|see also|further reading|changelog|table of contents|features|
    alternatives|supported|appendix|credits|links
  )\b
`;

/** Titles of measurements: what they name is what was measured, not what it is for. */
const MEASURING = regex("i")`
  \b(?:
    benchmarks?|bench|comparison|compared|vs\.?|versus|sweep|results?|report|evaluat\w+|scaling|bug|issue
  )\b
`;

/** The title of a report names what failed. */
const isReport = ({ document }: Source) =>
  ["github-issue", "github-pull"].includes(document.family) && reportsFailure(document.title);

/** `Writing, tok/s` heads a column of speeds. */
const MEASURED_CELL = /\b(?:tok(?:ens?)?|t) ?\/ ?s\b|\btps\b|\btok(?:ens?)? per s/i;

const COMMONPLACE = /\b(?:chat|instruct|coder?|vision|audio)\b/i;

/** A passage that names a matter more often than this without stating a use states none. */
const MOST_TRIES = 12;

function statementsOf<Value>(
  outline: Outline,
  cues: readonly Cue<Value>[],
  headingsFrame: boolean,
): Statement<Value>[] {
  const found: Statement<Value>[] = [];
  /** A value is taken once a passage. */
  const seen = new Set<string>();
  const tried = new Map<string, number>();
  for (const cue of cues)
    for (const [pattern, sort] of [
      [cue.plain, "plain"],
      [cue.topic, "topic"],
      [cue.object, "object"],
    ] as const)
      for (const match of pattern === undefined ? [] : outline.speech.matchAll(pattern)) {
        const phrase = { start: match.index, end: match.index + match[0].length };
        const passage = passageAt(outline, phrase.start);
        const place = `${cue.value} ${passage?.start}`;
        const tries = tried.get(place) ?? 0;
        if (passage === undefined || seen.has(place) || tries > MOST_TRIES) continue;
        tried.set(place, tries + 1);
        if (!isStatement(outline, passage, { ...phrase, sort }, headingsFrame)) continue;
        seen.add(place);
        found.push({ ...statementOf(outline, cue, passage, phrase), topic: headingsFrame });
      }
  const byPassage = Map.groupBy(found, ({ passage }) => passage.start);
  const thread = /^github-/.test(outline.source.document.family);
  return found.filter((each) => {
    const near = byPassage.get(each.passage.start) ?? [];
    const said = thread ? found.filter(({ author }) => author === each.author) : found;
    return !isYielded(each, each.cue.vague ? said : near);
  });
}

function isStatement(
  { source }: Outline,
  passage: Passage,
  phrase: Phrase & { sort: "plain" | "topic" | "object" },
  headingsFrame: boolean,
): boolean {
  const { text } = source;
  const { sort } = phrase;
  if (passage.sections.some(({ heading }) => FOREIGN_HEADING.test(text.slice(heading.start, heading.end))))
    return false;
  if (isNameOrAddress(source, passage, phrase)) return false;
  if (passage.kind === "cell" && MEASURED_CELL.test(text.slice(passage.start, passage.end))) return false;
  const heads = passage.kind === "title" || passage.kind === "heading";
  if (heads && (sort !== "plain" || !headingsFrame) && MEASURING.test(text.slice(passage.start, passage.end)))
    return false;
  if (sort !== "plain") {
    if (passage.kind === "title" && isReport(source)) return false;
    if (!headingsFrame && !statesAim(text, passage, phrase)) return false;
    if (!(sort === "object" ? isGivenAsWork : isFramed)(text, passage, phrase)) return false;
  }
  const inThread = ["post", "comment", "review"].includes(source.document.parts[passage.part]?.kind ?? "");
  return (!headingsFrame || inThread || isAnchored(text, passage, phrase)) && isMeant(text, passage, phrase);
}

/** Part of a model's or repository's name, of a path, an address or a flag. */
function isNameOrAddress(source: Source, passage: Passage, { start, end }: Phrase): boolean {
  const { text } = source;
  const before = text[start - 1] ?? " ";
  const after = text[end] ?? " ";
  if (/[/\\@=]/.test(before) && /\w/.test(text[start - 2] ?? " ")) return true;
  if (
    /[-_.]/.test(before) &&
    /[\w-]/.test(text[start - 2] ?? " ") &&
    COMMONPLACE.test(text.slice(start, end))
  )
    return true;
  if (/[_/\\=]/.test(after) && /\w/.test(text[end + 1] ?? " ")) return true;
  const address = text.slice(Math.max(passage.start, start - 120), start);
  if (/(?:https?:\/\/|\]\()\S{0,118}$/.test(address)) return true;
  return mentionsIn(source, start - 120, end + 120).some(
    (mention) =>
      (mention.field === "model" || mention.field === "repository") &&
      mention.start < end &&
      mention.end > start,
  );
}

/** A value that another one's words contain, or a vague one where the same author states another use. */
function isYielded<Value>(
  { cue, ...statement }: Statement<Value>,
  all: readonly Statement<Value>[],
): boolean {
  const { yields, vague } = cue;
  if (yields === undefined) return false;
  return all.some(
    (other) =>
      yields.includes(String(other.value)) &&
      (vague || (other.start < statement.end + 12 && other.end > statement.start - 12)),
  );
}

const LONGEST_QUOTE = 200;

function statementOf<Value>(
  { source }: Outline,
  cue: Cue<Value>,
  passage: Passage,
  phrase: Phrase,
): Omit<Statement<Value>, "topic"> {
  const part = source.document.parts[passage.part];
  const clause = clauseAround(source.text, passage, phrase);
  const within = passage.kind === "title" || passage.kind === "heading" ? passage : clause;
  return {
    value: cue.value,
    cue,
    ...phrase,
    passage,
    names: withoutDrafterOfHeading(namedBy(source, passage, phrase), passage),
    models: modelsIn(source, within),
    clause,
    author: part === undefined ? "" : authorOf(part),
    quote: quoteOf(source.text, passage, phrase),
  };
}

/** The passage where it is short, else the words around the phrase. */
export function quoteOf(text: string, passage: Phrase, phrase: Phrase): Phrase {
  if (passage.end - passage.start <= LONGEST_QUOTE) return { start: passage.start, end: passage.end };
  const room = Math.max(0, LONGEST_QUOTE - (phrase.end - phrase.start));
  let start = Math.max(passage.start, phrase.start - Math.floor(room / 2));
  let end = Math.min(passage.end, phrase.end + Math.floor(room / 2));
  while (start > passage.start && start < phrase.start && !/\s/.test(text[start - 1]!)) start++;
  while (end < passage.end && end > phrase.end && !/\s/.test(text[end]!)) end--;
  return { start, end };
}

const PRONOUN = /\b(?:this|that|it|which|that one|these|they|the one|here)\b/i;

/** What the clause around a phrase names; else its whole sentence where that names one thing; else what "it" stands for. */
export function namedBy(source: Source, passage: Passage, phrase: Phrase): Findings {
  if (passage.kind === "cell")
    return passage.row ? findingsIn(source, passage.row.start, passage.row.end) : {};
  const { text } = source;
  const clause = clauseAround(text, passage, phrase);
  const near = identityOf(findingsIn(source, clause.start, clause.end));
  if (near.model !== undefined || passage.kind === "title") return near;
  const turns = /^(?:, so | but )/.test(text.slice(clause.end, clause.end + 5));
  const whole = identityOf(findingsIn(source, passage.start, turns ? clause.end : passage.end));
  if (whole.model !== undefined || Object.keys(near).length > 0) return { ...whole, ...near };
  if (Object.keys(whole).length > 0) return whole;
  if (passage.kind !== "sentence" || !PRONOUN.test(text.slice(passage.start, phrase.end))) return {};
  const before = identityOf(
    findingsIn(source, Math.max(passage.block.start, passage.start - 300), passage.start),
  );
  return before.model === undefined ? {} : { model: before.model };
}

/** A heading's drafter belongs to one of the runs below it; what the heading says holds for all of them. */
function withoutDrafterOfHeading({ speculative, ...names }: Findings, { kind }: Passage): Findings {
  return speculative === undefined || kind === "title" || kind === "heading"
    ? names
    : { ...names, speculative };
}

/** All the models that a stretch names, where there are several. */
function modelsIn(source: Source, { start, end }: Phrase): Fact<NamedModel>[] {
  const found = mentionsIn(source, start, end).flatMap((mention) =>
    mention.field === "model" ? [{ value: mention.value, start: mention.start, end: mention.end }] : [],
  );
  return found.length > 1 ? found : [];
}

/** How far a clause reaches from its phrase, in characters. */
const LONGEST_CLAUSE = 400;

/** Where one thing ends and the next begins: a list's comma before a name, a conjunction, a bracket. */
const CUT = /[;(，；]| but | while |, and |, so |, (?!I\b)(?=[A-Z`])/g;
const STOP = /[;)，；]| but | while |, and |, so |, (?!I\b)(?=[A-Z`])/;

function clauseAround(text: string, passage: Passage, phrase: Phrase): Phrase {
  const from = Math.max(passage.start, phrase.start - LONGEST_CLAUSE);
  const before = text.slice(from, phrase.start);
  const after = text.slice(phrase.end, Math.min(passage.end, phrase.end + LONGEST_CLAUSE));
  const cut = [...before.matchAll(CUT)].at(-1)?.index ?? -1;
  const leaves = /\bback to\s?$/i.test(text.slice(phrase.start, phrase.end));
  const stop = leaves ? 0 : (STOP.exec(after)?.index ?? after.length);
  return { start: cut < 0 ? from : from + cut, end: phrase.end + stop };
}

const IDENTITY = [
  "devices",
  "cpu",
  "cpuOnly",
  "model",
  "quantization",
  "engine",
  "backend",
  "speculative",
] as const;

function identityOf(findings: Findings): Findings {
  const kept: Findings = {};
  for (const field of IDENTITY) if (findings[field]) Object.assign(kept, { [field]: findings[field] });
  return kept;
}
