/** Reads engines, backends, their versions, drivers and KV cache types. Knows nothing of options or of logs. */
import { type Atoms, gapBefore, LETTERS, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import { readBackend, readEngine } from "../../record/vocabulary/engines.ts";
import { type KvCacheType, resolveKvCacheType } from "../../record/vocabulary/kv-cache-types.ts";
import type { Candidate } from "./mention.ts";

const SOFTWARE_CUE =
  /\b(?:server|engine|backend|inference|install|pip|docker|version|serve|run(?:s|ning)?|load(?:s|ed|ing)?|library|framework|via|in|with|using|on|from|API|app)\b/i;

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
    if (!SOFTWARE_CUE.test(around) || (written === written.toLowerCase() && !/[-.]/.test(written)))
      return undefined;
  }
  if (/[@]/.test(text[start - 1] ?? "")) return undefined;
  return { kind: "engine", start, end, value: { name: found.value.name, entry: found.value }, known: true };
}

const VERSION_AFTER =
  /(?:[ ]?(?:Toolkit|Runtime|driver|Version:?|v\.?|==|toolkit))?[ :-]{0,3}v?(\d{1,3}\.\d{1,3}(?:\.\d{1,4})?)(?![\d.]|[ ]?(?:tok|t\/s|GB|GiB|ms|W\b|x\b|s\b|%))/iy;

/** The backend at atom `from`, with its version where one follows (`CUDA 12.4`, `ROCm 6.3.1`). */
export function tagBackend(atoms: Atoms, from: number): Candidate | undefined {
  if (touches(atoms, from)) return undefined;
  const found = readBackend(atoms, from);
  if (found === undefined) return undefined;
  const { text } = atoms;
  const start = atoms.starts[from]!;
  let end = atoms.ends[found.endAtom - 1]!;
  if (text[end] === "_" || text[start - 1] === "_" || text[start - 1] === "/") return undefined;
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

const BUILD =
  /(?:build|version):?[ ]?#?(?:(\d{3,5})[ ]?\(([0-9a-f]{6,12})\)|([0-9a-f]{6,12})[ ]?\((\d{3,5})\)|b?(\d{4,5})(?![\d.])|([0-9a-f]{7,12})\b|v?(\d{1,3}\.\d{1,3}(?:\.[\w+]{1,24}){0,3}))/iy;
const TAG = /b(\d{4,5})(?![\w.])/y;
const DOTTED =
  /(?:v|==|v\.|version[ ])?[ ]?(\d{1,3}\.\d{1,4}(?:\.[a-z]{0,4}\d{1,6}(?:[.+-][a-z0-9]{1,16}){0,4})?)(?![\d%])/iy;
const DRIVER = /drivers?(?:[ ]version)?[: ]{0,2}v?(\d{3}\.\d{2,3}(?:\.\d{2})?)/iy;

/** `b4567`, `build: 1234 (abcdef0)`, `build 4567`, `version: 1.67`, `Driver 550.54` at atom `from`. */
export function tagBuild(atoms: Atoms, from: number): Candidate | undefined {
  const start = atoms.starts[from]!;
  const { text } = atoms;
  const word = wordAt(atoms, from);
  if (touches(atoms, from)) return undefined;
  const value = (number: string | undefined, commit: string | undefined, version: string | undefined) => ({
    version: version ?? null,
    number: number ?? null,
    commit: commit ?? null,
  });
  if (word === "b") {
    TAG.lastIndex = start;
    const found = TAG.exec(text);
    if (found === null) return undefined;
    return {
      kind: "build",
      start,
      end: TAG.lastIndex,
      value: value(found[1], undefined, undefined),
      known: true,
    };
  }
  if (word === "build" || word === "version") {
    BUILD.lastIndex = start;
    const found = BUILD.exec(text);
    if (found === null) return undefined;
    const commit = found[2] ?? found[3] ?? found[6];
    if (found[6] !== undefined && !/\d/.test(found[6])) return undefined;
    return {
      kind: "build",
      start,
      end: BUILD.lastIndex,
      value: value(found[1] ?? found[4] ?? found[5], commit, found[7]),
      known: true,
    };
  }
  if (word === "driver" || word === "drivers") {
    DRIVER.lastIndex = start;
    const found = DRIVER.exec(text);
    if (found === null) return undefined;
    return {
      kind: "driver",
      start,
      end: DRIVER.lastIndex,
      value: { name: "driver", version: found[1]! },
      known: true,
    };
  }
  if (word === "v" && touches(atoms, from + 1)) {
    DOTTED.lastIndex = start;
    const found = DOTTED.exec(text);
    if (found === null) return undefined;
    return {
      kind: "build",
      start,
      end: DOTTED.lastIndex,
      value: value(undefined, undefined, found[1]),
      known: true,
    };
  }
  return undefined;
}

const AFTER_ENGINE =
  /(?:[ ]|==|[ ]?@[ ]?|[ ]?\(|:)(?:v|version[ ]|release[ ]|nightly[ ])?(?:(\d{1,3}\.\d{1,4}(?:\.[a-z]{0,4}\d{1,6}(?:[.+-][a-z0-9]{1,16}){0,4})?)(?![\d%]|[ ]?(?:x|tok|t\/s|GB|s\b))|commit[ ]([0-9a-f]{6,40})|([0-9a-f]{7,40})(?![\w]))/iy;

/** The version that stands right after an engine's name: `vLLM 0.6.3`, `ollama v0.5.7`, `vllm==0.8.5`. */
export function versionAfterEngine(text: string, end: number): Candidate | undefined {
  AFTER_ENGINE.lastIndex = end;
  const found = AFTER_ENGINE.exec(text);
  if (found === null) return undefined;
  const commit = found[2] ?? found[3];
  if (found[3] !== undefined && !(/\d/.test(found[3]) && /[a-f]/i.test(found[3]))) return undefined;
  const stated = found[1] ?? commit!;
  const start = AFTER_ENGINE.lastIndex - stated.length;
  return {
    kind: "build",
    start,
    end: AFTER_ENGINE.lastIndex,
    value: { version: found[1] ?? null, number: null, commit: commit ?? null },
    known: true,
  };
}

const TYPE =
  "(q[4-8]_[01]|q[4-8]|iq4_nl|bf16|bfloat16|f16|fp16|f32|fp8(?:_e[45]m[23])?|nvfp4|fp4|int8|turboquant\\w{0,8}|turbo[234])";
const TYPE_FIRST = new RegExp(
  `${TYPE}(?:/${TYPE})?[ -](?:quant(?:i[sz]ed|i[sz]ation)?[ ])?(?:k[/ +&]?v|context|cache)(?:[ -]?cache)?(?![A-Za-z])`,
  "iy",
);
const KV_FIRST = new RegExp(
  `kv(?:[ _-]?cache)?(?:[ _-]?(?:type|dtype|quant(?:i[sz](?:ed|ation))?))?[ ]?(?:is|at|in|=|:|as|to|was|of|with|set to)?[ ]?[*\`"(]{0,3}${TYPE}(?![A-Za-z0-9])`,
  "iy",
);

/** A KV cache type where the text speaks of the cache: `q8_0 KV`, `fp8 kv cache`, `KV cache: q4_0`, `kv at f16`. */
export function tagKvType(atoms: Atoms, from: number): Candidate | undefined {
  if (touches(atoms, from)) return undefined;
  const start = atoms.starts[from]!;
  const pattern = wordAt(atoms, from) === "kv" ? KV_FIRST : TYPE_FIRST;
  pattern.lastIndex = start;
  const found = pattern.exec(atoms.text);
  if (found === null) return undefined;
  const entry: KvCacheType | null = resolveKvCacheType(found[1]!);
  if (entry === null) return undefined;
  return { kind: "kv-type", start, end: pattern.lastIndex, value: { name: entry.name, entry }, known: true };
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
