/**
 * The system that a paper is about and that its authors ran: `ShelfMoE: Keeping …`, a row `Pebble (ours)`. Knows nothing
 * of tables; a benchmark or a model is no system.
 */
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import { resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact, Observation } from "../findings.ts";
import type { Source } from "../source.ts";

/** A name of one word with a capital or a figure in it, before the colon of a title. */
const TITLED = /^(?:# )?([A-Z][a-z]{0,20}[A-Z0-9][\w.+-]{1,24}|[a-z]{1,3}[A-Z][\w.+-]{1,24}):\s/;
const OURS =
  /(?:^|[|\n])\s{0,12}\*{0,2}([A-Z][\w.+-]{2,30})\*{0,2} \((?:ours|our system|this work|this paper)\)/;
const NO_SYSTEM = /bench|eval|arena|suite|survey|dataset/i;

/** The paper's own system under the name that it has there; undefined in other documents. */
export function ownSystem(source: Source): Fact<string> | undefined {
  const { text, document } = source;
  if (document.family !== "paper") return undefined;
  const name = OURS.exec(text)?.[1] ?? TITLED.exec(document.title)?.[1];
  if (name === undefined || NO_SYSTEM.test(name) || resolveModel(name) !== null) return undefined;
  if (text.split(name).length < 4) return undefined;
  const start = text.indexOf(name);
  return { value: resolveEngine(name)?.name ?? name, start, end: start + name.length };
}

/** Rows that are held against the paper's own system. */
const BASELINE =
  /\b(?:naive|naïve|baseline|vanilla|sequential|autoregressive|hugging ?face|accelerate|default|stock|sota)\b/i;

/** Whether the first cell of a row, or the variant that it is, says that another system ran it. */
export function isBaseline({ text }: Source, { kind, start, variant }: Observation): boolean {
  const label = kind === "table" ? text.slice(start, start + 80).split(/[|\n]/)[0] : "";
  return BASELINE.test(`${label} ${variant ?? ""}`);
}
