/**
 * The settings of a run as people put them in words: tensor parallelism, layers on the card, a switch
 * named in a list of settings. Options with dashes and tables are read elsewhere.
 */
import { regex, regexPart } from "../../../record/regex.ts";

/** A place that states a setting. */
export type ToldSetting = { start: number; end: number } & (
  | { field: "tensorParallel" | "gpuLayers" | "concurrency" | "contextLength"; value: number }
  | { field: "flashAttention"; value: boolean }
);

interface PhrasePattern {
  /** The figure is its first group. */
  pattern: RegExp;
  field: Exclude<ToldSetting["field"], "flashAttention">;
}

const NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
const COUNT = String.raw`(\d{1,2}|both|(?:all )?(?:two|three|four|five|six|seven|eight))`;
const TENSOR = "(?:tensor[- ]parallel(?:ism|ity|izm)?|TP)";
const CARDS = regexPart`
  (?:of |the |my |our |these |those |x ?|× ?)?(?:[A-Za-z]{2,10} )?(?:
    cards?|GPUs?|devices|nodes|boxes|machines|\d{3,4}s|[A-Z]{1,3}\d{2,4}0?s?
  )
`;
const FLASH = "(?:flash[-_ ]?att(?:ention|n)(?:[- ]?[23])?|FA)";

const PATTERNS: readonly PhrasePattern[] = [
  {
    pattern: regex("g")`
      \b(?:TP|tp)(?:[_ -]?size)?(?:\s?[=:]\s?|[- ]| of |)(\d{1,2})(?!
        [\d.,]\d|[\d%kKbB]|\s?(?:t|tok|tokens?)\s?/|\s?tps\b|\s?x\b
      )
    `,
    field: "tensorParallel",
  },
  {
    pattern: regex("gi")`
      \btensor[-_ ]parallel(?:ism)?(?:[-_ ](?:size|degree))?(?:\s?[=:]\s?|\s(?:of|is|was|at|set to)\s|[ ])
      [*\x60"]{0,2}(\d{1,2})(?![\d.,]\d|[\d%kKbB])
    `,
    field: "tensorParallel",
  },
  {
    pattern: regex("gi")`\b${COUNT}[- ]way (?:tensor[- ]parallel|TP\b)`,
    field: "tensorParallel",
  },
  {
    pattern: regex("gi")`\b${TENSOR} (?:over|across|on|between|with|using) ${COUNT} ${CARDS}`,
    field: "tensorParallel",
  },
  {
    pattern: regex("gi")`
      \b(?:offload(?:ed|ing|s)?|put(?:ting)?|with|fit(?:s|ting)?|run(?:ning)?)\s
      (?:about |all |only |just |up to )?(\d{1,3})(?:\s?(?:/|of|out of)\s?\d{1,3})?\s(?:of the )?
      (?:repeating )?layers?(?:\s(?:offloaded|on|to|in|onto|into))?\s?(?:the |my |a )?(?:GPU|VRAM|cards?)
      \b
    `,
    field: "gpuLayers",
  },
  {
    pattern: regex("gi")`
      \b(\d{1,3})(?:\s?(?:/|of|out of)\s?\d{1,3})?\s(?:of the )?layers (?:are |were |go |went )?(?:
        (?:offloaded|fit|placed|put)(?: (?:in|on|to))?|on|in|onto
      ) ?(?:the |my |a )?(?:(?:GPU|VRAM)\b|cards?\b)
    `,
    field: "gpuLayers",
  },
  { pattern: /\boffloaded (\d{1,3})\/\d{1,3} layers/gi, field: "gpuLayers" },
  {
    pattern: /\bGPU (?:offload|layers)\s?[:=]?\s(\d{1,3})(?:\s?\/\s?\d{1,3})?\b(?!\s?%)/gi,
    field: "gpuLayers",
  },
  {
    pattern: /(?<![-\w])(?:ngl|n_gpu_layers|gpu_layers)(?:\s?[=:]\s?|[ ])(\d{1,3})\b/gi,
    field: "gpuLayers",
  },
  { pattern: /(?<![-\w])(?:np|n_parallel)\s?[=:]\s?(\d{1,3})\b/g, field: "concurrency" },
  {
    pattern: /(?:上下文|コンテキスト)(?:长度|長)?\s?(?:为|是|[:：=])?\s?(\d{3,7})\b/g,
    field: "contextLength",
  },
];

/** "flash attention" in a list of settings: between commas, with a context, a cache or layers in the same list. */
const LISTED = regex("gim")`[,;+(/]\s?(${FLASH})(?=\s?[,;+).]|\s?$)`;
const OTHER_SETTING = /\bctx\b|context|\bKV\b|\bngl\b|layers|\bq[48]_0\b|\bcache\b|\bbatch\b/i;

/** The settings that the phrases of a text state, in no particular order. */
export function toldSettings(text: string): ToldSetting[] {
  const found: ToldSetting[] = [];
  for (const { pattern, field } of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const value = countOf(match[1] ?? "");
      const place = { start: match.index, end: match.index + match[0].length };
      if (value !== undefined && !isDenied(text, place.start)) found.push({ field, value, ...place });
    }
  for (const match of text.matchAll(LISTED)) {
    const end = match.index + match[0].length;
    const around = text.slice(Math.max(0, match.index - 60), match.index) + text.slice(end, end + 60);
    if (OTHER_SETTING.test(around.replaceAll("\n", " ")))
      found.push({ field: "flashAttention", value: true, start: end - match[1]!.length, end });
  }
  return found;
}

function countOf(words: string): number | undefined {
  if (/^\d/.test(words)) return Number(words);
  if (/^both$/i.test(words)) return 2;
  const at = NUMBER_WORDS.indexOf(words.toLowerCase().replace(/^all /, ""));
  return at < 0 ? undefined : at + 1;
}

const isDenied = (text: string, start: number) =>
  /\b(?:no|without|instead of|not|never)\s(?:using )?$/i.test(text.slice(Math.max(0, start - 20), start));
