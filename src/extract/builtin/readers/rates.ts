/**
 * Finds the speeds of running text: figures with a rate's unit, figures that only a label gives a unit (`PP 410 / TG 23`),
 * and figures that go on a list of speeds (`17 t/s with X, 21 with Y`). Knows nothing of which metric the others are.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex, regexPart } from "../../../record/regex.ts";
import { type Add, type Read, readLabelled } from "./labelled-rates.ts";
import { FIGURE, figureValue, RANGE } from "./numbers.ts";

/** One speed in tokens per second; `start` and `end` are offsets into the words it was read from. */
export interface Rate {
  value: number;
  start: number;
  end: number;
  /** What its own label or test's name says it is; undefined: the words around it tell. */
  metric?: Metric | undefined;
}

const RATE_UNIT = regexPart`
  (?:t|tk|tks|tok|toks|token|tokens|Tokens|Token|T)\s?(?:\/|per|pro|por|par|al|a|each|every|in an?|in one)
  \s?(?:(?:s|sec|secs|second|seconds|Sekunde|segundo|seconde|secondo)\b|秒)|tokens?-per-sec(?:ond)?|tps\b|
  TPS\b|tok\/sec\b|t\/s\b
`;

/** One or two figures and a rate: `25-30 tok/s`, `12.6 → 17.6 t/s`, `~ 40 tokens per second`. */
const WITH_UNIT = regex("gi")`
  (${FIGURE})(?:\s?k)?(?:\s?±\s?[\d.]{1,8})?(?:${RANGE}(?:~|about )?(${FIGURE}))?\**\s?
  (?:(?:output|generated|prompt|input|decode|prefill|total) )?(?:${RATE_UNIT})
`;
/** `tokens per second: 26.1`, `t/s = 12`, `tok/s of 41`. */
const AFTER_UNIT = regex("gi")`
  (?<!\d\s?)(?:${RATE_UNIT})\)?\**(?:\s?[:=]|\s(?:of|is|was))\s{0,8}(?:~|≈|about )?\**(${FIGURE})
  (?!\s?(?:%|x\b|k\b|GB|ms|tokens?\b|\d))
`;
/** `pp2048 ~80`, `tg128: 7.16`, `pp512 81.27 ± 0.06`. */
const TESTED = regex("gi")`
  (?<![/@] ?)\b(pp|tg) ?(\d{2,6})(?: ?@ ?(?:d|pp)?\d{1,6}k?)?(?: is| was| of| at| =|:|,)?\s{1,2}(?:~|≈|about )?\**
  (${FIGURE})\**(?!\s?(?:%|GB|tokens?\b|\d))
`;
/** `pp512/tg128 is 1022/47`, `PP/TG: 410/23`. */
const TESTED_PAIR = regex("gi")`
  \b(?:pp|prefill|prompt) ?\d{0,6} ?\/ ?(?:tg|gen|decode|generation) ?\d{0,6}(?: is| was| of| at| =|:|,)?
  \s{1,2}(?:~|≈|about )?(${FIGURE}) ?\/ ?(${FIGURE})(?!\s?(?:%|GB))
`;
/** `: 998.35 / 35.65`, `master 3391 / 137` where the line above has said that such pairs are prefill and decode. */
const PAIR = regex("gi")`
  (?<=[:=–—-]\s?\*{0,3}|\b(?:master|main|baseline|stock|before|after|old|new|now|was|PR|branch|patch(?:ed)?)\s)
  (${FIGURE}) ?\/ ?(${FIGURE})(?!\s?(?:%|GB|[\w/]))
`;
const MS_PER_TOKEN = regex("gi")`
  (${FIGURE})\s?ms\s?(?:\/|per)\s?(?:(prompt|read|input)|generated|output|decoded)?\s?tok(?:en)?\b
`;
const SECONDS_PER_TOKEN = regex("gi")`
  \b(?:1|one|a) token(?: every| per| in| each)? (?:about |roughly |~)?(${FIGURE}) ?(?:s|sec|seconds)\b|
  (${FIGURE}) ?(?:s|sec|seconds)\s?(?:\/|per) ?tok(?:en)?\b
`;

/** A figure after the first of a list of speeds, without a unit of its own. */
const CONTINUED = regex("g")`
  (?:
    [,;/(:]\s?|
    \b(?:
      and|or|vs\.?|versus|against|it's|is|was|gets?|gives?|does|to|drops to|hits|reache[sd]|at|together|
      in total|total|about|\d{1,3}(?:\.\d)?B(?:-A\d{1,2}B)?|falls to|goes to|comes to|fell to|went to|rose to|adds? up to|added up to|→|->|prompt|prefill|decode|generation|gen
    )\s|[A-Z]\w{1,12}\s|→\s?
  )(?:just |only |about |around |~|≈)?\**(${FIGURE})(?:[-–](${FIGURE}))?\**
  (?=
    (?:-?ish)?\s?(?:
      $|[,;.)\n]|
      (?:
        or so|with|without|w\/o|on|for|using|in|under|when|if|after|once|by|at|where|from|before|t\/s|gen|
        generation|decode|prefill|prompt
      )\b(?! \d(?!\d{0,2}k\b))
    )
  )
  (?!\.\d)
`;

/** How far apart two speeds of one sentence may be, and two that stand right behind the names of models. */
const FACTOR_BETWEEN_SPEEDS = 5;
const FACTOR_BETWEEN_MODELS = 25;
/** How many times the speed of one stream that of all together may be. */
const FACTOR_OF_A_SUM = 200;
const BEHIND_MODEL = /(?:\d[BM]|\bI?Q\d\w*|AWQ|GPTQ|FP8|MXFP4|NVFP4|bpw|[- ]bit)\)?:? ?$/i;

/** Names whose next number is their version. */
const VERSIONED = regex("i")`
  \b(?:
    ROCm|CUDA|cuDNN|oneAPI|Vulkan|Mesa|Metal|PyTorch|torch|Python|Ubuntu|Debian|Fedora|Linux|macOS|
    Windows|kernel|drivers?|version|release|v?LLM|SGLang|ollama|MLX|mlx[-_]lm|llama\.cpp|exllamav?[23]?|
    koboldcpp|JetPack|Xcode|Qwen|Llama|Gemma|GLM|Phi|Mistral|DeepSeek
  )[ -]?$
`;

/** Where a speed has just been given, `both cards: 38-41` and `the dense one does 12.1` are speeds, too. */
const UNDERSTOOD = regex("g")`
  (?:
    (?:[:=→]|->)\s?|\b(?:faster|slower|quicker|the same|better) \(|
    \b(?:
      does|did|gets?|got|hits?|reach(?:es|ed)?|manage[sd]?|gives?|gave|(?:makes|made)(?: it| that)?|from|
      (?:is|was|r[ua]ns?|sits|lands|landed|flies|stays|stayed) at|
      (?:lifts?|lifted|brings?|brought|push(?:es|ed)|raise[sd]?|takes|took) (?:it|that|this|them) (?:up |down )?to|
      (?:drop|go|fall|jump|climb)(?:s|es|ed|ped)? to|went to|fell to|rose to|it['’]s|
      (?:it|one|other|model|before|Q\d\w{0,6}|\d[bB]|AWQ|FP8|FP4|BF16) (?:is|was)
    )\s
  )(?:only |just |about |around |roughly |~|≈)?\**(${FIGURE})(?:(?:[-–]| to )(${FIGURE}))?\**
  (?=\s?(?:$|[,;.)!\n]|(?:with|without|w\/o|on|for|using|in|when|if|at|and|but|together|altogether|all in all)\b))
  (?!\.\d)
`;

export interface RateReading {
  /** 3,5 means three and a half. */
  decimalComma?: boolean | undefined;
  /** A speed that the text has just given with its unit. */
  known?: number | undefined;
  /** The line above says that figures stand in pairs: prefill / decode. */
  paired?: boolean | undefined;
}

/** Words without any of these give no speed of their own. */
const SPEAKS_OF_SPEED =
  /tok|t\/s|tps|tks?\/|[\d ]T\/s|\bpp|\btg|\d ?(?:pp|tg)|prefill|decod|gen|eval|prompt|(?:read|write)s? [\w ]{0,12}at\b/i;

/** All speeds of `words`, in order. */
export function ratesIn(words: string, { decimalComma = false, known, paired }: RateReading = {}): Rate[] {
  const found: Rate[] = [];
  const read = (figure: string) => figureValue(figure, decimalComma || /^\d{1,3},\d{1,2}$/.test(figure));
  const add = (value: number, match: RegExpExecArray, metric?: Metric) => {
    if (!Number.isFinite(value) || value <= 0) return;
    const [start, end] = [match.index, match.index + match[0].length];
    const pair = (each: Rate) => each.start === start && each.end === end && each.value !== value;
    if (found.some((each) => each.start < end && each.end > start && !pair(each))) return;
    found.push({ value: Number(value.toPrecision(8)), start, end, metric });
  };
  if (!paired && !SPEAKS_OF_SPEED.test(words)) {
    if (known !== undefined) readUnderstood(words, known, { read, add });
    return found;
  }
  for (const match of words.matchAll(TESTED_PAIR)) {
    add(read(match[1]!), match, "prefill");
    add(read(match[2]!), match, "decode");
  }
  if (paired)
    for (const match of words.matchAll(PAIR)) {
      add(read(match[1]!), match, "prefill");
      add(read(match[2]!), match, "decode");
    }
  for (const match of words.matchAll(WITH_UNIT)) {
    const named = isInsideName(words, match.index);
    if (named && match[2] === undefined) continue;
    const thousand = /\dk\b|\d k\b/.test(match[0]) ? 1000 : 1;
    // `Qwen3 - 40 t/s`, `Q4_0 → 31 t/s`: a name's own number is no end of a range.
    if (named || beginsWithSetting(words, match)) {
      const shift = match[0].lastIndexOf(match[2]!);
      add(read(match[2]!) * thousand, placed(match[0].slice(shift), match.index + shift));
    } else
      for (const figure of [match[1], match[2]])
        if (figure !== undefined) add(read(figure) * thousand, match);
  }
  readLists(words, found, { read, add });
  for (const match of words.matchAll(TESTED))
    add(read(match[3]!), match, /^pp/i.test(match[1]!) ? "prefill" : "decode");
  for (const match of words.matchAll(AFTER_UNIT)) add(read(match[1]!), match);
  for (const match of words.matchAll(MS_PER_TOKEN))
    add(fourDigits(1000 / read(match[1]!)), match, match[2] ? "prefill" : "decode");
  for (const match of words.matchAll(SECONDS_PER_TOKEN))
    add(fourDigits(1 / read((match[1] ?? match[2])!)), match, "decode");
  readLabelled(words, read, add);
  readContinued(words, found, { read, add });
  if (found.length === 0 && known !== undefined) readUnderstood(words, known, { read, add });
  return found.sort((a, b) => a.start - b.start);
}

const LISTED_BEFORE = regex()`(?:^|[\s(:~≈])\**(${FIGURE})\**(?:,|,? and|,? or|,? vs\.?| \/)\s(?:~|≈)?\**$`;

/** `140, 121 and 98 t/s`: the figures of a list that ends with a unit. */
function readLists(words: string, found: readonly Rate[], { read, add }: { read: Read; add: Add }): void {
  for (const { start, value } of [...found]) {
    let at = start;
    for (let taken = 0; taken < LONGEST_LIST; taken++) {
      const from = Math.max(0, at - 24);
      const match = LISTED_BEFORE.exec(words.slice(from, at));
      const listed = match === null ? Number.NaN : read(match[1]!);
      if (
        match === null ||
        !(listed <= value * FACTOR_BETWEEN_SPEEDS && listed * FACTOR_BETWEEN_SPEEDS >= value)
      )
        break;
      at = from + match.index + match[0].indexOf(match[1]!);
      add(listed, placed(match[1]!, at));
    }
  }
}

const LONGEST_LIST = 12;

/** A match of `figure` at an offset, for figures that are found by other means than one pattern. */
const placed = (figure: string, index: number): RegExpExecArray =>
  Object.assign([figure] as unknown as RegExpExecArray, { index });

/** `--threads 24 → 1.87 t/s`, `c=1 and 902 t/s`: what stands before the arrow or the word is a setting, not a speed. */
function beginsWithSetting(words: string, match: RegExpExecArray): boolean {
  if (match[2] === undefined || !/→|->|\b(?:and|or|vs)\b/.test(match[0])) return false;
  const [left, right] = [figureValue(match[1]!), figureValue(match[2])];
  const set = /(?:--?[a-z][\w-]{0,24}|(?<!\.)\b[a-z_]{2,16}[ =]|\bN|=)[ =]{0,2}$/i.test(
    words.slice(Math.max(0, match.index - 30), match.index),
  );
  const apart = left > right * FACTOR_BETWEEN_SPEEDS || left * FACTOR_BETWEEN_SPEEDS < right;
  const arrow = /→|->/.test(match[0]);
  return apart || words[match.index - 1] === "=" || (arrow && set && /^\d+$/.test(match[1]!));
}

/** `with eight clients together 171`: the sum of all streams may be any multiple of one stream's speed. */
const SUMMED_BEFORE =
  /\b(?:together|altogether|in total|total|combined|adds? up to|added up to|sum (?:over|of|across) [\w ]{1,20} (?:is|was)) (?:about |~)?$/i;

/** `310 with sixteen clients`, `900 when all thirty seats are busy` */
const SUMMED_AFTER = regex("i")`
  ^[\d.,]{1,9} (?:together|in total|(?:with|for|across|over|from|when|between) (?:all |the ){0,2}(?:\w{1,10}[ -]){0,2}
  (?:clients|users|streams|requests|people|agents|conversations|sessions|seats|callers|workers))\b
`;

/** A word right before a figure that makes it a speed, whatever its order. */
const LABELLED_BEFORE = regex("i")`
  \b(?:prefill|decod(?:e|ing)|prompt (?:processing|eval(?:uation)?)|generation|pp|tg)(?: speed| rate)?
  (?: (?:is|was|at|of|sits at|lands at|around|about)){1,2} $|\b(?:prefill|prompt|decode|gen(?:eration)?) $
`;

const LABELLED_BEHIND = /^ (?:gen(?:eration)?|decode|prefill)\b/i;

/** Figures without a unit count beside a speed of the same order in the same sentence, or with a label of their own. */
function readContinued(words: string, found: readonly Rate[], { read, add }: { read: Read; add: Add }): void {
  const stated = found.filter(({ metric }) => metric === undefined);
  const [first] = stated;
  if (first === undefined) return;
  for (const match of words.matchAll(CONTINUED)) {
    const value = read(match[1]!);
    const start = match.index + match[0].lastIndexOf(match[2] === undefined ? match[1]! : `${match[1]}`);
    const before = words.slice(Math.max(0, start - 40), start);
    const factor =
      SUMMED_BEFORE.test(before) || SUMMED_AFTER.test(words.slice(start, start + 60))
        ? FACTOR_OF_A_SUM
        : BEHIND_MODEL.test(before)
          ? FACTOR_BETWEEN_MODELS
          : FACTOR_BETWEEN_SPEEDS;
    const labelled =
      LABELLED_BEFORE.test(before) || LABELLED_BEHIND.test(words.slice(match.index + match[0].length));
    const alike = labelled || stated.some((each) => areAlike(value, each.value, factor));
    if (!alike || start < first.end || isInsideName(words, start) || VERSIONED.test(before)) continue;
    const place = placed(words.slice(start, start + endOfFigures(match)), start);
    for (const figure of [match[1], match[2]]) if (figure !== undefined) add(read(figure), place);
  }
}

/** The length of one figure, or of a range of two. */
const endOfFigures = (match: RegExpExecArray) =>
  match[2] === undefined
    ? match[1]!.length
    : match[0].lastIndexOf(match[2]) +
      match[2].length -
      match[0].lastIndexOf(match[1]!, match[0].lastIndexOf(match[2]) - 1);

const areAlike = (a: number, b: number, factor: number) => a <= b * factor && a * factor >= b;

/** `: 17.1 in MLX, 16.4 in llama.cpp, and 14 in Ollama`: how a list of such speeds goes on. */
const LISTED_ON = regex("g")`
  (?:[,;] (?:and |but )?|\band )(?:only |about |~)?(${FIGURE})(?= (?:in|with|on|under|using) (?:the )?[A-Za-z])
`;

/** `llama3.1:8b   7.60 (34 W)`: a line of a list that blanks put into columns. */
const IN_COLUMNS = regex("i")`^([a-z][\w.:/-]{2,30}(?: {2,8}|\t))(${FIGURE})(?=\s?(?:\(|$|,))`;

function readUnderstood(words: string, known: number, { read, add }: { read: Read; add: Add }): void {
  const column = IN_COLUMNS.exec(words);
  if (column !== null && areAlike(read(column[2]!), known, FACTOR_BETWEEN_MODELS))
    add(read(column[2]!), placed(column[2]!, column[1]!.length));
  const understood = [...words.matchAll(UNDERSTOOD)];
  const [first] = understood;
  const listed =
    first === undefined ? [] : [...words.matchAll(LISTED_ON)].filter(({ index }) => index > first.index);
  for (const match of [...understood, ...listed]) {
    const value = read(match[1]!);
    const start = match.index + match[0].indexOf(match[1]!);
    if (!areAlike(value, known, FACTOR_BETWEEN_SPEEDS) || isInsideName(words, start)) continue;
    const place = placed(words.slice(start, start + endOfFigures(match)), start);
    for (const figure of [match[1], match[2]]) if (figure !== undefined) add(read(figure), place);
  }
}

const fourDigits = (value: number) => Number(value.toPrecision(4));

const isInsideName = (words: string, at: number) => /[A-Za-z_]$/.test(words.slice(Math.max(0, at - 1), at));
