/**
 * The state of a walk through a document and what governs the place it has reached: headings, caption, scope. Knows
 * nothing of the kinds of blocks.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import { modelKey, resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import type { TextSpan } from "../axes/read-axes.ts";
import type { Devices, Findings, Observation } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { sentencesOf } from "../layout/sentences.ts";
import { type MachineNames, namedMachine } from "../machines/machine-names.ts";
import type { KnownModels } from "../meant/known-models.ts";
import { sizeOf } from "../meant/meant-model.ts";
import type { TableContext } from "../readers/read-table.ts";
import { findingsIn, type Source } from "../source.ts";
import { inLaterState, type LaterState, withoutReleased } from "./later-states.ts";
import type { Scope } from "./scope.ts";
import { FAILS, OTHERS, stanceOf } from "./stance.ts";

export interface Walk {
  source: Source;
  scope: Scope;
  models: KnownModels;
  machines: MachineNames;
  /** The device of each host word ("studio", "tower") in a document of several machines. */
  hosts: ReadonlyMap<string, Findings>;
  /** What the document's other files say of each part. */
  files: ReadonlyMap<number, Findings>;
  found: (Observation & { current: Findings; spans: TextSpan[]; author: string })[];
  /** The headings above the place; `reported`: what stands below is told of others. */
  headings: { level: number; span: TextSpan; reported: boolean }[];
  /** The last paragraph or item: a table's caption. */
  caption: TextSpan | undefined;
  /** The line below the table that is being read, where it says what the figures are. */
  below?: TextSpan | undefined;
  /** The line below the table that is being read, where it says what it was measured on. */
  footnote?: TextSpan | undefined;
  /** What the section's heading says of the hardware named in it. */
  section: "machine" | "foreign" | undefined;
  part: number;
  author: string;
  /** The paragraph above says that the figures of the list below it stand in pairs: prefill / decode. */
  paired?: boolean;
  /** The devices of the list of a machine's parts that is being read. */
  rig?: Devices | undefined;
  /** The last speed that an author's prose gave: without a unit, figures of its order that follow are speeds, too. */
  spoken: Map<string, { value: number; end: number; part: number }>;
  /** What the post has said of the figures in it. */
  later?: LaterState;
  /** What governed the end of the opening post. */
  opening?: Findings;
}

export function isBench(header: readonly { text: string }[]): "bench" | "table" {
  const names = new Set(header.map(({ text }) => text.toLowerCase()));
  return names.has("test") && names.has("t/s") && names.has("model") ? "bench" : "table";
}

export function contextOf(walk: Walk): TableContext {
  const { text } = walk.source;
  const heading = walk.headings.at(-1)?.span;
  const spans = [heading, walk.caption].filter((span) => span !== undefined);
  const words = spans.map((span) => text.slice(span.start, span.end)).join(" \n ");
  const below = text.slice(walk.below?.start, walk.below?.end ?? 0);
  const figures = `${words} \n ${below}`;
  return {
    ...metricOfWords(figures),
    pairedWith: pairOfWords(figures),
    speaksOfSpeed: SPEED.test(figures),
    perStream: PER_STREAM.test(figures),
    streams:
      spans
        .map((span) => findingsIn(walk.source, span.start, span.end).concurrency?.value)
        .findLast((count) => count !== undefined) ?? crowdOf(text.slice(heading?.start, heading?.end ?? 0)),
    sweepsStreams: STREAM_SWEEP.test(words),
    manyStreams: walk.source.manyStreams,
    methods: ["paper", "doc-site", "vendor"].includes(walk.source.document.family),
    part: walk.part,
  };
}

/** `## 20 users`: how many streams a heading says. */
function crowdOf(heading: string): number | undefined {
  const count = /\b(\d{1,4}) (?:users|clients|streams|agents|sessions)\b/i.exec(heading)?.[1];
  return count === undefined ? undefined : Number(count);
}

const CALCULATED = regex("i")`
  \b(?:
    predict\w+|estimat\w+|calculated|roofline|theoretical\w*|simulat\w+|projected|hypothetical|as claimed|
    not measured by (?:me|us)|(?:copied|taken|quoted) from (?:the|their|its) (?:\w{2,16} ){0,2}(?:zoo|page|site|website|docs|blog|card|readme|paper|datasheet|sheet)|
    relative (?:time|speed|throughput|latency)|normali[sz]ed
  )\b
`;

/** A table that its caption calls predicted or calculated holds no measurements. */
export function isCalculated({ caption, source }: Walk): boolean {
  return (
    caption !== undefined &&
    CALCULATED.test(source.text.slice(Math.max(caption.start, caption.end - 400), caption.end))
  );
}

const STREAM_SWEEP = regex("i")`
  \b(?:numbers?|levels?) of (?:concurrent |parallel |simultaneous )?
  (?:requests|users|clients|streams|sessions)\b|
  \b(?:different|various|varying|several|increasing|growing|by|over|across|under) (?:levels of |\W{0,3}max-)?
  (?:batch(?: sizes?)?|concurren\w+)\b|\bconcurrency (?:levels?|sweep|from|of 1\b)|\bbatch sizes\b
`;

const PER_STREAM = /\bper[- ](?:request|user|stream|session|client)|single[- ](?:stream|user)/i;
const SPEED = regex("i")`
  \btok(?:ens?)?\s?/\s?s|\bt/s|tokens? per second|tokens?/s|tps\b|\bspeed|throughput|decod|prefill|
  generation
`;

const RATE = /\btok(?:ens?)?\s?\/\s?s|\bt\/s|tokens? per second|tps\b|\bspeed|throughput/i;

/** What the words around a table say that its figures are, where they speak of one metric alone. */
function metricOfWords(words: string): { metric?: Metric; factor?: number } {
  const prefill = /\bprefill|prompt (?:processing|eval|speed)|\bpp ?\d*\b/i.test(words);
  const decode = /\bdecod|generation (?:speed|rate)|\btg ?\d*\b|token generation|\bgenerating/i.test(words);
  const alone = METRIC_HEADING.exec(words)?.[1];
  if (alone !== undefined) return { metric: /^p|^i/i.test(alone) ? "prefill" : "decode" };
  if (TOTALS.test(words)) return { metric: "throughput" };
  const ttft = TTFT.exec(words);
  if (ttft !== null && !prefill && !decode && !SPEED.test(words))
    return { metric: "ttft", factor: /\bms\b|milliseconds?/i.test(words) ? 1 : 1000 };
  const resource = TOOK.exec(words);
  if (resource !== null && !RATE.test(words))
    return resource[1] === undefined
      ? { metric: "memory", factor: /^M/i.test(resource[2] ?? resource[3] ?? "") ? 1 / 1024 : 1 }
      : { metric: "power", factor: 1 };
  if (prefill === decode) return {};
  return { metric: prefill ? "prefill" : "decode" };
}

/** `TTFT before the slash, tokens/s after it`, `cells are prefill / decode`: what the cells' pairs of figures are. */
function pairOfWords(words: string): TableContext["pairedWith"] {
  const first = /\/|\bslash\b/.test(words) ? PAIR.exec(words)?.[1] : undefined;
  if (first === undefined) return undefined;
  return /^p/i.test(first) ? "prefill" : "ttft";
}

const PAIR = regex("i")`
  \b(ttft|first[ -]token|prefill|prompt(?: processing)?|pp)\b[^.;\n/]{0,24}
  (?:\s/\s|\bbefore the slash\b[^.;\n]{0,24}?)[^.;\n/]{0,16}
  \b(?:decod\w+|generation|gen|tg|tok(?:en)?s?\s?/\s?s|tok(?:en)?s? per second|t/s)
`;

/** `Mean board power (W)`, `Peak VRAM in GiB`: the figures are what the runs took. */
const TOOK = regex("i")`
  \b(?:power(?! (?:limit|cap|target|level|mode))|draw|consumption)\b[^.;\n]{0,24}
  (?:\(| in )(W|watts?)\b|
  \bpeak (?:memory|v?ram)\b[^.;\n]{0,24}(?:\(| in )([GM])i?B\b|
  \b(?:memory|v?ram) (?:use[ds]?|usage|in use|footprint)\b[^.;\n]{0,24}(?:\(| in )([GM])i?B\b
`;

/** The figures count the tokens of all requests. */
const TOTALS =
  /\b(?:total|aggregated?|combined|overall|system) (?:(?:token|output|generation) )?throughput\b/i;

/** A heading or caption of one word: `**Prompt**`, `Generation`. */
const METRIC_HEADING =
  /(?:^|\n)[ #*_]{0,8}(prompts?|prefill|input|generation|decod(?:e|ing)|output)[ *_:]{0,5}(?:\n|$)/i;
const TTFT = /\bttft\b|\btime[ -]to[ -]first[ -](?:token|word)|\bfirst[ -]token (?:latency|time|delay)/i;

/** A line right below a table that says what its figures are: `(all in tok/s)`, `Numbers are tokens per second, …`. */
export function unitLine(text: string, block: Block | undefined): TextSpan | undefined {
  if (block?.kind !== "paragraph") return undefined;
  const end = Math.min(block.end, block.start + 200);
  const first = sentencesOf(text, block.start, end)[0];
  if (first === undefined || !UNIT_LINE.test(text.slice(first.start, first.end))) return undefined;
  return { start: first.start, end: first.end };
}

const UNIT_LINE = regex("i")`
  ^[\s(*_†^]{0,6}(?:(?:all|the|both|these|every|each)\s)?(?:
    numbers?|figures?|values?|speeds?|results?|units?|cells?|measured|in|tok(?:en)?s?|t/s|tps
  )\b
`;

/** A line right below a table that says where it was measured: `* on a single 4080`, `Measured on an M4 with …`. */
export function footnoteOf(text: string, block: Block | undefined): TextSpan | undefined {
  if (block?.kind !== "paragraph") return undefined;
  const { start } = block;
  const end = Math.min(block.end, start + LONGEST_FOOTNOTE);
  return FOOTNOTE.test(text.slice(start, Math.min(end, start + 90))) ? { start, end } : undefined;
}

/** In characters. */
const LONGEST_FOOTNOTE = 400;

const FOOTNOTE = regex("i")`
  ^\s{0,3}(?:
    (?:\\?\*|†|‡|¹|\^1|\[\^?1\]:?)\s{0,2}(?=\S)(?!\*)
    (?=[^*]{0,80}\b(?:measured|tested|run|ran|with|on|through|using)\b)|
    [_*(]{0,2}(?:(?:all|everything|numbers|figures|results|speeds|values)\b.{0,24}?)?
    (?:measured|tested|benchmarked|timed|taken|run|ran|recorded) (?:by me |by us |here )?
    (?:on|with|through|using|under)\b
  )
`;

/** Settings that a sentence gives for the model that it names. */
const TIED_TO_MODEL = ["contextLength", "kvCacheType", "flashAttention", "gpuLayers", "placement"] as const;

/** A size alone ("the 70B") governs as the model that is known by it, and never in place of one that is named in full. */
export function withKnownName(walk: Walk, findings: Findings, at: number): Findings {
  const model = findings.model?.value;
  const governing = walk.scope.current().model?.value;
  if (model === undefined || model.name !== null || governing?.name == null) return findings;
  const known = walk.models.fullName(model, at);
  if (known !== undefined) return { ...findings, model: known };
  const { model: _, ...others } = findings;
  const complete = governing.parametersB !== undefined || resolveModel(governing.name)?.entry?.oneSize;
  if (complete) return others;
  const name = `${governing.name} ${sizeOf(model)}`;
  return { ...findings, model: { ...findings.model!, value: { ...model, name } } };
}

/** How an engine spreads a model; another engine does it in its own way. */
const TIED_TO_ENGINE = ["tensorParallel", "split"] as const;

/** Weights without their model, vague ones ("4-bit") and lists of alternatives govern nothing. */
export function governing(findings: Findings, current: Findings): Findings {
  const kept = { ...findings };
  const model = findings.model ?? current.model;
  if (kept.quantization !== undefined) {
    const vague =
      kept.quantization.of?.startsWith("vague") ||
      /^(?:FP16|BF16|F16|FP8|INT8)$/.test(kept.quantization.value);
    const told = kept.quantization.told === true && current.model?.value.name != null;
    if (vague && findings.model === undefined && !told) delete kept.quantization;
    else if (model?.value.name) kept.quantization = { ...kept.quantization, of: modelKey(model.value.name) };
  }
  const own = findings.model?.value.name;
  if (own)
    for (const field of TIED_TO_MODEL)
      if (kept[field] !== undefined) Object.assign(kept, { [field]: { ...kept[field], of: modelKey(own) } });
  if (kept.repository !== undefined && model?.value.name)
    kept.repository = { ...kept.repository, of: modelKey(model.value.name) };
  const engine = findings.engine?.value ?? current.engine?.value ?? "llama.cpp";
  if (kept.version !== undefined) kept.version = { ...kept.version, of: kept.version.of ?? engine };
  const named = findings.engine?.value ?? current.engine?.value;
  if (named !== undefined)
    for (const field of TIED_TO_ENGINE)
      if (kept[field] !== undefined) Object.assign(kept, { [field]: { ...kept[field], of: named } });
  return kept;
}

/** The text right before a table or a block of code: the last sentence, or all of a short paragraph. */
export function captionFindings(walk: Walk): Findings {
  const { caption, source } = walk;
  if (caption === undefined) return {};
  const sentences = sentencesOf(source.text, caption.start, caption.end);
  const last = sentences.at(-1);
  if (last === undefined) return {};
  if (FAILS.test(source.text.slice(last.start, last.end))) return {};
  const from = caption.end - caption.start < 260 ? caption.start : last.start;
  const told = source.text.slice(from, last.end);
  if (OTHERS.test(told) || stanceOf(told, walk.section) === undefined) return {};
  const stated = findingsIn(source, from, last.end);
  const named = stated.devices ? undefined : namedMachine(walk.machines, told);
  return governing({ ...named, ...stated }, {});
}

/** What the line below a table says of the machine and the engine that it was measured with. */
function footnoteFindings({ footnote, source }: Walk): Findings {
  if (footnote === undefined) return {};
  const { devices, cpu, memoryGiB, engine, version, backend, contextLength } = governing(
    findingsIn(source, footnote.start, footnote.end),
    {},
  );
  return {
    ...(devices && { devices, ...(cpu && { cpu }), ...(memoryGiB && { memoryGiB }) }),
    ...(engine && {
      engine: { ...engine, of: "near" },
      ...(version && { version }),
      ...(backend && { backend }),
    }),
    ...(contextLength && { contextLength }),
  };
}

/** The parts of the machine that a place names, unless the place names another device itself. */
function partsOfNamed(walk: Walk, { kind, start, end, own }: Observation): Findings {
  if (kind === "prose" && walk.source.document.family !== "paper") return {};
  const words = walk.source.text.slice(start, Math.min(end, start + 200));
  const named = namedMachine(walk.machines, words) ?? {};
  const [device] = own.devices ?? [];
  if (device === undefined) return named;
  return named.devices?.some(({ value }) => value.name === device.value.name) ? named : {};
}

export function record(walk: Walk, readings: readonly Observation[]): void {
  const [first] = readings;
  const governs = walk.scope.current();
  const near =
    first === undefined || first.kind === "prose"
      ? {}
      : { ...footnoteFindings(walk), ...captionFindings(walk) };
  const headed = walk.headings
    .map(({ span }) => findingsIn(walk.source, span.start, span.end).engine)
    .findLast((found) => found !== undefined);
  const engine = headed;
  const current: Findings = {
    ...withoutReleased(governs, walk),
    ...near,
    ...(engine && { engine: { ...engine, of: engine.of ?? "near" } }),
  };
  for (const read of readings) {
    const reading = {
      ...read,
      ...inLaterState(walk, read),
      own: { ...partsOfNamed(walk, read), ...read.own },
    };
    walk.models.note(reading.own, walk.author);
    const spans = [{ start: reading.start, end: reading.end }, ...walk.headings.map(({ span }) => span)];
    if (walk.caption !== undefined && reading.kind !== "prose") spans.push(walk.caption);
    walk.found.push({ ...reading, part: walk.part, current, spans, author: walk.author });
  }
}
