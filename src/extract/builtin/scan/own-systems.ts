/**
 * The systems that a paper names and no vocabulary knows: its own one, and research systems beside it that do what an
 * engine does. Knows nothing of figures or setups.
 */

import type { SourceDocument } from "../../../record/document.ts";
import { regex } from "../../../record/regex.ts";
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import { resolveAccelerator } from "../../../record/vocabulary/resolve-accelerator.ts";
import { resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import { resolveQuantization } from "../../../record/vocabulary/resolve-quantization.ts";
import type { Fact } from "../findings.ts";

interface Place {
  start: number;
  end: number;
}

export interface SystemMention extends Place {
  name: string;
}

/** A name as authors coin them: one word with a capital. */
const NAME = "[A-Z][A-Za-z0-9]{1,18}(?:[-.+][A-Za-z0-9]{1,12}){0,2}";

/** `Pebble: Splitting Prompt and Answer …`, and the words by which authors bring their system in. */
const COINED: readonly RegExp[] = [
  regex()`^\W{0,4}(${NAME})\s?[:–—]\s`,
  regex("g")`
    \b(?:[Ww]e|[Tt]his (?:paper|work|article|report)|[Pp]aper) (?:then |now |also |therefore )?(?:
      presents?|proposes?|introduces?|describes?|develops?|builds?|built|designs?|designed|developed|
      implemented
    ) (?:our (?:\w+ ){0,3}|an? (?:[\w-]+ ){0,5}|the (?:\w+ ){0,3})?\*{0,2}(${NAME})\b
  `,
  regex("g")`\b(?:called|named|dubbed|call it|is implemented in|prototype,) \*{0,2}(${NAME})\b`,
  regex("g")`\b(${NAME}) \((?:ours?|this work|proposed)\)`,
  regex("g")`\b[Oo]urs? \((${NAME})\)`,
  regex("g")`
    \b(${NAME}) (?:
      runs|builds|offloads|schedules|keeps|stores|computes|executes|decodes|prefetches|caches|splits|
      partitions|places|serves|generates|achieves|reaches|outperforms|implements|extends|loads|streams|
      overlaps|fuses|integrates
    )\b
  `,
];

/** What such a sentence may name instead: data, measures, ways to pack weights or to train. */
const NO_SYSTEM = regex("i")`
  \b(?:
    benchmarks?|data ?sets?|corpus|suite|survey|study|metric|leaderboard|quanti[sz]\w+|calibrat\w+|
    pruning|fine-?tun\w+|adapter|post-training|pre-?train\w+|tokeni[sz]er|language model family|
    family of (?:language )?models
  )\b
`;

/** Words that begin a sentence before such verbs and coin nothing, and makers, whose products they are not. */
const ORDINARY = regex("i")`
  ^(?:
    we|it|this|that|these|those|they|he|she|there|here|ours?|table|figure|fig|section|appendix|algorithm|
    each|all|both|one|two|three|four|none|most|some|every|what|which|who|who?ever|when|where|while|if|
    then|thus|the|an?|another|nobody|everybody|decoding|decode|prefill|batching|offloading|
    quanti[sz]ation|speculation|speculative|attention|inference|generation|training|python|pytorch|
    tensorflow|linux|windows|ubuntu|android|macos|ios|nvidia|amd|intel|apple|arm|qualcomm|mediatek|google|
    meta|microsoft|hugging|huggingface|samsung|cpus?|gpus?|npus?|tpus?|llms?|moes?|slms?|pcie|nvlink|cuda|
    rocm|vulkan|metal|opencl|ram|vram|dram|hbm|ddr\d?|ssds?|nvme|kv|api|apis|os|ours
  )$
`;

const ENOUGH = 3;
const LONGEST_TEXT = 400_000;

/** The names in the order in which the text coins them; none outside papers. */
export function ownSystems({ family, title, text }: SourceDocument): string[] {
  if (family !== "paper") return [];
  const lead = /^#\s+(.{3,300})$/m.exec(text.slice(0, 2000))?.[1] ?? title;
  const words = text.slice(0, LONGEST_TEXT);
  const names = new Set<string>();
  const denied = new Set<string>();
  for (const pattern of COINED) {
    const matches = pattern.global ? words.matchAll(pattern) : [pattern.exec(lead)];
    for (const match of matches) {
      if (match === null) continue;
      const name = match[1]!;
      const sentence = match[0].length + 80;
      const about = pattern.global ? words.slice(match.index, match.index + sentence) : lead;
      if (names.has(name) || denied.has(name)) continue;
      (!NO_SYSTEM.test(about) && isCoined(name, words) ? names : denied).add(name);
    }
  }
  for (const name of rivalsIn(words, names)) if (!denied.has(name)) names.add(name);
  return [...names];
}

const CELL = new RegExp(`^\\*{0,2}(${NAME})\\*{0,2}(?: \\([^()|]{1,24}\\)| \\[\\d{1,3}\\])?$`);
const MOST_TABLE_LINES = 2000;

/** Systems that a table holds against an engine or a coined system, in its header or its first column. */
function rivalsIn(text: string, coined: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  let labels: string[] = [];
  const lines = text.split("\n");
  const judge = (cells: readonly string[]) => {
    const names = cells.flatMap((cell) => CELL.exec(cell)?.[1] ?? []);
    const compared = cells.some((cell) => coined.has(CELL.exec(cell)?.[1] ?? "") || isEngine(cell));
    if (compared) for (const name of names) if (isRival(name, text)) found.add(name);
  };
  let seen = 0;
  for (const [at, line] of lines.entries()) {
    if (!line.startsWith("|")) {
      if (labels.length > 0) judge(labels);
      labels = [];
      continue;
    }
    if (seen++ > MOST_TABLE_LINES) break;
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (/^\|[\s|:-]+$/.test(lines[at + 1] ?? "")) judge(cells.slice(1));
    else if (cells[0]) labels.push(cells[0]);
  }
  judge(labels);
  return [...found];
}

const isEngine = (cell: string) =>
  cell.length < 40 && /^[\w.-]+(?: \(.*\))?$/.test(cell) && resolveEngine(cell) !== null;

/** Headers and labels that are no names. */
const LABEL = regex("i")`
  ^(?:
    models?|tasks?|data ?sets?|average|avg|mean|median|total|overall|speed-?up|gains?|devices?|batch|
    input|output|length|context|prompts?|memory|power|energy|methods?|systems?|frameworks?|engines?|
    threads|baseline|naive|default|latency|throughput|prefill|decode|decoding|precision|format|hardware|
    platform|accuracy|quality|full|sharegpt|alpaca|humaneval|gsm8k|wikitext\S*|longbench\S*|mmlu\S*|
    mt-?bench|medusa\S*|eagle\S*|lookahead|none|code|chat|fiction|prose|math|summari[sz]ation|translation|
    coding|short|long|english|german
  )$
`;

/** A name that the running text speaks of, too. */
function isRival(name: string, text: string): boolean {
  if (LABEL.test(name) || isNoName(name) || isKnown(name)) return false;
  return placesOf(name, text).some(({ start }) => text[text.lastIndexOf("\n", start) + 1] !== "|");
}

const isNoName = (name: string) =>
  ORDINARY.test(name) || /^[A-Z]{1,2}\d*$|(?:Quant|Bench|Eval|QA)$/.test(name);

/** Whether a vocabulary has the name as a thing's own; engines whose names are ordinary words need a paper's say. */
const isKnown = (name: string) =>
  resolveEngine(name)?.ambiguous === false ||
  (resolveAccelerator(name) ?? resolveQuantization(name) ?? resolveModel(name)) !== null;

/** A word that stands within sentences with its capital, again and again, and that no vocabulary knows. */
function isCoined(name: string, text: string): boolean {
  if (isNoName(name)) return false;
  if (isKnown(name)) return false;
  const places = placesOf(name, text);
  const within = places.filter(({ start }) =>
    /[a-z,;(|]\*{0,2} ?\*{0,2}$/.test(text.slice(Math.max(0, start - 4), start)),
  );
  const shaped = /[a-z][A-Z]|[A-Z]{2}|\d|[A-Za-z]-[A-Z]/.test(name);
  const lower = shaped ? 0 : placesOf(name.toLowerCase(), text).length;
  return shaped ? places.length >= 2 : places.length >= ENOUGH && within.length >= 1 && lower < places.length;
}

function placesOf(name: string, text: string): Place[] {
  const found: Place[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (!/[\w-]/.test(text[at - 1] ?? " ") && !/\w/.test(text[end] ?? " ")) found.push({ start: at, end });
  }
  return found;
}

/** The one system that the paper is about and that its authors ran: before the colon of its title, or `(ours)`. */
export function ownSystem(document: SourceDocument): Fact<string> | undefined {
  const { title, text } = document;
  const name = ownSystems(document).find(
    (each) =>
      regex()`^\W{0,4}${each.replace(/[.+]/g, "\\$&")}\s?[:–—]\s`.test(title) ||
      OURS.some((ours) => text.includes(`${each} (${ours})`)),
  );
  const [place] = name === undefined ? [] : placesOf(name, text);
  return name === undefined || place === undefined
    ? undefined
    : { value: resolveEngine(name)?.name ?? name, ...place };
}

const OURS = ["ours", "our", "this work", "proposed"];

/** Every place that names one of the systems, in the order of the text. */
export function systemMentions(document: SourceDocument): SystemMention[] {
  return ownSystems(document)
    .flatMap((name) => {
      const known = resolveEngine(name)?.name ?? name;
      return placesOf(name, document.text).map((place) => ({ name: known, ...place }));
    })
    .sort((a, b) => a.start - b.start);
}
