/** Reads CPU names (`EPYC 7532`, `2x Xeon E5-2690 v4`, `i7-13700K`, `Core Ultra 9 285H`). Knows nothing of memory or boards. */

import { regex } from "../../record/regex.ts";
import { type Atoms, DIGITS, gapBefore, LETTERS, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import type { Candidate } from "./mention.ts";

/** One way a CPU's name goes on after its first word, as a sticky pattern over the text. */
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  [
    "ryzen",
    regex("iy")`
      Ryzen(?:\(TM\)|™)?[ -](?:
        Threadripper[ ](?:PRO[ ])?\d{4}(?:WX|X)?|
        (?:AI[ ])?(?:[3579][ ])?(?:PRO[ ])?(?:HX[ ])?\d{3,4}(?:X3D2?|[A-Z]{1,3}\d?[A-Z]?)?
      )(?![A-Za-z0-9])
    `,
  ],
  ["threadripper", /Threadripper[ ](?:PRO[ ])?(?:\d{4}(?:WX|X)?|\d{3,4})(?![A-Za-z0-9])/iy],
  [
    "epyc",
    regex("iy")`
      EPYC(?:™|\(TM\))?[ -](?:(?:Genoa|Milan|Rome|Turin|Naples|Bergamo|Siena)[ -])?\d[\dA-Z]\d{2}[A-Z]{0,2}
      \d?(?![A-Za-z0-9])
    `,
  ],
  [
    "xeon",
    regex("iy")`
      Xeon(?:\(R\)|®)?[ -](?:Phi[ ])?(?:(?:Gold|Silver|Platinum|Bronze|Max|D|W|E|CPU)[ -])?(?:CPU[ ])?(?:
        E[357][- ]\d{4}[A-Z]?(?:[ -]?v\d)?|w\d-\d{4}[A-Z]{0,2}|[WDEP]-\d{4,5}[A-Z]{0,3}|X\d{4}|
        \d{4}[A-Z]{0,2}(?:\+|[ ]?v\d)?|6[ ]\d{4}[A-Z]{0,2}
      )(?![A-Za-z0-9])
    `,
  ],
  ["e", /E[357][- ]\d{4}[A-Z]?(?:[ -]?v\d)?(?![A-Za-z0-9])/iy],
  [
    "core",
    regex("iy")`
      Core(?:\(TM\)|™)?[ ](?:
        Ultra[ ](?:X?[3579][ -])?\d{3}[A-Z]{0,2}(?:[ ]Plus)?|i[3579][ -](?:N\d{3}|\d{4,5}[A-Z]{0,2}\d?)|
        [3579][ ]\d{3}[A-Z]{0,2}
      )(?![A-Za-z0-9])
    `,
  ],
  ["ultra", /Ultra[ ][3579][ ]\d{3}[A-Z]{1,2}(?![A-Za-z0-9])/y],
  ["i", /i[3579][ -](?:N\d{3}|\d{4,5}[A-Z]{0,2}\d?)(?![A-Za-z0-9])/iy],
  ["n", /(?:Intel[ ])?N(?:95|97|100|150|200|300|305|355|5105|5095)(?![A-Za-z0-9])/y],
  ["r", /R[3579][ -]\d{4}(?:X3D|XT|X|G|GE)?(?![A-Za-z0-9])/iy],
  ["bronze", /Bronze[ ]\d{4}[A-Z]{0,2}(?![A-Za-z0-9])/y],
  ["gold", /Gold[ ]\d{4}[A-Z]{0,2}\+?(?![A-Za-z0-9])/y],
  ["silver", /Silver[ ]\d{4}[A-Z]{0,2}(?![A-Za-z0-9])/y],
  ["platinum", /Platinum[ ]\d{4}[A-Z]{0,2}\+?(?![A-Za-z0-9])/y],
  ["opteron", /Opteron[ ]\d{4}(?:[ ]?[A-Z]{2})?(?![A-Za-z0-9])/iy],
  ["phenom", /Phenom(?:[ ]II)?[ ]X\d[ ]\d{3,4}[A-Z]?(?![A-Za-z0-9])/iy],
  ["power", /POWER(?:8|9|10)(?![A-Za-z0-9])/y],
  ["thunderx", /ThunderX\d?(?![A-Za-z0-9])/iy],
  ["grace", /Grace[ ]CPU(?![A-Za-z0-9])/y],
  ["tr", /TR[ ](?:PRO[ ])?\d{4}(?:WX|X)(?![A-Za-z0-9])/iy],
  ["fx", /FX[- ]\d{4}(?![A-Za-z0-9])/iy],
  ["neoverse", /Neoverse[ -][NV]\d(?![A-Za-z0-9])/iy],
  ["altra", /Altra(?:[ ]Max)?(?:[ ][QM]\d{2,3}-\d{2})?(?![A-Za-z0-9])/y],
  ["ampere", /Ampere[ ](?:Altra(?:[ ]Max)?|One|eMAG)(?:[ ][QM]\d{2,3}-\d{2})?(?![A-Za-z0-9])/iy],
  ["graviton", /Graviton[ ]?\d(?![A-Za-z0-9])/iy],
  ["cortex", /Cortex[- ][AX]\d{1,3}(?:AE|C)?(?![A-Za-z0-9])/iy],
  ["cix", /Cix[ ](?:CP8180|CD8180|P1)(?![A-Za-z0-9])/iy],
  ["kunpeng", /Kunpeng[ ]?\d{3}(?![A-Za-z0-9])/iy],
  ["loongson", /Loongson[ ]?\d?[A-Z]\d{4}(?![A-Za-z0-9])/iy],
  ["celeron", /Celeron[ ][A-Z]?\d{4}[A-Z]?(?![A-Za-z0-9])/iy],
  ["pentium", /Pentium[ ](?:Gold[ ]|Silver[ ])?[A-Z]?\d{4}[A-Z]?(?![A-Za-z0-9])/iy],
  ["athlon", /Athlon[ ]\w{3,6}(?![A-Za-z0-9])/iy],
]);

/** First words that can begin a CPU's name. */
export const CPU_FIRST_WORDS: ReadonlySet<string> = new Set(SHAPES.keys());

/** `7840HS`, `8845HS`, `7940U`: mobile Ryzens, in capitals. */
const BARE_MOBILE = /^[4-9][3-9][0-9][05]$/;
const BARE_AMD = /^(?:1[4-9]|2[6-9]|3[3-9]|4[5-9]|5[5-9]|7[5-9]|8[5-7]|9[6-9])[05]0$/;
const BARE_INTEL = /^(?:[89]|1[0-4])[1-9]\d0$/;
const THREADRIPPER = /^(?:19|29|39|59|79|99)[2-9][05]$/;

/** `5950X`, `7800X3D`, `13700K`, `3970X`: a model number with its letter, where no name stands before it. */
export function tagBareCpu(atoms: Atoms, from: number): Candidate | undefined {
  const digits = wordAt(atoms, from);
  if (digits.length < 4 || digits.length > 5 || touches(atoms, from) || !touches(atoms, from + 1))
    return undefined;
  const letters = wordAt(atoms, from + 1);
  let end = from + 2;
  const amd = BARE_AMD.test(digits) || THREADRIPPER.test(digits);
  const written = atoms.text.slice(atoms.starts[from + 1], atoms.ends[from + 1]);
  const cached = amd && letters === "x" && wordAt(atoms, end) === "3" && wordAt(atoms, end + 1) === "d";
  const desktop =
    (amd && /^(?:x|xt|wx|g|ge)$/.test(letters)) || (BARE_INTEL.test(digits) && /^kf?s?c?$/.test(letters));
  const mobile = BARE_MOBILE.test(digits) && /^(?:HS|HX|U)$/.test(written);
  if (!cached && !desktop && !mobile) return undefined;
  if (cached) end += 2;
  if (touches(atoms, end)) return undefined;
  const start = atoms.starts[from]!;
  if (/[$€£.,:/=#-]/.test(atoms.text[start - 1] ?? " ")) return undefined;
  return cpu(atoms, start, atoms.ends[end - 1]!, from);
}

/** The CPU whose name starts at atom `from`; undefined when none does. */
export function tagCpu(atoms: Atoms, from: number): Candidate | undefined {
  const shape = SHAPES.get(wordAt(atoms, from));
  const start = atoms.starts[from]!;
  if (shape === undefined || touches(atoms, from)) return undefined;
  shape.lastIndex = start;
  const found = shape.exec(atoms.text);
  if (found === null) return undefined;
  const end = start + found[0].length;
  // "Graviton2+" is any processor from that one on.
  return /^\+(?=[,;)\s]|$)/.test(atoms.text.slice(end, end + 2)) ? undefined : cpu(atoms, start, end, from);
}

/** Names that go without the maker's own word, and how they are written in full. */
const SHORT_NAMES: readonly (readonly [pattern: RegExp, full: string])[] = [
  [/^(?=(?:Bronze|Silver|Gold|Platinum) \d)/, "Xeon "],
  [/^(E[357])[- ](\d{4}[A-Z]?)[ -]?(v\d)?$/i, "Xeon $1-$2 $3"],
  [/^R([3579])[ -](?=\d)/, "Ryzen $1 "],
  [/^TR (?=PRO|\d)/i, "Threadripper "],
];

const COUNT = regex("i")`
  (?:(\d{1,2})(?:[ ]?[x×*]|P\b)|\b(dual|two|twin|pair of|quad|four|[24](?=[ -]socket)))[ -]?
  (?:[ -](?:sockets?|CPUs?|AMD|Intel(?:\(R\)|®)?|Xeons?|used|old|x)){0,3}[ ]?$
`;
const COUNT_AFTER = regex("i")`
  ^(?:[ ]?\(|[ ])?(?:
    [x×*][ ]?([24])\b(?![.-])|
    (?:@ [\d.]{1,5} ?GHz)?(?:[, (]{1,3}(?:in )?)?(dual|two|quad|four|2|4)[ -]?(?:sockets?|way|CPUs)\b
  )|^[^\n]{0,40}\n(?:[^\n]{0,60}\n){0,8}?Socket\(s\):[ ]{1,24}([1248])\n
`;

const socketsOf = (digits: string | undefined, word: string | undefined): number =>
  digits !== undefined ? Number(digits) : /quad|four|4/i.test(word ?? "") ? 4 : word === undefined ? 1 : 2;

function cpu(atoms: Atoms, start: number, end: number, from: number): Candidate {
  const { text } = atoms;
  const lead = text.slice(Math.max(0, start - 32), start);
  const counted = from > 0 ? COUNT.exec(lead) : null;
  const behind = counted === null ? COUNT_AFTER.exec(text.slice(end, end + 400)) : null;
  let name = text
    .slice(start, end)
    .replace(/\((?:R|TM)\)|[®™]/gi, "")
    .replace(/\bCPU[ ]/i, "")
    .replace(/\s+/g, " ");
  for (const [pattern, full] of SHORT_NAMES) name = name.replace(pattern, full).trim();
  return {
    kind: "cpu",
    start: counted === null ? start : start - lead.length + counted.index,
    end,
    value: {
      name,
      count:
        counted === null
          ? socketsOf(behind?.[1] ?? behind?.[3], behind?.[2])
          : socketsOf(counted[1], counted[2]),
    },
    known: true,
  };
}

/** True when atom `index` is a word that a CPU's name can begin with, at a place where names begin. */
export function mayBeCpu(atoms: Atoms, index: number): boolean {
  return atoms.kinds[index] === LETTERS
    ? CPU_FIRST_WORDS.has(wordAt(atoms, index))
    : atoms.kinds[index] === DIGITS && gapBefore(atoms, index) !== ".";
}
