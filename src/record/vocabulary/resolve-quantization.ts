/**
 * Reads a weight format's name as people spell it (`q4km`, `Q4_K - Medium`, `UD-Q4_K_XL`, `4.65bpw exl2`, `mlx 4bit`)
 * and gives its canonical form. Knows nothing of models, nor of KV caches.
 */
import { type Atoms, atomsOf, DIGITS, gapBefore, LETTERS, touches, wordAt } from "./atoms.ts";
import { QUANTIZATIONS, type QuantizationEntry } from "./quantizations.ts";

/** A weight format that was read. `known` is false when only its shape told; then `entry` is null. */
export type ResolvedQuantization = {
  name: string;
  entry: QuantizationEntry | null;
  /** Effective bits per weight: stated (`4.65bpw`) or the vocabulary's; null where neither tells. */
  bitsPerWeight: number | null;
  known: boolean;
};

/** A weight format at a place in a text. `vague` marks `Q4`, `8-bit` or `int8`, which may mean something else. */
export type QuantizationReading = { resolved: ResolvedQuantization; endAtom: number; vague: boolean };

const byName = new Map(QUANTIZATIONS.map((entry) => [entry.name.toLowerCase(), entry]));

function resolved(name: string, statedBits?: number): ResolvedQuantization {
  const plain = name
    .replace(/^UD-/, "")
    .replace(/_R[48]$/, "")
    .replace(/^MLX DWQ /, "MLX ");
  const entry = byName.get(plain.toLowerCase()) ?? byName.get(plain.split(" ")[0]!.toLowerCase()) ?? null;
  return { name, entry, bitsPerWeight: statedBits ?? entry?.bitsPerWeight ?? null, known: entry !== null };
}

const VARIANTS: Record<string, string> = {
  s: "_S",
  m: "_M",
  l: "_L",
  xl: "_XL",
  xs: "_XS",
  xxs: "_XXS",
  xxl: "_XXL",
  small: "_S",
  medium: "_M",
  large: "_L",
};
const FUSED = new Map(["s", "m", "l", "xl"].map((size) => [`k${size}`, `_K${VARIANTS[size]}`]));
const IQ_TAILS = new Set("xxs xs s m nl k ks kss kl kt bn".split(" "));

/** A reader of one beginning: returns the canonical name and the atom after it. */
type Read = (atoms: Atoms, from: number) => QuantizationReading | undefined;

/** True when atom `index` goes on the name: touching, or after `_`, `-` or one blank. */
function goesOn(atoms: Atoms, index: number): boolean {
  const gap = gapBefore(atoms, index);
  return gap === "" || gap === "-" || gap === " ";
}

/** True when atom `index` is not the middle of a longer word. */
function endsAt(atoms: Atoms, index: number): boolean {
  return !touches(atoms, index) || atoms.kinds[index] === 3;
}

function repack(atoms: Atoms, at: number): [suffix: string, endAtom: number] {
  const digits = wordAt(atoms, at + 1);
  if (
    wordAt(atoms, at) === "r" &&
    gapBefore(atoms, at) === "-" &&
    touches(atoms, at + 1) &&
    (digits === "4" || digits === "8")
  )
    return [`_R${digits}`, at + 2];
  return ["", at];
}

const readQ: Read = (atoms, from) => {
  const digits = wordAt(atoms, from + 1);
  if (
    !touches(atoms, from + 1) ||
    !(/^[1-8]$/.test(digits) || (digits === "0" && wordAt(atoms, from + 2) === "f"))
  )
    return undefined;
  const base = `Q${digits}`;
  let at = from + 2;
  const next = wordAt(atoms, at);
  const gap = gapBefore(atoms, at);
  if (
    (gap === "-" || gap === " ") &&
    (next === "0" || next === "1") &&
    endsAt(atoms, at + 1) &&
    !followsDecimal(atoms, at)
  ) {
    if (gap === " ") return vague(base, from + 2);
    const [suffix, end] = repack(atoms, at + 1);
    return { resolved: resolved(`${base}_${next}${suffix}`), endAtom: end, vague: false };
  }
  const fused = FUSED.get(next);
  if (fused !== undefined && goesOn(atoms, at) && endsAt(atoms, at + 1))
    return { resolved: resolved(base + fused), endAtom: at + 1, vague: false };
  if (next === "f" && touches(atoms, at) && /^(16|32)$/.test(wordAt(atoms, at + 1))) {
    const minor = gapBefore(atoms, at + 2) === "-" && /^[01]$/.test(wordAt(atoms, at + 2));
    const half = `${base.toLowerCase()}f${wordAt(atoms, at + 1)}`;
    const name = minor ? `${half}_${wordAt(atoms, at + 2)}` : half;
    return { resolved: resolved(name), endAtom: at + (minor ? 3 : 2), vague: false };
  }
  if (next !== "k" || !goesOn(atoms, at)) return endsAt(atoms, at) ? vagueOrMlx(atoms, base, at) : undefined;
  at++;
  if (!endsAt(atoms, at)) return undefined;
  const size = VARIANTS[wordAt(atoms, at)];
  const spelled = wordAt(atoms, at).length > 3;
  const sizeGap = gapBefore(atoms, at);
  if (
    size !== undefined &&
    endsAt(atoms, at + 1) &&
    (sizeGap === "-" || (sizeGap === " " && !spelled && gap === " "))
  ) {
    const [suffix, end] = repack(atoms, at + 1);
    return { resolved: resolved(`${base}_K${size}${suffix}`), endAtom: end, vague: false };
  }
  const [suffix, end] = repack(atoms, at);
  return { resolved: resolved(`${base}_K${suffix}`), endAtom: end, vague: false };
};

function followsDecimal(atoms: Atoms, at: number): boolean {
  return gapBefore(atoms, at + 1) === "." && atoms.kinds[at + 1] === DIGITS;
}

/** `Q4 MLX` is MLX's own four bits. */
function vagueOrMlx(atoms: Atoms, name: string, at: number): QuantizationReading {
  if (wordAt(atoms, at) !== "mlx" || gapBefore(atoms, at) !== " ") return vague(name, at);
  return { resolved: resolved(`MLX ${name.slice(1)}-bit`), endAtom: at + 1, vague: false };
}

function vague(name: string, endAtom: number): QuantizationReading {
  const bits = Number(name.slice(1));
  const known = byName.has(`${bits}-bit`);
  return { resolved: { name, entry: null, bitsPerWeight: null, known }, endAtom, vague: true };
}

const readIq: Read = (atoms, from) => {
  const digits = wordAt(atoms, from + 1);
  const tail = wordAt(atoms, from + 2);
  if (!touches(atoms, from + 1) || !/^[1-6]$/.test(digits)) return undefined;
  if (!IQ_TAILS.has(tail) || !goesOn(atoms, from + 2) || !endsAt(atoms, from + 3))
    return endsAt(atoms, from + 2) && gapBefore(atoms, from + 2) !== "-"
      ? vagueIq(digits, from + 2)
      : undefined;
  const [suffix, end] = repack(atoms, from + 3);
  return { resolved: resolved(`IQ${digits}_${tail.toUpperCase()}${suffix}`), endAtom: end, vague: false };
};

function vagueIq(digits: string, endAtom: number): QuantizationReading {
  return {
    resolved: { name: `IQ${digits}`, entry: null, bitsPerWeight: null, known: true },
    endAtom,
    vague: true,
  };
}

const readTq: Read = (atoms, from) => {
  if (!touches(atoms, from + 1) || !/^[12]$/.test(wordAt(atoms, from + 1)) || wordAt(atoms, from + 2) !== "0")
    return undefined;
  return { resolved: resolved(`TQ${wordAt(atoms, from + 1)}_0`), endAtom: from + 3, vague: false };
};

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

const readExl: Read = (atoms, from) => {
  const generation = wordAt(atoms, from + 1);
  if (!touches(atoms, from + 1) || (generation !== "2" && generation !== "3")) return undefined;
  const bits = goesOn(atoms, from + 2) ? bitsPerWeightAt(atoms, from + 2, true) : undefined;
  const name = `EXL${generation}`;
  if (bits === undefined)
    return endsAt(atoms, from + 2)
      ? { resolved: resolved(name), endAtom: from + 2, vague: false }
      : undefined;
  return { resolved: resolved(`${name} ${bits.text}bpw`, bits.value), endAtom: bits.endAtom, vague: false };
};

/** `4.65bpw`, `4.0 bpw`, `4bpw`, `4.65 bits per weight`, and where `bare` a plain decimal. */
function bitsPerWeightAt(
  atoms: Atoms,
  from: number,
  bare: boolean,
): { text: string; value: number; endAtom: number } | undefined {
  if (atoms.kinds[from] !== DIGITS || wordAt(atoms, from).length > 2) return undefined;
  let at = from + 1;
  let text = wordAt(atoms, from);
  if (gapBefore(atoms, at) === "." && atoms.kinds[at] === DIGITS) text += `.${wordAt(atoms, at++)}`;
  const unit = wordAt(atoms, at);
  const value = Number(text);
  if (value <= 0 || value > 16 || text.length > 6) return undefined;
  if (unit === "bpw" || unit === "bw")
    return { text: text.includes(".") ? text : `${text}.0`, value, endAtom: at + 1 };
  if (bare && text.includes(".") && endsAt(atoms, at)) return { text, value, endAtom: at };
  return undefined;
}

const readNumber: Read = (atoms, from) => {
  if (gapBefore(atoms, from) === "." && atoms.kinds[from - 1] === DIGITS) return undefined;
  const bpw = bitsPerWeightAt(atoms, from, false);
  if (bpw !== undefined) {
    const exl = /^exl$/.test(wordAt(atoms, bpw.endAtom)) && goesOn(atoms, bpw.endAtom);
    const generation = wordAt(atoms, bpw.endAtom + 1);
    if (exl && touches(atoms, bpw.endAtom + 1) && (generation === "2" || generation === "3"))
      return {
        resolved: resolved(`EXL${generation} ${bpw.text}bpw`, bpw.value),
        endAtom: bpw.endAtom + 2,
        vague: false,
      };
    return {
      resolved: { name: `${bpw.text}bpw`, entry: null, bitsPerWeight: bpw.value, known: true },
      endAtom: bpw.endAtom,
      vague: true,
    };
  }
  let digits = wordAt(atoms, from);
  let at = from + 1;
  if (digits === "1" && gapBefore(atoms, at) === "." && wordAt(atoms, at) === "58") {
    digits = "1.58";
    at++;
  }
  const unit = wordAt(atoms, at);
  if (!/^([1-6]|8|1\.58|16)$/.test(digits) || !/^bits?$/.test(unit) || !goesOn(atoms, at)) return undefined;
  at++;
  if (goesOn(atoms, at) && wordAt(atoms, at) === "mlx")
    return { resolved: resolved(`MLX ${digits}-bit`), endAtom: at + 1, vague: false };
  const method = /^(awq|gptq)$/.exec(wordAt(atoms, at))?.[1];
  if (method !== undefined && goesOn(atoms, at))
    return { resolved: resolved(method.toUpperCase()), endAtom: at + 1, vague: false };
  return { resolved: resolved(`${digits}-bit`), endAtom: at, vague: true };
};

const readMlx: Read = (atoms, from) => {
  let at = from + 1;
  if (/^(dwq|community)$/.test(wordAt(atoms, at))) return undefined;
  if (wordAt(atoms, at) === "q" && touches(atoms, at + 1) && goesOn(atoms, at)) at++;
  const digits = wordAt(atoms, at);
  const bracket = atoms.text.slice(atoms.ends[at - 1], atoms.starts[at]) === " (";
  if (!/^[2-8]$/.test(digits) || !(bracket || goesOn(atoms, at))) return undefined;
  const spelled = /^bits?$/.test(wordAt(atoms, at + 1));
  if (!spelled && wordAt(atoms, at - 1) !== "q") return undefined;
  return { resolved: resolved(`MLX ${digits}-bit`), endAtom: at + (spelled ? 2 : 1), vague: false };
};

const readW: Read = (atoms, from) => {
  const weight = wordAt(atoms, from + 1);
  const activation = wordAt(atoms, from + 3);
  if (!touches(atoms, from + 1) || !touches(atoms, from + 2) || !touches(atoms, from + 3)) return undefined;
  if (!/^[48]$/.test(weight) || wordAt(atoms, from + 2) !== "a" || !/^(4|8|16)$/.test(activation))
    return undefined;
  return { resolved: resolved(`W${weight}A${activation}`), endAtom: from + 4, vague: false };
};

const readUd: Read = (atoms, from) => {
  if (gapBefore(atoms, from + 1) !== "-" || wordAt(atoms, from + 1) === "ud") return undefined;
  const inner = readQuantization(atoms, from + 1);
  if (inner === undefined || inner.vague) return undefined;
  return { ...inner, resolved: { ...inner.resolved, name: `UD-${inner.resolved.name}` } };
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
  ["hqq", named("HQQ")],
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
