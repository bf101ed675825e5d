/**
 * How far a statement reaches: a title and an opening govern all of their author's setups, a section its own, a sentence
 * that names a model or device the setups with it. Knows nothing of what is stated.
 */

import { regex } from "../../../record/regex.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import { authorOf } from "../assemble/document-facts.ts";
import type { GovernedObservation } from "../assemble/observe.ts";
import type { Devices, Fact, Findings, NamedModel } from "../findings.ts";
import type { Outline, Passage, Section } from "./passages.ts";
import { isAnchored, type Phrase } from "./speech.ts";

/** A setup as the statements see it. */
export interface PlacedSetup {
  findings: Findings;
  places: readonly GovernedObservation[];
  /** A run that failed is for nothing that its surroundings say. */
  fails?: boolean;
}

export interface Reaching extends Phrase {
  passage: Passage;
  names: Findings;
  models: readonly Fact<NamedModel>[];
  author: string;
  clause: Phrase;
  /** What the whole thread is about, where it stands in the title: replies speak of it, too. */
  topic?: boolean;
}

/** Everything needed to tell a statement's reach. */
export interface Ground {
  outline: Outline;
  /** The places of all setups in the document. */
  places: readonly GovernedObservation[];
}

/** Sections that speak of everything in the document. */
const GENERAL_HEADING = regex("i")`
  \b(?:
    intro\w*|background|summary|overview|abstract|tl;?dr|conclusions?|verdict|motivation|goals?|purpose|
    why|about|use[- ]cases?|bottom line|wrap[- ]?up|final thoughts|fazit|lohnt|context|who|
    what i (?:run|use)|setup|the (?:box|rig|machine|setup|plan|problem|job)|hardware|takeaways?|
    quick (?:answer|start)
  )\b
`;

const MACHINE = regex("i")`
  \b(?:my|our|this|the) (?:\w+ ){0,3}(?:
    box|rig|machine|server|setup|set-up|homelab|cluster|workstation|laptop|pi
  )\b
`;

/** Sentences that speak of all that runs on the author's machine. */
const WHOLE_MACHINE = regex("i")`
  \b(?:my|our|this|the) (?:\w+ ){0,3}(?:
    box|rig|machine|server|setup|set-up|homelab|cluster|workstation|laptop|pi
  )\b|\b(?:i|we) (?:mostly |mainly |only |just )?(?:use|run|need|do|care)\b
`;

/** Whether the statement speaks of the setup. */
export function reaches(statement: Reaching, setup: PlacedSetup, ground: Ground): boolean {
  const { passage, author } = statement;
  const names = fittingNames(statement, setup.findings);
  const topic = statement.topic === true && passage.kind === "title";
  const speaker = author === "" ? openingAuthor(ground.outline) : author;
  if (!topic && !setup.places.some((place) => place.author === speaker)) return false;
  if (passage.kind === "cell" && passage.row !== undefined) {
    const { row } = passage;
    if (TESTED_COLUMN.test(passage.column ?? "") && ground.places.some((place) => overlaps(place, row)))
      return false;
    if (ground.places.some((place) => overlaps(place, row)))
      return setup.places.some((place) => overlaps(place, row));
    return agreement(names, setup.findings) > 0;
  }
  if (passage.kind === "comment") return setup.places.some((place) => place === placeBelow(passage, ground));
  const file = namedPart(statement, ground.outline);
  if (file !== undefined) return isFromPart(setup, file, ground.outline);
  if (namesOtherFamily(statement, setup, ground)) return false;
  const isPaper = ground.outline.source.document.family === "paper";
  if (passage.kind === "title") return !isPaper && agreement(subjectOf(names), setup.findings) >= 0;
  if (setup.fails)
    return isOfAll(statement, ground) || setup.places.some((place) => overlaps(place, passage));
  if (setup.places.some((place) => place.kind === "prose" && overlaps(place, passage))) return true;
  const shared = agreement(names, setup.findings);
  if (shared < 0) return false;
  const tellsModel = sameModel(names, setup.findings) === true;
  const tells = ground.places.some((place) => agreement(names, place.full) < 0);
  if (
    shared > 0 &&
    tells &&
    tellsModel &&
    !isPaper &&
    isAnchored(ground.outline.source.text, passage, statement)
  )
    return true;
  return isInPlace(statement, setup, ground);
}

/** What such a column names beside figures is the prompt that was measured. */
const TESTED_COLUMN = /^[\s*_`]{0,3}(?:workloads?|tasks?|prompts?|tests?|dataset|scenario)\b/i;

/** Whether a file's command or figures make the setup. */
function isFromPart({ places, findings }: PlacedSetup, at: number, { source }: Outline): boolean {
  const part = source.document.parts[at]!;
  const command = findings.command?.start ?? -1;
  return places.some((place) => place.part === at) || (command >= part.start && command < part.end);
}

function isInPlace(statement: Reaching, setup: PlacedSetup, ground: Ground): boolean {
  const { passage, start } = statement;
  const { source } = ground.outline;
  const part = source.document.parts[passage.part];
  const section: Section | undefined = passage.sections.at(-1);
  const span = section ?? part;
  if (span === undefined) return false;
  const within = (place: Phrase) => place.start >= span.start && place.end <= span.end;
  const inside = ground.places.filter(within);
  if (inside.length > 0) {
    const words = source.text.slice(passage.start, passage.end);
    const beside = passage.kind === "sentence" ? besideIn(passage, start, inside, words) : undefined;
    if (beside !== undefined) return setup.places.some((place) => beside.includes(place));
    const general = WHOLE_MACHINE.test(words);
    const heads = passage.kind !== "sentence" || inside.every((place) => place.start > start);
    if (passage.kind === "sentence" && inside.length > MOST_BY_REMARK && !general) return false;
    const near = heads || general ? inside : nearest(inside, start);
    return setup.places.some((place) => near.includes(place));
  }
  return speaksOfAll(statement, ground);
}

/** Of an item the places in it; after "it" the last place of the paragraph; undefined where the sentence speaks of more. */
function besideIn(
  { item, block }: Passage,
  start: number,
  inside: readonly GovernedObservation[],
  words: string,
): readonly GovernedObservation[] | undefined {
  const within = inside.filter((place) => overlaps(place, block));
  if (within.length === 0 || MACHINE.test(words)) return undefined;
  if (item) return within;
  const above = within.filter((place) => place.end <= start);
  const last = above.reduce((most, place) => Math.max(most, place.end), 0);
  const single =
    /\b(?:it|this|that one)\b/i.test(words) && !/\b(?:both|them|these|all of|either)\b/i.test(words);
  return single && above.length > 0 ? above.filter((place) => place.end === last) : undefined;
}

/** A statement in a stretch without setups of its own, which says what they are all for. */
function isOfAll(statement: Reaching, ground: Ground): boolean {
  const { source } = ground.outline;
  const span = statement.passage.sections.at(-1) ?? source.document.parts[statement.passage.part];
  if (span === undefined) return false;
  const holds = ground.places.some((place) => place.start >= span.start && place.end <= span.end);
  return !holds && agreementOfNone(statement.names) && speaksOfAll(statement, ground);
}

const agreementOfNone = ({ model, devices }: Findings) => model === undefined && devices === undefined;

/** Whether a section, an opening or a part that holds no setup speaks of those elsewhere. */
function speaksOfAll({ passage, start }: Reaching, { outline, places }: Ground): boolean {
  const { source } = outline;
  const section = passage.sections.at(-1);
  const opening = !places.some((place) => place.part === passage.part && place.start < start);
  if (section !== undefined) {
    const words = source.text.slice(section.heading.start, section.heading.end);
    const sentence = source.text.slice(passage.start, passage.end);
    const general = GENERAL_HEADING.test(words) || WHOLE_MACHINE.test(sentence);
    return general && source.document.family !== "paper";
  }
  return opening || !places.some((place) => place.part === passage.part);
}

/** Of what a title names only the models and devices say whom it speaks of; an engine in it is a tool among others. */
const subjectOf = ({ model, devices, cpu }: Findings): Findings => ({
  ...(model && { model }),
  ...(devices && { devices }),
  ...(cpu && { cpu }),
});

/** The places of the last figures before an offset, as far as one block of them reaches; else the first after it. */
function nearest(places: readonly GovernedObservation[], at: number): readonly GovernedObservation[] {
  const before = places.filter((place) => place.start <= at);
  const last = before.reduce((most, place) => Math.max(most, place.end), 0);
  return before.length > 0 ? before.filter((place) => last - place.start < REACH_BACK) : places;
}

/** A remark among more places than this stands in a list of measurements, which have no use. */
const MOST_BY_REMARK = 10;

/** How far back from the last figures a remark below them still speaks of them, in characters. */
const REACH_BACK = 1500;

const overlaps = (a: Phrase, b: Phrase) => a.start < b.end && a.end > b.start;

const openingAuthor = ({ source }: Outline) => {
  const [first] = source.document.parts;
  return first === undefined ? "" : authorOf(first);
};

/** The first place after a comment line in its block. */
function placeBelow(passage: Passage, { places }: Ground): GovernedObservation | undefined {
  return places.find(
    (place) =>
      place.part === passage.part &&
      place.end > passage.start &&
      place.start < passage.block.end &&
      place.start >= passage.block.start,
  );
}

const FILE_NAME = /\b[\w-]{2,40}\.(?:sh|ya?ml|json|ps1|service|nix|toml|env|conf|ini|py|bat|md)\b/gi;

/** The part of a gist whose file the sentence names. */
function namedPart({ passage }: Reaching, { source }: Outline): number | undefined {
  if (source.document.parts.length < 2) return undefined;
  for (const [name] of source.text.slice(passage.start, passage.end).matchAll(FILE_NAME)) {
    const at = source.document.parts.findIndex((part) => part.name === name);
    if (at >= 0) return at;
  }
  return undefined;
}

/** What the statement names, with the setup's own model where it names several. */
function fittingNames({ names, models }: Reaching, findings: Findings): Findings {
  const own = models.find((model) => sameModel({ model }, findings) === true);
  return own === undefined ? names : { ...names, model: own };
}

/** "Mistral is for …": the first word of a model's name stands for it where the clause names no model in full. */
function namesOtherFamily({ names, clause }: Reaching, setup: PlacedSetup, ground: Ground): boolean {
  if (names.model !== undefined) return false;
  const words = ground.outline.source.text
    .slice(clause.start, clause.end)
    .toLowerCase()
    .split(/[^a-z0-9.]+/);
  const own = familyOf(setup.findings);
  if (own === undefined || words.includes(own)) return false;
  return ground.places.some(({ full }) => words.includes(familyOf(full) ?? " "));
}

const familyOf = ({ model }: Findings): string | undefined =>
  /^[a-z]{3,20}/i.exec(model?.value.name ?? "")?.[0].toLowerCase();

const folded = (text: string) => text.toLowerCase().replace(/[^a-z0-9.]+/g, "");

/** How many fields both state alike; -1: one is stated differently. Engines and backends alone count, too. */
export function agreement(names: Findings, setup: Findings): number {
  let alike = 0;
  for (const same of [sameModel, sameDevices, sameWords]) {
    const verdict = same(names, setup);
    if (verdict === false) return -1;
    if (verdict === true) alike++;
  }
  return alike;
}

function sameModel({ model: a }: Findings, { model: b }: Findings): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  const [one, other] = [a.value, b.value];
  if (one.name === null || other.name === null || one.generic || other.generic) {
    if (one.parametersB === undefined || other.parametersB === undefined) return undefined;
    return Math.abs(one.parametersB - other.parametersB) <= 0.1 * one.parametersB;
  }
  const [short, long] = [modelKey(one.name), modelKey(other.name)];
  if (long.startsWith(short) || short.startsWith(long)) return true;
  if (one.parametersB === undefined || one.parametersB !== other.parametersB) return false;
  return isShortFor(one.name, other.name);
}

/** "Llama 70b" for Llama 3.3 70B Instruct: each word is one of the full name's, or one without its version. */
function isShortFor(short: string, long: string): boolean {
  const words = (name: string) => name.toLowerCase().split(/[^a-z0-9.]+/);
  const full = words(long);
  return words(short).every((word) =>
    full.some(
      (each) =>
        each === word ||
        (/^[a-z]{3,20}$/.test(word) && /^\d/.test(each.slice(word.length)) && each.startsWith(word)),
    ),
  );
}

function sameDevices(names: Findings, setup: Findings): boolean | undefined {
  if (names.cpu !== undefined && setup.cpu !== undefined && names.devices === undefined)
    return (
      folded(names.cpu.value).includes(folded(setup.cpu.value)) ||
      folded(setup.cpu.value).includes(folded(names.cpu.value))
    );
  const list = (devices: Devices | undefined) => devices?.map(({ value }) => value.name) ?? [];
  const [one, other] = [list(names.devices), list(setup.devices)];
  if (one.length === 0) return undefined;
  if (other.length === 0) return setup.cpu === undefined ? undefined : false;
  return one.some((name) => other.includes(name));
}

function sameWords(names: Findings, setup: Findings): boolean | undefined {
  let verdict: boolean | undefined;
  for (const field of ["quantization", "engine", "backend"] as const) {
    const [one, other] = [names[field]?.value, setup[field]?.value];
    if (one === undefined || other === undefined) continue;
    if (names[field]?.of === "vague") continue;
    const [short, long] = [folded(one), folded(other)].sort((a, b) => a.length - b.length);
    const same = field === "quantization" ? long!.startsWith(short!) : short === long;
    if (!same) return false;
    verdict = true;
  }
  const drafter = names.speculative?.value;
  if (drafter && setup.speculative?.value) return folded(drafter) === folded(setup.speculative.value);
  if (drafter) return false;
  return verdict;
}
