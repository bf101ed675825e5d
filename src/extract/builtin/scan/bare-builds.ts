/**
 * Finds builds that a text gives by their number alone beside others that it calls builds: "build 7008 is slow, with 6985
 * it was fine". Knows nothing of engines.
 */
import { regex } from "../../../record/regex.ts";

/** A number of four or five digits where a build may be meant. */
const BARE = regex("gi")`
  (?:\b(?:with|on|in|from|to|than|and|vs\.?|at|of|using)\s|(?<=^|\n)|\()(\d{4,5})
  (?=\)|[ ](?:is|was|it|the|works?|did|does|gives|gave|runs|ran|i|and|to|vs|here|same|crash\w*|still)\b|[,:;.](?=\s|$)|\s?$)
`;

/** Builds of one report lie near each other: at most this share of the number apart. */
const NEAR = 0.1;

/** The builds of a text by their numbers, where `known` are the numbers of those that it calls builds. */
export function bareBuilds(
  text: string,
  known: readonly string[],
): { value: string; start: number; end: number }[] {
  const numbers = known.filter((version) => /^\d{4,5}$/.test(version)).map(Number);
  if (numbers.length === 0) return [];
  return [...text.matchAll(BARE)].flatMap((match) => {
    const value = match[1]!;
    const start = match.index + match[0].length - value.length;
    const meant = numbers.some((number) => Math.abs(number - Number(value)) <= NEAR * number);
    return meant && !isYear(value) ? [{ value, start, end: start + value.length }] : [];
  });
}

const isYear = (digits: string) => /^20[12]\d$/.test(digits);
