/**
 * Finds models under the short names that a text uses once it has named them in full: "R1" and "V3" beside DeepSeek-R1,
 * "Scout" beside Llama 4 Scout, "the Qwen" for the last one named. Knows nothing of setups.
 */

import { regex } from "../../../record/regex.ts";
import { MODELS } from "../../../record/vocabulary/models.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Mention as TaggedMention } from "../../mentions/mention.ts";
import type { NamedModel } from "../findings.ts";

export interface ShortName {
  value: NamedModel;
  start: number;
  end: number;
}

type TaggedModel = TaggedMention & { kind: "model" };

/** Every place that names a model of the text by a short name, in no order. */
export function shortNames(text: string, tagged: readonly TaggedMention[]): ShortName[] {
  const models = tagged.filter((mention): mention is TaggedModel => mention.kind === "model");
  if (models.length === 0) return [];
  return [...withoutTaken(tails(text, models), tagged), ...families(text, models)];
}

/** The names that lie apart from everything tagged; a tagged place with nothing in it but a time stands in no way. */
function withoutTaken(names: ShortName[], tagged: readonly TaggedMention[]): ShortName[] {
  let at = 0;
  return names
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      while (at < tagged.length && tagged[at]!.end <= start) at++;
      const next = tagged[at];
      return next === undefined || next.start >= end || next.kind === "duration";
    });
}

/** Letter and number (`R1`, `V3.1`, `K2`), but for chips of the same name, or a word that no other line has. */
const TAIL = /^(?:(?!M\d$)[A-Z]\d(?:\.\d)?|Scout|Maverick|Nemo)\b/;
const LETTERS_BEFORE = /^(?:DeepSeek|Kimi|MiniMax-?|Llama 4|Mistral)[ -]?/;

/** The tails by which the lines of each family go. */
const TAILS: ReadonlyMap<string, readonly { tail: string; name: string }[]> = Map.groupBy(
  MODELS.flatMap(({ name }) => {
    const lead = LETTERS_BEFORE.exec(name)?.[0];
    const tail = lead === undefined ? "" : name.slice(lead.length);
    return lead !== undefined && TAIL.test(tail) ? [{ lead: lead.trim(), tail, name }] : [];
  }),
  ({ lead }) => lead,
);

function tails(text: string, models: readonly TaggedModel[]): ShortName[] {
  const byKey = new Map(models.map(({ value }) => [modelKey(value.name), value]));
  return [...TAILS].flatMap(([lead, lines]) => {
    const named = models.some(({ value }) => value.name.toLowerCase().startsWith(lead.toLowerCase()));
    if (!named) return [];
    const words = lines.map(({ tail }) => tail.replace(/\./g, "\\.").replace(/ /g, "[ -]"));
    const longest = words.sort((a, b) => b.length - a.length).join("|");
    const pattern = regex("gi")`
      (?<![\w./@#-])(${longest})(-?(?:0528|0324|0905|Instruct|Terminus))?(?![\w+]|\.\d|-[a-z]|[ -]distill)
    `;
    return [...text.matchAll(pattern)].flatMap((match) => {
      if (!/^[A-Z]/.test(match[0])) return [];
      const name = `${lead.replace(/-$/, "")} ${match[0]}`;
      const { parametersB, activeParametersB } = sizesOf(name, byKey);
      const value = { name, parametersB, activeParametersB };
      return [{ value, start: match.index, end: match.index + match[0].length }];
    });
  });
}

/** The sizes in the full name, where that has them. */
function sizesOf(
  name: string,
  models: ReadonlyMap<string, TaggedModel["value"]>,
): Pick<NamedModel, "parametersB" | "activeParametersB"> {
  const full = models.get(modelKey(name));
  return {
    parametersB: full?.parametersB ?? undefined,
    activeParametersB: full?.activeParametersB ?? undefined,
  };
}

const NO_MODEL_AFTER = regex("i")`
  ^(?:['’]s )?[ ]?(?:
    team|models?|famil\w+|series|parser|template|tokenizer|licen[cs]e|API|users?|people|org|docs?|lab|
    guys|devs?|based|style|architecture|\d|[a-z]+-
  )
`;

/** A family's bare name means its model that was named last. */
function families(text: string, models: readonly TaggedModel[]): ShortName[] {
  const last = new Map<string, TaggedModel["value"]>();
  const found: ShortName[] = [];
  for (const { value, start, end } of models) {
    if (value.family === null || value.architecture !== null) continue;
    if (!value.bare) last.set(value.family, value);
    const named = last.get(value.family);
    if (!value.bare || named === undefined || NO_MODEL_AFTER.test(text.slice(end, end + 16))) continue;
    const { name, parametersB, activeParametersB } = named;
    found.push({
      value: {
        name,
        parametersB: parametersB ?? undefined,
        activeParametersB: activeParametersB ?? undefined,
      },
      start,
      end,
    });
  }
  return found;
}
