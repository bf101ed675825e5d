/**
 * What a table's header (or a row's label in a table that lies on its side) says of the figures below it. Data and
 * look-up; the cells are read elsewhere.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";

/** Attributes that a column can state about each row's setup. */
export type AttributeRole =
  | "model"
  | "quantization"
  | "hardware"
  | "engine"
  | "version"
  | "context"
  | "concurrency"
  | "kv-cache"
  | "flash-attention"
  | "gpu-layers"
  | "tensor-parallel"
  | "gpu-count"
  | "speculative"
  | "cpu"
  | "ram"
  | "capacity"
  | "threads"
  | "size"
  | "test"
  | "note";

export type ColumnRole =
  | {
      kind: "metric";
      metric: Metric;
      /** From the header's unit to the metric's. */
      factor: number;
      /** The figures are times for one token: `factor` divided by them are speeds. */
      perToken?: boolean;
      /** The header only says that these are speeds. */
      generic?: boolean;
      words?: string;
    }
  | { kind: "attribute"; attribute: AttributeRole }
  | { kind: "ignored" }
  | { kind: "other" };

const RATE = regex("i")`
  (?:
    t(?:ok(?:en)?s?)?\.?\s?/\s?s(?:ec(?:ond)?)?\b|
    tokens?[ -]?(?:per|/|pro|por|par)[ -]?(?:s|sec|second|sekunde|segundo|seconde)\b|\btps\b|toks\b|
    \bt/s\b|it/s
  )
`;

/** Words of a reader and a writer: what goes in, what comes out. */
const PREFILL_WORDS = regex("i")`
  \bs_pp\b|prefill|prompt|\bpp\b|\binput\b|\bread(?:s|ing)?\b|processing ?speed|\bprocess(?:ing)?\b|
  \bingest|\bpf\b|\beingabe|\blesen\b|\bgelesen\b|\blecture\b|\blectura\b|预填|预处理|提示
`;
const DECODE_WORDS = regex("i")`
  \bs_tg\b|decode|decoding|generat|\bgen\b|\btg\b|\beval(?: rate)?\b|\boutput\b|\bwrit(?:e|es|ing)\b|
  \btyping\b|\bausgabe|génération|generación|\berzeug|\bschreib(?:en|t)\b|\bécriture\b|\bescritura\b|single[- ]?(?:stream|user|request)|
  per[- ](?:user|stream|request|client)|解码|生成|输出
`;

const IGNORED = regex("i")`
  \b(?:min(?:imum)?|required|requires|needed|recommended|suggested)\b.{0,16}(?:vram|memory|ram\b|gpu)|
  (?:vram|memory|ram\b)\W{0,3}(?:required|needed|requirements?|minimum|\(min)|\bidle\b|\basleep\b|
  \bstandby\b|\bMT/s|\bGT/s|(?:gpu|cuda|cpu) cores?|/ ?gpu\b|per gpu\b|per watt|\bpeak t|\bttfr\b|est_ppt|
  \bidle\b|microbatch|speed-?up|\bdiff(?:erence)?\b|\bgain|\bratio\b|\bvs\.?\b|delta|Δ|accept|akzept|%|
  percent|improve|relative|reduction|overhead|energy|joule|j/tok|tok/j|tokens?/j|tok/w|
  \bper (?:\w+ )?(?:w(?:att)?|dollar)s?\b|tok/s/w|t/s/w|perplexity|\bppl\b|accuracy|score|mmlu|quality|
  \best\.|estimat|theor|roofline|bandwidth|gb/s|tflops|\bprice\b(?!.{0,12}(?:/|per) ?h)|msrp|\bcost\b(?!.{0,12}(?:/|per) ?h)|
  itl\b|tpot|inter-token|req(?:uest)?s?\s?/\s?s|requests? per|request throughput|e2e|end-to-end latency|
  wall|total time|iops|elapsed|duration|\bp9[059]\b|stddev|±|chunk|max[- ]num|batched tokens|
  utili[sz]ation|mem fraction|gpu mem$|released?|license|claimed|advertised|\bbytes?\b|perte|verlust|
  max ram|clock|takt|\bjob
`;

const ATTRIBUTES: readonly (readonly [RegExp, AttributeRole])[] = [
  [/^(?:test|bench(?:mark)?|phase|workload)$/i, "test"],
  [
    regex("i")`
      ^(?:
        模型|models?|llm|checkpoint|modell?|modelo|modèle|fine-?tunes?|model name|model file|file|artifact|
        gguf
      )(?![a-z])
    `,
    "model",
  ],
  [
    /量化|\bquant|precision|\bbpw\b|^bits?\b|^dtype|weight (?:format|type)|^weights?$|^format$/i,
    "quantization",
  ],
  [
    regex("i")`
      type[_ ]?k\b|type[_ ]?v\b|^ct[kv]\b|\bkv\b(?!.*(?:usage|size|gb|used))|
      cache[ _](?:type|quant|mode|dtype)|^cache$
    `,
    "kv-cache",
  ],
  [/^(?:fa|flash[ _-]?att(?:n|ention)|flash)$/i, "flash-attention"],
  [/^(?:ngl|n[_-]gpu[_-]layers|gpu[ _]?layers|layers(?: on gpu)?|offload(?:ed)? layers)$/i, "gpu-layers"],
  [/^(?:tp|tensor[ -]parallel(?:ism| size)?|tp size)$/i, "tensor-parallel"],
  [
    regex("i")`
      ^(?:#|no\.?|num(?:ber)? ?(?:of)?|n)? ?(?:gpus?|cards?|devices?|nodes?)(?: count)?$|^gpu count$|
      ^(?:#|no\.?|num(?:ber)? ?(?:of)?|n) ?(?:[hntx]pus?|accelerators?|chips?|boards?)$|
      ^(?:[hntx]pus|(?:gpus?|cards|devices|accelerators) (?:in use|used))$|
      ^dev(?:ice)?s?(?: ids?)?$|^gpu ids?$|^(?:卡|卡数|显卡数)$
    `,
    "gpu-count",
  ],
  [
    regex("i")`
      concurren|^conc\b\.?|^(?:num(?:ber of)?|n|#)[-_ ]?(?:prompts|requests|reqs)$|\bstreams?\b|\busers?\b|
      \bclients?\b|parallel requests|^requests?$|^n[_ ]?parallel$|^np$|^batch(?:[ _]?size)?$|^bs$|^c$|^b$|
      max[-_]num[-_]seqs|^pl$|simultan
    `,
    "concurrency",
  ],
  [
    regex("i")`
      ^(?:
        ctx|context|n_ctx|max[ _]?ctx|context (?:length|size|window)|
        max[ _-]?(?:model[ _-]?len|context|seq(?:[ _]len)?)|ctx[ _-]?size|maxctx|kontext|contexto
      )\b
    `,
    "context",
  ],
  [
    /speculat|^draft(?: model)?$|^drafter$|^mtp$|^eagle(?:[ -]?\d)?$|^dflash\d?$|^spec(?: type| method)?$/i,
    "speculative",
  ],
  [/^(?:cpu|processor|prozessor)s?(?:[ _](?:info|name|model))?$/i, "cpu"],
  [/^(?:ram|system (?:ram|memory)|dram|arbeitsspeicher)$/i, "ram"],
  [/^(?:threads?|n_threads|cores|nthreads)$/i, "threads"],
  [
    /^(?:size|params?|(?:# of |no\.? of |number of )?parameters?|file size|model size|gib|größe|disk)\b/i,
    "size",
  ],
  [
    regex("i")`
      ^(?:
        gpus?|devices?|hardware|显卡|硬件|grafikkarte|karte|carte|tarjeta|accelerators?|cards?|machines?|
        platforms?|chips?|systems?|setups?|hosts?|nodes?|box(?:es)?|boards?|soc|rig|computer|gerät|equipo|
        server|instance|cpu/gpu|configuration
      )\b
    `,
    "hardware",
  ],
  [
    regex("i")`
      ^(?:
        engines?|frameworks?|backends?|runtimes?|software|inference (?:engine|server)|loader|stack|library|
        tool|method|implementation|system|program(?:me?|a)?s?
      )\b
    `,
    "engine",
  ],
  [/^(?:version|build(?:[ _]number)?|commit|release)s?$/i, "version"],
  [
    regex("i")`
      ^(?:
        notes?|remarks?|comments?|reason|best at|trouble|caveats?|details?|why|what for|for|use(?: case)?s?|
        status|verdict|result
      )$
    `,
    "note",
  ],
];

const TTFT = regex("i")`
  \b(?:e2e_)?ttft\b|time[- ]to[- ]first|(?:first|1st)[- ]token|first[- ](?:word|answer|response)\b|
  erstes token|primer token|premier token|首\s?(?:字|token)
`;

/** Seconds, unless the header says milliseconds. */
const timeFactor = (header: string) => (/\(?\bm(?:illi)?s(?:ec(?:onds?)?)?\b/i.test(header) ? 1 : 1000);

/** A program's name for a column (`output_tok_s`, `vram_gb`) as words. */
export const spelledOut = (name: string) =>
  name
    .replace(/(?:tok(?:en)?s?|(?:^|_)t)_(?:per_)?s(?:ec(?:ond)?)?(?=_|$)|^avg_ts$|_per_second$/i, "_t/s")
    .replaceAll("_", " ")
    .trim();

/** Names of lengths and of speeds alike; the first ones are rather lengths. */
const LENGTHS = /^(?:prompt|input|in|output|out)$/i;
/** `short prompt`, `20k prompt`: what was asked, not how fast it was read. */
const LENGTH_OF_PROMPT =
  /^(?:empty|short|medium|long|small|large|\d{1,3}(?:[.,]?\d{3}|k)?(?:[- ]tokens?)?) (?:prompts?|inputs?)$/i;
const LENGTHS_IF_ROUND = /^(?:pp|tg|gen|generated|prefill|decode)$/i;

/** What is known of the columns of a table. */
export interface Beside {
  /** Which columns hold speeds: some whose header says so, some with a bare word only, or it is not known. */
  speeds: "stated" | "bare" | "unknown";
  /** The column's own figures are round, as people choose lengths of prompts and answers. */
  round: boolean;
}

/** Whether a bare word such as "gen" names lengths in such a table. */
function isLength(words: string, { speeds, round }: Beside): boolean {
  if (LENGTH_OF_PROMPT.test(words)) return true;
  if (LENGTHS.test(words)) return speeds === "stated" || (speeds === "bare" && round);
  return LENGTHS_IF_ROUND.test(words) && speeds === "stated" && round;
}

/** Whether a header is a bare word that may name lengths or speeds. */
export const isBare = (header: string) => LENGTHS.test(header) || LENGTHS_IF_ROUND.test(header);

/** The meaning of a header or row label. `numeric`: the cells hold mostly figures. */
export function roleOf(
  header: string,
  numeric: boolean,
  beside: Beside = { speeds: "unknown", round: false },
): ColumnRole {
  const words = header
    .replace(/[`*]/g, "")
    .replace(/([a-z])(?=[A-Z][a-z])/g, "$1 ")
    .trim();
  if (isLength(words, beside)) return { kind: "other" };
  const role = roleOfWords(words, numeric);
  if (role.kind === "attribute" || !/^[A-Za-z]\w*_\w+$/.test(words)) return role;
  return /^(?:n|num|max|min|total|stddev|std)_/i.test(words)
    ? { kind: "other" }
    : roleOfWords(spelledOut(words), numeric);
}

/** `ms/token`, `s per token`, `Latency per token (ms)`, `per-token time, ms`. */
const PER_TOKEN = regex("i")`
  \b(ms|milliseconds?|s|sec|seconds?)\s?(?:/|per)\s?t(?:ok(?:en)?)?\b|
  \b(?:(?:latency|time|delay) (?:per|/) ?token|per[- ]token (?:latency|time|delay))\b\W{1,3}(?:in )?
  (ms|milliseconds?|s|sec|seconds?)\b
`;

function roleOfWords(words: string, numeric: boolean): ColumnRole {
  if (words === "") return { kind: "other" };
  const test = testOf(words);
  if (test !== undefined && numeric)
    return test === "mixed" ? { kind: "ignored" } : { kind: "metric", metric: test, factor: 1, words };
  if (TTFT.test(words)) return { kind: "metric", metric: "ttft", factor: timeFactor(words), words };
  const [, ahead, behind] = PER_TOKEN.exec(words) ?? [];
  const perToken = ahead ?? behind;
  if (perToken !== undefined && numeric && !/tpot|itl|inter-token|p9\d/i.test(words)) {
    const metric = PREFILL_WORDS.test(words) ? "prefill" : "decode";
    return { kind: "metric", metric, factor: /^m/i.test(perToken) ? 1000 : 1, perToken: true, words };
  }
  if (
    IGNORED.test(words) &&
    !/latency.{0,4}\bs\b/.test(words) &&
    !(
      RATE.test(words) &&
      !/speed-?up|ratio|gain|est\b|\best\.|claimed|wall|%|per (?:\w+ )?(?:w(?:att)?|dollar|gpu)s?\b|\/ ?(?:w|\$|gpu)\b/i.test(
        words,
      )
    )
  )
    return { kind: "ignored" };
  const metric = numeric ? metricOf(words) : undefined;
  if (metric !== undefined) return metric;
  for (const [pattern, attribute] of ATTRIBUTES)
    if (pattern.test(words)) return { kind: "attribute", attribute };
  return { kind: "other" };
}

/** `pp512` and `tg128` alone, with a depth or with brackets; "mixed": both together, which is neither. */
export function testOf(words: string): Metric | "mixed" | undefined {
  const match =
    /(?:^|[\s(/_-])\W{0,2}(pp|tg)[ _]?\d{2,7}(?![\d.]*B\b)(?:\s?[kK])?(\s?\+\s?tg ?\d{1,7})?/i.exec(words);
  if (!match) return undefined;
  if (match[2] !== undefined) return "mixed";
  return match[1]!.toLowerCase() === "pp" ? "prefill" : "decode";
}

function metricOf(words: string): ColumnRole | undefined {
  const rate = RATE.test(words);
  const time = !rate && /\b(?:time|latency|secs?|seconds?|ms|s)\b|_ms\b/i.test(words);
  const length =
    !rate &&
    /\btok(?:en)?s?\b|^(?:num(?:ber of)?|n|#)[-_ ]?prompts$|^in(?:put)?\s?[/|,+×x]\s?out(?:put)?\b|\blen(?:gth)?\b|\bsize\b|\bn_(?:kv|ctx|prompt|gen)\b|^(?:depth|n_kv|b|gen amount|generation tokens)$/i.test(
      words,
    );
  if (!time && !length) {
    if (
      /aggregate|\btotal\b|throughput|combined|system tps|all streams|sum\b/i.test(words) &&
      !/per[- ](?:user|stream|request)/i.test(words) &&
      !/prompt|prefill|input/i.test(words)
    )
      return {
        kind: "metric",
        metric: "throughput",
        factor: 1,
        generic: !/aggregate|total|combined|sum|all/i.test(words),
        words,
      };
    if ((PREFILL_WORDS.test(words) && !/^process$/i.test(words)) || /^in\b/i.test(words))
      return { kind: "metric", metric: "prefill", factor: 1, words };
    if (DECODE_WORDS.test(words) || /^out\b/i.test(words))
      return { kind: "metric", metric: "decode", factor: 1, words };
    if (
      rate ||
      /^(?:speed|velocity|durchsatz|velocidad|geschwindigkeit|tempo|inference speed|performance|overall)\b/i.test(
        words,
      )
    )
      return { kind: "metric", metric: "decode", factor: 1, generic: true, words };
  }
  if (
    /(?:power|watts?|draw|consumption|leistung|功耗)\b|功耗|(?:^|[^\d\s]\s?)\bw$|\(w\)/i.test(words) &&
    !/limit|\bcap\b|tdp|profile|mode|saver|supply/i.test(words)
  )
    return { kind: "metric", metric: "power", factor: 1, words };
  if (
    /vram|gpu mem|mem(?:ory)? (?:used?|usage|peak|footprint|\()|peak (?:mem|ram)|ram (?:used?|usage)|^mem(?:ory)?(?: \(?g(?:i?b)\)?)?(?: \(?(?:pre|post|before|after|old|new|now|main|master|pr)\)?)?$|unified mem/i.test(
      words,
    ) &&
    !/total|free|available|size|bandwidth|system/i.test(words)
  )
    return { kind: "metric", metric: "memory", factor: /\bmi?b\b/i.test(words) ? 1 / 1024 : 1, words };
  if (/^(?:model )?load(?:ing)?(?: time)?\b/i.test(words))
    return { kind: "metric", metric: "load", factor: /\bms\b/i.test(words) ? 0.001 : 1, words };
  if (/(?:\$|usd|€|cost|price).{0,16}(?:\/|per ) ?h/i.test(words))
    return { kind: "metric", metric: "cost", factor: 1, words };
  return undefined;
}

/** `pp / tg (t/s)`: two speeds in one column, prefill first. */
export const isPaired = (header: string) =>
  /(?:\bpp ?\d{0,6}|prefill|prompt(?: processing| eval)?)\s?(?:t\/s)?\s?[/|,]\s?(?:\btg ?\d{0,6}|decode|gen\w*|eval)/i.test(
    header,
  );
