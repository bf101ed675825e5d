/** Reads GGUF types as people spell them: `q4km`, `Q4_K - Medium`, `IQ4_XS_R8`, `UD-Q4_K_XL`, `q4f16_1`. */
import { type Atoms, DIGITS, gapBefore, touches, wordAt } from "./atoms.ts";
import {
  endsAt,
  goesOn,
  type QuantizationReading,
  type Read,
  resolved,
  vagueReading,
} from "./quantization-reading.ts";

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

export const readQ: Read = (atoms, from) => {
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
    if (gap === " ") return vagueReading(base, from + 2);
    const arm = armRepack(atoms, at + 1);
    if (arm !== undefined)
      return { resolved: resolved(`${base}_${next}_${arm}`), endAtom: at + 3, vague: false };
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

/** `Q4_0_4_8`: repacked for ARM. */
function armRepack(atoms: Atoms, at: number): string | undefined {
  const [rows, columns] = [wordAt(atoms, at), wordAt(atoms, at + 1)];
  const joined = gapBefore(atoms, at) === "-" && gapBefore(atoms, at + 1) === "-" && endsAt(atoms, at + 2);
  return joined && /^[48]$/.test(rows) && /^[48]$/.test(columns) ? `${rows}_${columns}` : undefined;
}

function followsDecimal(atoms: Atoms, at: number): boolean {
  return gapBefore(atoms, at + 1) === "." && atoms.kinds[at + 1] === DIGITS;
}

/** `Q4 MLX` is MLX's own four bits. */
function vagueOrMlx(atoms: Atoms, name: string, at: number): QuantizationReading {
  if (wordAt(atoms, at) !== "mlx" || gapBefore(atoms, at) !== " ") return vagueReading(name, at);
  return { resolved: resolved(`MLX ${name.slice(1)}-bit`), endAtom: at + 1, vague: false };
}

export const readIq: Read = (atoms, from) => {
  const digits = wordAt(atoms, from + 1);
  const tail = wordAt(atoms, from + 2);
  if (!touches(atoms, from + 1) || !/^[1-6]$/.test(digits)) return undefined;
  if (!IQ_TAILS.has(tail) || !goesOn(atoms, from + 2) || !endsAt(atoms, from + 3))
    return endsAt(atoms, from + 2) && gapBefore(atoms, from + 2) !== "-"
      ? vagueReading(`IQ${digits}`, from + 2)
      : undefined;
  const [suffix, end] = repack(atoms, from + 3);
  return { resolved: resolved(`IQ${digits}_${tail.toUpperCase()}${suffix}`), endAtom: end, vague: false };
};

export const readTq: Read = (atoms, from) => {
  if (!touches(atoms, from + 1) || !/^[12]$/.test(wordAt(atoms, from + 1)) || wordAt(atoms, from + 2) !== "0")
    return undefined;
  return { resolved: resolved(`TQ${wordAt(atoms, from + 1)}_0`), endAtom: from + 3, vague: false };
};

export const readUd: Read = (atoms, from) => {
  const gap = gapBefore(atoms, from + 1);
  const word = wordAt(atoms, from + 1);
  const inner =
    gap !== "-" && gap !== " "
      ? undefined
      : word === "q"
        ? readQ(atoms, from + 1)
        : word === "iq"
          ? readIq(atoms, from + 1)
          : undefined;
  if (inner === undefined || inner.vague) return undefined;
  return { ...inner, resolved: { ...inner.resolved, name: `UD-${inner.resolved.name}` } };
};
