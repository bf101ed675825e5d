/** Estimates tokens before a server has counted them. Knows nothing of prices. */

/** Loads the o200k encoding once and counts with it; near enough for every present model family. */
export async function tokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  return (text) => countTokens(text);
}

/** A quick guess without a tokenizer: English and code run at about 3.6 characters a token. */
export function roughTokens(text: string): number {
  return Math.ceil(text.length / 3.6);
}

/** Tokens that a chat template adds for each message. */
export const TOKENS_PER_MESSAGE = 4;
