/**
 * Tells which metric each speed of a sentence is: prefill, decode or the throughput of many streams, by the words that
 * belong to its figure. Knows nothing of how speeds are found.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex, regexPart } from "../../../record/regex.ts";
import type { Rate } from "./rates.ts";

const NUMBER = regexPart`
  (?:\d{1,4}|two|three|four|five|six|eight|ten|twelve|sixteen|twenty|thirty|forty|fifty|sixty|hundred)
`;
const CLIENTS =
  "(?:users?|streams?|clients?|callers?|sessions?|requests?|agents?|conversations?|seats?|slots?|people|workers?|processes|chats|prompts at once)";

type CueKind = "prefill" | "decode" | "many" | "one";

const CUES: readonly (readonly [CueKind, RegExp])[] = [
  [
    "prefill",
    regex("gi")`
      \b(?:
        (?<!@ )pp(?! ?[= ] ?[1-8](?:\s?:|[,;)\s]|$)) ?\d{0,6}k?|prefill(?:ing|ed|s)?|
        prompt (?:processing|eval(?:uation)?|speed|ingestion|phase|stage)|
        prompts?(?=[:=~≈ ]{1,3}(?:(?:at|is|was|around|arround|about|ca\.?) ){0,2}[~≈]?\d)|
        prompts? (?:go(?:es)?|went|comes?|came|runs?|ran)(?: in| through)?
        (?= at (?:about |around )?[~≈]?[\d.,]{1,8} ?(?:t(?:ok\w{0,4})?\/s|tok|tps))|
        (?<=(?:/s(?:ec)?|tps) )prompts?\b|(?<=\d )prompt(?= t)|ingest\w*|
        read(?:s|ing)?(?: in)? (?:the |a |my |your |long )?prompts?|
        (?:eats|digests)(?! (?:about |up |only |around |~)?[\d.]{1,6} ?(?:W\b|w\b|[GM]i?B|G\b|%))|
        (?<!\b(?:I|you|we|people) )reads?(?= (?:[\w'’]{1,12} ){0,4}at\b)|traitement (?:du |des? )?prompts?|
        procesamiento (?:del? )?prompts?|prompt-?verarbeitung|input(?: speed)?|pre-?processing
      )\b
    `,
  ],
  [
    "decode",
    regex("gi")`
      \b(?:
        tg ?\d{0,6}|decod\w+|décodage|decodificación|génération|generación|generierung|ausgabe|generat\w+|
        gen|output|typing|writing|writes|(?<=(?:when|while) it )answers|(?<=(?:when|while) )answering
      )\b
    `,
  ],
  [
    "many",
    regex("gi")`
      \b(?:
        aggregate\w*|total|sum|combined|throughput|concurren\w+|all streams|batch(?:ed|ing)?|simultaneous\w*|
        \d{1,4} (?:parallel|concurrent)|in parallel|at once|(?:c|bs) ?= ?(?!1\b)\d{1,4}|
        x(?!1\b)\d{1,3}(?=[\s):])|parallel (?:requests|streams|users)|across \d+|together|altogether|
        (?<=second |\/s )in all|cumul[a-zé]{1,6}|insgesamt|au total|en total|
        ${NUMBER} (?:parallel |concurrent |simultaneous )?${CLIENTS}
      )\b
    `,
  ],
  [
    "one",
    regex("gi")`
      \b(?:
        per[- ](?:user|stream|request|session|slot|client)|/(?:user|request|stream)|each|
        (?:a |one )?single(?: (?:user|stream|request|client|chat))?|
        one (?:stream|user|request|client|caller|session|chat)|
        (?:concurrency|batch(?: size)?|users?|bs)(?: of)?[ =-]1\b(?![\d.])|(?:c|bs) ?= ?1\b(?![\d.])|
        x1(?=[\s)])|alone(?=:? ~?\d)|(?<=\/s |tps |second )alone|1 (?:user|stream|client|request|caller|session)\b|interactive
      )
    `,
  ],
];

interface Cue {
  kind: CueKind;
  start: number;
  end: number;
}

/** Ends the reach of a word on either side. */
const DELIMITER = /[,;/|·&\n—–]|\b(?:and|but|while|vs|versus|compared|against)\b/i;
/** What stands between a label and the figure it labels. */
const LABELS = /^(?: speed| rate| throughput)?\**\s?[:=~≈@]/;

/** The metrics of `rates`, in their order; those whose own label tells keep it. */
export function rateMetrics(words: string, rates: readonly Rate[]): Metric[] {
  if (rates.every(({ metric }) => metric !== undefined)) return rates.map(({ metric }) => metric!);
  const cues = cuesIn(words);
  const spans = distinctSpans(rates);
  const owned = spans.map((): Cue[] => []);
  for (const cue of cues) {
    const at = ownerOf(words, cue, spans);
    if (at !== undefined) owned[at]!.push(cue);
  }
  let streams: "many" | "one" | undefined;
  let stage: "prefill" | "decode" | undefined;
  const metrics = new Map<number, Metric>();
  spans.forEach((span, at) => {
    const mine = owned[at]!;
    const crowd = nearest(
      words,
      mine.filter((cue) => isCrowd(cue) && reaches(cue, span)),
      span,
    )?.kind as "many" | "one" | undefined;
    const own = nearest(
      words,
      mine.filter((cue) => !isCrowd(cue)),
      span,
    )?.kind as "prefill" | "decode" | undefined;
    streams = crowd ?? streams;
    const previous = spans[at - 1];
    const listed =
      previous !== undefined &&
      /^\W{0,3}(?:(?:@ ?|at )\d{1,3}k\b)?\W{0,3}(?:and|or|to|vs\.?|,)?\W{0,3}$/i.test(
        words.slice(previous.end, span.start),
      );
    const read = own === undefined && at === 0 && spans.length === 2 && isReading(words, span, owned[1]!);
    stage = read ? "prefill" : (own ?? (listed && crowd !== "many" ? stage : undefined));
    metrics.set(span.start, stage === "prefill" ? "prefill" : streams === "many" ? "throughput" : "decode");
  });
  return rates.map((rate) => rate.metric ?? metrics.get(rate.start) ?? "decode");
}

/** "a 25k prompt in six minutes, 64 t/s, 3.0 gen": beside a writing speed, the one after a prompt is of reading. */
const isReading = (words: string, { start }: Place, next: readonly Cue[]): boolean =>
  next.some(({ kind }) => kind === "decode") && /\bprompts?\b[^.;]{0,48}$/i.test(words.slice(0, start));

/** How far before and after its figure a word about the number of streams may stand, in characters. */
const REACH_BEFORE = 70;
const REACH_AFTER = 40;

const reaches = (cue: Cue, span: Place) =>
  distanceOf(cue, span) <= (cue.start < span.start ? REACH_BEFORE : REACH_AFTER);

const distanceOf = (cue: Cue, { start, end }: Place) =>
  cue.end <= start ? start - cue.end : Math.max(0, cue.start - end);

const isCrowd = ({ kind }: Cue) => kind === "many" || kind === "one";

function cuesIn(words: string): Cue[] {
  const cues = CUES.flatMap(([kind, pattern]) =>
    [...words.matchAll(pattern)].map((match) => ({
      kind,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  return cues
    .filter(
      (cue) =>
        !cues.some(
          (other) =>
            other !== cue &&
            other.start <= cue.start &&
            other.end >= cue.end &&
            other.end - other.start > cue.end - cue.start,
        ),
    )
    .sort((a, b) => a.start - b.start);
}

type Place = { start: number; end: number };

function distinctSpans(rates: readonly Rate[]): Place[] {
  const spans: Place[] = [];
  for (const { start, end } of rates) if (spans.at(-1)?.start !== start) spans.push({ start, end });
  return spans;
}

/** The figure that a cue belongs to: the one that no delimiter parts from it, the nearer one where both or none do. */
function ownerOf(words: string, cue: Cue, spans: readonly Place[]): number | undefined {
  const inside = spans.findIndex(({ start, end }) => cue.start >= start && cue.end <= end);
  if (inside >= 0) return inside;
  const next = spans.findIndex(({ start }) => start >= cue.end);
  const last = next < 0 ? spans.length - 1 : next - 1;
  if (last < 0) return next < 0 ? undefined : next;
  if (next < 0) return last;
  const toLast = words.slice(spans[last]!.end, cue.start);
  const toNext = words.slice(cue.end, spans[next]!.start);
  if (LABELS.test(toNext) && toNext.length < 24) return next;
  const partedFromLast = DELIMITER.test(toLast) && !/^\s?\(/.test(toLast) && !MEANWHILE.test(toLast);
  const partedFromNext = DELIMITER.test(toNext) || /\)/.test(toNext);
  if (partedFromLast !== partedFromNext) return partedFromLast ? next : last;
  if (partedFromLast) return toNext.length < toLast.length ? next : last;
  return labelsComeAfter(words, spans) ? last : next;
}

/** "120 t/s while it reads the prompt": what follows is what the figure before it is of. */
const MEANWHILE = /^\s(?:while|when|as) (?:it|they|reading|writing|the (?:model|card|box|machine)) ?$/i;

/** `700 t/s prompt 26 t/s gen`: the last figure has words after it and the first has none before it. */
function labelsComeAfter(words: string, spans: readonly Place[]): boolean {
  const cues = cuesIn(words);
  const first = spans[0]!;
  const end = spans.at(-1)!.end;
  return (
    cues.some(({ start }) => start >= end && start < end + 24) && !cues.some((cue) => cue.end <= first.start)
  );
}

/** What a comma between a cue and its figure counts for, in characters. */
const PARTED = 100;

/** The cue nearest to a figure, those in its own clause first; at the same distance the one before it. */
function nearest(words: string, cues: readonly Cue[], span: Place): Cue | undefined {
  const far = (cue: Cue) => {
    const between =
      cue.end <= span.start ? words.slice(cue.end, span.start) : words.slice(span.end, cue.start);
    return distanceOf(cue, span) + (DELIMITER.test(between) && !/^\s?\(/.test(between) ? PARTED : 0);
  };
  return [...cues].sort((a, b) => far(a) - far(b) || a.start - b.start)[0];
}
