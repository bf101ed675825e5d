/**
 * Finds measured figures in running text: speeds, first-token times, watts, memory in use, load times and prices, with
 * the metric that the words around each figure tell. Knows nothing of whose figures they are.
 */
import type { Metric } from "../../../record/axes.ts";
import type { Measured } from "../findings.ts";
import { figureValue } from "./numbers.ts";

const FIGURE = String.raw`(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?|(?<!\d|\d[.,])\d{1,9}(?:[.,]\d{1,20})?`;
const RATE_UNIT = String.raw`(?:t|tk|tks|tok|toks|token|tokens|Tokens|Token|T)\s?(?:\/|per|pro|por|a|each)\s?(?:s|sec|secs|second|seconds|Sekunde|segundo)\b|tokens?-per-sec(?:ond)?|tps\b|TPS\b|tok\/sec\b|t\/s\b`;
const RANGE = String.raw`(?:\s{0,2}(?:-|–|—|to|→|->|\/|bis|and|vs\.?|~|or)\s{0,2}|\s?\/\s?)`;

/** One or two figures and a rate: `25-30 tok/s`, `12.6 → 17.6 t/s`, `~ 40 tokens per second`. */
const RATE = new RegExp(
  String.raw`(${FIGURE})(?:\s?k)?(?:\s?±\s?[\d.]{1,8})?(?:${RANGE}(?:~|about )?(${FIGURE}))?\**\s?(?:${RATE_UNIT})`,
  "gi",
);
/** `pp2048 ~80`, `tg128: 7.16`, `pp512 81.27 ± 0.06`. */
const TESTED = new RegExp(
  String.raw`(?<!\/ ?)\b(pp|tg) ?(\d{2,6})(?: ?@ ?d?\d{1,6}k?)?(?: is| was| of| at| =|:|,)?\s{1,2}(?:~|≈|about )?\**(${FIGURE})\**(?!\s?(?:%|GB|tokens?\b|\d))`,
  "gi",
);
/** `pp512/tg128 is 1022/47`. */
const TESTED_PAIR = new RegExp(
  String.raw`\bpp ?\d{2,6} ?\/ ?tg ?\d{2,6}(?: is| was| of| at| =|:|,)?\s{1,2}(?:~|≈|about )?(${FIGURE}) ?\/ ?(${FIGURE})`,
  "gi",
);
const MS_PER_TOKEN = new RegExp(String.raw`(${FIGURE})\s?ms\s?(?:\/|per)\s?tok(?:en)?\b`, "gi");
const SECONDS_PER_TOKEN = new RegExp(
  String.raw`\b(?:1|one|a) token(?: every| per| in| each)? (?:about |roughly |~)?(${FIGURE}) ?(?:s|sec|seconds)\b`,
  "gi",
);
const FIRST_TOKEN = new RegExp(
  String.raw`\b(?:TTFT|time[- ]to[- ]first[- ]token|first token(?: (?:after|in|at|latency))?)\b[^.\d\n]{0,30}(?<!\bp)(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(ms|s|sec|seconds)\b|(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(ms|s|sec|seconds)\b[^.\d\n]{0,12}\b(?:TTFT|time[- ]to[- ]first[- ]token|to first token)\b`,
  "gi",
);
const WATTS = new RegExp(String.raw`(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(?:W|watts?)\b`, "g");
const MEMORY = new RegExp(String.raw`(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(GB|GiB|MiB|MB|G)\b`, "g");
const LOAD = new RegExp(
  String.raw`\b(?:load(?:s|ing|ed)?(?: time)?|startup|starts?|cold start)\b[^.\d\n]{0,30}(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(ms|s|sec|secs|seconds|min|minutes)\b`,
  "gi",
);
const PRICE = new RegExp(
  String.raw`\$\s?(${FIGURE})\s?(?:\/|per|an)\s?(?:h|hr|hour)\b|(${FIGURE})\s?(?:USD|\$)\s?(?:\/|per|an)\s?(?:h|hr|hour)\b`,
  "gi",
);

const PREFILL_NEAR =
  /\b(?:pp ?\d{0,6}k?|prefill(?:ing)?|prompt (?:processing|eval(?:uation)?|speed|ingestion)|prompt(?=[: ]{1,3}[~\d])|prompt processing|ingest\w*|input(?: speed)?)\b/i;
const DECODE_NEAR =
  /\b(?:tg ?\d{0,6}|decod\w+|generat\w+|gen|output|tg|typing|writing|single[- ]stream|per (?:user|stream|request|session))\b/i;
const TOGETHER_NEAR =
  /\b(?:aggregate\w*|total|combined|throughput|concurren\w+|all streams|batch(?:ed|ing)?|simultaneous\w*|in parallel|parallel requests|across \d+|altogether|cumulative)\b/i;
const SINGLE_NEAR =
  /\b(?:per (?:user|stream|request|session|slot|client)|\/request|each|single|one (?:stream|user|request)|concurrency[- ]1\b|batch(?: size)?[ =]1\b)/i;

/** Speeds without a unit where a draft model is tried: `14.5 with / 16.5 without`, `12.40 -> 12.17`. */
const COMPARED = new RegExp(
  String.raw`(${FIGURE})\s(?:with(?: it)?|without|w\/o)(?=\s?[.,;/()\n]|\s?$)`,
  "gi",
);
const ARROWED = /(\d{1,4}\.\d{1,3})\s?(?:->|→)\s?(\d{1,4}\.\d{1,3})(?!\s?(?:%|GB|GiB|W\b|ms\b|s\b))/g;

/** Speeds without a unit in a text that compares runs with and without a draft model. */
export function comparedSpeeds(text: string, start: number, end: number): Measured[] {
  const found: Measured[] = [];
  const words = text.slice(start, end);
  const add = (figure: string, at: number) =>
    found.push({
      value: { metric: "decode", value: figureValue(figure) },
      start: start + at,
      end: start + at + figure.length,
    });
  for (const match of words.matchAll(COMPARED)) add(match[1]!, match.index);
  for (const match of words.matchAll(ARROWED)) {
    add(match[1]!, match.index);
    add(match[2]!, match.index + match[0].lastIndexOf(match[2]!));
  }
  return found;
}

/** The measured figures of text[start, end), in order. `decimalComma`: 3,5 means three and a half. */
export function measuresIn(text: string, start: number, end: number, decimalComma = false): Measured[] {
  const words = text.slice(start, end);
  if (!/\d/.test(words) && !/\btoken/i.test(words)) return [];
  const found: Measured[] = [];
  const value = (figure: string) => figureValue(figure, decimalComma || /^\d{1,3},\d{1,2}$/.test(figure));
  const add = (metric: Metric, figure: string | undefined, factor: number, match: RegExpExecArray) => {
    if (figure === undefined) return;
    const measured = value(figure) * factor;
    if (!Number.isFinite(measured) || measured <= 0) return;
    found.push({
      value: { metric, value: Number(measured.toPrecision(8)) },
      start: start + match.index,
      end: start + match.index + match[0].length,
    });
  };
  for (const match of words.matchAll(RATE)) {
    if (isInsideName(words, match.index)) continue;
    const metric = rateMetric(words, match.index, match.index + match[0].length);
    const thousand = /\dk\b|\d k\b/.test(match[0]) ? 1000 : 1;
    add(metric, match[1], thousand, match);
    if (match[2] !== undefined && !/\band\b|\bvs/i.test(match[0])) add(metric, match[2], thousand, match);
    else if (match[2] !== undefined) add(metric, match[2], thousand, match);
  }
  for (const match of words.matchAll(TESTED)) {
    const metric = match[1]!.toLowerCase() === "pp" ? "prefill" : "decode";
    if (!found.some(({ end }) => end === start + match.index + match[0].length))
      add(metric, match[3], 1, match);
  }
  for (const match of words.matchAll(TESTED_PAIR)) {
    add("prefill", match[1], 1, match);
    add("decode", match[2], 1, match);
  }
  for (const match of words.matchAll(MS_PER_TOKEN)) {
    const measured = 1000 / value(match[1]!);
    if (Number.isFinite(measured)) push(found, "decode", measured, start, match);
  }
  for (const match of words.matchAll(SECONDS_PER_TOKEN))
    push(found, "decode", 1 / value(match[1]!), start, match);
  for (const match of words.matchAll(FIRST_TOKEN)) {
    const unit = (match[3] ?? match[6] ?? "s").toLowerCase();
    const factor = unit === "ms" ? 1 : 1000;
    add("ttft", match[1] ?? match[4], factor, match);
    add("ttft", match[2] ?? match[5], factor, match);
  }
  readResources(words, add);
  return found.sort((a, b) => a.start - b.start);
}

function push(found: Measured[], metric: Metric, value: number, start: number, match: RegExpExecArray): void {
  found.push({
    value: { metric, value: Number(value.toPrecision(2)) },
    start: start + match.index,
    end: start + match.index + match[0].length,
  });
}

type Add = (metric: Metric, figure: string | undefined, factor: number, match: RegExpExecArray) => void;

const DRAWN =
  /\b(?:draw\w*|consum\w+|pull(?:s|ed|ing)?|us(?:es|ing|ed)|at the wall|average|avg|peak|under load|measured|power consum\w+|idle at)\b/i;
const CAPPED =
  /\b(?:cap(?:ped)?|limit\w*|tdp|psu|supply|rated|power limit|undervolt\w*|mode|default|profile|charger|budget)\b/i;
const IN_USE =
  /\b(?:vram(?: us(?:e|ed|age))?|us(?:es|ed|ing|age)|takes?|occup\w+|peak(?: memory)?|footprint|memory in use|fills?|filled|of vram|resident)\b/i;
const NOT_IN_USE =
  /\b(?:cards?|ram\b|ddr\d|system|total|free|weights?|on disk|file|unified|has|have|with|host|download\w*|ssd|bandwidth|per second|\/s|headroom|reserve|spare|left)\b/i;

function readResources(words: string, add: Add): void {
  for (const match of words.matchAll(WATTS)) {
    const near = around(words, match, 40);
    if (!DRAWN.test(near) || CAPPED.test(around(words, match, 18))) continue;
    add("power", match[1], 1, match);
    add("power", match[2], 1, match);
  }
  for (const match of words.matchAll(MEMORY)) {
    const before = words.slice(Math.max(0, match.index - 24), match.index);
    const after = words.slice(match.index + match[0].length, match.index + match[0].length + 16);
    if (
      /^\s?\/s/.test(after) ||
      !(
        (IN_USE.test(after) && !/\busing\b/i.test(after)) ||
        /vram\W{0,3}(?:us\w+)?\W{0,8}$|peak memory\W{0,4}$|memory us\w+\W{0,6}(?:is |at |of )?~?$/i.test(
          before,
        )
      )
    )
      continue;
    if (
      NOT_IN_USE.test(after) ||
      (/\b(?:with|has|have|of|a|the|an)\s*$/i.test(before) && !/^\s?(?:of )?VRAM used/i.test(after))
    )
      continue;
    const factor = /^Mi?B$/.test(match[3]!) ? 1 / 1024 : 1;
    add("memory", match[1], factor, match);
    add("memory", match[2], factor, match);
  }
  for (const match of words.matchAll(LOAD)) {
    const unit = match[3]!.toLowerCase();
    const factor = unit === "ms" ? 0.001 : unit.startsWith("min") ? 60 : 1;
    add("load", match[1], factor, match);
    add("load", match[2], factor, match);
  }
  for (const match of words.matchAll(PRICE)) add("cost", match[1] ?? match[2], 1, match);
}

const around = (words: string, match: RegExpExecArray, room: number) =>
  words.slice(Math.max(0, match.index - room), match.index + match[0].length + room);

const isInsideName = (words: string, at: number) => /[A-Za-z_]$/.test(words.slice(Math.max(0, at - 1), at));

/** The metric of a rate: by the nearest telling word of its clause, before it first. */
function rateMetric(words: string, from: number, to: number): Metric {
  const before = clauseBefore(words, from);
  const after = clauseAfter(words, to);
  const tail = after.slice(0, 28);
  if (PREFILL_NEAR.test(tail) && !DECODE_NEAR.test(tail.slice(0, tail.search(PREFILL_NEAR)))) {
    if (!DECODE_NEAR.test(before.slice(-24))) return "prefill";
  }
  if (DECODE_NEAR.test(tail.slice(0, 16)) && !SINGLE_NEAR.test(tail)) return together(before, after);
  const prefillAt = lastIndexOf(before, PREFILL_NEAR);
  const decodeAt = lastIndexOf(before, DECODE_NEAR);
  if (prefillAt > decodeAt && prefillAt >= before.length - 60) return "prefill";
  return together(before, after);
}

function together(before: string, after: string): Metric {
  const near = `${before.slice(-70)} ${after.slice(0, 40)}`;
  return TOGETHER_NEAR.test(near) && !SINGLE_NEAR.test(near) ? "throughput" : "decode";
}

function lastIndexOf(words: string, pattern: RegExp): number {
  let last = -1;
  for (const match of words.matchAll(new RegExp(pattern.source, "gi"))) last = match.index;
  return last;
}

/** The words since the last other rate, semicolon or bracket. */
function clauseBefore(words: string, at: number): string {
  const before = words.slice(Math.max(0, at - 120), at);
  const cut = Math.max(
    before.lastIndexOf(";"),
    before.lastIndexOf("\n"),
    before.lastIndexOf("t/s"),
    before.lastIndexOf("tok/s"),
    before.lastIndexOf("s/s"),
  );
  return cut < 0 ? before : before.slice(cut + 3);
}

function clauseAfter(words: string, at: number): string {
  const after = words.slice(at, at + 80);
  const cut = after.search(/[;\n,.(]|\d/);
  return cut < 0
    ? after
    : after.slice(0, Math.max(cut, 0)) + (after[cut] === "(" ? after.slice(cut, cut + 24) : "");
}
