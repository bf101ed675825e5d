/** Reads engines, backends and KV cache types. Knows nothing of options, of logs, nor of versions (tag-builds.ts). */

import { regex } from "../../record/regex.ts";
import { type Atoms, gapBefore, LETTERS, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import { readBackend, readEngine } from "../../record/vocabulary/engines.ts";
import { kvTypeName, resolveKvCacheType } from "../../record/vocabulary/kv-cache-types.ts";
import type { Candidate } from "./mention.ts";

const SOFTWARE_CUE = regex("i")`
  \b(?:
    server|engine|backend|inference|install|pip|docker|version|serve|run(?:s|ning)?|load(?:s|ed|ing)?|
    library|framework|via|in|with|using|on|from|API|app
  )\b
`;

/** `exo 1.0.2`: a word with a release behind it is a program. */
const RELEASED = regex()`
  ^[\x60*]{0,2} v?\d{1,2}\.\d{1,3}(?:\.\d{1,3})?(?!
    [\w.]{0,1}\d|[ ]?(?:[KMGT]i?B|[kKMBWx%]\b|tok|t/s|ms|s\b|USD|EUR|h\b|million|billion|°)
  )
`;

/** `with plain transformers`, `the transformers library`: the program and not the architecture; a list of packages is none. */
const isLibrary = (text: string, start: number, end: number): boolean =>
  (/\b(?:with|using|via|in|through|under|plain|vanilla|HF|stock|pure) (?:plain |vanilla |the |HF )?[`*]{0,2}$/i.test(
    text.slice(Math.max(0, start - 24), start),
  ) &&
    !/^[`*]{0,2}[ ]?(?:==|models?\b|architect)/i.test(text.slice(end, end + 12))) ||
  /^[`*]{0,2} (?:library|backend|pipeline|loader|baseline|generate)\b/.test(text.slice(end, end + 16));

/** The engine at atom `from`. Names that are ordinary words need the project's casing or a sign of software beside. */
export function tagEngine(atoms: Atoms, from: number): Candidate | undefined {
  if (touches(atoms, from)) return undefined;
  const found = readEngine(atoms, from);
  if (found === undefined) return undefined;
  const start = atoms.starts[from]!;
  const end = atoms.ends[found.endAtom - 1]!;
  const { text } = atoms;
  if (found.value.ambiguous) {
    const around = `${text.slice(Math.max(0, start - 24), start)} ${text.slice(end, end + 24)}`;
    const written = text.slice(start, end);
    const library =
      (found.value.name === "transformers" && isLibrary(text, start, end)) ||
      (found.value.name !== "transformers" && RELEASED.test(text.slice(end, end + 20)));
    if (
      !library &&
      (!SOFTWARE_CUE.test(around) || (written === written.toLowerCase() && !/[-.]/.test(written)))
    )
      return undefined;
  }
  if (text[start - 1] === "@" || /^-(?:community|project|explore|org)\b/.test(text.slice(end, end + 12)))
    return undefined;
  return { kind: "engine", start, end, value: { name: found.value.name, entry: found.value }, known: true };
}

/** "1024 CUDA cores" count the silicon, "the cheapest CUDA card" is a kind of hardware. */
const NO_BACKEND = /^[ -](?:(?:tensor )?cores?|cards?|capable|compute capability)\b/i;

const VERSION_AFTER = regex("iy")`
  (?:[ ]?(?:Toolkit|Runtime|driver|Version:?|v\.?|==|toolkit))?[ :-]{0,3}v?
  (\d{1,3}\.\d{1,3}(?:\.\d{1,4})?)(?![\d.]|[ ]?(?:tok|t/s|GB|GiB|ms|W\b|x\b|s\b|%))
`;

/** The backend at atom `from`, with its version where one follows (`CUDA 12.4`, `ROCm 6.3.1`). */
export function tagBackend(atoms: Atoms, from: number): Candidate | undefined {
  if (touches(atoms, from)) return undefined;
  const found = readBackend(atoms, from);
  if (found === undefined) return undefined;
  const { text } = atoms;
  const start = atoms.starts[from]!;
  let end = atoms.ends[found.endAtom - 1]!;
  if (text[end] === "_" || text[start - 1] === "_") return undefined;
  const inPath =
    text[start - 1] === "/" && !/^(?:CUDA|ROCm|Vulkan|Metal|SYCL)(?!\/)$/.test(text.slice(start, end));
  if (
    inPath ||
    NO_BACKEND.test(text.slice(end, end + 12)) ||
    /\bbare[ -]$/i.test(text.slice(start - 5, start))
  )
    return undefined;
  let version: string | null = null;
  if (/^(?:CUDA|ROCm|SYCL|OpenVINO)$/.test(found.value.name)) {
    VERSION_AFTER.lastIndex = end;
    const after = VERSION_AFTER.exec(text);
    if (after !== null) {
      version = after[1]!;
      end = VERSION_AFTER.lastIndex;
    }
  }
  return {
    kind: "backend",
    start,
    end,
    value: { name: found.value.name, entry: found.value, version },
    known: true,
  };
}

const TYPE =
  "(q[4-8]_[01]|q[4-8]|iq4_nl|bf16|bfloat16|f16|fp16|f32|fp8(?:_e[45]m[23])?|nvfp4|fp4|int8|turboquant\\w{0,8}|turbo[234])";
const TYPE_FIRST = new RegExp(
  `${TYPE}(?:/${TYPE})?[ -](?:quant(?:i[sz]ed|i[sz]ation)?[ ])?(?:for[ ](?:the[ ])?)?(?:k[/ +&]?v|context|cache)(?:[ -]?cache)?(?![A-Za-z])`,
  "iy",
);
const KV_FIRST = new RegExp(
  "k[/ +&]?v(?:[ _-]?cache)?(?:[ _-]?(?:type|dtype|quant(?:i[sz](?:ed|ation))?))?(?:[ ](?:is|was))?" +
    `[ ]?(?:at|in|=|:|as|to|of|with|set to|stored as|kept at|quanti[sz]ed to|K=)?[ ]?[*\`"(]{0,3}${TYPE}(?![A-Za-z0-9])`,
  "iy",
);
const CACHE_FIRST = new RegExp(
  `(?:cache(?:[ _-]?(?:mode|type|dtype))?|k[ -]cache)[ ]?(?:is|at|in|=|:|to)?[ ]?[*\`"(]{0,3}${TYPE}(?![A-Za-z0-9])`,
  "iy",
);

/** A KV cache type where the text speaks of the cache: `q8_0 KV`, `fp8 kv cache`, `K/V cache: q4_0`, `cache Q4`. */
export function tagKvType(atoms: Atoms, from: number): Candidate | undefined {
  if (touches(atoms, from)) return undefined;
  const start = atoms.starts[from]!;
  const word = wordAt(atoms, from);
  const cache = word === "cache" || (word === "k" && wordAt(atoms, from + 1) === "cache");
  const pattern = cache ? CACHE_FIRST : word === "kv" || word === "k" ? KV_FIRST : TYPE_FIRST;
  pattern.lastIndex = start;
  const found = pattern.exec(atoms.text);
  if (found === null) return undefined;
  const entry = resolveKvCacheType(found[1]!);
  if (entry === null) return undefined;
  return {
    kind: "kv-type",
    start,
    end: pattern.lastIndex,
    value: { name: kvTypeName(found[1]!), written: found[1]!, entry },
    known: true,
  };
}

/** First words that can begin a build, a driver version or a KV cache type. */
export const SOFTWARE_FIRST_WORDS: ReadonlySet<string> = new Set([
  "b",
  "build",
  "version",
  "v",
  "driver",
  "drivers",
]);
export const KV_FIRST_WORDS: ReadonlySet<string> = new Set([
  "kv",
  "k",
  "cache",
  "q",
  "iq",
  "bf",
  "bfloat",
  "f",
  "fp",
  "nvfp",
  "int",
  "turbo",
  "turboquant",
]);

/** True when atom `index` can begin a word: nothing touches it from the left. */
export function beginsWord(atoms: Atoms, index: number): boolean {
  return atoms.kinds[index] === LETTERS && !touches(atoms, index) && gapBefore(atoms, index) !== ".";
}
