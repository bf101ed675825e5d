/**
 * Finds the speeds that a label or a verb makes one (`PP 390`, `decode fell to 58.3`, `reads at 340`), whatever unit stands
 * behind them. Knows nothing of the other figures around.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex, regexPart } from "../../../record/regex.ts";
import { FIGURE } from "./numbers.ts";

/** The value of a figure's words. */
export type Read = (figure: string) => number;
/** Takes a speed and the place that states it. */
export type Add = (value: number, match: RegExpExecArray, metric?: Metric) => void;

/** What may not follow a figure that is a speed only by its label. */
const NO_OTHER_UNIT = regexPart`
  (?!
    [\d.,]*\d|
    \s?(?:
      %|x\b|×|k\b|K\b|[KMGT]i?B?\b|ms\b|s\b|sec|W\b|B\b|tokens?\b|words?\b|layers?|min|hours?|°|USD|\$|€|
      -?bit|experts?|runs?
    )
  )
`;
const LABEL_WORDS =
  "prefill|decode|decoding|(?:token |text )?generation|gen|eval(?:uation)?|prompt(?: processing| eval(?:uation)?| ingestion)?|prompt";
/** `PP 390`, `tg = 47`, `prefill: 1900`, `Token generation: 111.95`; words need a sign between, `PP` and `TG` do not. */
const LABELLED = regex("gi")`
  (?<!-)\b(?:
    (pp|tg)(?: speed| rate)?(?: (?:of|for) (?:the )?[a-z][\w.-]{2,24})?(?:
      \s?[:=~≈@]{1,2}\s{0,3}|\s(?:is |was |of |at |around |about |stays |stayed |now |only )?
    )|
    (${LABEL_WORDS})(?: speed| rate| throughput)?\**\s?[:=]\**\s{0,3}
  )(?:~|≈|about |around )?\**(${FIGURE})(?!(?<=\bpp ?[= ] ?[1-8])(?:\s?:|[,;)\s]|$))${NO_OTHER_UNIT}
`;
/** `decode is 2.3 only`, `generation was 38.6`: words without a sign need a fraction to be a speed. */
const SPOKEN = regex("gi")`
  \b(prefill|decod(?:e|ing)|(?:token )?gen(?:eration)?|prompt (?:processing|eval(?:uation)?)|eval)
  (?: speed| rate)?(?: @? ?\d{1,3}k)?(?: is| was| at| of| stays| stayed| (?:the )?same| still|,)? (?:only |just |about |around |~|≈)?\**
  (\d{1,6}\.\d{1,3})\**${NO_OTHER_UNIT}
`;
/** `prefill 171`, `decode only 48`: a whole number that is no usual length of a prompt. */
const SPOKEN_WHOLE = regex("gi")`
  \b(prefill|decode)(?: speed| rate)?(?: @? ?\d{1,3}k)?(?: is| was| at| of| stays| stayed)? (?:
    only |just |about |around |~|≈
  )?\**(?!(?:16|32|64|128|256|512|\d{1,2}024|2048|4096|8192|\d{1,2}[05]00)\b)(\d{2,4})\b\**${NO_OTHER_UNIT}
  (?!\s?(?:[-–/+]|to\b|in\b|of\b|requests?|chunks?|slots?|prompts?|nodes?|workers?|gpus?|cards?|cores?|threads?))
`;
/** `reads at 340`, `it writes at 38.6 and …`: what a reader and a writer do, without a unit. */
const VERBED = regex("gi")`
  \b(?:
    (reads?|eats|ingests?|digests?)|writes?|wrote|types|typed|generates?|generated
  )(?: (?:it|those|them|that|prompts?|text|answers?|new text|tokens))?[ ]
  at (?:about |around |roughly |some |~)?\**(${FIGURE})\**(?: (?:a|per|each) second\b)?${NO_OTHER_UNIT}
  (?=\s?(?:$|[,;.)\n]|(?:and|with|while|but|on|when|in|from|after|for)\b(?! \d)))(?!\.\d)
`;
/** `the prompt at 620`, `prompts go through at 410`: read without a unit. */
const PROMPT_AT = regex("gi")`
  \b(?:prompts?|prefill)(?: (?:go(?:es)?|went|came|comes?|runs?|ran|(?:is|are|was|were|gets?|got) (?:read|processed)))?
  (?: through| in)? at (?:about |around |roughly |some |~)?\**(${FIGURE})\**${NO_OTHER_UNIT}
  (?=\s?(?:$|[,;.)\n]|(?:and|with|while|but|on|when|in|a second|t\/s|tok)\b))(?!\.\d)
`;
/** `prompt processing falls to 1,310`, `decode went up a little to 63.8`. */
const MOVED = regex("gi")`
  \b(prefill|decod(?:e|ing)|(?:token )?generation|prompt(?: processing| eval(?:uation)?)?|(?:pp|tg)\d{0,5})
  (?: speed| rate)? (?:
    falls?|fell|drops?|dropped|rises?|rose|goes|went|climbs?|climbed|jumps?|jumped|improve[sd]?|
    increase[sd]?|decrease[sd]?|sinks?|sank|grows?|grew|comes?|came|also,?|too,?
  )(?: (?:up|down|back|only|a (?:little|bit|lot)|slightly|further)){0,2}(?: from (${FIGURE}))? to[ ]
  (?:only |just |about |around |~|≈)?\**(${FIGURE})\**${NO_OTHER_UNIT}
`;
/** `pp512 goes down, 812.60 → 655.18`, `121.3 → 149.8 pp`: a change of a labelled speed. */
const CHANGED = regex("gi")`
  (?:\b(pp|tg) ?\d{0,6}\b[^\d→>;\n]{0,40})?(?<![\d.])(\d{1,6}(?:\.\d{1,3})?) ?(?:→|->|=>|-->) ?\**
  (\d{1,6}(?:\.\d{1,3})?)\**(?: ?(pp|tg)\b)?
`;
/** `118 pp`, `155.5 pp512`, `640 pp / 30.2 tg`; a label with a figure right behind it may be that one's. */
const LABEL_AFTER = regex("gi")`
  (${FIGURE})(?:\s?(pp|tg)\b|\s(pp|tg)\d{2,5}\b)
  (?!\s?[:=]|\s?\/?\s?\**[~≈]?\d(?![\d.,]{0,9} ?(?:pp|tg)\b))
`;

/** Adds every labelled speed of `words`. */
export function readLabelled(words: string, read: Read, add: Add): void {
  for (const match of words.matchAll(LABELLED)) {
    const label = (match[1] ?? match[2])!;
    add(read(match[3]!), match, /^(?:pp|pre|prompt)/i.test(label) ? "prefill" : "decode");
  }
  for (const match of words.matchAll(SPOKEN))
    add(read(match[2]!), match, /^(?:pre|prompt)/i.test(match[1]!) ? "prefill" : "decode");
  for (const match of words.matchAll(SPOKEN_WHOLE))
    add(read(match[2]!), match, /^p/i.test(match[1]!) ? "prefill" : "decode");
  for (const match of words.matchAll(MOVED))
    for (const figure of [/^(?:pp|tg)/i.test(match[1]!) ? match[2] : undefined, match[3]])
      if (figure !== undefined) add(read(figure), match, /^p/i.test(match[1]!) ? "prefill" : "decode");
  if (/\bat\b/.test(words)) {
    for (const match of words.matchAll(PROMPT_AT)) add(read(match[1]!), match, "prefill");
    for (const match of words.matchAll(VERBED))
      if (!/\b(?:I|we|you|people) $/.test(words.slice(Math.max(0, match.index - 8), match.index)))
        add(read(match[2]!), match, match[1] === undefined ? "decode" : "prefill");
  }
  for (const match of words.matchAll(CHANGED)) {
    const label = match[4] ?? match[1];
    if (label === undefined) continue;
    for (const figure of [match[2]!, match[3]!])
      add(read(figure), match, /^pp/i.test(label) ? "prefill" : "decode");
  }
  for (const match of words.matchAll(LABEL_AFTER))
    add(read(match[1]!), match, /^pp/i.test((match[2] ?? match[3])!) ? "prefill" : "decode");
}
