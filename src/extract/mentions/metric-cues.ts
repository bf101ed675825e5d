/** Which metric a speed or a time is, told by the words beside it. Knows nothing of tables or logs. */
import type { Metric } from "../../record/axes.ts";
import { type Atoms, wordAt } from "../../record/vocabulary/atoms.ts";

const CUES: ReadonlyMap<string, SpeedMetric> = new Map([
  ...words(
    "pp prefill prefilling prompt prompts process ingest ingestion input pf preprocessing prefil prompteval",
    "prefill" as const,
  ),
  ...words(
    "tg gen generation generating generate generates generated decode decoding decodes output eval inference writes typing Generierung generación",
    "decode" as const,
  ),
  ...words(
    "throughput aggregate aggregated aggregates combined concurrent concurrency batched parallel streams requests users clients overall_throughput",
    "throughput" as const,
  ),
]);

function words<M extends SpeedMetric>(list: string, metric: M): [string, M][] {
  return list.split(" ").map((word) => [word.toLowerCase(), metric]);
}

/** What a word says of the metric; undefined for most. `prompt eval` is prefill: the nearer word must not decide it. */
function cueAt(atoms: Atoms, index: number): SpeedMetric | undefined {
  const metric = CUES.get(wordAt(atoms, index));
  if (metric === "decode" && wordAt(atoms, index) === "eval" && wordAt(atoms, index - 1) === "prompt")
    return "prefill";
  if (wordAt(atoms, index) === "throughput") return CUES.get(wordAt(atoms, index - 1)) ?? metric;
  return metric;
}

export type SpeedMetric = "prefill" | "decode" | "throughput";
export type MetricCue<M extends Metric = Metric> = { metric: M; word: string };

/** True when nothing between two offsets ends the clause: no line break, sentence end, semicolon or table bar. */
function sameClause(text: string, from: number, to: number): boolean {
  if (to - from > 200) return false;
  for (let at = from; at < to; at++) {
    const char = text[at];
    if (char === "\n" || char === ";" || char === "|") return false;
    if ((char === "." || char === "!" || char === "?") && text[at + 1] === " ") return false;
  }
  return true;
}

/**
 * The cue for a speed whose atoms are [from, to): a word up to three atoms after it and not parted by a comma wins over
 * one up to fourteen before it. `floor` is the offset where the previous figure ended: cues before it are spoken for.
 */
export function speedCue(
  atoms: Atoms,
  from: number,
  options: { to: number; floor: number },
): MetricCue<SpeedMetric> | undefined {
  const { text, starts, ends } = atoms;
  const end = ends[options.to - 1]!;
  let after: MetricCue<SpeedMetric> | undefined;
  for (let at = options.to; at < Math.min(options.to + 4, atoms.count); at++) {
    const between = text.slice(end, starts[at]);
    if (/[\n,;|(:=]|\. |\band\b|\d/.test(between.replace(/^[ ]?\(/, "")) || /\d/.test(wordAt(atoms, at)))
      break;
    const metric = cueAt(atoms, at);
    if (metric !== undefined) {
      after = { metric, word: wordAt(atoms, at) };
      break;
    }
  }
  const before = cueBefore(atoms, from, options.floor);
  if (after !== undefined && (before === undefined || before.metric !== after.metric)) {
    const gap = text.slice(end, end + 3);
    if (before === undefined || !/^[ ]?[,(]/.test(gap)) return after;
  }
  return before ?? after;
}

function cueBefore(atoms: Atoms, from: number, floor: number): MetricCue<SpeedMetric> | undefined {
  const { text, starts } = atoms;
  const start = starts[from]!;
  for (let at = from - 1; at >= Math.max(0, from - 14); at--) {
    if (starts[at]! < floor || !sameClause(text, starts[at]!, start)) return undefined;
    const metric = cueAt(atoms, at);
    if (metric !== undefined) return { metric, word: wordAt(atoms, at) };
  }
  return undefined;
}

const TTFT = /ttft|time[ -]to[ -]first|first[ -]token/i;
const LOAD = /\bload(?:s|ed|ing)?\b|\bstart(?:s|ed)?[ -]?up\b|\bcold start\b|\bLadezeit\b/i;

/** Whether a time at [start, end) is a time to first token or a load time; undefined when nothing near says so. */
export function timeCue(text: string, start: number, end: number): MetricCue | undefined {
  const near = text.slice(Math.max(0, start - 60), start);
  const before = near.slice(near.lastIndexOf("\n") + 1);
  const after = text.slice(end, end + 40).split("\n", 1)[0]!;
  const ttft = TTFT.exec(before) ?? /^[^.;,|]{0,30}?(?:ttft|first[ -]token)/i.exec(after);
  if (ttft !== null) return { metric: "ttft", word: ttft[0].trim() };
  const load = LOAD.exec(before) ?? /^[ ]{0,2}(?:to load|load|loading)\b/i.exec(after);
  if (load !== null) return { metric: "load", word: load[0].trim() };
  return undefined;
}
