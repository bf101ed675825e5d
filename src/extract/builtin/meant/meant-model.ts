/**
 * Which model a place means that names one only in part: by its size ("the 70B"), by llama-bench's architecture, or by
 * a name whose size stands elsewhere. Knows nothing of weights or hardware.
 */

import { ARCHITECTURES } from "../../../record/vocabulary/model-words.ts";
import { modelKey, resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact, Findings, NamedModel } from "../findings.ts";
import type { KnownModels } from "./known-models.ts";

/** The model of the findings `full`, given what governs the place at offset `at`; undefined: none is meant. */
export function meantModel(
  full: Findings,
  current: Findings,
  { models, at, author }: { models: KnownModels; at: number; author?: string },
): Fact<NamedModel> | undefined {
  const fact = full.model;
  if (fact === undefined) return models.only(author);
  const { name, generic } = fact.value;
  if (name !== null && !generic) return sized(fact, models);
  const meant = inFull(fact, current, { models, at, author });
  return meant.value.generic ? { ...meant, value: marketed(meant.value) } : sized(meant, models);
}

/** A name that says no size, or not its active part, with what the document gives of them elsewhere. */
function sized(fact: Fact<NamedModel>, models: KnownModels): Fact<NamedModel> {
  const { name, parametersB } = fact.value;
  if (name === null) return fact;
  if (parametersB !== undefined) return models.extended(name, parametersB) ?? fact;
  const line = lineOf(name);
  const fuller = models.sized(name, { sameLine: line?.oneSize ?? false });
  if (fuller !== undefined) return fuller;
  const stated = models.statedSize(name, line?.oneSize ? line.sizes[0] : undefined);
  if (stated === undefined) return fact;
  const { start, end, ...sizes } = stated;
  return { ...fact, value: { ...fact.value, ...sizes, sizeAt: { start, end } } };
}

const lineOf = (name: string) => resolveModel(name)?.entry ?? undefined;

function inFull(
  fact: Fact<NamedModel>,
  current: Findings,
  { models, at, author }: { models: KnownModels; at: number; author?: string | undefined },
): Fact<NamedModel> {
  const model = fact.value;
  const governing = current.model?.value;
  const fits =
    governing?.name != null &&
    !governing.generic &&
    (model.parametersB === undefined ||
      (governing.parametersB !== undefined &&
        Math.abs(governing.parametersB - model.parametersB) <= 0.13 * model.parametersB));
  const fuller = fits ? current.model : models.fullName(model, at, author);
  const sibling = fuller === undefined ? siblingOf(governing, model) : undefined;
  if (sibling !== undefined) return { ...fact, value: { ...model, name: sibling } };
  const unsized = governing?.parametersB === undefined ? governing?.name : undefined;
  const family = unsized == null ? undefined : models.familyOf(unsized);
  const combines = model.name === null && model.parametersB !== undefined && family != null;
  const named =
    fuller?.value.name != null &&
    fuller.start < at &&
    modelKey(fuller.value.name).startsWith(modelKey(family ?? ""));
  if (!combines || named) return fuller === undefined ? fact : withSize(fuller, fact);
  const line = lineOf(family);
  const size = line?.sizes.find(
    ({ parametersB }) => Math.abs(parametersB - model.parametersB!) <= 0.02 * parametersB,
  );
  if (line?.oneSize)
    return size === undefined
      ? (fuller ?? fact)
      : { ...current.model!, value: { ...governing!, parametersB: model.parametersB, sizeAt: place(fact) } };
  return { ...fact, value: { ...model, name: `${family} ${sizeOf(model)}` } };
}

/** "Qwen3 8B does 80, the 14B 50": another size that the governing model's line comes in. */
export function siblingOf(
  governing: NamedModel | undefined,
  { name, parametersB }: NamedModel,
): string | undefined {
  if (name !== null || parametersB === undefined || governing?.name == null || governing.generic)
    return undefined;
  const { sizes = [] } = lineOf(governing.name) ?? {};
  const size = sizes.find((each) => each.parametersB === parametersB);
  const written = /\b\d{1,4}(?:\.\d{1,2})?B(?:[- ]A\d{1,3}(?:\.\d)?B)?(?![A-Za-z])/i;
  if (size === undefined || !written.test(governing.name)) return undefined;
  return governing.name.replace(written, sizeOf({ ...size, activeParametersB: undefined, name: null }));
}

/** A name without a size, found by the size that stands at another place. */
function withSize(fuller: Fact<NamedModel>, { value, start, end }: Fact<NamedModel>): Fact<NamedModel> {
  if (fuller.value.parametersB !== undefined || value.parametersB === undefined) return fuller;
  const { parametersB, activeParametersB } = value;
  return { ...fuller, value: { ...fuller.value, parametersB, activeParametersB, sizeAt: { start, end } } };
}

const place = ({ start, end }: Fact<NamedModel>) => ({ start, end });

/** `32B`, `30B-A3B`. */
export const sizeOf = ({ parametersB, activeParametersB }: NamedModel) =>
  activeParametersB === undefined ? `${parametersB}B` : `${parametersB}B-A${activeParametersB}B`;

/** `qwen3moe 30B.A3B` under the name it goes by, where nothing in the document is fuller. */
function marketed(model: NamedModel): NamedModel {
  const word = model.name ?? "";
  if (/\dB\b/.test(word)) return { ...model, generic: undefined };
  const market =
    ARCHITECTURES.get(word) ??
    word
      .replace(/^llama/, "Llama ")
      .replace(/^gemma(?=\d)/, "Gemma ")
      .trim();
  const named = model.parametersB === undefined ? market : `${market} ${sizeOf(model)}`;
  return { ...model, name: named, generic: undefined };
}
