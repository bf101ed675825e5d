/**
 * What a line says of the run below it alone, or of its own: a state such as "before", or a version. Knows nothing of code
 * or of figures.
 */
import { regex } from "../../../record/regex.ts";
import type { Observation } from "../findings.ts";
import type { Walk } from "./walk.ts";

/** `Before:` and `After:` above two blocks of output: two runs; `1.97.1:` is the version of one. */
export function stateOfCaption({
  caption,
  headings,
  source,
}: Walk): Pick<Observation, "variant" | "own"> | undefined {
  const span = caption ?? headings.at(-1)?.span;
  const words = span === undefined ? "" : source.text.slice(span.start, span.end).replace(TAGS, "");
  const state = words.length > LONGEST_STATE ? undefined : STATE.exec(words)?.[1];
  if (span === undefined || state === undefined) return undefined;
  if (!/^v?\d/.test(state)) return { variant: state.toLowerCase(), own: {} };
  const value = state.replace(/^v/i, "").replace(/\.$/, "");
  const start = source.text.indexOf(value, span.start);
  return { variant: value, own: { version: { value, start, end: start + value.length } } };
}

const LONGEST_STATE = 48;
const TAGS = /<\/?[a-z]{1,12}>/g;
const STATE = regex("i")`
  ^\W{0,8}(
    before|after|without|with|baseline|stock|patched|default|old|new|master|main|this PR|PR|on|off|
    v?\d{1,3}\.\d{1,3}\.\d[\w.+]{0,24}
  )(?![\w/])
`;

/** "before: 41 t/s", "After:" on a line of its own: the state that the line's figures and those below it are of. */
export const stateOfLine = (words: string): string | undefined =>
  STATE_LINE.exec(words.slice(0, LONGEST_STATE))?.[1]?.toLowerCase();

const STATE_LINE = regex("i")`
  ^[\W_]{0,6}(
    before|after|master|main|baseline|stock|patched|old|new|now|this PR|PR|
    with(?:out)? (?:the |this )?(?:PR|patch|fix|branch|change)
  )[*_\x60]{0,2}(?:\s?:|[*_\x60]{0,2}$)
`;
