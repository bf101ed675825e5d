/**
 * Finds what people note beside a command in its own file (`# 35 t/s, fits with 2 GB left`): the comments right above
 * it, on its lines and right below it. Knows nothing of the command itself.
 */

import { METRIC_UNITS } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Measured } from "../findings.ts";
import type { Source } from "../source.ts";
import { measuresIn } from "./read-measures.ts";

const COMMENT = /^[ \t]{0,40}(?:#|\/\/|REM\b|::|--(?=\s))/i;
/** A line that only names the command below: `agent:`, `cmd: |`, `[Service]`, `- name: x`. */
const NAMES = /^[ \t]{0,40}(?:- )?(?:"?[\w.-]{1,40}"?:\s*[|>]?[-+]?|\[[\w-]{1,30}\]|name: .{1,60})\s*$/;
/** Another state than that of the command, or what somebody hopes for. */
const ELSEWHERE = regex("i")`
  \b(?:
    was|were|used to|before|instead|previously|vs\.?|versus|target|goal|should|would|expect\w*|old|
    without|theoretical
  )\b
`;

const MOST_LINES = 6;

/** The speeds that the comments around a command give, in the order of the text. */
export function commentSpeeds(
  source: Source,
  command: { start: number; end: number },
  block: { start: number; end: number },
): Measured[] {
  const { text } = source;
  const first = text.lastIndexOf("\n", command.start - 1) + 1;
  const found: Measured[] = [];
  let top = Math.max(first, block.start);
  for (let count = 0; count < MOST_LINES && top > block.start; count++) {
    const above = Math.max(block.start, text.lastIndexOf("\n", top - 2) + 1);
    const line = text.slice(above, top - 1);
    if (!COMMENT.test(line) && !NAMES.test(line)) break;
    if (COMMENT.test(line)) found.unshift(...speedsOf(source, above, top - 1));
    top = above;
  }
  if (found.length > 0) return found;
  let at = Math.max(first, block.start);
  for (let count = 0; at < block.end && count < 60; count++) {
    const next = text.indexOf("\n", at);
    const end = next < 0 || next > block.end ? block.end : next;
    const line = text.slice(at, end);
    const inside = at <= command.end;
    if (!inside && !COMMENT.test(line)) break;
    const mark = COMMENT.test(line) ? 0 : line.search(/\s#\s/);
    if (mark >= 0) found.push(...speedsOf(source, at + mark, end));
    at = end + 1;
  }
  return found;
}

function speedsOf(source: Source, start: number, end: number): Measured[] {
  const words = source.text.slice(start, end);
  if (!/\d/.test(words) || words.length > 300 || ELSEWHERE.test(words)) return [];
  return measuresIn(source.text, start, end, source).filter(
    ({ value }) => METRIC_UNITS[value.metric] === "tok/s" || value.metric === "ttft",
  );
}
