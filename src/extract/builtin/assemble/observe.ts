/**
 * Walks through a document's blocks and gives its observations, each with everything that governs it. Knows nothing of
 * records: which observations speak of one setup is decided later.
 */
import type { Metric } from "../../../record/axes.ts";
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { TextSpan } from "../axes/read-axes.ts";
import type { Devices, Findings, Observation } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { sentencesOf } from "../layout/sentences.ts";
import { roleOf } from "../readers/column-roles.ts";
import { readCode } from "../readers/read-code.ts";
import { readTable, type TableContext } from "../readers/read-table.ts";
import { attributeFindings } from "../readers/table-attributes.ts";
import { FRONT_ENDS, findingsIn, type Source } from "../source.ts";
import { KnownModels } from "./known-models.ts";
import { type MachineNames, machineNames, namedMachine } from "./machine-names.ts";
import { observeSentence } from "./observe-sentence.ts";
import { resolveFindings } from "./resolve-findings.ts";
import { Scope } from "./scope.ts";
import { FAILS, headingStance, reportsFailure, stanceOf } from "./stance.ts";

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

interface Walk {
  source: Source;
  scope: Scope;
  models: KnownModels;
  machines: MachineNames;
  found: (Observation & { current: Findings; spans: TextSpan[]; author: string })[];
  headings: { level: number; span: TextSpan }[];
  /** The last paragraph or item: a table's caption. */
  caption: TextSpan | undefined;
  /** What the section's heading says of the hardware named in it. */
  section: "machine" | "foreign" | undefined;
  part: number;
  author: string;
  /** The devices of the list of a machine's parts that is being read. */
  rig?: Devices | undefined;
  /** What governed the end of the opening post. */
  opening?: Findings;
}

/** All observations of a document in the order of the text. */
export function observe(source: Source): DocumentReading {
  const walk: Walk = {
    source,
    scope: new Scope(),
    models: new KnownModels(),
    machines: machineNames(source),
    found: [],
    headings: [],
    caption: undefined,
    section: undefined,
    part: -1,
    author: "",
  };
  for (const block of source.blocks) visit(walk, block);
  reportOpening(walk);
  const engine = onlyEngine(source);
  const home = homeEngine(source);
  const throughout = cpuThroughout(source);
  const observations = walk.found.map(({ current, ...observation }) => {
    const late = lateMachine(walk.scope.statedBy(observation.author), { ...current, ...observation.own });
    const governs: Findings = { ...observation.hints, ...(engine && { engine }), ...late, ...current };
    if (throughout !== undefined && governs.cpuOnly === undefined && observation.own.devices === undefined)
      governs.cpuOnly = throughout;
    if (home !== undefined && current.engine?.of !== "near") governs.engine = home;
    const context = { models: walk.models, at: observation.start, author: observation.author };
    if (observation.own.devices === undefined && governs.devices !== undefined)
      governs.devices = withCounts(governs.devices, walk.scope.statedBy(observation.author).devices);
    const full = withKnownMemory(
      source,
      resolveFindings(observation.own, governs, context),
      observation.author,
    );
    return { ...observation, full };
  });
  const tabled = observations.some(({ kind }) => kind === "table" || kind === "bench");
  const restates = source.document.family === "paper" && tabled;
  return {
    observations: restates ? observations.filter(({ kind }) => kind !== "prose") : observations,
    models: walk.models,
  };
}

/** The engine of a document that names one alone. */
function onlyEngine(source: Source): Findings["engine"] {
  const engines = source.mentions.filter((mention) => mention.field === "engine");
  const inner = new Set(engines.map(({ value }) => value).filter((value) => !FRONT_ENDS.has(String(value))));
  const [name] = inner;
  const first = engines.find(({ value }) => value === name);
  return inner.size === 1 && first !== undefined
    ? { value: String(name), start: first.start, end: first.end }
    : undefined;
}

/** A document whose title or first paragraph says that all of it runs on the CPU alone. */
function cpuThroughout(source: Source): Findings["cpuOnly"] {
  const lead = source.blocks.find(({ kind, part }) => kind === "paragraph" && part >= 0);
  const titled = /\bCPU[- ]only\b|\(CPU only\)|\bCPU (?:benchmark|inference)/i.exec(
    source.text.slice(0, 200),
  );
  const words = lead === undefined ? "" : source.text.slice(lead.start, lead.end);
  const stated = /^[^.]{0,120}\bCPU[- ]only\b/i.exec(words);
  if (titled !== null) return { value: true, start: titled.index, end: titled.index + titled[0].length };
  return stated === null || lead === undefined
    ? undefined
    : { value: true, start: lead.start, end: lead.start + stated[0].length };
}

/** In an engine's own repository the engine is meant unless another one stands right there. */
function homeEngine(source: Source): Findings["engine"] {
  const repository = /^https:\/\/github\.com\/[^/]+\/([^/]+)/.exec(source.document.url)?.[1];
  const name = repository === undefined ? undefined : resolveEngine(repository.replace(/[-_]/g, " "))?.name;
  const mention = source.mentions.find(({ field, value }) => field === "engine" && value === name);
  return name === undefined || mention === undefined || FRONT_ENDS.has(name)
    ? undefined
    : { value: name, start: mention.start, end: mention.end };
}

/** A machine that its author states only afterwards. */
function lateMachine(stated: Findings, known: Findings): Findings {
  if (known.devices !== undefined || known.cpu !== undefined || known.cpuOnly !== undefined) return {};
  const { devices, cpu, memoryGiB } = stated;
  return { ...(devices && { devices }), ...(cpu && { cpu }), ...(memoryGiB && { memoryGiB }) };
}

/** "4x MI50" anywhere in an author's words counts the MI50 that another line only names. */
function withCounts(devices: Devices, stated: Devices | undefined): Devices {
  return devices.map((device) => {
    const known = stated?.find(({ value }) => value.name === device.value.name);
    return known !== undefined && known.value.count > device.value.count ? known : device;
  });
}

/** The author of a place in the document. */
function authorAt(source: Source, offset: number): string {
  const part = source.document.parts.find(({ start, end }) => offset >= start && offset < end);
  return part === undefined ? "" : authorOf(part);
}

/** Who speaks in a part; files and bodies are one author's. */
export function authorOf({ author, kind }: Source["document"]["parts"][number]): string {
  return kind === "post" || kind === "comment" || kind === "review" ? (author ?? "unknown") : "author";
}

/** The memory of a device where its author or the title states one size for it alone. */
function withKnownMemory(source: Source, full: Findings, author: string): Findings {
  if (full.devices === undefined || full.devices.every(({ value }) => value.memoryGiB)) return full;
  const devices = full.devices.map((device) => {
    if (device.value.memoryGiB) return device;
    const sizes = new Map<number, { start: number; end: number }>();
    for (const mention of source.mentions)
      if (
        mention.field === "devices" &&
        mention.value.name === device.value.name &&
        mention.value.memoryGiB &&
        [author, ""].includes(authorAt(source, mention.start))
      )
        sizes.set(mention.value.memoryGiB, mention);
    const [only] = sizes;
    return sizes.size === 1 && only !== undefined
      ? { ...device, value: { ...device.value, memoryGiB: only[0] }, memoryAt: only[1] }
      : device;
  });
  return { ...full, devices };
}

function visit(walk: Walk, block: Block): void {
  if (block.part !== walk.part && block.part >= 0) enterPart(walk, block.part);
  if (block.kind === "heading") visitHeading(walk, block);
  else if (block.kind === "table" && !isCalculated(walk)) {
    const readings = readTable(walk.source, block.table, contextOf(walk));
    if (readings.length > 0)
      record(
        walk,
        readings.map((each) => ({ ...each, kind: isBench(block.table.header) })),
      );
    else readFactsTable(walk, block);
  } else if (block.kind === "code") visitCode(walk, block);
  else if (block.kind !== "quote") visitProse(walk, block);
}

/** A report of a failure whose opening post gives no figure is about the setup that the post states. */
function reportOpening(walk: Walk): void {
  const { source, found } = walk;
  const [post] = source.document.parts;
  if (
    source.document.family !== "github-issue" ||
    post === undefined ||
    !reportsFailure(source.document.title)
  )
    return;
  if (found.some(({ part }) => part === 0)) return;
  const stated = walk.opening ?? walk.scope.current();
  const failure = FAILS.exec(source.text.slice(0, post.end));
  if (stated.model?.value.name == null || failure === null) return;
  const at = { start: failure.index, end: failure.index + failure[0].length };
  found.push({
    kind: "prose",
    ...at,
    part: 0,
    own: {},
    measurements: [],
    outcome: { value: "fails", ...at },
    current: stated,
    spans: [],
    author: authorOf(post),
  });
}

function enterPart(walk: Walk, part: number): void {
  if (walk.part === 0) walk.opening = walk.scope.current();
  walk.part = part;
  walk.author = authorOf(walk.source.document.parts[part]!);
  walk.scope.enterPart(walk.author);
  walk.headings = [];
  walk.caption = undefined;
  walk.section = undefined;
}

function visitHeading(walk: Walk, block: Block & { kind: "heading" }): void {
  const { source, scope } = walk;
  const isPostLine = block.part < 0 && / · \d{4}-\d\d-\d\dT/.test(source.text.slice(block.start, block.end));
  if (isPostLine) return;
  const stated = findingsIn(source, block.start, block.end);
  const words = source.text.slice(block.start, block.end);
  const findings = stated.devices ? stated : { ...namedMachine(walk.machines, words), ...stated };
  walk.models.note(findings, walk.author);
  if (block.part >= 0) {
    scope.enterSection(block.level);
    while (walk.headings.length > 0 && walk.headings.at(-1)!.level >= block.level) walk.headings.pop();
    walk.headings.push({ level: block.level, span: { start: block.start, end: block.end } });
  }
  walk.caption = undefined;
  walk.rig = undefined;
  walk.section = block.level === 1 ? undefined : headingStance(source.text.slice(block.start, block.end));
  const asks = /\?\s*$/.test(source.text.slice(block.start, block.end));
  scope.add(governing(findings, scope.current()), asks || block.level === 1 ? "weak" : "strong");
}

function isBench(header: readonly { text: string }[]): "bench" | "table" {
  const names = new Set(header.map(({ text }) => text.toLowerCase()));
  return names.has("test") && names.has("t/s") && names.has("model") ? "bench" : "table";
}

function contextOf(walk: Walk): TableContext {
  const { text } = walk.source;
  const heading = walk.headings.at(-1)?.span;
  const words = [heading, walk.caption]
    .map((span) => (span ? text.slice(span.start, span.end) : ""))
    .join(" \n ");
  return {
    metric: metricOfWords(words),
    speaksOfSpeed: SPEED.test(words),
    perStream: PER_STREAM.test(words),
    part: walk.part,
  };
}

const CALCULATED =
  /\b(?:predict\w+|estimat\w+|calculated|roofline|theoretical\w*|simulat\w+|projected|hypothetical|as claimed|relative (?:time|speed|throughput|latency)|normali[sz]ed)\b/i;

/** A table that its caption calls predicted or calculated holds no measurements. */
function isCalculated({ caption, source }: Walk): boolean {
  return (
    caption !== undefined &&
    CALCULATED.test(source.text.slice(Math.max(caption.start, caption.end - 400), caption.end))
  );
}

const PER_STREAM = /\bper[- ](?:request|user|stream|session|client)|single[- ](?:stream|user)/i;
const SPEED =
  /\btok(?:ens?)?\s?\/\s?s|\bt\/s|tokens? per second|tokens?\/s|tps\b|\bspeed|throughput|decod|prefill|generation/i;

function metricOfWords(words: string): Metric | undefined {
  const prefill = /\bprefill|prompt (?:processing|eval|speed)|\bpp ?\d*\b/i.test(words);
  const decode = /\bdecod|generation (?:speed|rate)|\btg ?\d*\b|token generation|\bgenerating/i.test(words);
  if (prefill === decode) return undefined;
  return prefill ? "prefill" : "decode";
}

/** Weights without their model, vague ones ("4-bit") and lists of alternatives govern nothing. */
function governing(findings: Findings, current: Findings): Findings {
  const kept = { ...findings };
  const model = findings.model ?? current.model;
  if (kept.quantization !== undefined) {
    const vague =
      kept.quantization.of?.startsWith("vague") ||
      /^(?:FP16|BF16|F16|FP8|INT8)$/.test(kept.quantization.value);
    if (vague && findings.model === undefined) delete kept.quantization;
    else if (model?.value.name) kept.quantization = { ...kept.quantization, of: modelKey(model.value.name) };
  }
  if (kept.repository !== undefined && model?.value.name)
    kept.repository = { ...kept.repository, of: modelKey(model.value.name) };
  const engine = findings.engine?.value ?? current.engine?.value ?? "llama.cpp";
  if (kept.version !== undefined) kept.version = { of: engine, ...kept.version };
  return kept;
}

/** The text right before a table or a block of code: the last sentence, or all of a short paragraph. */
function captionFindings(walk: Walk): Findings {
  const { caption, source } = walk;
  if (caption === undefined) return {};
  const sentences = sentencesOf(source.text, caption.start, caption.end);
  const last = sentences.at(-1);
  if (last === undefined) return {};
  const from = caption.end - caption.start < 260 ? caption.start : last.start;
  if (stanceOf(source.text.slice(from, last.end), walk.section) === undefined) return {};
  const stated = findingsIn(source, from, last.end);
  const named = stated.devices ? undefined : namedMachine(walk.machines, source.text.slice(from, last.end));
  return governing({ ...named, ...stated }, {});
}

function record(walk: Walk, readings: readonly Observation[]): void {
  const [first] = readings;
  const governs = walk.scope.current();
  const near = first === undefined || first.kind === "prose" ? {} : captionFindings(walk);
  const headed = walk.headings
    .map(({ span }) => findingsIn(walk.source, span.start, span.end).engine)
    .findLast((found) => found !== undefined);
  const engine = headed;
  const current: Findings = {
    ...governs,
    ...near,
    ...(engine && { engine: { ...engine, of: engine.of ?? "near" } }),
  };
  for (const read of readings) {
    const named =
      read.own.devices || read.kind === "prose"
        ? undefined
        : namedMachine(
            walk.machines,
            walk.source.text.slice(read.start, Math.min(read.end, read.start + 200)),
          );
    const reading = named === undefined ? read : { ...read, own: { ...named, ...read.own } };
    walk.models.note(reading.own, walk.author);
    const spans = [{ start: reading.start, end: reading.end }, ...walk.headings.map(({ span }) => span)];
    if (walk.caption !== undefined && reading.kind !== "prose") spans.push(walk.caption);
    walk.found.push({ ...reading, part: walk.part, current, spans, author: walk.author });
  }
}

/** A table without figures may still state the machine or the settings. */
function readFactsTable(walk: Walk, block: Block & { kind: "table" }): void {
  const { header, rows } = block.table;
  const keyed = header.length === 2 || (header.length === 3 && /value|setting|spec/i.test(header[1]!.text));
  for (const row of [...(keyed ? [header] : []), ...rows]) {
    const [first, last] = [row[0], keyed ? row[1] : row.at(-1)];
    if (first === undefined || last === undefined || last.text === "") continue;
    const role = roleOf(first.text, /^\d/.test(last.text));
    const stated =
      keyed && role.kind === "attribute" ? attributeFindings(walk.source, role.attribute, last) : undefined;
    const findings = stated ?? findingsIn(walk.source, first.start, last.end);
    walk.models.note(findings, walk.author);
    walk.scope.add(governing(findings, walk.scope.current()), stated ? "strong" : "weak");
  }
}

function visitCode(walk: Walk, block: Block & { kind: "code" }): void {
  const { observations, governs } = readCode(walk.source, block.start, block.end, contextOf(walk));
  walk.models.note(governs, walk.author);
  for (const observation of observations) walk.models.note(observation.own, walk.author);
  record(walk, observations);
  visitMachineLines(walk, block);
  walk.scope.add(governing(governs, walk.scope.current()), "strong");
}

/** In papers and on product pages several devices in one sentence are alternatives; elsewhere they are one rig. */
const isSurvey = ({ document }: Source, { devices }: Findings) =>
  (devices?.length ?? 0) > 1 && ["paper", "vendor", "doc-site"].includes(document.family);

const withoutDevices = ({ devices: _, ...rest }: Findings): Findings => rest;

/** Watts, memory or a load time on their own are said of the run above. */
const isAside = ({ own, measurements }: Observation) =>
  own.model === undefined &&
  own.devices === undefined &&
  measurements.length > 0 &&
  measurements.every(({ value }) => ["power", "memory", "load"].includes(value.metric));

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

const SPECS =
  /^[\s*_>]{0,4}(?:my |our |the )?(?:specs?|hardware|system|set-?up|rig|pc|machine|gpus?|configuration|config|test system|environment)\b[^:\n]{0,24}:/i;

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

const MACHINE_LINE =
  /^\s*(?:Model name|CPU|Processor|GPU models and configuration|GPU \d|Chip|Memory|Total Memory|Mem|product|brand)\s{0,20}[:=]/i;

/** What `lscpu`, `collect_env` and their like print about the machine. */
function visitMachineLines(walk: Walk, block: Block): void {
  let at = block.start;
  for (const line of walk.source.text.slice(block.start, block.end).split("\n")) {
    if (line.length < 200 && MACHINE_LINE.test(line)) {
      const { cpu, devices, memoryGiB } = findingsIn(walk.source, at, at + line.length);
      walk.scope.add(
        { ...(cpu && { cpu }), ...(devices && { devices }), ...(memoryGiB && { memoryGiB }) },
        "weak",
      );
    }
    at += line.length + 1;
  }
}

function visitProse(walk: Walk, block: Block): void {
  const { source, scope } = walk;
  const heading = walk.headings.at(-1)?.span;
  const above = heading === undefined ? "" : source.text.slice(heading.start, heading.end);
  const drafting = /\bdraft|\bspecul|\bMTP\b/i.test(`${source.document.title} ${above}`);
  const label =
    block.end - block.start < LONGEST_LABEL && !/[.!?]\s*$/.test(source.text.slice(block.start, block.end));
  addVersionOfHeading(walk, block, above);
  const rig = rigOf(walk, block);
  if (rig !== undefined) scope.add(rig, "strong");
  for (const sentence of sentencesOf(source.text, block.start, block.end)) {
    const words = source.text.slice(sentence.start, sentence.end);
    const compared =
      /\b(?:faster|slower|better|worse|quicker|more|less|cheaper|bigger|smaller|higher|lower) than\b/i.exec(
        words,
      );
    const end = compared === null ? sentence.end : sentence.start + compared.index;
    const findings = findingsIn(source, sentence.start, end);
    walk.models.note(findings, walk.author);
    const observations = observeSentence(source, sentence, {
      part: walk.part,
      drafting,
      item: block.kind === "item",
    });
    if (observations.every(isAside) && observations.length > 0 && walk.found.at(-1)?.part === walk.part)
      walk.found.at(-1)!.measurements.push(...observations.flatMap(({ measurements }) => measurements));
    else if (observations.length > 0) record(walk, observations);
    const names =
      label &&
      block.kind === "paragraph" &&
      (findings.devices ?? findings.model ?? findings.version) !== undefined;
    const stance = names ? "strong" : stanceOf(words, walk.section);
    const failed = observations.some(({ outcome }) => outcome?.value === "fails");
    if (rig !== undefined)
      for (const field of ["devices", "cpu", "memoryGiB"] as const) delete findings[field];
    if (stance !== undefined && !failed)
      scope.add(
        governing(isSurvey(source, findings) ? withoutDevices(findings) : findings, scope.current()),
        stance,
      );
  }
  walk.caption = { start: block.start, end: block.end };
}
