/**
 * Reads figures with units: speeds, times, watts, memory, prices, contexts, layers, counts of devices and of requests.
 * Knows nothing of which setup a figure belongs to.
 */

import { regex } from "../../record/regex.ts";
import { type Atoms, DIGITS, gapBefore, touches } from "../../record/vocabulary/atoms.ts";
import type { Candidate, MeasurementValue } from "./mention.ts";
import { speedCue, timeCue } from "./metric-cues.ts";
import { type NumberReading, readNumbers } from "./read-number.ts";
import { after, before, isApproximate, startOf } from "./surroundings.ts";
import { tagContext, tagKilo } from "./tag-contexts.ts";
import { tagMemory, tagModules } from "./tag-memory.ts";
import { tagPrice } from "./tag-prices.ts";
import { type Unit, unitAt } from "./units.ts";

/** Where a reader stands: the atom it starts at, and the offset before which text is spoken for. */
export type Place = { atoms: Atoms; from: number; floor: number };

/** Everything a number at `from` can be the start of; undefined for a bare number. */
export function tagQuantity({ atoms, from, floor }: Place): Candidate | undefined {
  if (touches(atoms, from) && atoms.kinds[from - 1] !== 3) return undefined;
  if (gapBefore(atoms, from) === "." && atoms.kinds[from - 1] === DIGITS) return undefined;
  const numbers = readNumbers(atoms, from);
  if (numbers === undefined) return undefined;
  const { text } = atoms;
  const price = tagPrice(text, numbers);
  if (price !== undefined) return price;
  const unit = unitAt(text, numbers.end);
  if (unit === undefined) return tagModules(text, numbers.start) ?? tagCounted(atoms, numbers);
  switch (unit.kind) {
    case "speed":
    case "ms-per-token":
    case "s-per-token":
      return tagSpeed({ atoms, from, floor }, numbers, unit);
    case "ms":
    case "s":
    case "minutes":
      return tagTime(text, numbers, unit);
    case "watts":
      return tagWatts(text, numbers, unit);
    case "gb":
    case "mb":
    case "tb":
      return tagMemory(text, numbers, unit);
    case "gb-per-s":
      return {
        kind: "bandwidth",
        start: numbers.start,
        end: unit.end,
        value: { gbPerS: numbers.values[0]! },
        known: true,
      };
    case "kilo":
    case "mega":
      return tagKilo(text, numbers, unit);
    default:
      return undefined;
  }
}

function tagSpeed({ atoms, from, floor }: Place, numbers: NumberReading, unit: Unit): Candidate | undefined {
  const invert = unit.kind === "ms-per-token" ? 1000 : unit.kind === "s-per-token" ? 1 : 0;
  const values = invert === 0 ? numbers.values : numbers.values.map((value) => rounded(invert / value));
  if (values.some((value) => !Number.isFinite(value) || value < 0)) return undefined;
  let to = numbers.endAtom;
  while (to < atoms.count && atoms.starts[to]! < unit.end) to++;
  const cue = speedCue(atoms, from, { to, floor });
  const value: MeasurementValue = {
    metric: cue?.metric ?? null,
    values,
    unit: "tok/s",
    written: { values: numbers.values, unit: unit.text },
    approximate: isApproximate(atoms.text, numbers.start),
    cue: cue?.word ?? null,
  };
  return {
    kind: "measurement",
    start: startOf(atoms.text, numbers.start),
    end: unit.end,
    value,
    known: true,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const TO_SECONDS: Record<string, number> = { ms: 0.001, s: 1, minutes: 60 };

function tagTime(text: string, numbers: NumberReading, unit: Unit): Candidate {
  const seconds = TO_SECONDS[unit.kind]!;
  const cue = timeCue(text, numbers.start, unit.end);
  const span = { start: startOf(text, numbers.start), end: unit.end, known: true };
  if (cue === undefined)
    return { kind: "duration", ...span, value: { seconds: rounded(numbers.values[0]! * seconds) } };
  const scale = cue.metric === "ttft" ? 1000 * seconds : seconds;
  const value: MeasurementValue = {
    metric: cue.metric,
    values: numbers.values.map((each) => rounded(each * scale)),
    unit: cue.metric === "ttft" ? "ms" : "s",
    written: { values: numbers.values, unit: unit.text },
    approximate: isApproximate(text, numbers.start),
    cue: cue.word,
  };
  return { kind: "measurement", ...span, value };
}

const CAP_WORDS = regex("i")`
  \b(?:limit(?:ed|s|ing)?|cap(?:ped|s)?|pl|power[ -]?limit|max(?:imum)?|set to|restricted|-pl|throttled)\b
  [^.,;\n\d]{0,20}$
`;

function tagWatts(text: string, numbers: NumberReading, unit: Unit): Candidate | undefined {
  const lead = before(text, numbers.start);
  const tail = after(text, unit.end);
  if (unit.text === "w" && text[numbers.end] === " ") return undefined;
  const tdp =
    /\b(?:TDP|TGP|TBP|rated|PSU|power supply)\b[^.;\n]{0,12}$/i.test(lead) ||
    /^[ ]?(?:TDP|TGP|TBP|PSU|power supply|default)/i.test(tail);
  const cap =
    CAP_WORDS.test(lead) || /^[ ]?(?:\(?(?:power[ -])?(?:limit|cap)|capped|limited|max\b|PL\b)/i.test(tail);
  const measured =
    /\b(?:draw(?:s|n|ing)?|consum\w{1,8}|pull(?:s|ing|ed)?|measured|uses?|using|idle(?:s|d)?|peak|average|avg|wall|load|power)\b[^.;\n]{0,24}$/i.test(
      lead,
    ) ||
    /^[ ]?(?:at the wall|from the wall|idle|draw|average|avg|under load|measured|peak|total|whole|per card)/i.test(
      tail,
    );
  const role = tdp ? "tdp" : cap ? "cap" : measured ? "measured" : null;
  if (role === "measured") {
    const value: MeasurementValue = {
      metric: "power",
      values: numbers.values,
      unit: "W",
      written: { values: numbers.values, unit: unit.text },
      approximate: isApproximate(text, numbers.start),
      cue: null,
    };
    return { kind: "measurement", start: startOf(text, numbers.start), end: unit.end, value, known: true };
  }
  return {
    kind: "watts",
    start: startOf(text, numbers.start),
    end: unit.end,
    value: { watts: numbers.values[0]!, role },
    known: true,
  };
}

/** Numbers told by the word after them: `4 GPUs`, `33/33 layers`, `16384 ctx`, `32 concurrent requests`. */
function tagCounted(atoms: Atoms, numbers: NumberReading): Candidate | undefined {
  const { text } = atoms;
  const value = numbers.values[0]!;
  const span = { start: numbers.start, known: true };
  const tail = after(text, numbers.end);
  const layers =
    /^[ ]?(?:of[ ])?(?:the[ ])?(?:repeating[ ])?layers?(?:[ ](?:on|to|in)[ ](?:the[ ])?(?:GPU|VRAM|card))?/i.exec(
      tail,
    );
  if (layers !== null && Number.isInteger(value) && value < 1000) {
    const of = numbers.values.length === 2 ? numbers.values[1]! : null;
    return { kind: "layers", ...span, end: numbers.end + layers[0].length, value: { layers: value, of } };
  }
  const streams = /^(?:[ ]|-)?(?:concurrent|parallel|simultaneous|simultaneously)(?:[ ]\w{1,12})?/i.exec(
    tail,
  );
  if (streams !== null && Number.isInteger(value) && value > 0 && value <= 4096)
    return { kind: "concurrency", ...span, end: numbers.end + streams[0].length, value: { streams: value } };
  const lead = before(text, numbers.start);
  const led =
    /(?<!\b(?:tensor|pipeline|data|expert|context|sequence)[-_ ])\b(?:concurrency|parallel|num[-_ ]?seqs|batch[ ]of)[ ]?(?:of|=|:|at|is|level)?[ ]?$/i.test(
      lead,
    ) || /\bC=$/.test(lead);
  if (led && Number.isInteger(value) && value > 0 && value <= 4096)
    return { kind: "concurrency", ...span, end: numbers.end, value: { streams: value } };
  const context = tagContext(text, numbers);
  if (context !== undefined) return context;
  const devices = /^(?:x|×|[ ]x)?[ ]?(?:GPUs?|cards?|graphics cards|nodes?|machines)\b/i.exec(tail);
  if (devices !== null && Number.isInteger(value) && value > 0 && value <= 64)
    return {
      kind: "count",
      ...span,
      end: numbers.end + devices[0].length,
      value: { count: value, of: devices[0].replace(/^[x× ]+/i, "").toLowerCase() },
    };
  return undefined;
}
