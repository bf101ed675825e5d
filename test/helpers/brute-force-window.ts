/** The nearest window found by trying every one: the yardstick for `nearestWindow`. */
import type { Token, TokenWindow } from "../../src/extract/evidence/nearest-window.ts";

const NEVER = 1e9;

/** Least cost, then first end, then the shortest. */
export function bruteForceWindow(
  text: readonly Token[],
  quote: readonly Token[],
  most: number,
): TokenWindow | undefined {
  let best: TokenWindow | undefined;
  for (let end = 1; end <= text.length; end++) {
    for (let start = end - 1; start >= 0; start--) {
      const cost = distance(text.slice(start, end), quote);
      if (cost <= most && (best === undefined || cost < best.cost)) best = { start, end, cost };
    }
  }
  return best;
}

function distance(a: readonly Token[], b: readonly Token[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const cell = (i: number, j: number) => table[i]?.[j] ?? 0;
  const price = (token: Token | undefined) => (token?.fixed ? NEVER : 1);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 && j === 0) continue;
      const options: number[] = [];
      if (i > 0) options.push(cell(i - 1, j) + price(a[i - 1]));
      if (j > 0) options.push(cell(i, j - 1) + price(b[j - 1]));
      if (i > 0 && j > 0) {
        const same = a[i - 1]?.word === b[j - 1]?.word;
        options.push(cell(i - 1, j - 1) + (same ? 0 : Math.max(price(a[i - 1]), price(b[j - 1]))));
      }
      (table[i] as number[])[j] = Math.min(...options);
    }
  }
  return cell(a.length, b.length);
}
