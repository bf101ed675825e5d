/**
 * Visits paragraphs and list items of a walk: what each sentence states for what follows, and the observations in it.
 */

import { regex } from "../../../record/regex.ts";
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import type { Findings, Observation } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { type Span, sentencesOf } from "../layout/sentences.ts";
import { areApart, areHosted, calledMachine } from "../machines/host-machines.ts";
import { isPaired } from "../readers/column-roles.ts";
import { findingsIn, type Source } from "../source.ts";
import { noteLaterState } from "./later-states.ts";
import { observeSentence } from "./observe-sentence.ts";
import { settingsOfAll } from "./said-of-all.ts";
import { HELD_AGAINST, isKeyed, OTHERS, stanceOf } from "./stance.ts";
import { stateOfLine } from "./state-of-caption.ts";
import { governing, record, type Walk, withKnownName } from "./walk.ts";

/** In papers and on product pages several devices in one sentence are alternatives; elsewhere they are one rig. */
const isSurvey = ({ document }: Source, { devices }: Findings) =>
  (devices?.length ?? 0) > 1 && ["paper", "vendor", "doc-site"].includes(document.family);

const withoutDevices = ({ devices: _, ...rest }: Findings): Findings => rest;
const withoutMachine = ({ devices: _, cpu: __, memoryGiB: ___, ...rest }: Findings): Findings => rest;

/** Watts, memory or a load time on their own are said of the run above, and watts of a card of its machine, too. */
const isAside = ({ own, measurements }: Observation, { devices = [] }: Findings) =>
  own.model === undefined &&
  (own.devices ?? []).every(({ value }) => devices.some((each) => each.value.name === value.name)) &&
  measurements.length > 0 &&
  measurements.every(({ value }) => ["power", "memory", "load"].includes(value.metric));

/** The run above in the post; else the only one that its author has told of before. */
function runBeside({ found, part, author }: Walk): Observation | undefined {
  const last = found.at(-1);
  if (last?.part === part) return last;
  const own = found.filter((each) => each.author === author && each.measurements.length > 0);
  return own.length === 1 ? own[0] : undefined;
}

/** A template's heading asks for a version and the paragraph below gives nothing else. */
function addVersionOfHeading(walk: Walk, block: Block, heading: string): void {
  const { text } = walk.source;
  const words = text.slice(block.start, block.end).trim();
  if (!/version/i.test(heading) || !/^v?\d{1,3}\.\d{1,3}[\w.+-]{0,24}$/.test(words)) return;
  const of = resolveEngine(heading)?.name;
  if (of === undefined) return;
  const start = text.indexOf(words, block.start);
  const place = { start, end: start + words.length };
  walk.scope.add({ version: { value: words, ...place, of } }, "strong");
}

const SPECS = regex("i")`
  ^[\s*_>]{0,4}(?:my |our |the )?(?:
    specs?|hardware|system|set-?up|rig|pc|machine|gpus?|configuration|config|test system|environment
  )\b[^:\n]{0,24}:
`;

/** "EXL2 at 4.25bpw, 32k context": bits of a file are said of the model that is spoken of. */
const ofGoverningModel = (findings: Findings, { model }: Findings): Findings =>
  findings.model === undefined && model !== undefined && /^EXL\d /.test(findings.quantization?.value ?? "")
    ? { ...findings, model }
    : findings;

/** The parts of a machine that are listed line by line below "Specs:", or item by item in a section about it. */
function rigOf(walk: Walk, block: Block): Findings | undefined {
  const { source } = walk;
  const words = source.text.slice(block.start, block.end);
  if (block.kind === "paragraph" && SPECS.test(words) && words.includes("\n")) {
    const found = findingsIn(source, block.start, block.end);
    return found.devices === undefined ? undefined : machineFindings(found);
  }
  if (block.kind !== "item" || walk.section !== "machine") return undefined;
  const found = findingsIn(source, block.start, block.end);
  const [own] = found.devices ?? [];
  const before = walk.rig;
  if (own === undefined || before === undefined || stanceOf(words, "machine") === undefined) {
    walk.rig = found.devices;
    return undefined;
  }
  walk.rig = [
    ...before,
    ...(found.devices ?? []).filter(({ value }) => !before.some((each) => each.value.name === value.name)),
  ];
  return { ...machineFindings(found), devices: walk.rig };
}

const machineFindings = ({ devices, cpu, memoryGiB }: Findings): Findings => ({
  ...(devices && { devices }),
  ...(cpu && { cpu }),
  ...(memoryGiB && { memoryGiB }),
});

/** A paragraph as short as this that names a device or a model heads what follows. */
const LONGEST_LABEL = 36;

/** `**Attempt 2, Christmas.** I got …`: a heading set in the line of the paragraph that it heads. */
const RUN_IN = /^\s{0,3}(?:\*\*|__)[^*_\n]{2,60}(?:\*\*|__)[.:]?\s\S/;
/** What a sentence says of the figure in it, and not of those that follow. */
const OF_ONE_FIGURE = ["concurrency", "deviceCount", "nodes"] as const;
/** The same of an item, whose neighbours are runs of their own. */
const OF_ONE_RUN = [
  ...OF_ONE_FIGURE,
  "contextLength",
  "kvCacheType",
  "flashAttention",
  "speculative",
  "split",
  "placement",
] as const;

const headsItself = (words: string) => RUN_IN.test(words) && !isKeyed(words);
/** Below every written heading. */
const RUN_IN_LEVEL = 7;

/** How far behind a speed of the same post figures without a unit are still understood as speeds, in characters. */
const UNDERSTOOD_FOR = 400;

function spokenBefore({ spoken, part, author }: Walk, at: number): number | undefined {
  const last = spoken.get(author);
  return last !== undefined && (last.part !== part || at - last.end < UNDERSTOOD_FOR)
    ? last.value
    : undefined;
}

function noteSpeed({ spoken, part, author }: Walk, observations: readonly Observation[]): void {
  const given = observations
    .flatMap(({ measurements }) => measurements)
    .filter(({ value }) => value.metric === "decode" || value.metric === "throughput");
  const last = given.findLast(({ value }) => value.metric === "decode") ?? given.at(-1);
  if (last !== undefined) spoken.set(author, { value: last.value.value, end: given.at(-1)!.end, part });
}

/** How far into a paragraph its opening words reach, in characters. */
const OPENING = 90;

/** Whether the block is the first one below its heading, or has a run-in heading of its own. */
function follows({ source, caption, headings }: Walk, block: Block): boolean {
  if (block.kind !== "paragraph") return false;
  if (headsItself(source.text.slice(block.start, block.start + 90))) return true;
  return caption === undefined && headings.length > 0;
}

/** Gives an observation without a device the one that its sentence calls by its host, or that its item began with. */
function placeOn(walk: Walk, observation: Observation, itemOf: Findings | undefined): void {
  const { own, start, end } = observation;
  if (own.devices !== undefined || own.cpuOnly !== undefined || own.cpu !== undefined) return;
  const called = calledMachine(walk.hosts, walk.source.text.slice(start, end));
  Object.assign(own, called ?? itemOf);
}

/** The weights and the engine that an item's opening words name: the rest of the item speaks of them. */
function subjectOf({ model, quantization, engine }: Findings, before: number): Findings | undefined {
  if (quantization === undefined || quantization.start > before) return undefined;
  return { ...(model && { model }), quantization, ...(engine && { engine }) };
}

/** What a sentence says of its run in place of the settings that it shares with the run before it. */
const SAME_FLAGS = regex("i")`
  \b(?:same|identical) (?:flags|settings|options|parameters|arguments|command|config(?:uration)?)\b|
  \botherwise (?:the same|identical|unchanged)\b
`;

/** "X, same quant": weights that a sentence gives a model by those of the run before it. */
const SAME_WEIGHTS =
  /\b(?:same|identical) (?:quant(?:i[sz]ation)?|weight format|number format|bit width|format)\b/i;

/** The settings of the run that governs a place, as they are said of any model. */
function settingsOf(current: Findings): Findings {
  const kept: Findings = {};
  for (const field of [
    "contextLength",
    "kvCacheType",
    "gpuLayers",
    "flashAttention",
    "tensorParallel",
  ] as const)
    if (current[field]) {
      const { of: _, ...fact } = current[field];
      Object.assign(kept, { [field]: fact });
    }
  return kept;
}

/** `[ ] try the 8B`: a box that nobody has ticked yet. */
const UNTICKED = /^\s{0,8}(?:[-*+]\s{1,3})?\[ \]\s/;

const CHANGED_TO = regex("gi")`
  \b(?:moved|switched|changed|migrated|upgraded|went|swapped|settled|ended up)[ ]
  (?:(?:it|them|over|back|also) ){0,2}(?:to|for|with|on)[ ]|
  \b(?:replaced|swapped) [^.,;\n]{2,30}? (?:by|with|for)[ ]|
  \bso (?:in the end |now |finally )?(?:it (?:is|was|became)\b|(?:I|we)(?:['’]ve| have| had)? (?:then |now |just )?(?:took|taken|use|used|run|ran|chose|installed|built)\b)
`;

/** "Weak with the 8B, so I moved to Qwen2.5-72B-Instruct-AWQ": what follows is of the model or engine that was moved to. */
function changedTo(source: Source, findings: Findings, { start, end }: Span): Findings {
  if ((findings.model ?? findings.engine) === undefined) return findings;
  const last = [...source.text.slice(start, end).matchAll(CHANGED_TO)].at(-1);
  if (last === undefined) return findings;
  const after = findingsIn(source, start + last.index + last[0].length, end);
  const { model, engine } = after;
  const changed = { ...findings };
  if (engine !== undefined && findings.engine !== undefined && engine.value !== findings.engine.value)
    for (const field of ["engine", "version", "backend"] as const) delete changed[field];
  if (model !== undefined && findings.model !== undefined && model.start !== findings.model.start)
    for (const field of ["model", "quantization", "repository"] as const) delete changed[field];
  else if (changed.engine === findings.engine) return findings;
  return { ...changed, ...after };
}

export function visitProse(walk: Walk, block: Block): void {
  const { source, scope } = walk;
  if (block.kind === "item" && UNTICKED.test(source.text.slice(block.start, block.start + 16))) return;
  const heading = walk.headings.at(-1)?.span;
  const above = heading === undefined ? "" : source.text.slice(heading.start, heading.end);
  const drafting = /\bdraft|\bspecul|\bMTP\b/i.test(`${source.document.title} ${above}`);
  const label =
    block.end - block.start < LONGEST_LABEL && !/[.!?]\s*$/.test(source.text.slice(block.start, block.end));
  if (block.kind === "paragraph" && headsItself(source.text.slice(block.start, block.start + 90)))
    scope.enterSection(RUN_IN_LEVEL);
  addVersionOfHeading(walk, block, above);
  const rig = rigOf(walk, block);
  if (rig !== undefined) scope.add(rig, "strong");
  let itemOf: Findings | undefined;
  let subject: Findings | undefined;
  let calledLast: Findings | undefined;
  let continued = false;
  let state: string | undefined;
  for (const sentence of sentencesOf(source.text, block.start, block.end)) {
    const words = source.text.slice(sentence.start, sentence.end);
    const compared = HELD_AGAINST.exec(words);
    const end = compared === null ? sentence.end : sentence.start + compared.index;
    const findings = findingsIn(source, sentence.start, end);
    walk.models.note(ofGoverningModel(findings, scope.current()), walk.author);
    scope.addForAll(
      settingsOfAll(findings, { words, heading: above, severalEngines: source.severalEngines }),
    );
    noteLaterState(walk, words);
    const observations = observeSentence(source, sentence, {
      part: walk.part,
      drafting,
      item: block.kind === "item",
      thread: /^github-/.test(source.document.family),
      continued,
      modelKnown: scope.current().model !== undefined || walk.models.only() !== undefined,
      heading: above,
      blockEnd: block.end,
      known: spokenBefore(walk, sentence.start),
      paired: block.kind === "item" && walk.paired === true,
    });
    if (block.kind === "item" && sentence.start - block.start < 8)
      subject = subjectOf(findings, sentence.start + OPENING);
    else if (subject !== undefined)
      for (const { own } of observations)
        if ((own.model ?? own.quantization) === undefined) Object.assign(own, { ...subject, ...own });
    const { quantization } = scope.current();
    if (quantization !== undefined && SAME_WEIGHTS.test(words))
      for (const { own } of observations) own.quantization ??= { ...quantization, of: undefined };
    if (SAME_FLAGS.test(words))
      for (const { own } of observations) Object.assign(own, { ...settingsOf(scope.current()), ...own });
    // The machine that a paragraph called last by its host is spoken of until a device is named.
    if (findings.devices !== undefined) calledLast = undefined;
    else if (block.kind === "paragraph") calledLast = calledMachine(walk.hosts, words) ?? calledLast;
    for (const observation of observations)
      placeOn(walk, observation, block.kind === "item" ? itemOf : calledLast);
    if (findings.devices !== undefined && stanceOf(words, walk.section) !== undefined)
      itemOf = machineFindings(findings);
    state = stateOfLine(words) ?? state;
    if (state !== undefined)
      for (const each of observations) if (each.measurements.length > 0) each.variant ??= state;
    noteSpeed(walk, observations);
    continued ||= (findings.model ?? findings.version) !== undefined;
    const aside = observations.length > 0 && observations.every((each) => isAside(each, scope.current()));
    const run = aside ? runBeside(walk) : undefined;
    if (run !== undefined) run.measurements.push(...observations.flatMap(({ measurements }) => measurements));
    else if (observations.length > 0) record(walk, observations);
    const names =
      label &&
      block.kind === "paragraph" &&
      (findings.devices ?? findings.model ?? findings.version) !== undefined;
    const told = stanceOf(words, walk.section);
    // The machine that a section's or run-in paragraph's first words name is its own.
    const opens = sentence.start - block.start < OPENING && follows(walk, block) && scope.isNewSection;
    const stance = names || (opens && told === "weak" && findings.devices) ? "strong" : told;
    const failed = observations.some(({ outcome }) => outcome?.value === "fails");
    if (rig !== undefined)
      for (const field of ["devices", "cpu", "memoryGiB"] as const) delete findings[field];
    if (observations.some(({ measurements }) => measurements.length > 0))
      for (const field of block.kind === "item" ? OF_ONE_RUN : OF_ONE_FIGURE) delete findings[field];
    if (block.kind === "item" && findings.devices !== undefined && observations.length > 0)
      delete findings.backend;
    if (failed && findings.model !== undefined) scope.add({ model: findings.model }, "weak");
    if (stance === undefined || failed || OTHERS.test(words)) continue;
    const current = scope.current();
    const named = withKnownName(walk, changedTo(source, findings, sentence), sentence.start);
    const stated = governing(
      areHosted(walk.hosts, named.devices)
        ? withoutMachine(named)
        : isSurvey(source, named) || areApart(named.devices, words)
          ? withoutDevices(named)
          : named,
      current,
    );
    scope.add(stated, stance);
    if (walk.section === "machine" && stance === "strong") scope.addAround(stated);
  }
  if (block.kind === "paragraph")
    walk.paired = isPaired(source.text.slice(Math.max(block.start, block.end - LONGEST_FORMAT), block.end));
  walk.caption = { start: block.start, end: block.end };
}

/** Characters at the end of a paragraph that may say how the figures below are written. */
const LONGEST_FORMAT = 120;
