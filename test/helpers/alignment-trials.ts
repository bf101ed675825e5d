/** One randomised alignment trial: everything that must hold of an alignment, checked against trying every window. */
import {
  alignQuote,
  FUZZY_LEAST_WORDS,
  FUZZY_THRESHOLD,
  quotable,
} from "../../src/extract/evidence/align-quote.ts";
import { fold } from "../../src/extract/evidence/fold-text.ts";
import { tokensOf } from "../../src/extract/evidence/nearest-window.ts";
import { bruteForceWindow } from "./brute-force-window.ts";
import { carelessQuote, randomText, seededRandom } from "./random-text.ts";

export interface TrialCounts {
  exact: number;
  normalised: number;
  fuzzy: number;
  none: number;
}

/** Runs the trials from `first` on and gives how often each kind of alignment came. @throws Error naming the seed that fails. */
export function alignmentTrials(first: number, trials: number): TrialCounts {
  const counts: TrialCounts = { exact: 0, normalised: 0, fuzzy: 0, none: 0 };
  for (let seed = first; seed < first + trials; seed++) counts[trial(seed)]++;
  return counts;
}

function trial(seed: number): keyof TrialCounts {
  const random = seededRandom(seed);
  const text = randomText(random, 6 + random.below(30));
  const quote = random.chance(0.9) ? carelessQuote(random, text) : randomText(random, 5);
  const source = quotable(text);
  const found = alignQuote(source, quote);
  const fail = (why: string): never => {
    throw new Error(
      `seed ${seed}: ${why}\ntext  ${JSON.stringify(text)}\nquote ${JSON.stringify(quote)}\nfound ${JSON.stringify(found)}`,
    );
  };
  const needle = tokensOf(fold(quote));
  const most = Math.floor(needle.length * (1 - FUZZY_THRESHOLD) + 1e-9);
  const best = bruteForceWindow(source.tokens(), needle, most);
  if (!found) {
    if (best && needle.length >= FUZZY_LEAST_WORDS) fail("a window is near enough, and was not found");
    return "none";
  }
  const words = text.slice(found.start, found.end);
  if (found.start < 0 || found.end > text.length || words.trim() === "")
    fail("the range is no stretch of the text");
  if (!words.isWellFormed()) fail("the range cuts a character in two");
  const numbers = (part: string) =>
    tokensOf(fold(part))
      .filter((token) => token.fixed)
      .map((token) => token.word);
  if (found.alignment === "exact" && !quote.includes(words))
    fail("an exact range has other words than the quote");
  if (found.alignment === "fuzzy") {
    if (numbers(words).join(" ") !== numbers(quote).join(" ")) fail("a number differs");
    if (!best) return fail("found, although no window is near enough");
    const tokens = source.tokens();
    const { starts, ends } = source.folded();
    if (
      found.start !== starts[tokens[best.start]!.start] ||
      found.end !== ends[tokens[best.end - 1]!.end - 1]
    ) {
      fail(`another window is nearer: ${best.start}–${best.end} at ${best.cost}`);
    }
    if (Math.abs(found.similarity - (1 - best.cost / needle.length)) > 1e-9) fail("the similarity is wrong");
  }
  return found.alignment;
}
