/** Random texts and quotes for alignment trials, reproducible from a seed. */

export interface Random {
  /** From 0 up to, not including, `below`. */
  below(below: number): number;
  pick<T>(items: readonly T[]): T;
  chance(share: number): boolean;
}

/** A small generator (mulberry32): the same seed, the same run. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, pick: (items) => items[below(items.length)]!, chance: (share) => next() < share };
}

const WORDS = [
  "I",
  "get",
  "around",
  "tokens",
  "per",
  "second",
  "on",
  "my",
  "two",
  "cards",
  "with",
  "the",
  "model",
  "not",
  "RTX",
  "3090",
  "17.2",
  "45",
  "Q4_K_M",
  "llama.cpp",
  "größer",
  "naïve",
  "速度",
  "模型",
  "🚀",
  "e\u0301tude",
  "ﬁne",
  "“quoted”",
  "—",
  "**bold**",
  "5 %",
  "6 %",
  "32k",
  "context",
  "\n\n",
  "|",
  "x²",
  "Ⅳ",
  "İstanbul",
  "straße",
  "👩‍💻",
  "\u200bzero",
  "c\u0327a",
  "tok/s",
];

/** A text of about `words` words from a vocabulary with numbers, emoji, CJK, ligatures and combining marks. */
export function randomText(random: Random, words: number): string {
  return Array.from({ length: words }, () => random.pick(WORDS)).join(" ");
}

/** A stretch of the text, changed a little: as a model that copies carelessly would quote it. */
export function carelessQuote(random: Random, text: string): string {
  const words = text.split(" ");
  const start = random.below(Math.max(1, words.length - 4));
  const quote = words.slice(start, start + 3 + random.below(9));
  const changes = random.below(4);
  for (let i = 0; i < changes; i++) {
    const at = random.below(quote.length);
    const kind = random.below(4);
    if (kind === 0) quote.splice(at, 1);
    else if (kind === 1) quote.splice(at, 0, random.pick(WORDS));
    else if (kind === 2) quote[at] = random.pick(WORDS);
    else quote[at] = (quote[at] ?? "").toUpperCase();
  }
  return quote.join(random.chance(0.2) ? "  " : " ");
}
