/**
 * Walks through a document's blocks and gives its observations, each with everything that governs it. Knows nothing of
 * records: which observations speak of one setup is decided later.
 */
import type { Metric } from "../../../record/axes.ts";
import type { TextSpan } from "../axes/read-axes.ts";
import { type Findings, filledFrom, type Observation } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { sentencesOf } from "../layout/sentences.ts";
import { readCode } from "../readers/read-code.ts";
import { readTable, type TableContext } from "../readers/read-table.ts";
import { findingsIn, type Source } from "../source.ts";
import { KnownModels } from "./known-models.ts";
import { observeSentence } from "./observe-sentence.ts";
import { resolveFindings } from "./resolve-findings.ts";
import { Scope } from "./scope.ts";
import { stanceOf } from "./stance.ts";

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
  found: (Observation & { current: Findings; spans: TextSpan[]; author: string })[];
  headings: { level: number; span: TextSpan }[];
  /** The last paragraph or item: a table's caption. */
  caption: TextSpan | undefined;
  part: number;
  author: string;
}

/** All observations of a document in the order of the text. */
export function observe(source: Source): DocumentReading {
  const walk: Walk = {
    source,
    scope: new Scope(),
    models: new KnownModels(),
    found: [],
    headings: [],
    caption: undefined,
    part: -1,
    author: "",
  };
  for (const block of source.blocks) visit(walk, block);
  const observations = walk.found.map(({ current, ...observation }) => ({
    ...observation,
    full: resolveFindings(observation.own, current, { models: walk.models, at: observation.start }),
  }));
  return { observations, models: walk.models };
}

function visit(walk: Walk, block: Block): void {
  if (block.part !== walk.part && block.part >= 0) enterPart(walk, block.part);
  if (block.kind === "heading") visitHeading(walk, block);
  else if (block.kind === "table") {
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

function enterPart(walk: Walk, part: number): void {
  const { author, kind } = walk.source.document.parts[part]!;
  walk.part = part;
  walk.author =
    kind === "post" || kind === "comment" || kind === "review" ? (author ?? `part ${part}`) : "author";
  walk.scope.enterPart(walk.author);
  walk.headings = [];
  walk.caption = undefined;
}

function visitHeading(walk: Walk, block: Block & { kind: "heading" }): void {
  const { source, scope } = walk;
  const isPostLine = block.part < 0 && / · \d{4}-\d\d-\d\dT/.test(source.text.slice(block.start, block.end));
  if (isPostLine) return;
  const findings = findingsIn(source, block.start, block.end);
  walk.models.note(findings);
  if (block.part >= 0) {
    scope.enterSection(block.level);
    while (walk.headings.length > 0 && walk.headings.at(-1)!.level >= block.level) walk.headings.pop();
    walk.headings.push({ level: block.level, span: { start: block.start, end: block.end } });
  }
  walk.caption = undefined;
  const asks = /\?\s*$/.test(source.text.slice(block.start, block.end));
  scope.add(findings, asks || block.level === 1 ? "weak" : "strong");
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
  return { metric: metricOfWords(words), speaksOfSpeed: SPEED.test(words), part: walk.part };
}

const SPEED =
  /\btok(?:ens?)?\s?\/\s?s|\bt\/s|tokens? per second|tokens?\/s|tps\b|\bspeed|throughput|decod|prefill|generation/i;

function metricOfWords(words: string): Metric | undefined {
  const prefill = /\bprefill|prompt (?:processing|eval|speed)|\bpp ?\d*\b/i.test(words);
  const decode = /\bdecod|generation (?:speed|rate)|\btg ?\d*\b|token generation|\bgenerating/i.test(words);
  if (prefill === decode) return undefined;
  return prefill ? "prefill" : "decode";
}

function record(walk: Walk, readings: readonly Observation[]): void {
  const current = walk.scope.current();
  for (const reading of readings) {
    walk.models.note(reading.own);
    const spans = [{ start: reading.start, end: reading.end }, ...walk.headings.map(({ span }) => span)];
    if (walk.caption !== undefined && reading.kind !== "prose") spans.push(walk.caption);
    walk.found.push({ ...reading, part: walk.part, current, spans, author: walk.author });
  }
}

/** A table without figures may still state the machine or the settings. */
function readFactsTable(walk: Walk, block: Block & { kind: "table" }): void {
  for (const row of block.table.rows) {
    const [first, last] = [row[0], row.at(-1)];
    if (first === undefined || last === undefined) continue;
    const findings = findingsIn(walk.source, first.start, last.end);
    walk.models.note(findings);
    walk.scope.add(findings, "weak");
  }
}

function visitCode(walk: Walk, block: Block & { kind: "code" }): void {
  const { observations, governs } = readCode(walk.source, block.start, block.end, contextOf(walk));
  walk.models.note(governs);
  for (const observation of observations) walk.models.note(observation.own);
  record(walk, observations);
  walk.scope.add(governs, "strong");
}

function visitProse(walk: Walk, block: Block): void {
  const { source, scope } = walk;
  for (const sentence of sentencesOf(source.text, block.start, block.end)) {
    const words = source.text.slice(sentence.start, sentence.end);
    const findings = findingsIn(source, sentence.start, sentence.end);
    walk.models.note(findings);
    const observations = observeSentence(source, sentence, walk.part);
    if (observations.length > 0) record(walk, observations);
    const stance = stanceOf(words);
    if (stance !== undefined) scope.add(findings, stance);
    else if (observations.length > 0) scope.add(filledFrom({}, observations[0]!.own), "weak");
  }
  walk.caption = { start: block.start, end: block.end };
}
