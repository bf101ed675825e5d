/**
 * Finds first-token times, watts, memory in use, load times and prices in running text. Knows nothing of speeds, nor of
 * whose figures they are.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex, regexPart } from "../../../record/regex.ts";
import { FIGURE, RANGE } from "./numbers.ts";

/** Takes a figure's words with the factor into the metric's unit, and the stretch that states it. */
export type AddFigure = (
  metric: Metric,
  figure: string | undefined,
  factor: number,
  match: RegExpExecArray,
) => void;

const TIME_UNIT = String.raw`(ms|s|secs?|seconds?)\b`;
const FOR_PROMPT = regexPart`
  (?:\s(?:on|for|at|with) (?:an? )?[\d.,]{1,7} ?k?(?:[- ]tokens?)?(?: of)?(?: prompt| context| input)?)?
`;
const FIRST_TOKEN = regex("gi")`
  \b(?:
    TTFT|time[- ]to[- ]first[- ]token|first (?:token|words?)|
    (?:answers?|reply|replies|response) (?:begins?|starts?|comes?|arrives?)
  )\b${FOR_PROMPT}[^.\d\n]{0,30}(?<!\bp)(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?${TIME_UNIT}|
  (${FIGURE})(?:${RANGE}(${FIGURE}))?\s?${TIME_UNIT}(?! and\b)[^.,;\d\n]{0,12}\b(?:
    TTFT|time[- ]to[- ]first[- ]token|(?:to|till|until|before|for) (?:the |my )?first (?:token|word)s?
  )\b
`;
const WATTS = regex("g")`(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(?:W|watts?)\b`;
const MEMORY = regex("g")`(${FIGURE})(?:${RANGE}(${FIGURE}))?\s?(GB|GiB|MiB|MB|G)\b`;
const LOAD = regex("gi")`
  \b(?:load(?:s|ing|ed)?(?: time)?|startup|starts?|cold start)\b[^.\d\n]{0,30}(${FIGURE})
  (?:${RANGE}(${FIGURE}))?\s?(ms|s|sec|secs|seconds|min|minutes)\b
`;
const PRICE = regex("gi")`
  \$\s?(${FIGURE})\s?(?:\/|per|an)\s?(?:h|hr|hour)\b|
  (${FIGURE})\s?(?:USD|\$)\s?(?:\/|per|an)\s?(?:h|hr|hour)\b
`;

const DRAWN = regex("i")`
  \b(?:
    draw\w*|eats?|ate|sips?|sipping|burns?|consum\w+|pull(?:s|ed|ing)?|us(?:es|ing|ed)|at the wall|average|
    avg|peak|under load|measured|
    (?:while|when|during) (?:generat\w+|decoding|inference|prompt\w*)|
    (?:while|when) (?:it|the \w{2,12}) (?:writes|thinks|generates|runs|works|answers)|
    power consum\w+|idle at
  )\b
`;
const CAPPED = regex("i")`
  \b(?:
    cap(?:ped)?|limit\w*|tdp|psu|supply|rated|power limit|undervolt\w*|mode|default|profile|charger|budget
  )\b
`;
/** What a machine draws while it waits says nothing of a run. */
const IDLE = /\b(?:idle|idling|idles|standby|asleep|doing nothing|with nothing|no model|waiting|when off)\b/i;
const IN_USE = regex("i")`
  \b(?:
    vram(?: us(?:e|ed|age))?|us(?:es|ed|ing|age)|takes?|occup\w+|peak(?: memory)?|footprint|memory in use|
    fills?|filled|of vram|resident
  )\b
`;
const NOT_IN_USE = regex("i")`
  \b(?:
    cards?|ram\b|ddr\d|system|total|free|weights?|on disk|file|unified|has|have|with|host|download\w*|ssd|
    bandwidth|per second|/s|headroom|reserve|spare|left
  )\b
`;

/** What a pattern's words cannot do without: looking for it first is many times cheaper. */
const NEEDS: ReadonlyMap<RegExp, RegExp> = new Map([
  [FIRST_TOKEN, /first|TTFT|answer|repl|response/i],
  [WATTS, /W\b|watt/],
  [MEMORY, /\d\s?[GM]/],
  [LOAD, /load|start/i],
  [PRICE, /\$|USD/],
]);

const matchesIn = (words: string, pattern: RegExp): Iterable<RegExpExecArray> =>
  NEEDS.get(pattern)?.test(words) === false ? [] : words.matchAll(pattern);

/** Reads every such figure of `words`. */
export function readResources(words: string, add: AddFigure): void {
  for (const match of matchesIn(words, FIRST_TOKEN)) {
    const factor = /^ms$/i.test(match[3] ?? match[6] ?? "s") ? 1 : 1000;
    add("ttft", match[1] ?? match[4], factor, match);
    add("ttft", match[2] ?? match[5], factor, match);
  }
  for (const match of matchesIn(words, WATTS)) {
    const near = around(words, match, 40);
    if (IDLE.test(around(words, match, 16)) || !DRAWN.test(near) || CAPPED.test(around(words, match, 18)))
      continue;
    add("power", match[1], 1, match);
    add("power", match[2], 1, match);
  }
  for (const match of matchesIn(words, MEMORY)) {
    if (!isInUse(words, match)) continue;
    const factor = /^Mi?B$/.test(match[3]!) ? 1 / 1024 : 1;
    add("memory", match[1], factor, match);
    add("memory", match[2], factor, match);
  }
  for (const match of matchesIn(words, LOAD)) {
    const unit = match[3]!.toLowerCase();
    const factor = unit === "ms" ? 0.001 : unit.startsWith("min") ? 60 : 1;
    add("load", match[1], factor, match);
    add("load", match[2], factor, match);
  }
  for (const match of matchesIn(words, PRICE)) add("cost", match[1] ?? match[2], 1, match);
}

/** Sizes that memory is sold in: "VRAM: 16 GB" tells a card, "VRAM: 14.4 GB" what a run takes. */
const SOLD_SIZES = new Set([
  "4",
  "6",
  "8",
  "10",
  "11",
  "12",
  "16",
  "20",
  "24",
  "32",
  "40",
  "48",
  "64",
  "80",
  "96",
  "128",
]);

/** Whether accelerators are sold with so many GiB. */
export const isSoldSize = (gib: number) => SOLD_SIZES.has(String(gib));

/** "takes 19 GB of memory". */
const TAKES = regex("i")`
  \b(?:takes?|took|us(?:es|ed|ing)|occup(?:ies|ied)|fills?|eats?|consum(?:es|ed))(?: up)?[ ]
  (?:only |just |about |around |some )?[~≈]?$
`;
const OF_MEMORY = /^ of (?:the )?(?:GPU |video |unified |graphics )?memory\b/i;

/** Whether a size is what a run takes of the accelerator's memory, and not a card's, a file's or the system's. */
function isInUse(words: string, match: RegExpExecArray): boolean {
  const before = words.slice(Math.max(0, match.index - 32), match.index);
  const after = words.slice(match.index + match[0].length, match.index + match[0].length + 16);
  if (/^\s?\/s/.test(after) || /(?<!V)\bRAM\W{1,3}$/i.test(before)) return false;
  if (/^\s?(?:out of|of) (?:the )?~?\d{1,4} ?G/i.test(after) && !/^\s?of/i.test(before)) return true;
  const said =
    (IN_USE.test(after) && !/\busing\b/i.test(after)) ||
    /vram\W{0,3}us\w+\W{0,8}$|peak memory\W{0,4}$|memory us\w+\W{0,6}(?:is |at |of )?~?$/i.test(before) ||
    (/vram\W{0,8}$/i.test(before) && !SOLD_SIZES.has(match[1]!));
  if (/^ in use\b/i.test(after) || (TAKES.test(before) && OF_MEMORY.test(after))) return true;
  const onlyVram = /^\s?(?:of )?VRAM\b(?! us)/i.test(after);
  if ((onlyVram && SOLD_SIZES.has(match[1]!)) || !said || NOT_IN_USE.test(after)) return false;
  if (/^\s?\((?:used|2nd hand|second[- ]hand|refurb)/i.test(after)) return false;
  return !/\b(?:with|has|have|of|a|the|an)\s*$/i.test(before) || /^\s?(?:of )?VRAM used/i.test(after);
}

const around = (words: string, match: RegExpExecArray, room: number) =>
  words.slice(Math.max(0, match.index - room), match.index + match[0].length + room);
