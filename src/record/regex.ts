/**
 * Regular expressions too long for one line, written over several: line breaks and the indentation of the next line are not
 * part of them, so a space at a line's edge is written `[ ]`. Everything else reads as between slashes, and `${…}` puts in
 * the source of a part.
 */

/**
 * A regular expression.
 * @example regex("i")`
 *   \b(?:
 *     faster|slower|
 *     better
 *   ) than ${NAME}\b
 * `
 * @throws SyntaxError where the text is no regular expression, at the module's load.
 */
export function regex(flags = ""): (text: TemplateStringsArray, ...parts: string[]) => RegExp {
  return (text, ...parts) => new RegExp(regexPart(text, ...parts), flags);
}

/** The source of a part that several regular expressions have in common. */
export function regexPart(text: TemplateStringsArray, ...parts: string[]): string {
  return String.raw({ raw: text.raw.map((piece) => piece.replace(/\s*\n\s*/g, "")) }, ...parts);
}
