/**
 * Reads a weight format's name as people spell it (`q4km`, `Q4_K - Medium`, `UD-Q4_K_XL`, `4.65bpw exl2`, `mlx 4bit`)
 * and gives its canonical form. Knows nothing of models, nor of KV caches.
 */
import { type Atoms, atomsOf, DIGITS, gapBefore, LETTERS, touches, wordAt } from "./atoms.ts";
import {
  endsAt,
  goesOn,
  type QuantizationReading,
  type Read,
  type ResolvedQuantization,
  resolved,
} from "./quantization-reading.ts";
import { readExl, readMlx, readNumber } from "./read-bit-width.ts";
import { readIq, readQ, readTq, readUd } from "./read-gguf-type.ts";

export type { QuantizationReading, ResolvedQuantization } from "./quantization-reading.ts";

/** A word with a number on it: `fp8`, `nvfp4`, `bf16`, `int8`. */
const numbered =
  (names: Record<string, string>, isVague = false): Read =>
  (atoms, from) => {
    const digits = wordAt(atoms, from + 1);
    const gap = gapBefore(atoms, from + 1);
    const name = names[digits];
    if (name === undefined || (gap !== "" && gap !== "-") || !endsAt(atoms, from + 2)) return undefined;
    let endAtom = from + 2;
    if (
      digits === "8" &&
      /^e[45]$/.test(wordAt(atoms, endAtom) + wordAt(atoms, endAtom + 1)) &&
      wordAt(atoms, endAtom + 2) === "m"
    )
      endAtom += 4;
    else if (name === "MXFP4" && wordAt(atoms, endAtom) === "moe" && goesOn(atoms, endAtom)) endAtom++;
    return { resolved: resolved(name), endAtom, vague: isVague };
  };

/** `HQQ 2-bit`: a method for any width keeps it in the name. */
const readHqq: Read = (atoms, from) => {
  if (!endsAt(atoms, from + 1) && atoms.kinds[from + 1] !== DIGITS) return undefined;
  const bits = wordAt(atoms, from + 1);
  const spelled =
    /^[1-8]$/.test(bits) &&
    goesOn(atoms, from + 1) &&
    goesOn(atoms, from + 2) &&
    /^bits?$/.test(wordAt(atoms, from + 2));
  return spelled
    ? { resolved: resolved(`HQQ ${bits}-bit`), endAtom: from + 3, vague: false }
    : { resolved: resolved("HQQ"), endAtom: from + 1, vague: false };
};

/** `AWQ`, `GPTQ-Int4`, `awq 4bit`: the bits that follow belong to the name. */
const named =
  (name: string): Read =>
  (atoms, from) => {
    if (!endsAt(atoms, from + 1) && atoms.kinds[from + 1] !== DIGITS) return undefined;
    let endAtom = from + 1;
    const word = wordAt(atoms, endAtom);
    if ((word === "int" || word === "w") && touches(atoms, endAtom + 1) && goesOn(atoms, endAtom))
      endAtom += 2;
    else if (
      atoms.kinds[endAtom] === DIGITS &&
      /^bits?$/.test(wordAt(atoms, endAtom + 1)) &&
      goesOn(atoms, endAtom)
    )
      endAtom += 2;
    return { resolved: resolved(name), endAtom, vague: false };
  };

const readW: Read = (atoms, from) => {
  const weight = wordAt(atoms, from + 1);
  const activation = wordAt(atoms, from + 3);
  if (!touches(atoms, from + 1) || !touches(atoms, from + 2) || !touches(atoms, from + 3)) return undefined;
  if (!/^[48]$/.test(weight) || wordAt(atoms, from + 2) !== "a" || !/^(4|8|16)$/.test(activation))
    return undefined;
  return { resolved: resolved(`W${weight}A${activation}`), endAtom: from + 4, vague: false };
};

const READERS = new Map<string, Read>([
  ["q", readQ],
  ["iq", readIq],
  ["tq", readTq],
  ["ud", readUd],
  ["exl", readExl],
  ["mlx", readMlx],
  ["w", readW],
  ["mxfp", numbered({ "4": "MXFP4", "8": "MXFP8" })],
  ["nvfp", numbered({ "4": "NVFP4" })],
  ["fp", numbered({ "4": "FP4", "6": "FP6", "8": "FP8", "16": "FP16", "32": "F32" })],
  ["f", numbered({ "16": "F16", "32": "F32" })],
  ["bf", numbered({ "16": "BF16" })],
  ["bfloat", numbered({ "16": "BF16" })],
  ["float", numbered({ "16": "FP16", "32": "F32" })],
  ["int", numbered({ "4": "INT4", "8": "INT8" }, true)],
  ["nf", numbered({ "4": "NF4" })],
  ["awq", named("AWQ")],
  ["gptq", named("GPTQ")],
  ["hqq", readHqq],
  ["aqlm", named("AQLM")],
  ["autoround", named("AutoRound")],
  ["bitsandbytes", named("bitsandbytes")],
  ["bnb", named("bitsandbytes")],
  ["smoothquant", named("SmoothQuant")],
  ["vptq", named("VPTQ")],
  ["spqr", named("SpQR")],
  ["quip", named("QuIP")],
  ["eetq", named("EETQ")],
]);

/** The lower-case words that can begin a weight format's name; numbers can, too. */
export function quantizationFirstWords(): Set<string> {
  return new Set(READERS.keys());
}

/** Reads the weight format that starts at atom `from`; undefined when none does. */
export function readQuantization(atoms: Atoms, from: number): QuantizationReading | undefined {
  if (atoms.kinds[from] === DIGITS) return readNumber(atoms, from);
  if (atoms.kinds[from] !== LETTERS) return undefined;
  return READERS.get(wordAt(atoms, from))?.(atoms, from);
}

/** Reads a string as one weight format, passing over what surrounds it; null when it names none. */
export function resolveQuantization(text: string): ResolvedQuantization | null {
  const atoms = atomsOf(text.slice(0, 200));
  let fallback: ResolvedQuantization | null = null;
  for (let from = 0; from < atoms.count; from++) {
    const reading = readQuantization(atoms, from);
    if (reading === undefined) continue;
    if (!reading.vague) return reading.resolved;
    fallback ??= reading.resolved;
  }
  return fallback;
}
