/**
 * What the readers of weight formats share: the form of a reading, and how a name joins its parts. Knows no spellings.
 */
import { type Atoms, gapBefore, touches } from "./atoms.ts";
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

/** A canonical name with its entry; the entry is found without packager and repack marks. */
export function resolved(name: string, statedBits?: number): ResolvedQuantization {
  const plain = name
    .replace(/^UD-/, "")
    .replace(/_R[48]$/, "")
    .replace(/^MLX DWQ /, "MLX ");
  const entry = byName.get(plain.toLowerCase()) ?? byName.get(plain.split(" ")[0]!.toLowerCase()) ?? null;
  return { name, entry, bitsPerWeight: statedBits ?? entry?.bitsPerWeight ?? null, known: entry !== null };
}

/** A reader of one beginning: returns the canonical name and the atom after it. */
export type Read = (atoms: Atoms, from: number) => QuantizationReading | undefined;

/** True when atom `index` goes on the name: touching, or after `_`, `-` or one blank. */
export function goesOn(atoms: Atoms, index: number): boolean {
  const gap = gapBefore(atoms, index);
  return gap === "" || gap === "-" || gap === " ";
}

/** True when atom `index` is not the middle of a longer word. */
export function endsAt(atoms: Atoms, index: number): boolean {
  return !touches(atoms, index) || atoms.kinds[index] === 3;
}

/** `Q4`, `IQ3`: a width without a type, which may mean several. */
export function vagueReading(name: string, endAtom: number): QuantizationReading {
  return { resolved: { name, entry: null, bitsPerWeight: null, known: true }, endAtom, vague: true };
}
