/**
 * The ways a text says over how many machines something runs: `over all four boxes`, `4 nodes`. Data; knows nothing of
 * which machines they are.
 */
import { regex, regexPart } from "../../../record/regex.ts";

/** A wording and the number that it states. */
export interface HowManyPhrase {
  pattern: RegExp;
  read: (words: string) => { field: "nodes"; value: number };
}

const NUMBERS = new Map([
  ["a single", 1],
  ["single", 1],
  ["just one", 1],
  ["only one", 1],
  ["one", 1],
  ["both", 2],
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["all four", 4],
  ["six", 6],
  ["eight", 8],
  ["all eight", 8],
]);
const NUMBER = `(?:${[...NUMBERS.keys()].sort((a, b) => b.length - a.length).join("|")}|[1-9]|1[0-6])`;

const countIn = (words: string): number => {
  const number = new RegExp(NUMBER, "i").exec(words)?.[0]?.toLowerCase() ?? "1";
  return NUMBERS.get(number) ?? Number(number);
};

/** `one box per`: not a number of machines that take part. */
const NOT_PART = regexPart`
  (?![- ]?(?:per|slots?|lanes?|each|of|prices?|build|in|is|was|has|had|for|more|less|later|sits|lives))
`;

export const HOW_MANY_PHRASES: readonly HowManyPhrase[] = [
  {
    pattern: regex("gi")`
      \b(?:on|over|across|with|using|from) (?:the |my |our |just |only )?${NUMBER}[ ]
      (?:nodes|boxes|machines|node|box|machine)\b${NOT_PART}
    `,
    read: (words) => ({ field: "nodes", value: countIn(words) }),
  },
  {
    pattern: regex(
      "gi",
    )`(?<=\b(?:is|are|was|were|uses?|used) )${NUMBER} (?:nodes|boxes|machines)\b${NOT_PART}`,
    read: (words) => ({ field: "nodes", value: countIn(words) }),
  },
  {
    pattern: /(?<=(?:^|[|(\n])[ *_]{0,4})\d{1,2}[ x×]{1,2}(?:nodes?|boxes|machines)\b/gi,
    read: (words) => ({ field: "nodes", value: Number(/\d{1,2}/.exec(words)?.[0] ?? 1) }),
  },
];

/** A number of machines or cards, with half-open offsets. */
export interface FurtherCount {
  value: number;
  start: number;
  end: number;
}

const FURTHER = regex("i")`
  ^[,;]?(?: and| then| but)? (?:~|≈)?\d{1,5}(?:\.\d{1,3})?(?: ?(?:t|tok)\/s)?[ ]
  ((?:on|over|across|with) (?:all )?${NUMBER})(?=[,.;)\s])(?! (?:\w+ )?\d)
`;

/** `41 t/s on one card, 70 on two, 110 on all four`: the counts that go on without their noun behind offset `from`. */
export function furtherCounts(text: string, from: number): FurtherCount[] {
  const found: FurtherCount[] = [];
  let at = from;
  while (found.length < MOST_FURTHER) {
    const match = FURTHER.exec(text.slice(at, at + 48));
    if (match === null) break;
    const end = at + match[0].length;
    found.push({ value: countIn(match[1]!), start: end - match[1]!.length, end });
    at = end;
  }
  return found;
}

const MOST_FURTHER = 8;
