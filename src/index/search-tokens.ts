/**
 * Words for full-text search, cut the same way from records and from questions: "RTX3090" and "RTX 3090", "q4km" and
 * "Q4_K_M", "qwen 3" and "Qwen3" share a token. Knows nothing of what the words mean.
 */

/** Longest text that is cut; what comes after names nothing that a search needs. */
const MOST_CHARACTERS = 20_000;
const WORD = /[\p{L}\p{N}]+(?:[._+/-]+[\p{L}\p{N}]+|\+)*/gu;
const PIECE = /\p{N}+(?:\.\p{N}+)*|\p{L}+|\+/gu;
/** Words that stand before numbers without being a name. */
const NO_NAMES = new Set(
  "on in at to with for and or of two three four dual quad least over about my the a is".split(" "),
);
const HAS_DIGIT = /\p{N}/u;

/**
 * The tokens of a text, in order, with repeats. Of each word: its letters and numbers apart, neighbours of the two
 * kinds joined, and the whole word without its separators; and a name joined with the number that follows it.
 */
export function searchTokens(text: string): string[] {
  const tokens: string[] = [];
  const folded = text.slice(0, MOST_CHARACTERS).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let before = "";
  for (const [word] of folded.matchAll(WORD)) {
    const pieces = word.match(PIECE) ?? [];
    const ofWord = new Set<string>();
    pieces.forEach((piece, at) => {
      if (piece !== "+" && (piece.length > 1 || HAS_DIGIT.test(piece))) ofWord.add(piece);
      const next = pieces[at + 1];
      if (next !== undefined && HAS_DIGIT.test(piece) !== HAS_DIGIT.test(next)) ofWord.add(piece + next);
    });
    if (pieces.length > 1) ofWord.add(pieces.join("").replaceAll(".", ""));
    const first = pieces[0] ?? "";
    if (joinable(before, first)) ofWord.add(before + first);
    tokens.push(...ofWord);
    before = pieces.length === 1 ? first : "";
  }
  return tokens;
}

/** The column that full-text search reads, and the form that a question is asked in. */
export function searchableForm(text: string): string {
  return searchTokens(text).join(" ");
}

/** "rtx" before "3090", "qwen" before "3": a name and its number, written apart. */
function joinable(before: string, next: string): boolean {
  if (before.length < 2 || before.length > 12 || NO_NAMES.has(before)) return false;
  return !HAS_DIGIT.test(before) && HAS_DIGIT.test(next);
}
