/**
 * Gives a read model name its form for records: the name as written in tidy casing, family, sizes, quantization, and the
 * repository where it stands as `owner/name`. Knows nothing of setups or of what a document says about the model.
 */
import { regex } from "../regex.ts";
import { type Atoms, atomsOf, DIGITS, gapBefore, LETTERS, wordAt } from "./atoms.ts";
import type { ModelEntry } from "./model-entry.ts";
import { ARCHITECTURES, CAREFUL_VARIANT_WORDS, NOT_A_NAME, PACKAGERS, VARIANT_WORDS } from "./model-words.ts";
import { type ModelNameParts, readModelName, readRest } from "./read-model-name.ts";
import { readSize } from "./read-model-size.ts";
import { type ResolvedQuantization, resolveQuantization } from "./resolve-quantization.ts";

/** A model's name that was read. What the text does not state is null, whatever the vocabulary knows. */
export type ResolvedModel = {
  /** As written, without owner, packaging and quantization; lower-case file names and tags get their usual casing. */
  name: string;
  family: string | null;
  /** The vocabulary's line; null for an unknown version or an unknown name. */
  entry: ModelEntry | null;
  /** Nominal size in the name, in thousand millions. */
  parametersB: number | null;
  activeParametersB: number | null;
  quantization: ResolvedQuantization | null;
  /** `owner/name` where the text gives it so. */
  repository: string | null;
  /** True when it stands as a file (`….gguf`) or a path. */
  file: boolean;
  /** llama.cpp's architecture word where that is all the text gives (`qwen3moe`, `llama 7B`). */
  architecture: string | null;
  /** False when only the shape told that this is a model. */
  known: boolean;
  /** True when neither version nor size is given: a family ("Qwen"), not a model. */
  bare: boolean;
};

/** A model at a place; offsets are half-open and hold owner, packaging and quantization, too. */
export type ModelReading = { resolved: ResolvedModel; start: number; end: number; endAtom: number };

const TOKEN_CODE = /[A-Za-z0-9._-]/;

/** Reads the model whose family starts at atom `from`. `floor` is the offset before which text is spoken for. */
export function readModel(atoms: Atoms, from: number, floor = 0): ModelReading | undefined {
  const parts = readModelName(atoms, from);
  if (parts === undefined || repeatsFamily(atoms, parts)) return undefined;
  return finished(atoms, parts, floor);
}

/** `Qwen_Qwen3-30B`: the first is the owner. */
function repeatsFamily(atoms: Atoms, parts: ModelNameParts): boolean {
  if (parts.headEndAtom !== parts.startAtom + 1) return false;
  const next = wordAt(atoms, parts.headEndAtom);
  return next === wordAt(atoms, parts.startAtom) && next !== "";
}

/**
 * Reads a model of which only the shape is known, from its size at atom `at` (`Foo-42B-Instruct`, `Dark Champion 70B`):
 * up to four words before it, hyphenated or capitalised.
 */
export function readUnknownModel(atoms: Atoms, at: number, floor = 0): ModelReading | undefined {
  const size = readSize(atoms, at);
  if (size === undefined || at === 0 || gapBefore(atoms, at) === "") return undefined;
  const capitalB = atoms.text[atoms.ends[size.endAtom - 1]! - 1] === "B";
  let start = at;
  let words = 0;
  for (let back = at - 1; back >= 0 && words < 8; back--) {
    if (atoms.starts[back]! < floor) break;
    const gap = gapBefore(atoms, back + 1);
    const code = atoms.text.charCodeAt(atoms.starts[back]!);
    const capital = code >= 65 && code <= 90;
    const oneApart = atoms.starts[back + 1]! - atoms.ends[back]! <= 1;
    const word = wordAt(atoms, back);
    if (gap === "" || (gap === "-" && oneApart) || (gap === "." && atoms.kinds[back] === DIGITS)) {
      start = back;
    } else if (
      gap === " " &&
      oneApart &&
      atoms.kinds[back] === LETTERS &&
      capital &&
      capitalB &&
      word.length > 2
    ) {
      if (NOT_A_NAME.has(word)) break;
      start = back;
      words++;
    } else break;
  }
  while (start < at && (NOT_A_NAME.has(wordAt(atoms, start)) || atoms.kinds[start] !== LETTERS)) start++;
  if (start >= at || wordAt(atoms, start).length < 3) return undefined;
  const parts: ModelNameParts = {
    startAtom: start,
    nameEndAtom: size.endAtom,
    endAtom: size.endAtom,
    entry: null,
    family: null,
    headEndAtom: start,
    parametersB: size.parametersB,
    activeParametersB: size.activeParametersB,
    oddSize: size.odd,
    quantization: null,
    specific: true,
    packed: false,
  };
  readRest(atoms, parts);
  return finished(atoms, parts, floor);
}

function finished(atoms: Atoms, parts: ModelNameParts, floor: number): ModelReading {
  const { text } = atoms;
  let end = atoms.ends[parts.endAtom - 1]!;
  const headStart = atoms.starts[parts.startAtom]!;
  let tokenStart = headStart;
  while (tokenStart > floor && headStart - tokenStart < 80 && TOKEN_CODE.test(text[tokenStart - 1]!))
    tokenStart--;
  const place = repositoryAt(text, { tokenStart, end, floor });
  const file = /\.(gguf|safetensors|bin|ggml)$/i.test(text.slice(headStart, end)) || text[end] === "/";
  const prefix = prefixOf(atoms, parts, tokenStart);
  const repository = file ? null : place.repository;
  if (repository !== null) end = Math.max(end, place.end);
  const quantization = packedFor(
    parts.quantization,
    text.slice(repository === null ? tokenStart : place.start, end),
  );
  const name = shortened(nameOf(atoms, parts, prefix), parts);
  const architecture = architectureOf(atoms, parts);
  return {
    resolved: {
      name:
        architecture === null
          ? name
          : (ARCHITECTURES.get(architecture) ?? "") === ""
            ? name
            : renamed(atoms, parts, architecture),
      family: parts.family === "various" ? (parts.entry?.name ?? null) : parts.family,
      entry: parts.entry,
      parametersB: parts.parametersB,
      activeParametersB: parts.activeParametersB,
      quantization,
      repository,
      file,
      architecture,
      known: parts.family !== null,
      bare: !parts.specific,
    },
    start: repository === null ? (prefix === "" ? headStart : headStart - prefix.length) : place.start,
    end,
    endAtom: atomAfter(atoms, parts.endAtom, end),
  };
}

function atomAfter(atoms: Atoms, from: number, offset: number): number {
  let at = from;
  while (at < atoms.count && atoms.starts[at]! < offset) at++;
  return at;
}

/** `4-bit` in an MLX repository means MLX's own format. */
function packedFor(quantization: ResolvedQuantization | null, whole: string): ResolvedQuantization | null {
  const bits = quantization === null ? null : /^([2-8])-bit$/.exec(quantization.name);
  if (bits === null || bits === undefined || !/mlx/i.test(whole)) return quantization;
  return resolveQuantization(`MLX ${bits[1]}-bit`);
}

const NO_OWNER = regex("i")`
  ^(
    models?|ggufs?|weights|data|llms?|library|blob|tree|resolve|main|huggingface|hub|share|cache|srv|mnt|
    opt|home|bin|lib|docs?
  )$
`;

/** `owner/name` around a token, with the rest of the name's run; a path or a file is none. */
function repositoryAt(
  text: string,
  token: { tokenStart: number; end: number; floor: number },
): { repository: string | null; start: number; end: number } {
  const none = { repository: null, start: token.tokenStart, end: token.end };
  if (text[token.tokenStart - 1] !== "/" || token.tokenStart - 1 <= token.floor) return none;
  let ownerStart = token.tokenStart - 1;
  while (
    ownerStart > token.floor &&
    token.tokenStart - ownerStart < 60 &&
    TOKEN_CODE.test(text[ownerStart - 1]!)
  )
    ownerStart--;
  const owner = text.slice(ownerStart, token.tokenStart - 1);
  const before = text.slice(Math.max(0, ownerStart - 20), ownerStart);
  if (owner.length < 2 || NO_OWNER.test(owner) || !/^[A-Za-z0-9]/.test(owner)) return none;
  if (/[/~$\\]$/.test(before) && !/(huggingface\.co|hf\.co|modelscope\.cn\/models|hf:\/)\/$/i.test(before))
    return none;
  let end = token.end;
  while (end < text.length && end - token.end < 80 && TOKEN_CODE.test(text[end]!)) end++;
  while (end > token.end && /[._-]/.test(text[end - 1]!)) end--;
  const whole = text.slice(token.tokenStart, end).split(":")[0]!;
  if (text[end] === "/" || /\.(gguf|md|json|ya?ml|py|sh|html?|bin)$/i.test(whole)) return none;
  return { repository: `${owner}/${whole}`, start: ownerStart, end };
}

/** Words hyphenated in front of a known family that belong to the name (`Foo-Llama-3-8B`), as written; "" when none do. */
function prefixOf(atoms: Atoms, parts: ModelNameParts, tokenStart: number): string {
  if (parts.family === null || !parts.specific) return "";
  const prefix = atoms.text.slice(tokenStart, atoms.starts[parts.startAtom]!);
  if (!/^[A-Za-z][A-Za-z0-9.]*(-[A-Za-z0-9.]+)*-$/.test(prefix) || prefix.length > 40) return "";
  const size = /(?:^|-)(\d{1,4}(?:\.\d{1,2})?)B-/i.exec(prefix)?.[1];
  if (parts.parametersB === null && !parts.oddSize && size !== undefined) parts.parametersB = Number(size);
  if (parts.parametersB === null && !parts.oddSize) return "";
  const first = prefix.slice(0, prefix.indexOf("-")).toLowerCase();
  return PACKAGERS.has(first) || NOT_A_NAME.has(first) ? "" : prefix;
}

/** `DeepSeek-R1-671B`, `NVIDIA-Nemotron-…`: a line of one size is known without it, and any line without its vendor. */
function shortened(name: string, { entry, parametersB }: ModelNameParts): string {
  const only = entry?.oneSize === true && entry.sizes[0]?.parametersB === parametersB;
  const plain = name.replace(/^NVIDIA[- ](?=[A-Z])/, "");
  return only ? plain.replace(/(?<=\w)[- ]\d{3,4}B$/, "") : plain;
}

/** llama.cpp writes `qwen3moe 30B.A3B Q4_K`: lower case, the version fused with the kind. */
function architectureOf(atoms: Atoms, parts: ModelNameParts): string | null {
  const head = atoms.text.slice(atoms.starts[parts.startAtom]!, atoms.ends[parts.headEndAtom - 1] ?? 0);
  if (parts.family === null || head !== head.toLowerCase() || parts.parametersB === null) return null;
  let end = parts.headEndAtom;
  while (end < parts.nameEndAtom && gapBefore(atoms, end) === "") end++;
  const fused = atoms.text.slice(atoms.starts[parts.startAtom]!, atoms.ends[end - 1]!);
  if (gapBefore(atoms, end) !== " ") return null;
  return ARCHITECTURES.has(fused) || fused === "llama" ? fused : null;
}

function renamed(atoms: Atoms, parts: ModelNameParts, architecture: string): string {
  const active = parts.activeParametersB === null ? "" : `-A${parts.activeParametersB}B`;
  const size = parts.parametersB === null ? atoms.text.slice(0, 0) : ` ${parts.parametersB}B${active}`;
  return `${ARCHITECTURES.get(architecture)}${size}`;
}

/** The written name; where it is all lower-case, in the casing that practitioners use. */
function nameOf(atoms: Atoms, parts: ModelNameParts, prefix: string): string {
  const { text } = atoms;
  const start = atoms.starts[parts.startAtom]!;
  const end = atoms.ends[parts.nameEndAtom - 1]!;
  const written = missingWord(atoms, parts) + prefix + text.slice(start, end);
  if (/[A-Z]/.test(written.replace(/\d[BM]\b/g, ""))) return tidied(written);
  const head = headCasing(atoms, parts);
  const rest = text.slice(atoms.ends[parts.headEndAtom - 1] ?? start, end);
  return tidied(
    prefix + head + (parts.family === null ? text.slice(start, end) : rest).replace(/[a-z]+/g, recased),
  );
}

/** The line's first word where an alias leaves it out: `R1 Distill` is DeepSeek's. */
function missingWord(atoms: Atoms, parts: ModelNameParts): string {
  const [first, ...others] = parts.entry?.name.toLowerCase().split(" ") ?? [];
  if (
    first === undefined ||
    others.length === 0 ||
    wordAt(atoms, parts.startAtom).startsWith(first.slice(0, 2))
  )
    return "";
  const head = atoms.text
    .slice(atoms.starts[parts.startAtom]!, atoms.ends[parts.headEndAtom - 1]!)
    .toLowerCase();
  if (head.replace(/[^a-z0-9]/g, "") !== others.join("").replace(/[^a-z0-9]/g, "")) return "";
  return `${parts.entry!.name.split(" ")[0]} `;
}

function headCasing(atoms: Atoms, parts: ModelNameParts): string {
  if (parts.family === null) return "";
  const head = atoms.text.slice(atoms.starts[parts.startAtom]!, atoms.ends[parts.headEndAtom - 1]!);
  const canonical = parts.entry?.name ?? parts.family;
  const letters = canonical.match(/[A-Za-z]+/g) ?? [];
  let index = 0;
  return head.replace(/[A-Za-z]+/g, (word) => {
    const like = letters.slice(index).find((candidate) => candidate.toLowerCase() === word.toLowerCase());
    if (like !== undefined) index++;
    return like ?? recased(word);
  });
}

function recased(word: string): string {
  if (/^[abmket]$/.test(word)) return word.toUpperCase();
  return VARIANT_WORDS.get(word) ?? CAREFUL_VARIANT_WORDS.get(word) ?? word;
}

function tidied(name: string): string {
  return name
    .replace(/(\d)_(?=\d)/g, "$1.")
    .replace(/[:_]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/(\d)b\b/g, /^gpt-oss/.test(name) ? "$&" : "$1B")
    .trim();
}

/** Reads a string as one model: a name, a file, a repository, an ollama tag. Null when it names none. */
export function resolveModel(text: string): ResolvedModel | null {
  const atoms = atomsOf(text.slice(0, 400));
  let bare: ResolvedModel | null = null;
  for (let from = 0; from < atoms.count; from++) {
    const known = readModel(atoms, from);
    if (known !== undefined && !known.resolved.bare) return known.resolved;
    bare ??= known?.resolved ?? null;
  }
  for (let from = 0; from < atoms.count; from++) {
    const unknown = atoms.kinds[from] === DIGITS ? readUnknownModel(atoms, from) : undefined;
    if (unknown !== undefined) return unknown.resolved;
  }
  return bare;
}

/** What makes two names the same model: lower case, without "instruct", "chat", packaging words and separators. */
export function modelKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_:/]+/g, " ")
    .replace(/\b(instruct|chat|it|gguf|hf|meta|model|preview)\b/g, "")
    .replace(/[^a-z0-9.]+/g, "");
}
