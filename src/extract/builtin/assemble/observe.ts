/**
 * Walks through a document's blocks and gives its observations, each with everything that governs it. Knows nothing of
 * records: which observations speak of one setup is decided later.
 */

import { regex } from "../../../record/regex.ts";
import { acceleratorKind } from "../../../record/vocabulary/resolve-accelerator.ts";
import type { TextSpan } from "../axes/read-axes.ts";
import type { Devices, Findings, Observation } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { areApart, calledMachine, hostMachines } from "../machines/host-machines.ts";
import { machineNames, namedMachine } from "../machines/machine-names.ts";
import { documentWeights } from "../meant/document-weights.ts";
import { engineWeights, withEngineWeights } from "../meant/engine-weights.ts";
import { KnownModels } from "../meant/known-models.ts";
import { namedEngines } from "../meant/meant-engine.ts";
import { readCode } from "../readers/read-code.ts";
import { carriedChips, withChips } from "../scan/host-boards.ts";
import { ownSystem, ownSystems } from "../scan/own-systems.ts";
import { DRAFT_HEAD, findingsIn, mentionsIn, type Source } from "../source.ts";
import { isBaseline } from "./baselines.ts";
import { corrected } from "./corrections.ts";
import { fillCountsOfModels } from "./counts-of-models.ts";
import {
  authorAt,
  authorOf,
  countedDevices,
  cpuThroughout,
  engineOfAuthor,
  homeEngine,
  lateMachine,
  oneStreamThroughout,
  onlyDevice,
  onlyEngine,
  withCounts,
  withKnownMemory,
} from "./document-facts.ts";
import { fileNotes } from "./file-notes.ts";
import { withoutRestatements } from "./paper-prose.ts";
import {
  holdsColumns,
  isCallout,
  isCommentBody,
  isLetter,
  isOwnLog,
  printsTimings,
} from "./quoted-blocks.ts";
import { reportOpening } from "./report-opening.ts";
import { resolveFindings } from "./resolve-findings.ts";
import { placeRepeatingTables, withoutRestatedStarts } from "./restated-figures.ts";
import { Scope } from "./scope.ts";
import { headingStance, isReportedHeading } from "./stance.ts";
import { stateOfCaption } from "./state-of-caption.ts";
import { visitProse } from "./visit-prose.ts";
import { visitTable } from "./visit-table.ts";
import { contextOf, footnoteOf, governing, isCalculated, record, unitLine, type Walk } from "./walk.ts";

/** An observation with what governs it, and the text that may say what it is for. */
export interface GovernedObservation extends Observation {
  full: Findings;
  /** Its own words, its headings and the sentence before it. */
  spans: TextSpan[];
  author: string;
}

export interface DocumentReading {
  observations: GovernedObservation[];
  models: KnownModels;
}

const isThread = ({ document }: Source) => document.family.startsWith("github-");

/** A survey gathers what others measured; its tables are no runs of its authors. */
const isSurvey = ({ document }: Source) =>
  document.family === "paper" &&
  /\b(?:survey|review|overview|taxonomy|perspectives?|position paper|tutorial|landscape|roadmap)\b/i.test(
    document.title,
  );

/** All observations of a document in the order of the text. */
export function observe(source: Source): DocumentReading {
  if (isSurvey(source)) return { observations: [], models: new KnownModels() };
  const walk: Walk = {
    source,
    scope: new Scope(),
    models: new KnownModels(looseSizes(source)),
    machines: machineNames(source),
    hosts: hostMachines(source),
    files: fileNotes(source),
    found: [],
    headings: [],
    caption: undefined,
    section: undefined,
    part: -1,
    author: "",
    spoken: new Map(),
  };
  for (const [place, block] of source.blocks.entries()) {
    const after = block.kind === "table" ? source.blocks[place + 1] : undefined;
    walk.below = unitLine(source.text, after);
    walk.footnote = footnoteOf(source.text, after);
    visit(walk, block);
  }
  noteRepositories(walk);
  fillCountsOfModels(walk.found);
  placeRepeatingTables(walk.found);
  reportOpening(walk);
  const system = ownSystem(source.document);
  const only = system === undefined ? onlyEngine(source) : undefined;
  const coined = new Set(ownSystems(source.document));
  const engines = namedEngines(source);
  const home = homeEngine(source);
  const throughout = cpuThroughout(source);
  const oneStream = oneStreamThroughout(source);
  const weights = documentWeights(source, (offset) => authorAt(source, offset));
  const ofEngines = engineWeights(source);
  const chips = carriedChips(devicesIn(source));
  const counts = new Map<string, Devices>();
  const observations = withoutRestatedStarts(walk.found).map(({ current, ...observation }) => {
    const known = { ...current, ...observation.own };
    const late =
      lateMachine(walk.scope.statedBy(observation.author), known) ??
      onlyDevice(source, observation.author, known);
    const baseline = isBaseline(source, observation);
    const engine = system !== undefined && !baseline ? system : only;
    const governs: Findings = { ...observation.hints, ...(engine && { engine }), ...late, ...current };
    if (baseline && coined.has(governs.engine?.value ?? "")) delete governs.engine;
    if (throughout !== undefined && governs.cpuOnly === undefined) {
      if (observation.own.devices === undefined) governs.cpuOnly = throughout;
      else if (areBoards(observation.own.devices)) observation.own.cpuOnly ??= throughout;
    }
    if (oneStream !== undefined && governs.concurrency === undefined) governs.concurrency = oneStream;
    const foreign = governs.engine === undefined || isOthers(source, governs.engine, observation.author);
    const his =
      foreign && observation.own.engine === undefined && isThread(source)
        ? engineOfAuthor(source, observation.author)
        : undefined;
    if (his !== undefined) governs.engine = his;
    if (home !== undefined && current.engine?.of !== "near") governs.engine = home;
    const { start: at, author } = observation;
    const context = { models: walk.models, weights, engines, at, author };
    const counted = counts.get(author) ?? countedDevices(source, author);
    counts.set(author, counted);
    const { own } = observation;
    if (own.devices !== undefined) own.devices = withChips(own.devices, chips);
    if (governs.devices !== undefined) governs.devices = withChips(governs.devices, chips);
    if (own.devices !== undefined) own.devices = withCounts(own.devices, counted);
    else if (governs.devices !== undefined)
      governs.devices = withCounts(withCounts(governs.devices, walk.scope.statedBy(author).devices), counted);
    const full = withKnownMemory(
      source,
      resolveFindings(withEngineWeights(ofEngines, observation.own, governs), governs, context),
      observation.author,
    );
    return { ...observation, full };
  });
  return {
    observations: withoutRestatements(source, corrected(source, observations)),
    models: walk.models,
  };
}

/** Whether a fact stands in another author's words. */
const isOthers = (source: Source, { start }: { start: number }, author: string): boolean =>
  ![author, ""].includes(authorAt(source, start));

/** Every `owner/name` belongs to the model that it names, wherever it stands. */
function noteRepositories({ source, models }: Walk): void {
  for (const mention of source.mentions) {
    if (mention.field !== "repository" || DRAFT_HEAD.test(mention.value)) continue;
    const { start, end } = mention;
    const model = mentionsIn(source, start, end).find(({ field }) => field === "model");
    if (model?.field !== "model") continue;
    models.note(
      { model: { value: model.value, start, end }, repository: { value: mention.value, start, end } },
      authorAt(source, start),
    );
  }
}

const devicesIn = ({ mentions }: Source): Devices =>
  mentions.flatMap((mention) =>
    mention.field === "devices" ? [{ value: mention.value, start: mention.start, end: mention.end }] : [],
  );

const areBoards = (devices: Devices) => devices.every(({ value }) => acceleratorKind(value.name) === "board");

const looseSizes = ({ mentions }: Source) =>
  mentions.flatMap((mention) =>
    mention.field === "model" && mention.value.name === null
      ? [{ value: mention.value, start: mention.start, end: mention.end }]
      : [],
  );

function visit(walk: Walk, block: Block): void {
  if (block.part !== walk.part && block.part >= 0) enterPart(walk, block.part);
  if (block.kind === "heading") visitHeading(walk, block);
  else if (walk.headings.some(({ reported }) => reported)) return;
  else if (block.kind === "table" && !isCalculated(walk)) visitTable(walk, block);
  else if (block.kind === "code") visitCode(walk, block);
  else if (block.kind === "quote") {
    if (isCommentBody(walk, block) || isLetter(walk, block))
      visitProse(walk, { ...block, kind: "paragraph" });
    else if (isOwnLog(walk, block)) visitCode(walk, { ...block, kind: "code", language: "" });
    else if (isCallout(walk, block)) visitProse(walk, { ...block, kind: "paragraph" });
  } else {
    const command = soleCommand(walk.source.text, block);
    if (printsTimings(walk, block) || holdsColumns(walk, block))
      visitCode(walk, { ...block, kind: "code", language: "" });
    else if (command === undefined) visitProse(walk, block);
    else visitCode(walk, { ...command, part: block.part, kind: "code", language: "" });
  }
}

function enterPart(walk: Walk, part: number): void {
  if (walk.part === 0) {
    walk.opening = walk.scope.current();
    const asked = walk.models.only(walk.author);
    walk.scope.setTopic({ ...(asked && { model: asked }), ...topicOf(walk.found) });
  }
  walk.part = part;
  walk.author = authorOf(walk.source.document.parts[part]!);
  walk.scope.enterPart(walk.author);
  walk.headings = [];
  walk.caption = undefined;
  walk.section = undefined;
  const told = walk.files.get(part);
  if (told !== undefined) walk.scope.add(governing(told, {}), "strong");
}

/** The model and the engine that most runs of a post are of. */
function topicOf(found: Walk["found"]): Findings {
  const stated = found.map(({ own, current }) => ({ ...current, ...own }));
  const model = mostFrequent(stated, (findings) => findings.model?.value.name ?? undefined);
  const engine = mostFrequent(stated, (findings) => findings.engine?.value);
  return { ...(model?.model && { model: model.model }), ...(engine?.engine && { engine: engine.engine }) };
}

function mostFrequent(
  all: readonly Findings[],
  nameOf: (each: Findings) => string | undefined,
): Findings | undefined {
  const groups = [...Map.groupBy(all, nameOf)].filter(([name]) => name !== undefined);
  return groups.sort(([, a], [, b]) => b.length - a.length)[0]?.[1][0];
}

function visitHeading(walk: Walk, block: Block & { kind: "heading" }): void {
  const { source, scope } = walk;
  const isPostLine = block.part < 0 && / · \d{4}-\d\d-\d\dT/.test(source.text.slice(block.start, block.end));
  if (isPostLine) return;
  const stated = findingsIn(source, block.start, block.end);
  const words = source.text.slice(block.start, block.end);
  const called =
    namedMachine(walk.machines, words) ?? calledMachine(walk.hosts, words.replace(/^#+ (?:the )?/i, "the "));
  const findings = stated.devices ? stated : { ...called, ...stated };
  if (areApart(findings.devices, words)) delete findings.devices;
  walk.models.note(findings, walk.author);
  if (block.part >= 0) {
    scope.enterSection(block.level);
    while (walk.headings.length > 0 && walk.headings.at(-1)!.level >= block.level) walk.headings.pop();
    const span = { start: block.start, end: block.end };
    walk.headings.push({ level: block.level, span, reported: isReportedHeading(words) });
  }
  walk.caption = undefined;
  walk.paired = false;
  walk.rig = undefined;
  walk.section = block.level === 1 ? undefined : headingStance(source.text.slice(block.start, block.end));
  const asks = /\?\s*$/.test(source.text.slice(block.start, block.end));
  scope.add(governing(findings, scope.current()), asks || block.level === 1 ? "weak" : "strong");
}

function visitCode(walk: Walk, block: Block & { kind: "code" }): void {
  const { observations, governs } = readCode(walk.source, block.start, block.end, contextOf(walk));
  walk.models.note(governs, walk.author);
  for (const observation of observations) walk.models.note(observation.own, walk.author);
  const state = stateOfCaption(walk);
  record(
    walk,
    state === undefined
      ? observations
      : observations.map((each) => ({ ...state, ...each, own: { ...state.own, ...each.own } })),
  );
  visitMachineLines(walk, block);
  walk.scope.add(governing(governs, walk.scope.current()), "strong");
  if (isThread(walk.source) && governs.command !== undefined) walk.scope.addForAll(governs);
}

/** The command that a paragraph consists of, between single backticks. */
function soleCommand(text: string, block: Block): { start: number; end: number } | undefined {
  const words = text.slice(block.start, Math.min(block.end, block.start + 2000));
  const match = /^\s*`([^`]+ -[^`]+)`\s*$/.exec(words);
  if (match === null) return undefined;
  const start = block.start + words.indexOf("`") + 1;
  return { start, end: start + match[1]!.length };
}

const MACHINE_LINE = regex("i")`
  ^\s*[-#]?\s?(?:
    Model name|CPUs?|Processor|GPU models and configuration|GPU ?\d?|GPUs|cards?|accelerators?|Chip|RAM|
    Memory|Total Memory|Mem|MemTotal|product|brand|machine|hardware|box
  )\s{0,20}[:=]
`;

/** `GPU 0: …`, `GPU 1: …`: the cards of one machine, a line each. */
const NUMBERED_CARD = /^\s*GPU ?\d{1,2}\s{0,20}:/i;

/** What `lscpu`, `collect_env` and their like print about the machine. */
function visitMachineLines(walk: Walk, block: Block): void {
  let at = block.start;
  const cards: Devices = [];
  for (const line of walk.source.text.slice(block.start, block.end).split("\n")) {
    if (line.length < 200 && MACHINE_LINE.test(line)) {
      const { cpu, devices, memoryGiB } = findingsIn(walk.source, at, at + line.length);
      if (devices !== undefined && NUMBERED_CARD.test(line)) addCards(cards, devices);
      const stated = NUMBERED_CARD.test(line) && cards.length > 0 ? undefined : devices;
      walk.scope.add(
        { ...(cpu && { cpu }), ...(stated && { devices: stated }), ...(memoryGiB && { memoryGiB }) },
        "weak",
      );
    }
    at += line.length + 1;
  }
  if (cards.length > 0) walk.scope.add({ devices: cards }, "weak");
}

function addCards(cards: Devices, more: Devices): void {
  for (const card of more) {
    const same = cards.find(({ value }) => value.name === card.value.name);
    if (same === undefined) cards.push(card);
    else same.value = { ...same.value, count: same.value.count + card.value.count };
  }
}
