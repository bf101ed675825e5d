/**
 * Reads how many devices take part where a text names none beside the number: `only one of them is used`, `on both cards`,
 * `CUDA_VISIBLE_DEVICES=0,1`. Knows nothing of which devices are meant.
 */
import { regex, regexPart } from "../../../record/regex.ts";

/** A place that says how many devices take part, with half-open offsets. */
export interface StatedCount {
  count: number;
  start: number;
  end: number;
}

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["a single", 1],
  ["single", 1],
  ["one", 1],
  ["dual", 2],
  ["two", 2],
  ["both", 2],
  ["three", 3],
  ["triple", 3],
  ["four", 4],
  ["quad", 4],
  ["five", 5],
  ["six", 6],
  ["seven", 7],
  ["eight", 8],
]);

const NUMBER = regexPart`
  \*{0,2}(a single|single|one|dual|two|both|three|triple|four|quad|five|six|seven|eight|[1-9]|1[0-6])
`;
const CARDS = String.raw`(?:cards?|GPUs?|graphics cards?|boards)\b(?! (?:per|each)\b)`;
const PHRASES: readonly RegExp[] = [
  // "only one of them is used", "four of the six are used"
  regex("gi")`
    \b(?:only |just |but )?${NUMBER} of (?:
      them|these|those|(?:the|my|our)(?: (?:\w{2,6}|\d))?(?: (?:cards|GPUs|boards))?
    )\*{0,2}(?: (?:is|are|was|were|gets?|being|here|actually|really)){0,3} (?:
      used|active|in use|running|busy|taken|needed|enough|visible
    )\b
  `,
  // "four of the cards carry"
  regex("gi")`
    \b${NUMBER} of (?:the|its|our|my|their|these) (?:\w{2,6} )?(?:cards|GPUs|boards|accelerators)[ ]
    (?:carry|run|serve|hold|host|do)\b
  `,
  // "on one card", "across both GPUs", "with all four cards", "the same four cards"
  regex("gi")`
    \b(?:on|over|across|with|using|to|uses?|used|between|needs?|for|same|all|fits?|in|for) (?:
      only |just |all |the |my |our |a |these |those |same[ ]
    ){0,2}${NUMBER}[- ]\*{0,2}(?:of (?:the|my|our) )?${CARDS}
  `,
  // "single-GPU", "2 GPUs:" as a label, "## Two cards"
  regex("gi")`(?:^|[\n|(,;:]|\n#{2,5}) {0,2}\*{0,2}${NUMBER}(?:[ -]| ?[x×] ?)${CARDS}`,
  /\b(single|dual|quad|triple)-(?:card|GPU)\b/gi,
];

/** A list of device numbers; an empty one or `all` says nothing. */
const MASK = regex("g")`
  \b(?:CUDA|HIP|ROCR|GGML_VK|GGML_CUDA|ONEAPI|ZE|GPU)_(?:
    VISIBLE_DEVICES|DEVICE_SELECTOR|AFFINITY_MASK|DEVICE_ORDINAL
  )[=:] ?["']?(?:level_zero:)?(\d{1,2}(?:,\d{1,2}){0,15})(?![\d,.])
`;

/** "unless it has to fit on two cards": no number of a run. */
const ONLY_IF =
  /\b(?:has to|have to|must|should|would|could|unless|if (?:it|they|you|we|one))\b[\w ]{0,14}$/i;

/** All places of the text that say how many devices take part. */
export function deviceCountsIn(text: string): StatedCount[] {
  const found: StatedCount[] = [];
  const note = (count: number | undefined, match: RegExpMatchArray) => {
    if (ONLY_IF.test(text.slice(Math.max(0, (match.index ?? 0) - 32), match.index))) return;
    const end = (match.index ?? 0) + match[0].length;
    const start = match[0].startsWith("\n") ? end - match[0].length + 1 : end - match[0].length;
    if (count !== undefined && count > 0) found.push({ count, start, end });
  };
  for (const pattern of PHRASES)
    for (const match of text.matchAll(pattern)) {
      const word = match[1]!.toLowerCase();
      note(NUMBERS.get(word) ?? Number(word), match);
    }
  for (const match of text.matchAll(MASK)) note(match[1]!.split(",").length, match);
  return found;
}
