/** What every text from outside passes before it is kept as text: one form of characters and line ends, and no secrets. */
import { maskSecrets } from "./clean/mask-secrets.ts";
import { normaliseText } from "./clean/normalise-text.ts";

/** The words as they are kept. The same input always gives the same text. */
export function cleanBody(words: string): string {
  return maskSecrets(normaliseText(words)).text;
}
