/** What the line above a block of output says of its run alone: a state such as "before", or a version. Knows nothing of code. */
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
