/**
 * Reads the short phrases by which headers and row labels tell settings apart: `FA on`, `TP=2`, `no draft`, `-ctk q8_0`.
 * Knows nothing of running text, where such words are looser.
 */
import { regex } from "../../../record/regex.ts";
import type { FindingField, Findings } from "../findings.ts";
import type { Cell } from "../layout/tables.ts";

type Reading = readonly [field: FindingField, value: unknown];
type Phrase = readonly [pattern: RegExp, read: (match: RegExpExecArray) => Reading | undefined];

const OFF = /\b(?:no|off|without|w\/o|disabled|false|0)\b|=\s?0\b/i;

const PHRASES: readonly Phrase[] = [
  [
    regex("i")`
      (?:\b(?:no|w/o|without|with)\s)?(?:\bfa|\bflash[ -]?att(?:entio)?n)\s?[=:]?\s?
      (?:on|off|0|1|enabled|disabled|true|false)?\b
    `,
    ([words]) => (/\s|=|:|\d/.test(words) ? ["flashAttention", !OFF.test(words)] : undefined),
  ],
  [
    /\b(?:tp|tensor[ -]parallel(?:ism)?)[ =:-]?\s?(\d{1,2})\b|\b(\d{1,2})\s?[x×]\s?tp\b/i,
    (match) => ["tensorParallel", Number(match[1] ?? match[2])],
  ],
  [
    /\+\s?(?:draft(?:er|ing)?(?: model)?|spec(?:ulation|ulative)?(?: decoding)?|MTP|EAGLE\S{0,3})\b/i,
    ([words]) => ["speculative", words.replace(/^\+\s?/, "")],
  ],
  [/\bngl[ =:]\s?(\d{1,3})\b/i, ([, layers]) => ["gpuLayers", Number(layers)]],
  [
    /\b(?:layer|row|tensor|graph|no)[ -]split\b|\bsplit[ -]mode (?:layer|row|tensor|graph|none)\b/i,
    ([words]) => ["placement", words.toLowerCase()],
  ],
];

/** What a header or a label states by such phrases; each fact has the phrase's own place. */
export function settingsIn(cell: Cell): Findings {
  const found: Findings = {};
  for (const [pattern, read] of PHRASES) {
    const match = pattern.exec(cell.text);
    const reading = match === null ? undefined : read(match);
    if (match === null || reading === undefined) continue;
    const start = cell.start + match.index;
    const [field, value] = reading;
    Object.assign(found, { [field]: { value, start, end: start + match[0].length } });
  }
  return found;
}
