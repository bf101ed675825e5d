/**
 * Machines that running text brings in by a name or a kind: `PC-High has a …`, `(ii) a gaming laptop with an RTX 3080`.
 * Knows nothing of figures.
 */
import { regex } from "../../../record/regex.ts";
import type { Findings } from "../findings.ts";
import { sentencesOf } from "../layout/sentences.ts";
import { findingsIn, type Source } from "../source.ts";

/** A name in the text's own words, and the parts that it stands for. */
export interface ToldMachine {
  name: string;
  findings: Findings;
}

const HAS = regex("i")`
  ^(?:\W{0,4})(?:the |our |a |an )?([A-Z][\w.+-]{1,18}(?: (?:[A-Z0-9][\w.+-]{0,12})){0,2}|[a-z]{4,12}) (?:
    has|have|is equipped with|is built around|is based on|features|contains|consists of|comes with|houses|
    combines|carries|hosts|couples|pairs|packs|ships with|holds|is powered by
  )\b
`;
const KIND =
  /\b(?:laptop|notebook|desktop|workstation|phone|smartphone|tablet|mini[- ]?pc|cloud instance|colab)\b/gi;
const ORDINARY = regex("i")`
  ^(?:
    it|this|that|which|who|he|she|each|one|everyone|nobody|model|models|table|section|figure|paper|system|
    machine|server|box|rig|setup|device|host|node|hardware|computer|card|gpu|cpu
  )$
`;
const LONGEST = 160;

/** The machines of a paragraph; kinds count only where a document tells two apart. */
export function machinesTold(source: Source, start: number, end: number): ToldMachine[] {
  return sentencesOf(source.text, start, end).flatMap((sentence) => [
    ...named(source, sentence.start, sentence.end),
    ...kinds(source, sentence.start, sentence.end),
  ]);
}

function named(source: Source, start: number, end: number): ToldMachine[] {
  const match = HAS.exec(source.text.slice(start, Math.min(end, start + 80)));
  if (match === null || ORDINARY.test(match[1]!)) return [];
  const name = match[1]!;
  const at = start + match[0].indexOf(name);
  const own = findingsIn(source, at, at + name.length);
  if (own.model ?? own.engine ?? own.quantization) return [];
  return withParts(name, findingsIn(source, start, end));
}

function kinds(source: Source, start: number, end: number): ToldMachine[] {
  const places = [...source.text.slice(start, end).matchAll(KIND)];
  if (places.length < 2) return [];
  return places.flatMap((place, at) => {
    const from = start + place.index;
    const next = start + (places[at + 1]?.index ?? end - start);
    const stop = source.text.slice(from, next).search(/[;.]\s|\((?:[ivx]{1,4}|[a-f\d])\)/);
    const to = Math.min(stop < 0 ? next : from + stop, from + LONGEST);
    return withParts(place[0], findingsIn(source, from, to));
  });
}

const withParts = (name: string, { devices, cpu, memoryGiB }: Findings): ToldMachine[] =>
  devices === undefined
    ? []
    : [{ name, findings: { devices, ...(cpu && { cpu }), ...(memoryGiB && { memoryGiB }) } }];
