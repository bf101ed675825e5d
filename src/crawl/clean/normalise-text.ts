/**
 * Takes out of a text what no reader sees: zero-width and tag characters, variation selectors, control characters,
 * carriage returns. Visible characters and their order stay, so the same input always has the same offsets.
 */
import { regex } from "../../record/regex.ts";

/** Zero-width space to right-to-left mark, bidi controls, word joiner and invisible operators, BOM, soft hyphen. */
const INVISIBLE = regex("gu")`
  [\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFE00-\uFE0F]|
  [\u{E0000}-\u{E007F}\u{E0100}-\u{E01EF}]
`;
const CONTROLS = /[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u009F]/g;

/** Most text is this and stays as it is. */
const PLAIN = /^[\t\n\x20-\x7E]*$/;

/**
 * The text with `\n` line ends, in NFC, without invisible characters and lone surrogates. Idempotent.
 */
export function normaliseText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, "\n")
    .replace(/\f/g, "\n")
    .replace(CONTROLS, "")
    .replace(INVISIBLE, "")
    .toWellFormed()
    .normalize("NFC");
}
