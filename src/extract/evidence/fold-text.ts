/**
 * A text as its readers see it: case, spaces, typographic quotes and dashes, Markdown marks and Unicode forms evened out,
 * with the way back to every original offset. Knows nothing of quotes or values.
 */

export interface FoldedText {
  folded: string;
  /** For each UTF-16 unit of `folded`, where its source character begins in the original. */
  starts: Int32Array;
  /** … and where it ends (half-open). */
  ends: Int32Array;
}

const REPLACED: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "‘": "'",
  "’": "'",
  "‚": "'",
  "–": "-",
  "—": "-",
  "−": "-",
  "‐": "-",
  "‑": "-",
  "×": "x",
  "≈": "~",
  "∼": "~",
  "|": " ",
};

/** Zero-width characters, the soft hyphen, Markdown's marks and its escapes. */
const DROPPED = /[\u200b-\u200f\u2060\ufeff\u00ad*`\\]/u;
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

/** Folds a text; linear in its length. Leading and trailing space is kept out. */
export function foldText(text: string): FoldedText {
  const out: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const push = (piece: string, start: number, end: number) => {
    out.push(piece);
    for (let i = 0; i < piece.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  let spaceAt = -1;
  for (const match of text.matchAll(CLUSTER)) {
    const cluster = match[0];
    const start = match.index;
    if (DROPPED.test(cluster)) continue;
    const even = REPLACED[cluster] ?? foldCluster(cluster);
    if (even.trim() === "") {
      if (spaceAt < 0) spaceAt = start;
      continue;
    }
    if (spaceAt >= 0 && out.length > 0) push(" ", spaceAt, start);
    spaceAt = -1;
    push(even, start, start + cluster.length);
  }
  return { folded: out.join(""), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function foldCluster(cluster: string): string {
  if (cluster.length === 1 && cluster < "\u0080") return cluster.toLowerCase();
  const even = cluster.normalize("NFKC").toLowerCase();
  return REPLACED[even] ?? even;
}

/** The fold alone, for comparing short strings. */
export function fold(text: string): string {
  return foldText(text).folded;
}
