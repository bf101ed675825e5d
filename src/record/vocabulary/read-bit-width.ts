/** Reads formats that a bit width names: `4.65bpw exl2`, `MLX 4-bit`, `4bit`, `2.71-bit`. */
import { type Atoms, DIGITS, gapBefore, touches, wordAt } from "./atoms.ts";
import { endsAt, goesOn, type Read, resolved } from "./quantization-reading.ts";

export const readExl: Read = (atoms, from) => {
  const generation = wordAt(atoms, from + 1);
  if (!touches(atoms, from + 1) || (generation !== "2" && generation !== "3")) return undefined;
  const at = wordAt(atoms, from + 2) === "at" ? from + 3 : from + 2;
  const between = atoms.text.slice(atoms.ends[at - 1], atoms.starts[at]);
  const joined =
    goesOn(atoms, at) || between === " (" || between === "@" || between === ":" || between === " @ ";
  const bits = joined ? bitsPerWeightAt(atoms, at, at === from + 2) : undefined;
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
  // 4.00 and 4 are 4.0; 3.50 stays as it is written.
  if (unit === "bpw" || unit === "bw")
    return { text: Number.isInteger(value) ? `${value}.0` : text, value, endAtom: at + 1 };
  if (bare && text.includes(".") && endsAt(atoms, at)) return { text, value, endAtom: at };
  return undefined;
}

export const readNumber: Read = (atoms, from) => {
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
  if (gapBefore(atoms, at) === "." && /^\d{1,2}$/.test(wordAt(atoms, at))) {
    digits += `.${wordAt(atoms, at)}`;
    at++;
  }
  const unit = wordAt(atoms, at);
  if (!/^([1-6]|8|16|[1-6]\.\d{1,2})$/.test(digits) || !/^bits?$/.test(unit) || !goesOn(atoms, at))
    return undefined;
  at++;
  if (goesOn(atoms, at) && /^(?:mlx|dwq)$/.test(wordAt(atoms, at)))
    return { resolved: resolved(`MLX ${digits}-bit`), endAtom: at + 1, vague: false };
  const method = /^(awq|gptq)$/.exec(wordAt(atoms, at))?.[1];
  if (method !== undefined && goesOn(atoms, at))
    return { resolved: resolved(method.toUpperCase()), endAtom: at + 1, vague: false };
  if (wordAt(atoms, at) === "hqq" && goesOn(atoms, at))
    return { resolved: resolved(`HQQ ${digits}-bit`), endAtom: at + 1, vague: false };
  return { resolved: resolved(`${digits}-bit`), endAtom: at, vague: true };
};

export const readMlx: Read = (atoms, from) => {
  let at = from + 1;
  if (/^(dwq|community)$/.test(wordAt(atoms, at))) return undefined;
  if (wordAt(atoms, at) === "q" && touches(atoms, at + 1) && goesOn(atoms, at)) at++;
  const digits = wordAt(atoms, at);
  const bracket =
    atoms.text.slice(atoms.ends[at - 1], atoms.starts[at]) === " (" ||
    atoms.text.slice(atoms.ends[at - 1], atoms.starts[at]) === ", ";
  if (!/^[2-8]$/.test(digits) || !(bracket || goesOn(atoms, at))) return undefined;
  const spelled = /^bits?$/.test(wordAt(atoms, at + 1));
  if (!spelled && wordAt(atoms, at - 1) !== "q") return undefined;
  return { resolved: resolved(`MLX ${digits}-bit`), endAtom: at + (spelled ? 2 : 1), vague: false };
};
