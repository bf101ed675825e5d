/**
 * What a document as a whole says of a setup that a place in it leaves open: its only engine, the repository's own, the
 * machine that its author states elsewhere. Knows nothing of sections or sentences.
 */

import { regex } from "../../../record/regex.ts";
import type { Accelerator } from "../../../record/setup-record.ts";
import { resolveEngine } from "../../../record/vocabulary/engines.ts";
import type { Devices, Findings } from "../findings.ts";
import { FRONT_ENDS, type Source } from "../source.ts";
import { OTHERS, stanceOf } from "./stance.ts";

/** The engine of a document that names one alone. */
export function onlyEngine(source: Source): Findings["engine"] {
  const engines = source.mentions.filter((mention) => mention.field === "engine");
  const inner = new Set(engines.map(({ value }) => value).filter((value) => !FRONT_ENDS.has(String(value))));
  const [name] = inner;
  const first = engines.find(({ value }) => value === name);
  return inner.size === 1 && first !== undefined
    ? { value: String(name), start: first.start, end: first.end }
    : undefined;
}

/** The engine of an author who names one alone, wherever in his words. */
export function engineOfAuthor(source: Source, author: string): Findings["engine"] {
  const named = source.mentions.filter(
    (mention) =>
      mention.field === "engine" &&
      !FRONT_ENDS.has(mention.value) &&
      authorAt(source, mention.start) === author &&
      isOwn(source, author, mention.start),
  );
  const [first] = named;
  if (first === undefined || named.some(({ value }) => value !== first.value)) return undefined;
  return { value: String(first.value), start: first.start, end: first.end };
}

/** A document whose title or first paragraph says that all of it runs on the CPU alone. */
export function cpuThroughout(source: Source): Findings["cpuOnly"] {
  const titled = CPU_TITLE.exec(source.text.slice(0, 200));
  if (titled !== null) return { value: true, start: titled.index, end: titled.index + titled[0].length };
  if (!/\bCPU\b/.test(source.text)) return undefined;
  let leads = true;
  for (const block of source.blocks) {
    if (block.kind !== "paragraph" || block.part < 0) continue;
    const words = source.text.slice(block.start, block.end);
    const stated = (leads ? /^[^.]{0,120}\bCPU[- ]only\b/i.exec(words) : null) ?? CPU_FOR_ALL.exec(words);
    leads = false;
    const start = block.start + (stated?.index ?? 0);
    if (stated !== null) return { value: true, start, end: start + stated[0].length };
  }
  return undefined;
}

const CPU_TITLE = /\bCPU[- ]only\b|\(CPU only\)|\bCPU (?:benchmark|inference)/i;
/** "We use CPU cores only", "All runs are on the CPU alone". */
const CPU_FOR_ALL = regex("i")`
  \b(?:
    we|everything|all of (?:it|them|this)|all (?:our |my |the |these )?(?:runs|tests|figures|numbers|results)
  ) (?:use|used|run|ran|runs|is|are|were|was)\b(?! (?:not|no)\b)[^.;,\n]{0,32}[ ]
  (?:CPU(?: cores?)? only|CPU[- ]only|only (?:on )?the CPU|the CPU (?:alone|only))\b
`;

/** In an engine's own repository the engine is meant unless another one stands right there. */
export function homeEngine(source: Source): Findings["engine"] {
  const repository = /^https:\/\/github\.com\/[^/]+\/([^/]+)/.exec(source.document.url)?.[1];
  const name = repository === undefined ? undefined : resolveEngine(repository.replace(/[-_]/g, " "))?.name;
  const mention = source.mentions.find(({ field, value }) => field === "engine" && value === name);
  return name === undefined || mention === undefined || FRONT_ENDS.has(name)
    ? undefined
    : { value: name, start: mention.start, end: mention.end };
}

/** How far from its device a machine's processor is told, in characters. */
const SAME_PASSAGE = 400;

/** A log or a table names the device only; the rest of the author's machine of that device stands elsewhere. */
function isSameMachine({ devices, cpu }: Findings, known: Findings): boolean {
  const [own, ...others] = devices ?? [];
  return (
    own !== undefined &&
    others.length === 0 &&
    cpu !== undefined &&
    Math.abs(cpu.start - own.start) < SAME_PASSAGE &&
    known.cpu === undefined &&
    known.cpuOnly === undefined &&
    known.devices?.length === 1 &&
    known.devices[0]!.value.name === own.value.name
  );
}

/** A machine that its author states only afterwards, or what is left of it. */
export function lateMachine(stated: Findings, known: Findings): Findings | undefined {
  if (isSameMachine(stated, known)) {
    const { cpu, memoryGiB } = stated;
    return { ...(cpu && { cpu }), ...(memoryGiB && known.memoryGiB === undefined && { memoryGiB }) };
  }
  if (known.devices !== undefined || known.cpu !== undefined || known.cpuOnly !== undefined) return {};
  const { devices, cpu, memoryGiB } = stated;
  if (devices === undefined && cpu === undefined) return undefined;
  return { ...(devices && { devices }), ...(cpu && { cpu }), ...(memoryGiB && { memoryGiB }) };
}

/** The one device that an author ever names, or the title does. */
export function onlyDevice(source: Source, author: string, known: Findings): Findings {
  if (known.devices !== undefined || known.cpu !== undefined || known.cpuOnly !== undefined) return {};
  const named = source.mentions.filter(
    (mention) => mention.field === "devices" && isOwn(source, author, mention.start),
  );
  const names = new Set(named.map((mention) => mention.field === "devices" && mention.value.name));
  const best = named.reduce<(typeof named)[number] | undefined>(
    (most, each) =>
      most?.field === "devices" && each.field === "devices" && most.value.count >= each.value.count
        ? most
        : each,
    undefined,
  );
  if (names.size !== 1 || best?.field !== "devices") return {};
  return { devices: [{ value: best.value, start: best.start, end: best.end }] };
}

/** "4x MI50" anywhere in an author's words counts the MI50 that another line only names. */
export function withCounts(devices: Devices, stated: Devices | undefined): Devices {
  return devices.map((device) => {
    const known = stated?.find(({ value }) => value.name === device.value.name);
    return known !== undefined && !device.counted && known.value.count > device.value.count ? known : device;
  });
}

const BATCH_SIZE =
  /\bbatch[- ]sizes?(?: of| is| was| to| =|:|=)? ?(\d{1,4}|one|two|four|eight|sixteen)\b(?![.,–-]\d)/gi;

/** A paper whose every batch size is 1 speaks of one stream throughout. */
export function oneStreamThroughout({ document, text }: Source): Findings["concurrency"] {
  if (document.family !== "paper") return undefined;
  const sizes = [...text.matchAll(BATCH_SIZE)];
  const [first] = sizes;
  if (first === undefined || sizes.some(([, size]) => !/^(?:1|one)$/i.test(size!))) return undefined;
  return { value: 1, start: first.index, end: first.index + first[0].length };
}

/** The devices of a kind that the title or the author counts, and always alike. */
export function countedDevices(source: Source, author: string): Devices {
  if (source.document.family === "paper") return [];
  const kinds = new Map<string, Devices[number] | null>();
  for (const mention of source.mentions) {
    if (mention.field !== "devices" || !mention.counted || !isOwn(source, author, mention.start)) continue;
    const { name, count } = mention.value;
    // "A P40 is slower", "each P40": says nothing of how many there are.
    if (count === 1 && !/^(?:one|single|1\s?[x×])/i.test(source.text.slice(mention.start, mention.end)))
      continue;
    const held = kinds.get(name);
    if (held === undefined) kinds.set(name, { value: mention.value, start: mention.start, end: mention.end });
    else if (held !== null && held.value.count !== count) kinds.set(name, null);
  }
  for (const mention of source.mentions)
    if (mention.field === "devices" && !mention.counted && isSetAgainst(source, mention, kinds))
      kinds.set(mention.value.name, null);
  return [...kinds.values()].filter((device) => device !== null && device.value.count > 1) as Devices;
}

/** "RTX 3090 | 2x RTX 3090" in one table: there the bare name is one of them. */
function isSetAgainst(
  { text }: Source,
  { value, start }: { value: Accelerator; start: number },
  kinds: ReadonlyMap<string, Devices[number] | null>,
): boolean {
  const counted = kinds.get(value.name);
  if (!counted) return false;
  const between = text.slice(Math.min(start, counted.start), Math.max(start, counted.start));
  return between.length < 600 && between.includes("|") && !/\n(?![|])/.test(between);
}

/** Whether the sentence at an offset is the author's or the title, and no wish, comparison or quote. */
function isOwn(source: Source, author: string, offset: number): boolean {
  if (![author, ""].includes(authorAt(source, offset))) return false;
  const { text } = source;
  const before = text.slice(Math.max(0, offset - LONGEST_SENTENCE), offset);
  const cut = Math.max(
    before.lastIndexOf("\n"),
    before.lastIndexOf(". "),
    before.lastIndexOf("! "),
    before.lastIndexOf("? "),
  );
  const after = /[.!?](?=\s)|\n|$/.exec(text.slice(offset, offset + LONGEST_SENTENCE));
  const sentence = before.slice(cut + 1) + text.slice(offset, offset + (after?.index ?? 0) + 1);
  return stanceOf(sentence.trim()) !== undefined && !OTHERS.test(sentence);
}

/** Characters on each side of a name that are read as its sentence. */
const LONGEST_SENTENCE = 200;

/** The author of a place in the document. */
export function authorAt(source: Source, offset: number): string {
  const part = source.document.parts.find(({ start, end }) => offset >= start && offset < end);
  return part === undefined ? "" : authorOf(part);
}

/** Who speaks in a part; files and bodies are one author's. */
export function authorOf({ author, kind, start }: Source["document"]["parts"][number]): string {
  // Comments without a name are of as many people.
  return kind === "post" || kind === "comment" || kind === "review"
    ? (author ?? `unknown ${start}`)
    : "author";
}

/** The memory of a device where its author or the title states one size for it alone. */
export function withKnownMemory(source: Source, full: Findings, author: string): Findings {
  if (full.devices === undefined || full.devices.every(({ value }) => value.memoryGiB)) return full;
  const devices = full.devices.map((device) => {
    if (device.value.memoryGiB) return device;
    // What a tool prints of a card of 24 GB, 23.9, is the same size.
    const sizes = new Map<number, { gib: number; at: { start: number; end: number } }>();
    for (const mention of source.mentions)
      if (
        mention.field === "devices" &&
        mention.value.name === device.value.name &&
        mention.value.memoryGiB &&
        [author, ""].includes(authorAt(source, mention.start))
      )
        sizes.set(Math.round(mention.value.memoryGiB), {
          gib: mention.value.memoryGiB,
          at: mention.memoryAt ?? mention,
        });
    const [only] = sizes.values();
    return sizes.size === 1 && only !== undefined
      ? { ...device, value: { ...device.value, memoryGiB: only.gib }, memoryAt: only.at }
      : device;
  });
  return { ...full, devices };
}
