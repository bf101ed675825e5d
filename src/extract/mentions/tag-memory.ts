/**
 * Reads sizes of memory (`64 gigs`, `1TB of RAM`, `8x32GB DDR4`, `512G`), with the role that the words beside them give.
 * Knows nothing of the devices that stand near.
 */
import { regex } from "../../record/regex.ts";
import type { Candidate, MeasurementValue, MemoryValue } from "./mention.ts";
import type { NumberReading } from "./read-number.ts";
import { after, before, isApproximate, startOf } from "./surroundings.ts";
import type { Unit } from "./units.ts";

const MARKS = "[`*_]{0,3}";
const RAM_WORD =
  "(?:R?DIMM[ ]?)?(?:(?:LP)?(?:RAM\\b|DDR[2345])|S[oO]-?DIMMs?\\b|[RU]?DIMMs?\\b|ECC\\b|memory\\b|Arbeitsspeicher|内存|Speicher\\b|(?:de )?(?:memoria\\b|RAM\\b)|(?:mémoire|RAM) vive)";
const RAM_TAIL = new RegExp(
  `^${MARKS}[ ]?(?:\\([^)\\n]{0,24}\\)[ ])?(?:(?:of|de)[ ])?(?:(?:system|main|total|host|CPU|server|ECC|Reg(?:istered)?|(?:quad|dual|octa|eight|six|\\d{1,2})[ -]?channel|fast|slow|cheap|used|physical|installed|usable|\\d{4}(?:[ ]?(?:MHz|MT/s))?)[ ]){0,3}${RAM_WORD}`,
  "i",
);
/** `64GB 3200MHz`, `64 GB @ 6000 MT/s`: only memory modules have a clock beside their size. */
const CLOCK_TAIL = /^[ ]?(?:@ ?|at )?\d{4}[ ]?(?:MHz|MT\/s|MTs)\b/i;
const RAM_LEAD = regex("i")`
  (?:
    \b(?:RAM|DDR[345]X?(?:-\d{4})?|(?:system|main|host|total) memory|Arbeitsspeicher)\b|内存|
    (?:^|[\n|,;*-])[ *]{0,4}mem(?:ory)?\b
  )(?:[*:= |：]{1,16}|[ ]?(?:is|of|size|total)[ :=]{1,3})
  (?:\d{1,4} ?(?:GB|GiB|G|TB)[ ]?(?:[x×=/][ ]?){0,2}\d{0,2}[ =]{0,3})?$
`;
const VRAM_TAIL = regex("i")`
  ^[\x60*_]{0,3}[ ]?(?:of[ ])?(?:total[ ]|combined[ ]|GPU[ ]|usable[ ])?(?:
    VRAM\b|GDDR|HBM|video (?:memory|RAM)|GPU memory|显存|Grafikspeicher
  )
`;
const VRAM_LEAD = /(?:\bVRAM[:= ]{0,3}(?:a whopping )?\*{0,2}|显存[:：= ]{0,2})$/i;
/** A line of a machine's list: `- VRAM: 24 GB`. */
const VRAM_LINE = /(?:^|[\n|])[\s*_-]{0,6}(?:GPU )?VRAM\*{0,2}\s?[:=]\*{0,2}\s?$/i;
const UNIFIED_TAIL = /^[`*_]{0,3}[ ]?(?:of[ ])?(?:unified|LPDDR5X[ ]unified|shared memory|UMA\b)/i;
const USED_LEAD = regex("i")`
  \b(?:
    us(?:es|ed|ing|age)|takes?|taking|consum\w{1,8}|occup\w{1,8}|fills?|peak(?: memory)?|allocat\w{1,5}|
    VRAM:?|footprint
  )\b[^.;\n]{0,16}$
`;
/** What a run takes, not what a machine has. */
const OF_MEMORY = /^[ ]of (?:the )?(?:GPU |video |unified |graphics )?memory\b/i;
const USED_TAIL = regex("i")`
  ^[ ]?(?:of[ ])?(?:(?:V?RAM|memory|HBM)[ ])?(?:
    used\b|in use\b|usage\b|peak\b|consumed\b|allocated\b|filled\b|resident\b|free\b
  )
`;

const MODULES = /(\d{1,2})[ ]?[x×][ ]?(\d{1,4})[ ]?(?:GB|GiB|G)(?![A-Za-z])/y;

/** `8x32GB DDR4` is 256 GB of system memory. */
export function tagModules(text: string, start: number): Candidate | undefined {
  MODULES.lastIndex = start;
  const found = MODULES.exec(text);
  if (found === null) return undefined;
  if (!RAM_TAIL.test(after(text, MODULES.lastIndex)) && !RAM_LEAD.test(before(text, start))) return undefined;
  const gib = Number(found[1]) * Number(found[2]);
  return {
    kind: "memory",
    start,
    end: MODULES.lastIndex,
    value: { gib, unit: "GB", role: "ram" },
    known: true,
  };
}

/** What a bare `10G` is where it is no memory. */
const NETWORK_TAIL = regex("i")`
  ^[ -]?(?:
    b?E\b|
    (?:\w{1,8} )?(?:
      ethernet|link|NIC|switch|LAN|network|SFP\+?|InfiniBand|IB|RoCE|fib(?:er|re)|uplink|port|cable|DAC
    )\b
  )
`;

interface Size {
  unit: string;
  gib: number;
  lead: string;
  tail: string;
}

/** A letter alone is a unit of memory only right behind a size that modules and cards have. */
function isLooseSize({ unit, gib, lead, tail }: Size): boolean {
  const told = RAM_TAIL.test(tail) || RAM_LEAD.test(lead);
  if (unit === "T") return told;
  const sold = Number.isInteger(gib) && gib >= 4 && gib <= 4096 && (gib % 4 === 0 || gib % 6 === 0);
  return (sold || told) && !NETWORK_TAIL.test(tail);
}

/** `64G x 7`: so many modules of the size. */
const TIMES = /^[ ]?[x×*][ ]?(\d{1,2})(?![\d.A-Za-z])/;

const SCALES: Readonly<Record<string, number>> = { mb: 1 / 1024, tb: 1024 };

/** The memory, or the memory in use, that `numbers` with `unit` state; undefined where they state none. */
export function tagMemory(text: string, numbers: NumberReading, unit: Unit): Candidate | undefined {
  const scale = SCALES[unit.kind] ?? 1;
  // `RTX 3060 / 32GB`: more of what is less is no range.
  const [first, second] = numbers.values;
  const size = second !== undefined && first! > second ? second : first!;
  const gib = Math.round(size * scale * 1000) / 1000;
  const lead = before(text, numbers.start);
  const tail = after(text, unit.end);
  const letter = /^[GT]$/.test(unit.text);
  if (letter && (unit.start !== numbers.end || !isLooseSize({ unit: unit.text, gib, lead, tail })))
    return undefined;
  if (gib <= 0 || (unit.text === "Go" && !text.slice(numbers.end, unit.end).includes(" "))) return undefined;
  const span = { start: startOf(text, numbers.start), end: unit.end, known: true };
  const usedTail = USED_TAIL.test(tail) && !/^[^.;\n]{0,12}free\b/.test(tail);
  const vram = VRAM_TAIL.test(tail) || VRAM_LEAD.test(lead);
  const capacity = VRAM_LINE.test(lead) && Number.isInteger(gib) && !usedTail;
  if (
    usedTail ||
    (USED_LEAD.test(lead) && OF_MEMORY.test(tail)) ||
    (!capacity &&
      USED_LEAD.test(lead) &&
      (vram || /memory|VRAM|footprint|peak/i.test(lead)) &&
      !RAM_TAIL.test(tail))
  ) {
    const value: MeasurementValue = {
      metric: "memory",
      values: numbers.values.map((each) => Math.round(each * scale * 1000) / 1000),
      unit: "GiB",
      written: { values: numbers.values, unit: unit.text },
      approximate: isApproximate(text, numbers.start),
      cue: null,
    };
    return { kind: "measurement", ...span, value };
  }
  const role = roleOf(lead, tail, vram);
  const modules =
    role === "ram" || RAM_TAIL.test(tail.replace(TIMES, "")) ? Number(TIMES.exec(tail)?.[1] ?? 1) : 1;
  const value: MemoryValue = { gib: gib * modules, unit: unit.text, role: modules > 1 ? "ram" : role };
  return { kind: "memory", ...span, value };
}

function roleOf(lead: string, tail: string, vram: boolean): MemoryValue["role"] {
  if (vram) return "vram";
  if (UNIFIED_TAIL.test(tail)) return "unified";
  return RAM_TAIL.test(tail) || CLOCK_TAIL.test(tail) || RAM_LEAD.test(lead) ? "ram" : null;
}
