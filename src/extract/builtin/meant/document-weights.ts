/**
 * What a document as a whole says of the weights of its models: the format that all of them have, the generation of its
 * EXL files, and what an author takes back afterwards. Knows nothing of single runs.
 */

import { regex } from "../../../record/regex.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact } from "../findings.ts";
import { sentencesOf } from "../layout/sentences.ts";
import { EXCEPT, findingsIn, mentionsIn, type Source } from "../source.ts";

export interface DocumentWeights {
  /** `EXL2` or `EXL3`, where the document speaks of one of them alone. */
  exl?: string | undefined;
  throughout?: Throughout | undefined;
  corrections: readonly Correction[];
  /** The weights that each engine runs, where the document tells its engines' weights apart. */
  byEngine: ReadonlyMap<string, Fact<string>>;
  /** Weights that a sentence gives at once for all the models it names, by their keys. */
  shared: ReadonlyMap<string, Fact<string>>;
}

/** Weights of every run that names none, save of the models that the sentence excepts. */
interface Throughout {
  weights: Fact<string>;
  /** By the model's key. */
  except: ReadonlyMap<string, Fact<string> | undefined>;
}

/** "It is the Q5_K_M, not Q4 as I wrote": weights of what its author said before `at`. */
interface Correction {
  weights: Fact<string>;
  author: string;
  at: number;
}

/** Reads a document's statements about all of its weights; `authorAt` tells who speaks at an offset. */
export function documentWeights(source: Source, authorAt: (offset: number) => string): DocumentWeights {
  return {
    exl: exlOf(source),
    throughout: throughoutOf(source),
    corrections: correctionsOf(source, authorAt),
    byEngine: byEngineOf(source),
    shared: sharedOf(source),
  };
}

function exlOf({ mentions }: Source): string | undefined {
  const found = new Set(
    mentions.flatMap((mention) => {
      if (mention.field === "quantization") return /^EXL[23]/.exec(mention.value)?.[0] ?? [];
      return mention.field === "engine" ? (EXL_OF[mention.value] ?? []) : [];
    }),
  );
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** The engines that run one generation of EXL files alone. */
export const EXL_OF: Readonly<Record<string, string>> = { exllamav2: "EXL2", exllamav3: "EXL3" };

const ALL_OF = regex("gi")`
  \b(?:all|every|each)(?: of)?(?: the| our| these| my| other)? (?:
    models?|weights|quants?|ggufs?|files|runs?|tests?|benchmarks?|experiments?|measurements?|results|
    numbers|figures
  )\b[^.\n]{0,80}|
  \b(?:both|all)(?: of them)? (?:run|ran|use|used) [^.\n]{0,80}|
  \b(?:everything|all of (?:them|it))(?: here| below| else)?(?: is| was| are| were| in| at|,)?[^.\n]{0,40}|
  \b(?:the |our )?(?:weights|quantization|quants?) (?:are|is|were|was) (?!not)[^.\n]{0,60}
`;

/** `All models were quantized to INT4`, `everything Q4_K_M unless noted`, `the weights are Q4_K_M, except …`. */
function throughoutOf(source: Source): Throughout | undefined {
  for (const match of source.text.matchAll(ALL_OF)) {
    const end = match.index + match[0].length;
    const { quantization, model } = findingsIn(source, match.index, end);
    if (quantization === undefined || model !== undefined) continue;
    const rest = source.text.slice(quantization.end, quantization.end + 200).split(/[.\n](?:\s|$)/)[0]!;
    const except = EXCEPT.exec(rest);
    return {
      weights: quantization,
      except:
        except === null
          ? new Map()
          : exceptedIn(source, quantization.end + except.index, quantization.end + rest.length),
    };
  }
  return undefined;
}

/** "except for X, which is Q8_0": the excepted models, each with the weights named after them; families count as well. */
function exceptedIn(source: Source, start: number, end: number): Throughout["except"] {
  const own = mentionsIn(source, start, end).find(({ field }) => field === "quantization");
  const weights = own && { value: String(own.value), start: own.start, end: own.end };
  const names =
    source.text.slice(start, own?.start ?? end).match(/\b[A-Z][\w.-]{2,30}(?: \d[\w.-]{0,6})?/g) ?? [];
  return new Map(names.map((name) => [modelKey(name), weights]));
}

/** "Q4_0 for llama.cpp, AWQ for vLLM", "MLC-LLM needs q4f16_1": clauses that name engines and one format, nothing else. */
function byEngineOf(source: Source): DocumentWeights["byEngine"] {
  const found = new Map<string, Fact<string>>();
  for (const block of source.blocks) {
    if (block.kind !== "paragraph" && block.kind !== "item") continue;
    for (const sentence of sentencesOf(source.text, block.start, block.end)) {
      const words = source.text.slice(sentence.start, sentence.end);
      if (/\d\s?t(?:ok\w*)?\/s/.test(words)) continue;
      for (const clause of words.matchAll(/(?:[^,;()]|,(?! )){6,160}/g)) {
        const start = sentence.start + clause.index;
        const named = mentionsIn(source, start, start + clause[0].length);
        if (named.some(({ field }) => field === "model" || field === "devices" || field === "kvCacheType"))
          continue;
        const formats = named.filter(({ field }) => field === "quantization");
        const [format] = formats.filter((each) => !each.vague).concat(formats);
        if (format === undefined || new Set(formats.map(({ value }) => value)).size > 2) continue;
        const weights = { value: String(format.value), start: format.start, end: format.end };
        for (const { field, value } of named)
          if (field === "engine" && (!format.vague || !found.has(value))) found.set(value, weights);
      }
    }
  }
  return new Set([...found.values()].map(({ value }) => value)).size > 1 ? found : new Map();
}

const FOR_ALL = /\b(?:both|all|each)\b[\w ,]{0,24}$/i;

/** "I compared X and Y, both in Q4_K_M": one format for several models. */
function sharedOf(source: Source): DocumentWeights["shared"] {
  const shared = new Map<string, Fact<string>>();
  for (const block of source.blocks) {
    if (block.kind !== "paragraph" && block.kind !== "item") continue;
    for (const { start, end } of sentencesOf(source.text, block.start, block.end)) {
      const named = mentionsIn(source, start, end);
      const formats = named.filter(({ field }) => field === "quantization");
      const [format] = formats;
      if (format === undefined || formats.some(({ value }) => value !== format.value)) continue;
      if (!FOR_ALL.test(source.text.slice(Math.max(start, format.start - 40), format.start))) continue;
      const keys = named.flatMap((mention) =>
        mention.field === "model" && mention.value.name !== null ? [modelKey(mention.value.name)] : [],
      );
      const weights = { value: String(format.value), start: format.start, end: format.end };
      if (new Set(keys).size > 1) for (const key of keys) shared.set(key, weights);
    }
  }
  return shared;
}

const TAKES_BACK = regex("i")`
  \bcorrect(?:ion|ing)\b|\bcorrect myself\b|\b(?:I )?(?:told you|wrote|said|was) (?:nonsense|wrong)\b|
  \bmy mistake\b|\bmisread\b|\bmistyped\b|\b(?:and )?not (?:the )?[\w.]{1,8},? as (?:I|stated|written)\b
`;
const OF_WEIGHTS = /\b(?:weights|quants?|quantization|gguf|file|model|bpw|bits?)\b/i;

function correctionsOf(source: Source, authorAt: (offset: number) => string): Correction[] {
  if (!TAKES_BACK.test(source.text)) return [];
  return source.blocks.flatMap((block) => {
    if (block.kind !== "paragraph" && block.kind !== "item") return [];
    const words = source.text.slice(block.start, block.end);
    if (!TAKES_BACK.test(words)) return [];
    return sentencesOf(source.text, block.start, block.end).flatMap((sentence) => {
      const said = source.text.slice(sentence.start, sentence.end);
      const weights = findingsIn(source, sentence.start, sentence.end).quantization;
      if (weights === undefined || !TAKES_BACK.test(said) || !OF_WEIGHTS.test(said)) return [];
      return [{ weights, author: authorAt(sentence.start), at: sentence.start }];
    });
  });
}
