/**
 * Reads the size that a text states of a model beside its name: "…, the 671B one", "(753B total, 40B active)", "an 80B
 * with 3 active". Knows nothing of names, nor of sizes that stand in one.
 */
import { regex, regexPart } from "../../../record/regex.ts";

/** Parameters in thousand millions, and the half-open place of the words that state them. */
export interface StatedSize {
  parametersB: number;
  activeParametersB?: number | undefined;
  start: number;
  end: number;
}

const SIZE = String.raw`(\d{1,4}(?:\.\d{1,2})?)[ -]?([BT])(?:-A(\d{1,3}(?:\.\d)?)B)?\b`;
const COUNTED = regexPart`
  (?:total |in total|overall |of )?(?:params?\b|parameters?\b|weights\b)|\btotal\b|in total\b|overall\b
`;

/** What stands between a name and a size that is said of it, and what must follow the size. */
const LINKS: readonly RegExp[] = [
  regex()`^[\x60*"]{0,3}[ \w.-]{0,24}[([](?:the |an? |all |~|≈|about |around |approx\. )?${SIZE}`,
  regex()`
    ^,? (?:which|that|it)(?: is|'s|’s) (?:the |an? |actually )?(?:dense |MoE |full |whole ){0,2}${SIZE}
  `,
  regex()`
    ^ ?[,–—:-] ?(?:the |an? )?${SIZE}(?= (?:one|version|variant|model|MoE|dense|mixture|with)\b)
  `,
  regex()`^ (?:is|was) an? (?:\w{1,12} ){0,2}${SIZE}`,
  regex()`
    ^ ?(?:[,–—:-] ?|with (?:its |all |a total of )?|has |at |all )?(?:[a-z]{1,4} )?${SIZE} (?:${COUNTED})
  `,
  regex()`^[^.;|\n]{0,60}?\ball ${SIZE} of it\b`,
];

/** More sizes follow: the text lists what there is of a family. */
const LISTED =
  /^\s?(?:,|\/|\||or\b|and\b|&)\s?(?:the |and |or )?\d{1,4}(?:\.\d)?\s?B\b(?! active|[^,;.)]{0,16}active)/;

const WORDS = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const ACTIVE = regex("i")`
  ^[^.;\n|]{0,28}?\b(?:A?(\d{1,3}(?:\.\d{1,2})?) ?B?|(${WORDS.slice(1).join("|")})(?: billion)?)[ -]
  (?:params? |parameters )?(?:active|activated)\b
`;

/** The size that is said of the name that ends at `end`; undefined where none is. */
export function statedSize(text: string, end: number): StatedSize | undefined {
  const rest = text.slice(end, end + 160);
  for (const link of LINKS) {
    const match = link.exec(rest);
    if (match === null) continue;
    const after = rest.slice(match[0].length);
    if (LISTED.test(after)) return undefined;
    const value = Number(match[1]) * (match[2] === "T" ? 1000 : 1);
    if (value < 0.01 || value > 5000) return undefined;
    const active = match[3] === undefined ? activeAfter(after) : { value: Number(match[3]), length: 0 };
    const fits = active !== undefined && active.value < value;
    return {
      parametersB: value,
      activeParametersB: fits ? active.value : undefined,
      start: end + match[0].search(/\d{1,4}(?:\.\d{1,2})?[ -]?[BT]/),
      end: end + match[0].length + (fits ? active.length : 0),
    };
  }
  return undefined;
}

/** The active part that is said of a model whose name has its size: `Qwen3-Next-80B (3B active)`. */
export function statedActive(
  text: string,
  end: number,
  model: { parametersB: number | null; activeParametersB: number | null },
): StatedSize | undefined {
  if (model.parametersB === null || model.activeParametersB !== null) return undefined;
  const rest = text.slice(end, end + 60);
  if (!/^ ?(?:[(,]| params?\b| parameters\b| with\b)/.test(rest)) return undefined;
  const active = activeAfter(rest);
  if (active === undefined || active.value >= model.parametersB) return undefined;
  return {
    parametersB: model.parametersB,
    activeParametersB: active.value,
    start: end,
    end: end + active.length,
  };
}

/** `, 40B active`, `with 3 active`, `about three active`. */
function activeAfter(rest: string): { value: number; length: number } | undefined {
  const match = ACTIVE.exec(rest);
  if (match === null) return undefined;
  const value = match[1] === undefined ? WORDS.indexOf(match[2]!.toLowerCase()) : Number(match[1]);
  return value > 0 ? { value, length: match[0].length } : undefined;
}

/** `40B active`, `1T DDR4`, `15B tokens`: a number of that form that is no model's size. */
export function isNoModel(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 28);
  if (
    /^\s?(?:-|total )?(?:params? |parameters )?(?:active|activated|tokens?|samples|images|rows|requests|users)\b/i.test(
      after,
    )
  )
    return true;
  if (/\bactive(?: params?| parameters)?[:=]? ?~?$/i.test(text.slice(Math.max(0, start - 22), start)))
    return true;
  const trillion = /T$/.test(text.slice(start, end));
  return (
    trillion &&
    !/^[ -](?:total |in total |of )?(?:params?|parameters?|models?|MoE|weights|class)\b/i.test(after)
  );
}
