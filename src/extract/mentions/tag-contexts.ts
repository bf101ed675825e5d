/** Reads context lengths and depths: `128k ctx`, `32K context`, `n_ctx = 4096`, `at 32k`. */
import { regex } from "../../record/regex.ts";
import type { Candidate } from "./mention.ts";
import type { NumberReading } from "./read-number.ts";
import { after, before, startOf } from "./surroundings.ts";
import type { Unit } from "./units.ts";

/** k values that are powers of two rounded down, as configured contexts are written. */
const ROUND_KILO = new Map([
  [33, 32768],
  [65, 65536],
  [66, 65536],
  [131, 131072],
  [262, 262144],
  [524, 524288],
]);

/** `64k` is 65536, `262K` is 262144, `100k` is 102400. */
export function kiloTokens(value: number): number {
  return ROUND_KILO.get(Math.floor(value)) ?? Math.round(value * 1024);
}

const CONTEXT_TAIL = regex("i")`
  ^[-+ ]{0,2}(?:tokens?[ ])?(?:of[ ])?(?:max[ ]|native[ ]|total[ ])?
  (?:ctx|context|contexto|Kontext|token window|window|seq)
`;
const CONTEXT_LEAD = regex("i")`
  \b(?:ctx|context|contexto|Kontext|n_ctx|num_ctx|seq_len|max[_ -]model[_ -]len)
  (?:[ -]?(?:size|length|window|len|limit))?[*\x60"]{0,2}[ ]?(?:of|=|:|is|at|to|von|de|up to|set to)?[ ]?
  (?:up to )?[~*\x60"]{0,2}$
`;
const DEPTH_LEAD = /(?:@[ ]?|\bat[ ]|\bdepth[ =:]{0,3}|\bpast[ ]|\bbeyond[ ]|\bfilled?[ ](?:to|with)[ ])$/i;
const DEPTH_TAIL = /^[ ]?(?:tokens?[ ])?(?:depth|deep|filled|full|used)/i;

function contextRole(text: string, start: number, end: number): "configured" | "depth" | null {
  const lead = before(text, start);
  const tail = after(text, end);
  if (DEPTH_TAIL.test(tail)) return "depth";
  if (CONTEXT_TAIL.test(tail) || CONTEXT_LEAD.test(lead))
    return DEPTH_LEAD.test(lead) && !/context|ctx/i.test(lead) ? "configured" : "configured";
  return DEPTH_LEAD.test(lead) ? "depth" : null;
}

/** `32k`, `128K`, `1M`: tokens of context, or how full it was. */
export function tagKilo(text: string, numbers: NumberReading, unit: Unit): Candidate | undefined {
  const touching = unit.start === numbers.end;
  if (!touching && unit.kind === "mega") return undefined;
  if (
    /[$€£]/.test(text[numbers.start - 1] ?? "") ||
    /^[ ]?(?:dollars?|euros?|bucks|USD|EUR|€|stars|users|downloads|lines|rpm|Hz)/i.test(after(text, unit.end))
  )
    return undefined;
  const value = numbers.values.at(-1)!;
  const tokens = unit.kind === "mega" ? Math.round(value * 1048576) : kiloTokens(value);
  const role = contextRole(text, numbers.start, unit.end);
  if (unit.kind === "mega" && role === null) return undefined;
  if (!touching && role === null) return undefined;
  return {
    kind: "context",
    start: startOf(text, numbers.start),
    end: unit.end,
    value: { tokens, role },
    known: true,
  };
}

/** A plain number of tokens that the words around it call a context, or a multiple of 1024 "tokens"; else undefined. */
export function tagContext(text: string, numbers: NumberReading): Candidate | undefined {
  const tokens = numbers.values[0]!;
  if (!Number.isInteger(tokens) || tokens < 512 || tokens > 10_485_760) return undefined;
  const role = contextRole(text, numbers.start, numbers.end);
  if (role !== "configured" && !(tokens % 1024 === 0 && /^[ ]tokens?\b/.test(after(text, numbers.end))))
    return undefined;
  return { kind: "context", start: numbers.start, end: numbers.end, value: { tokens, role }, known: true };
}
