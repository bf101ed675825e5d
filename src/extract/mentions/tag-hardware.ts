/**
 * Reads accelerators with their count and memory (`4x3090`, `two used MI50 32GB`, `M2U 192gb`). Knows nothing of whose
 * they are, nor of CPUs.
 */

import { regex } from "../../record/regex.ts";
import { type Atoms, DIGITS, gapBefore, LETTERS, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import { type AcceleratorReading, readAccelerator } from "../../record/vocabulary/resolve-accelerator.ts";
import type { AcceleratorValue, Candidate } from "./mention.ts";
import { unitAt } from "./units.ts";

/** What the whole text says about whether a weak name is hardware; `seen` grows while the text is read. */
export type HardwareContext = { hardware: boolean; apple: boolean; seen: Set<string> };

const HARDWARE_CUE = regex("i")`
  \b(?:
    gpus?|vram|rtx|gtx|cuda|nvidia|geforce|radeon|rocm|vulkan|llama\.cpp|llama-bench|vllm|ollama|exllama|
    tok/s|t/s|tokens/s
  )\b
`;
const APPLE_CUE = regex("i")`
  \b(?:
    apple|mac|macbook|macos|mlx|metal|imac|ipad|mac mini|mac studio|unified memory|
    m[1-5] (?:pro|max|ultra)
  )\b
`;

/** Reads a text's beginning, at most 200,000 characters, for signs of hardware. */
export function hardwareContextOf(text: string): HardwareContext {
  const head = text.slice(0, 200_000);
  return { hardware: HARDWARE_CUE.test(head), apple: APPLE_CUE.test(head), seen: new Set() };
}

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ["single", 1],
  ["one", 1],
  ["dual", 2],
  ["two", 2],
  ["pair", 2],
  ["twin", 2],
  ["both", 2],
  ["triple", 3],
  ["trio", 3],
  ["three", 3],
  ["quad", 4],
  ["quartet", 4],
  ["four", 4],
  ["five", 5],
  ["six", 6],
  ["dozen", 12],
  ["seven", 7],
  ["eight", 8],
  ["octa", 8],
  ["sixteen", 16],
  ["zwei", 2],
  ["drei", 3],
  ["vier", 4],
  ["dos", 2],
  ["deux", 2],
]);

/** Words that may stand between a count and a name. */
const GLUE = new Set(
  "used those these our his her modified new old cheap second hand refurbished of the my nvidia geforce amd radeon intel arc apple instinct tesla quadro pro gigabyte asus msi evga zotac founders edition fe blower watercooled modded turbo x g gb gib pcie sxm rtx gtx rx identical".split(
    " ",
  ),
);

type Count = { count: number; start: number };

/** The count that stands before atom `from`: `4x`, `2 x`, `dual`, `a pair of`, `two used`; undefined when none does. */
function countBefore(atoms: Atoms, from: number, floor: number, plain: boolean): Count | undefined {
  const { text, starts, ends, kinds } = atoms;
  let first = from;
  for (let at = from - 1; at >= Math.max(0, from - 6); at--) {
    if (starts[at]! < floor) return undefined;
    const between = text.slice(ends[at], starts[first]);
    if (between.length > 4 || /[\n.,;:|]/.test(between)) return undefined;
    const word = wordAt(atoms, at);
    if (kinds[at] === LETTERS) {
      const count = NUMBER_WORDS.get(word);
      if (count !== undefined) {
        if (word === "dozen" && wordAt(atoms, at - 1) === "a" && wordAt(atoms, at - 2) === "half")
          return { count: 6, start: starts[at - 2]! };
        const a = word === "pair" && wordAt(atoms, at - 1) === "a" && starts[at - 1]! >= floor;
        return { count, start: starts[a ? at - 1 : at]! };
      }
      if (!GLUE.has(word)) return undefined;
    } else if (kinds[at] === DIGITS) {
      const marked = word.length <= 2 && isTimes(atoms, at);
      if (marked) {
        const count = Number(word);
        const decimal = gapBefore(atoms, at) === "." || touches(atoms, at);
        return decimal || count < 1 || count > 64 ? undefined : { count, start: starts[at]! };
      }
      const unit = wordAt(atoms, at + 1);
      if (unit !== "gb" && unit !== "gib" && unit !== "g")
        return plain ? plainCount(atoms, at, from) : undefined;
    } else return undefined;
    first = at;
  }
  return undefined;
}

/** True when a multiplication sign follows the digits at `at`: `4x`, `4 x`, `4×`, `4*`. */
function isTimes(atoms: Atoms, at: number): boolean {
  const next = atoms.text.slice(atoms.ends[at], atoms.ends[at]! + 2);
  if (/^[ ]?[×*✕]/.test(next)) return true;
  return wordAt(atoms, at + 1) === "x" && (touches(atoms, at + 1) || gapBefore(atoms, at + 1) === " ");
}

const NOT_COUNTED = new Set(
  "gpu device slot card gen generation version pcie v cuda bus node rank id no number core type llama phi page step".split(
    " ",
  ),
);

/** `2 RTX 3090s`: a small number right before the name, not a label's. */
function plainCount(atoms: Atoms, at: number, from: number): Count | undefined {
  const word = wordAt(atoms, at);
  const count = Number(word);
  if (word.length > 2 || count < 2 || count > 16 || gapBefore(atoms, at + 1) !== " " || touches(atoms, at))
    return undefined;
  const previous = gapBefore(atoms, at);
  if (NOT_COUNTED.has(wordAt(atoms, at - 1)) || previous === "." || previous === "-" || previous === ":")
    return undefined;
  if (numbersHeading(atoms.text, atoms.starts[at]!, atoms.starts[from]!)) return undefined;
  return from - at <= 4 ? { count, start: atoms.starts[at]! } : undefined;
}

/** `## 3 Jetson Orin`: the number of the section, unless the name is in the plural. */
function numbersHeading(text: string, number: number, name: number): boolean {
  const start = text.lastIndexOf("\n", number) + 1;
  if (number - start > 8 || !/^#{1,6} {1,2}$/.test(text.slice(start, number))) return false;
  return !/^[^\n]{0,30}?(?:\ds|GPUs|cards|boards|kits)\b/.test(text.slice(name, name + 40));
}

/** The memory size that stands before the name (`24GB 3090`), after the count if there is one. */
function memoryBefore(atoms: Atoms, from: number, floor: number): { gib: number; start: number } | undefined {
  let unit = from - 1;
  while (
    unit > from - 4 &&
    unit > 0 &&
    GLUE.has(wordAt(atoms, unit)) &&
    !/^g(i?b)?$/.test(wordAt(atoms, unit))
  )
    unit--;
  if (!/^(gb|gib|g)$/.test(wordAt(atoms, unit)) || atoms.kinds[unit - 1] !== DIGITS) return undefined;
  if (atoms.starts[unit - 1]! < floor || atoms.starts[from]! - atoms.ends[unit]! > 18) return undefined;
  if (/[\n|;,.]/.test(atoms.text.slice(atoms.ends[unit], atoms.starts[from]))) return undefined;
  return { gib: Number(wordAt(atoms, unit - 1)), start: atoms.starts[unit - 1]! };
}

type Tail = { gib: number | null; count: number | null; end: number; memoryEnd: number };

const COUNT_AFTER = /[ ]?(?:\([ ]?)?(?:[x×*][ ]?(\d{1,2})(?![\d.A-Za-z])|(\d{1,2})[ ]?[x×](?![\w])\)?)\)?/iy;
const SIZE = "(\\d{1,4}(?:\\.\\d{1,2})?)[ ]?(?:GiB|GB|gb|G|gigs?)(?![A-Za-z/])";
/** In brackets, first or after a few words; after a hyphen, comma or "with". What a driver prints in MiB is a log's matter. */
const MEMORY_AFTER = new RegExp(
  "(?:[ ]?(?:Laptop[ ])?(?:GPUs?|cards?))?(?:" +
    `[ ]?\\((?:[^()\\n|]{1,30}[ ,])?${SIZE}\\)?|` +
    `[ ]?[-–/,]?[ ]?(?:(?:with|w/|having|and|mit|con)[ ])?(?:a[ ])?\\*{0,2}${SIZE})`,
  "y",
);
const SYSTEM_MEMORY = /^[ ]?(?:of[ ])?(?:system[ ]|main[ ])?(?:RAM\b|DDR|\/)/i;
const PLURAL = /(?:'|’)?s(?![A-Za-z])/y;

function tailAfter(text: string, end: number): Tail {
  const tail: Tail = { gib: null, count: null, end, memoryEnd: end };
  PLURAL.lastIndex = end;
  if (PLURAL.exec(text) !== null) tail.end = PLURAL.lastIndex;
  COUNT_AFTER.lastIndex = tail.end;
  const counted = COUNT_AFTER.exec(text);
  const count = Number(counted?.[1] ?? counted?.[2]);
  if (count >= 1 && count <= 64) {
    tail.count = count;
    tail.end = COUNT_AFTER.lastIndex;
  }
  MEMORY_AFTER.lastIndex = tail.end;
  const memory = MEMORY_AFTER.exec(text);
  if (memory === null) return tail;
  tail.memoryEnd = MEMORY_AFTER.lastIndex;
  if (SYSTEM_MEMORY.test(text.slice(tail.memoryEnd, tail.memoryEnd + 20))) return tail;
  tail.gib = Number(memory[1] ?? memory[2]);
  return tail;
}

/** The accelerator at atom `from`, with count and memory; undefined when the name is weak and nothing supports it. */
export function tagAccelerator(
  atoms: Atoms,
  from: number,
  options: { floor: number; context: HardwareContext },
): Candidate | undefined {
  const reading = readAccelerator(atoms, from);
  if (reading === undefined) return undefined;
  if (touches(atoms, from) && atoms.kinds[from - 1] !== 3 && !isTimesBefore(atoms, from)) return undefined;
  const { text, starts, ends } = atoms;
  const { context, floor } = options;
  const nameEnd = ends[reading.endAtom - 1]!;
  const tail = tailAfter(text, nameEnd);
  const memory = memoryBefore(atoms, from, floor);
  const counted = countBefore(atoms, from, floor, reading.resolved.entry?.kind !== "unified");
  const count = counted?.count ?? tail.count;
  const supported = count !== null || memory !== undefined || tail.gib !== null;
  if (reading.weak && !isHardware({ atoms, from, reading, nameEnd, supported, context })) return undefined;
  if (!reading.weak) context.seen.add(reading.resolved.name);
  const gib = fitting(reading, memory?.gib ?? tail.gib, count);
  const end = gib !== null && memory === undefined ? tail.memoryEnd : tail.end;
  const start = Math.min(
    starts[from]!,
    counted?.start ?? starts[from]!,
    gib !== null ? (memory?.start ?? starts[from]!) : starts[from]!,
  );
  const value: AcceleratorValue = {
    name: reading.resolved.name,
    entry: reading.resolved.entry,
    count: count ?? null,
    memoryGiB: gib,
    weak: reading.weak,
  };
  return { kind: "accelerator", start, end, value, known: reading.resolved.known };
}

function isTimesBefore(atoms: Atoms, from: number): boolean {
  return wordAt(atoms, from - 1) === "x" && atoms.kinds[from - 2] === DIGITS;
}

/** The stated memory as that of one device, or null where it cannot be this device's. */
function fitting(reading: AcceleratorReading, gib: number | null, count: number | null): number | null {
  if (gib === null || gib < 1 || gib > 1536) return null;
  const { entry } = reading.resolved;
  if (entry === null || entry.memoryGiB.length === 0) return gib;
  if (entry.kind === "unified" || entry.kind === "board" || entry.kind === "apu") return gib;
  const fits = (size: number): boolean =>
    entry.memoryGiB.some((option) => Math.abs(option - size) <= 0.07 * option);
  if (fits(gib)) return gib;
  return count !== null && count > 1 && fits(gib / count) ? gib / count : null;
}

/** `3090+P40`, `3090/4090`: a name joined to another one by a sign. */
function besideAnother(atoms: Atoms, from: number, endAtom: number): boolean {
  const next = endAtom + (atoms.kinds[endAtom] === 3 ? 1 : 0);
  const sign = atoms.text.slice(atoms.ends[endAtom - 1], atoms.starts[next] ?? 0);
  if (/^[ ]?[+/&][ ]?$/.test(sign) && readAccelerator(atoms, next) !== undefined) return true;
  return atoms.kinds[from - 1] === 3 && readAccelerator(atoms, from - 2) !== undefined;
}

const PART =
  "(?:\\d{2,4} ?(?:GB|GiB|gigs?|G)\\b|[1-9]\\d{3}(?:X3D|XT?\\b|KF?S?\\b)|(?:RTX|GTX|RX|Ryzen|EPYC|Xeon|i[3579]-|Core|Threadripper|Arc|Tesla|P40|P100|MI\\d\\d|V100|A[46]000|V?RAM|DDR\\d)|[2-5]0[5-9]0\\b)";
const LISTED_AFTER = new RegExp(
  `^(?: ?Ti| Super)?s?\\)? ?[,;+&/|] ?(?:an? |\\d{1,2} ?x ?|and )?${PART}`,
  "i",
);
const LISTED_BEFORE = new RegExp(
  `${PART}(?: ?Ti| Super)?s?\\)? ?[,;+&/|] ?(?:an? |\\d{1,2} ?x ?|and )?$`,
  "i",
);

/** `(4090, 7800X3D, 64GB)`, `5090 + 4090`, `config (3090)`: a part in a list of parts, or alone in brackets. */
function isListed(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 28), start);
  const after = text.slice(end, end + 28);
  if (/(?:^|[\s(:|,;+&/])$/.test(before) && LISTED_AFTER.test(after)) return true;
  if (LISTED_BEFORE.test(before)) return true;
  return /[A-Za-z] \($/.test(before) && /^\)/.test(after) && /^[2-5]0[5-9]0$/.test(text.slice(start, end));
}

type WeakPlace = {
  atoms: Atoms;
  from: number;
  reading: AcceleratorReading;
  nameEnd: number;
  supported: boolean;
  context: HardwareContext;
};

const NAMING_WORDS = new Set(
  "the a an my our your his her their single second third one same of on and or vs with old used new than extra another per each both plus versus like nvidia geforce rtx apple tesla dual any via for in from macbook mac mini studio pro air amd your single-card two max our imac ipad i two intel raspberry our".split(
    " ",
  ),
);
const AFTER_WORDS = new Set(
  "gpu gpus card cards ti has is and or vs at for with can setup rig server box build owner owners users mac macbook chip laptop desktop s pro max ultra base machine system air mini run runs gets does instance instances node".split(
    " ",
  ),
);

/** `a watercooled 3090 from`, `my dusty 4090.`: an adjective between an article and a number that cards are called by. */
const DESCRIBED = /\b(?:an?|my|one|another) [a-z-]{3,16} [2-5]0[5-9]0(?: [a-z]|[,.;)])$/;

function isHardware({ atoms, from, reading, nameEnd, supported, context }: WeakPlace): boolean {
  const { text, starts } = atoms;
  const { name } = reading.resolved;
  const bareNumber = /^\d+$/.test(text.slice(starts[from], nameEnd));
  const previous = text[starts[from]! - 1] ?? " ";
  const next = text[nameEnd] ?? " ";
  const wordBefore = wordAt(atoms, from - 1);
  const wordAfter = wordAt(atoms, reading.endAtom);
  if (
    /[$€£#%@=]/.test(previous) ||
    (previous === "+" && wordAt(atoms, from - 2).length < 2) ||
    (/[.,:]/.test(previous) && bareNumber)
  )
    return false;
  if (/^M[1-5]$/.test(name)) {
    if (text[starts[from]!] !== "M" || !touches(atoms, from + 1)) return false;
    if (/^\.\d/.test(text.slice(nameEnd, nameEnd + 2))) return false;
    if (/^(ssd|nvme|slot|slots|screw|screws|key|drive)$/.test(wordAfter)) return false;
    return context.apple || supported || context.seen.has(name);
  }
  if (!bareNumber) {
    const code = text.charCodeAt(starts[from]!);
    if (code < 65 || code > 90) return supported && context.hardware;
    return context.hardware || supported;
  }
  if (/^[.,:]\d/.test(text.slice(nameEnd, nameEnd + 2)) || next === "%" || next === "_") return false;
  if ((supported || besideAnother(atoms, from, reading.endAtom)) && context.hardware) return true;
  if (!context.hardware) return false;
  if (isListed(text, starts[from]!, nameEnd)) return true;
  const unit = unitAt(text, nameEnd);
  if (unit !== undefined && unit.kind !== "gb") return false;
  if (
    /^(tokens?|tok|context|ctx|requests?|words|characters|chars|samples|mhz|mb|lines|steps|iterations|points)$/.test(
      wordAfter,
    )
  )
    return false;
  if (
    /^[ ]?[|]/.test(text.slice(nameEnd, nameEnd + 2)) &&
    /[|][ ]?$/.test(text.slice(Math.max(0, starts[from]! - 2), starts[from]!))
  )
    return context.seen.has(name);
  return (
    context.seen.has(name) ||
    NAMING_WORDS.has(wordBefore) ||
    AFTER_WORDS.has(wordAfter) ||
    DESCRIBED.test(text.slice(Math.max(0, starts[from]! - 28), nameEnd + 2)) ||
    BESIDE_CPU.test(text.slice(Math.max(0, starts[from]! - 44), starts[from]))
  );
}

/** `EPYC 7532 + 3090`, `Ryzen 5600 / 3060`: a card that stands beside the processor of its machine. */
const BESIDE_CPU = regex("i")`
  \b(?:EPYC|Xeon|Ryzen|Threadripper|i[3579]-\w{4,6}|\d{4,5}(?:X3D|X|KF?|WX))\b[^\n;|.]{0,20}?
  \s?(?:[+/&,]|and|with)\s(?:an? |one |my )?$
`;
