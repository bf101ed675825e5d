/** Tags a document's text with mentions that fill fields of a setup. */
import type { Accelerator } from "../../record/setup-record.ts";
import { type Atoms, atomsOf, DIGITS, gapBefore, wordAt } from "../../record/vocabulary/atoms.ts";
import { readBackend, readEngine } from "../../record/vocabulary/engines.ts";
import { resolveKvCacheType } from "../../record/vocabulary/kv-cache-types.ts";
import { memoryAfter, readAccelerator } from "../../record/vocabulary/resolve-accelerator.ts";
import { readModel, readUnknownModel } from "../../record/vocabulary/resolve-model.ts";
import { readQuantization } from "../../record/vocabulary/resolve-quantization.ts";
import type { NamedModel } from "./findings.ts";

interface At {
  start: number;
  end: number;
}
export type Mention = At &
  (
    | { field: "devices"; value: Accelerator }
    | { field: "model"; value: NamedModel }
    | {
        field: "quantization" | "repository" | "engine" | "version" | "backend" | "kvCacheType" | "cpu";
        value: string;
      }
    | { field: "memoryGiB" | "contextLength" | "gpuLayers" | "tensorParallel" | "concurrency"; value: number }
    | { field: "speculative"; value: string | null }
    | { field: "cpuOnly"; value: true }
    | { field: "flashAttention"; value: boolean }
  );

/** All mentions in the order of the text. */
export function mentionsOf(text: string): Mention[] {
  const atoms = { ...atomsOf(text.replace(/(\d)[xX](?=[A-Z])/g, "$1 ")), text };
  const mentions: Mention[] = [];
  for (let at = 0; at < atoms.count; ) {
    const next = readAt(atoms, at, mentions);
    at = next > at ? next : at + 1;
  }
  mentions.push(...patternsIn(text));
  return mentions.sort((a, b) => a.start - b.start);
}

function readAt(atoms: Atoms, at: number, mentions: Mention[]): number {
  const { text } = atoms;
  const floor = mentions.at(-1)?.end ?? 0;
  const start = atoms.starts[at]!;
  const model =
    readModel(atoms, at, floor) ??
    (atoms.kinds[at] === DIGITS ? readUnknownModel(atoms, at, floor) : undefined);
  if (model !== undefined && !model.resolved.bare) {
    const { resolved } = model;
    const place = { start: model.start, end: model.end };
    mentions.push({
      field: "model",
      value: {
        name: resolved.name,
        parametersB: resolved.parametersB ?? undefined,
        activeParametersB: resolved.activeParametersB ?? undefined,
        generic: resolved.architecture !== null || undefined,
      },
      ...place,
    });
    if (resolved.quantization)
      mentions.push({ field: "quantization", value: resolved.quantization.name, ...place });
    if (resolved.repository) mentions.push({ field: "repository", value: resolved.repository, ...place });
    return model.endAtom;
  }
  const device = readAccelerator(atoms, at);
  if (device !== undefined) {
    const { resolved } = device;
    const [before, from] = countBefore(atoms, at);
    const memory = memoryAfter(atoms, device.endAtom);
    let end = atoms.ends[device.endAtom - 1]!;
    const after = /^(?:-?\s?\(?[x×]\s?(\d{1,2})\b)/.exec(text.slice(end, end + 8));
    const count = before === 1 && after ? Number(after[1]) : before;
    if (after && count > 1) end += after[0].length;
    const size = memory === undefined ? null : /^.{0,16}?\d\s?G(?:i?B)?\b/i.exec(text.slice(end, end + 24));
    if (size) end += size[0].length;
    const memoryGiB = size ? memory : undefined;
    mentions.push({
      field: "devices",
      value: { name: resolved.name, count, ...(memoryGiB ? { memoryGiB } : {}) },
      start: from,
      end,
    });
    return device.endAtom;
  }
  const quantization = readQuantization(atoms, at);
  if (quantization !== undefined) {
    mentions.push({
      field: "quantization",
      value: quantization.resolved.name,
      start,
      end: atoms.ends[quantization.endAtom - 1]!,
    });
    return quantization.endAtom;
  }
  const engine = readEngine(atoms, at);
  if (engine !== undefined && !engine.value.ambiguous && engine.value.family !== "router") {
    const end = atoms.ends[engine.endAtom - 1]!;
    mentions.push({ field: "engine", value: engine.value.name, start, end });
    const version = /^\s(?:version |v)?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?[\w.+]{0,16}|b\d{4,5})\b/.exec(
      text.slice(end, end + 40),
    );
    if (version) mentions.push({ field: "version", value: version[1]!, start, end: end + version[0].length });
    return engine.endAtom;
  }
  const backend = readBackend(atoms, at);
  if (backend !== undefined && backend.value.name !== "CPU") {
    mentions.push({
      field: "backend",
      value: backend.value.name,
      start,
      end: atoms.ends[backend.endAtom - 1]!,
    });
    return backend.endAtom;
  }
  return at;
}

const WORDS: Record<string, number> = {
  one: 1,
  single: 1,
  two: 2,
  dual: 2,
  three: 3,
  triple: 3,
  four: 4,
  quad: 4,
  six: 6,
  eight: 8,
};

function countBefore(atoms: Atoms, at: number): [count: number, start: number] {
  const start = atoms.starts[at]!;
  const before = atoms.text.slice(Math.max(0, start - 28), start);
  const match =
    /(?:(\d{1,2})\s?[x×*]\s?|\b(one|single|two|dual|three|triple|four|quad|six|eight)[ -]|(?:^|[\s(,:])([2-9]|1[0-6]) )[`*]{0,2}(?:(?:nvidia|amd|intel|geforce|radeon|instinct|used|old|apple|pro|tesla)[ -])*$/i.exec(
      before,
    );
  if (match === null) return [1, start];
  const digits = match[1] ?? match[3];
  const count = digits ? Number(digits) : (WORDS[match[2]!.toLowerCase()] ?? 1);
  return [Math.max(1, count), start - match[0].length];
}

const PATTERNS: readonly [RegExp, (match: RegExpExecArray) => Omit<Mention, "start" | "end"> | undefined][] =
  [
    [
      /\b(\d{2,4})\s?(?:GB|GiB|G)\b(?= (?:of )?(?:system )?(?:DDR\d|RAM|LPDDR|unified|memory))/gi,
      (m) => ({ field: "memoryGiB", value: Number(m[1]) }),
    ],
    [/\bRAM\W{1,6}(\d{1,4})\s?GB?/gi, (m) => ({ field: "memoryGiB", value: Number(m[1]) })],
    [
      /\b(\d)\s?TB\b(?= (?:of )?(?:system )?(?:DDR\d|RAM|ECC|memory))/gi,
      (m) => ({ field: "memoryGiB", value: Number(m[1]) * 1024 }),
    ],
    [
      /\b(?:(\d)x |dual )?(?:(?:AMD|Intel|Intel\(R\)) )?((?:EPYC|Ryzen(?: Threadripper)?(?: PRO)?|Threadripper(?: PRO)?|Xeon(?: (?:Gold|Silver|Platinum|Bronze|W|E))?|Core(?: Ultra)?)(?: \d)?[ -](?!AI Max)[A-Za-z]{0,3}\d{3,5}[A-Z0-9]{0,3}(?: v\d)?|i[3579]-\d{4,5}[A-Z]{0,2})\b/gi,
      (m) => ({ field: "cpu", value: m[1] ? `${m[1]}x ${m[2]}` : m[2]! }),
    ],
    [
      /\b(\d{1,3}(?:\.\d)?)\s?[kK]\s(?:ctx|context|tokens? (?:of )?context|context (?:window|length))\b/g,
      (m) => ({ field: "contextLength", value: Number(m[1]) * 1024 }),
    ],
    [
      /\b(?:ctx|context(?: length| window| size)?)(?: of|:| =)? ?(\d{4,7})\b/gi,
      (m) => ({ field: "contextLength", value: Number(m[1]) }),
    ],
    [
      /\b(q8_0|q4_0|q4_1|q5_1|f16|fp16|fp8|bf16|q8|q4|fp8_e4m3|fp8_e5m2)\s(?:KV(?:[- ]cache)?|cache)\b/gi,
      (m) => {
        const type = resolveKvCacheType(m[1]!);
        return type === null ? undefined : { field: "kvCacheType", value: type.name };
      },
    ],
    [
      /\b(?:cpu[- ]only|solo CPU|CPU alone|only the CPU|no GPU at all|-ngl 0)\b/gi,
      () => ({ field: "cpuOnly", value: true }),
    ],
    [
      /\b(?:no spec(?:ulation)?|spec(?:ulation)? off|without (?:a )?(?:draft(?: model)?|spec\w*|MTP)|no draft(?:er| model)?|w\/o draft)\b/gi,
      () => ({ field: "speculative", value: null }),
    ],
    [
      /\b(?:with (?:a |the )?(?:draft(?: model|er)?|spec(?:ulative)?(?: decoding)?)|draft-mtp|MTP|EAGLE-?3?|DFlash|n-gram speculation|speculative decoding)\b/gi,
      (m) => ({ field: "speculative", value: m[0] }),
    ],
  ];

function patternsIn(text: string): Mention[] {
  const found: Mention[] = [];
  for (const [pattern, read] of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const mention = read(match as RegExpExecArray);
      if (mention !== undefined)
        found.push({ ...mention, start: match.index, end: match.index + match[0].length } as Mention);
    }
  return found;
}

export { gapBefore, wordAt };
