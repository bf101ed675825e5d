/**
 * The stretch of a text's words that is nearest to a quote's words, by edit distance over words. A word with a digit in
 * it may be neither changed, left out nor added. Knows nothing of characters between words.
 */

export interface Token {
  word: string;
  /** Half-open range into the folded text. */
  start: number;
  end: number;
  /** True for what must match exactly: words with a digit, signs that change a number, and words that turn a claim round. */
  fixed: boolean;
}

const WORD = /[\p{L}\p{N}]+(?:[.,_/+:'-][\p{L}\p{N}]+)*|[%<>±~]/gu;
const TURNS_ROUND = new Set([
  "not",
  "no",
  "never",
  "without",
  "fails",
  "failed",
  "cannot",
  "can't",
  "doesn't",
  "don't",
  "didn't",
  "isn't",
  "wasn't",
  "won't",
  "nicht",
  "kein",
  "keine",
  "pas",
  "%",
  "<",
  ">",
  "±",
]);

/** The words of a folded text, in order. */
export function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const match of folded.matchAll(WORD)) {
    const word = match[0];
    if (word === "~") continue;
    const fixed = /\p{N}/u.test(word) || TURNS_ROUND.has(word);
    tokens.push({ word, start: match.index, end: match.index + word.length, fixed });
  }
  return tokens;
}

export interface TokenWindow {
  /** Half-open range of tokens. */
  start: number;
  end: number;
  /** Words changed, left out or added. */
  cost: number;
}

const NEVER = 1e9;

/**
 * The window with the least cost, at most `most`; among those the one that ends first, and of those the shortest.
 * Runs in text × quote steps (Sellers' algorithm with the window's start carried along).
 */
export function nearestWindow(
  text: readonly Token[],
  quote: readonly Token[],
  most: number,
): TokenWindow | undefined {
  const n = quote.length;
  if (n === 0) return undefined;
  let costs = new Float64Array(n + 1);
  let starts = new Int32Array(n + 1);
  let nextCosts = new Float64Array(n + 1);
  let nextStarts = new Int32Array(n + 1);
  for (let i = 1; i <= n; i++) costs[i] = (costs[i - 1] ?? 0) + (quote[i - 1]?.fixed ? NEVER : 1);
  let best: TokenWindow | undefined;
  for (let j = 1; j <= text.length; j++) {
    const word = text[j - 1] as Token;
    nextCosts[0] = 0;
    nextStarts[0] = j;
    for (let i = 1; i <= n; i++) {
      const wanted = quote[i - 1] as Token;
      const change = word.word === wanted.word ? 0 : word.fixed || wanted.fixed ? NEVER : 1;
      let cost = (costs[i - 1] as number) + change;
      let start = starts[i - 1] as number;
      const added = (costs[i] as number) + (word.fixed ? NEVER : 1);
      if (added < cost || (added === cost && (starts[i] as number) > start)) {
        cost = added;
        start = starts[i] as number;
      }
      const leftOut = (nextCosts[i - 1] as number) + (wanted.fixed ? NEVER : 1);
      if (leftOut < cost || (leftOut === cost && (nextStarts[i - 1] as number) > start)) {
        cost = leftOut;
        start = nextStarts[i - 1] as number;
      }
      nextCosts[i] = cost;
      nextStarts[i] = start;
    }
    [costs, nextCosts] = [nextCosts, costs];
    [starts, nextStarts] = [nextStarts, starts];
    const cost = costs[n] as number;
    const start = starts[n] as number;
    if (cost <= most && start < j && (best === undefined || cost < best.cost)) best = { start, end: j, cost };
  }
  return best;
}
