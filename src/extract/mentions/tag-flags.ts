/**
 * Reads options in running text and commands: `--ctx-size 262144`, `-fa on`, `OLLAMA_NUM_PARALLEL=4`, `num_ctx 8192`.
 * Knows nothing of shells: continuation lines and quoting are read elsewhere.
 */
import type { Atoms } from "../../record/vocabulary/atoms.ts";
import { wordAt } from "../../record/vocabulary/atoms.ts";
import { type FlagEntry, resolveFlag } from "../../record/vocabulary/flags.ts";
import { kvTypeName, resolveKvCacheType } from "../../record/vocabulary/kv-cache-types.ts";
import type { Candidate, FlagValue } from "./mention.ts";

const OPTION = /--?[A-Za-z][\w-]{0,48}/y;
const VARIABLE = /[A-Z][A-Z0-9]{1,24}(?:_[A-Z0-9]{1,24}){1,8}/y;
const isCapital = (code: number) => (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
const KEY = /[a-z]{1,12}(?:_[a-z0-9]{2,12}){1,3}/y;
const VALUE = /(?:[ ]?=[ ]?|[ ]?:[ ]?|[ ]{1,4}|[ ]?\\\r?\n[ ]{0,12})?["']?([^\s"'`|;)\\]{1,160})/y;
const OPEN = /[\s"'`([{=,;>|/\\+*]/;

/** The option that atom `from` is the name of, with its value; undefined where none stands. */
export function tagFlag(atoms: Atoms, from: number, engine?: string): Candidate | undefined {
  const { text, starts } = atoms;
  const at = starts[from]!;
  if (text[at - 1] === "-") {
    const start = text[at - 2] === "-" ? at - 2 : at - 1;
    if (start > 0 && !OPEN.test(text[start - 1]!)) return undefined;
    OPTION.lastIndex = start;
    const found = OPTION.exec(text);
    if (found === null) return undefined;
    const entry = resolveFlag(found[0], engine) ?? null;
    if (entry === null && !(found[0].startsWith("--") && found[0].length > 4)) return undefined;
    return withValue(text, { start, flag: found[0], entry, end: start + found[0].length });
  }
  if (at > 0 && /[\w$-]/.test(text[at - 1]!)) return undefined;
  const word = wordAt(atoms, from);
  for (const pattern of [VARIABLE, KEY]) {
    if (pattern === KEY ? !KEY_FIRST.has(word) : !isCapital(text.charCodeAt(at + 1))) continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const entry =
      found === null ? undefined : (resolveFlag(found[0], engine) ?? argumentOf(found[0], engine));
    if (found !== null && entry !== undefined)
      return withValue(text, { start: at, flag: found[0], entry, end: at + found[0].length });
  }
  return undefined;
}

const KEY_FIRST = new Set(
  "num n max cache gpu draft model chunk tensor ctx context kv flash tp quantization".split(" "),
);

/** An option as a key of a file or as an argument of a function: `max_model_len` is `--max-model-len`. */
const argumentOf = (key: string, engine: string | undefined) =>
  resolveFlag(`--${key.replaceAll("_", "-")}`, engine);

type Place = { start: number; flag: string; entry: FlagEntry | null; end: number };

function withValue(text: string, { start, flag, entry, end }: Place): Candidate | undefined {
  const bare = (value: FlagValue["value"]): Candidate => ({
    kind: "flag",
    start,
    end,
    value: { flag, entry, raw: null, value },
    known: entry !== null,
  });
  if (entry === null) return bare(null);
  if (entry.parser === "switch") return bare(true);
  VALUE.lastIndex = end;
  const found = VALUE.exec(text);
  const attached = found !== null && found.index === end && found[0].length > (found[1]?.length ?? 0);
  const raw = attached ? found[1]!.replace(/[,.:]+$/, "") : null;
  const value = raw === null ? null : parseFlagValue(entry, raw);
  const single = flag.length === 2;
  if (value === null) {
    if (entry.parser === "boolean" && !single) return bare(true);
    return single || !flag.startsWith("-") ? undefined : bare(null);
  }
  if (single && entry.parser === "text") return undefined;
  const valueEnd = end + found![0].length - (found![1]!.length - raw!.length);
  const nameOnly = entry.parser === "model" || entry.field === "model.quantization";
  return {
    kind: "flag",
    start,
    end: nameOnly ? end : valueEnd,
    value: { flag, entry, raw, value },
    known: true,
  };
}

const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ["1", true],
  ["on", true],
  ["true", true],
  ["yes", true],
  ["enabled", true],
  ["0", false],
  ["off", false],
  ["false", false],
  ["no", false],
  ["disabled", false],
]);

/**
 * An option's value by its parser: numbers for `integer` (`32k` and `1_000` too), `number` and `layers` (`all` is 999);
 * true or false for `boolean`; the word itself for the rest. Null when the word does not parse.
 */
export function parseFlagValue(entry: FlagEntry, raw: string): number | boolean | string | null {
  switch (entry.parser) {
    case "integer":
    case "number": {
      const kilo = /^(\d{1,6})[kK]$/.exec(raw);
      if (kilo !== null) return Number(kilo[1]) * 1024;
      const plain = raw.replaceAll("_", "");
      if (/^-?\d{1,12}(?:\.\d{1,9})?$/.test(plain)) return Number(plain);
      return null;
    }
    case "layers":
      if (/^(?:all|max)$/i.test(raw)) return 999;
      return /^-?\d{1,5}$/.test(raw) ? Number(raw) : null;
    case "boolean":
      return SWITCH_WORDS.get(raw.toLowerCase()) ?? (raw.toLowerCase() === "auto" ? "auto" : null);
    case "kv-type":
      return resolveKvCacheType(raw) !== null
        ? kvTypeName(raw)
        : /^[\w.]{2,24}$/.test(raw) && /\d/.test(raw)
          ? raw
          : null;
    case "model":
      return /[/\\]|\.gguf|\d[bB]\b|[A-Za-z]-[A-Za-z0-9]/.test(raw) && !raw.startsWith("-") ? raw : null;
    case "list":
      return /^[\d,.;/:A-Za-z-]{1,80}$/.test(raw) && !/^-[A-Za-z]/.test(raw) && !/^[A-Za-z]{8,}$/.test(raw)
        ? raw
        : null;
    default:
      return raw.startsWith("-") ? null : raw;
  }
}
