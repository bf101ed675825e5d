/**
 * Masks secrets in a text before anything is stored: each becomes `[masked KIND]`. Knows nothing of where the text came
 * from; the shapes are data in secret-shapes.ts.
 */
import { SECRET_SHAPES } from "./secret-shapes.ts";

export interface MaskedText {
  text: string;
  /** How many of each kind, in the order of the shapes. */
  masked: { kind: string; count: number }[];
}

/** Nearly all secrets hold a run like this; where there is none only the shapes of words and addresses are tried. */
const LONG_RUN = /[A-Za-z0-9_/+.=~:-]{20}/;

/** Longer texts all have one; it need not be looked for. */
const LONG_TEXT = 2000;

/** Linear in the text's length; the same text always gives the same result. */
export function maskSecrets(text: string): MaskedText {
  const counts = new Map<string, number>();
  const hasLongRun = text.length >= LONG_TEXT || (text.length >= 20 && LONG_RUN.test(text));
  let masked = text;
  for (const { kind, hints, pattern, group, accept, short } of SECRET_SHAPES) {
    if (!hasLongRun && !short) continue;
    if (!hints.some((hint) => masked.includes(hint))) continue;
    masked = masked.replace(pattern, (match: string, ...groups: unknown[]) => {
      const secret = group === undefined ? match : (groups[group - 1] as string);
      if (secret.includes("[masked ") || (accept && !accept(secret))) return match;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const mask = `[masked ${kind}]`;
      if (group === undefined) return mask;
      const at = match.lastIndexOf(secret);
      return match.slice(0, at) + mask + match.slice(at + secret.length);
    });
  }
  return { text: masked, masked: [...counts].map(([kind, count]) => ({ kind, count })) };
}
