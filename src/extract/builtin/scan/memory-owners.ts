/**
 * Settles whose memory a size is that stands apart from any name (`the version with 16 GB`, `24 GB each`, `(Ryzen 7
 * 8845HS, 32 GB)`, `a box with 64 gigs`): a device's, the machine's, or nobody's. Knows nothing of setups.
 */

import { regex } from "../../../record/regex.ts";
import { fitsDevice, sharesMemory } from "../../../record/vocabulary/device-memory.ts";
import type { Mention as TaggedMention } from "../../mentions/mention.ts";

type Memory = TaggedMention & { kind: "memory" };
type Device = TaggedMention & { kind: "accelerator" };

/** Of each device whose memory stands apart from it, and of each size that is system memory. */
export interface MemoryOwners {
  devices: ReadonlyMap<TaggedMention, Memory>;
  system: ReadonlySet<TaggedMention>;
}

/** Sizes of other things than memory: disks, files, caches. */
const NOT_MEMORY_TAIL = regex("i")`
  ^[\x60*_]{0,3}[ -]?(?:of )?(?:(?:\w{1,12}|M\.2)[ -])?(?:
    SSDs?|NVMe|disks?|drives?|swap|storage|HDD|GGUFs?|models?|files?|weights?|KV\b|cache|zram|eMMC|SD\b|
    microSD|free|left|used|partition|Optane|downloads?|/s|per second|bandwidth|dataset|limit|headroom|
    context|quants?|checkpoint|tokens?|in size|on disk|Platte|pages?
  )\b
`;
const NOT_MEMORY_LEAD = regex("i")`
  \b(?:
    SSD|NVMe|disk|drive|swap|storage|weighs?|size|file|download\w*|needs?|requires?|fits?|fit in|takes?|
    uses?|using|left|free|spare|of its|cache|limit\w*|at least|minimum|under|below|over|more than|up to|
    every|another|extra|per
  )[ :=~(]{1,3}(?:about |only |around |roughly |the )?$
`;

const EACH_TAIL = regex("i")`
  ^[\x60*_]{0,3}[ ]?(?:(?:of )?(?:usable |total )?(?:VRAM|memory|HBM\d?e?|GDDR\d?X?)?,?[ ]?)?(?:
    each|apiece|a piece|per (?:card|gpu|board|device|unit|box|node)|a card|pro Karte
  )\b
`;
/** `the 20 GB mod cards`, `the 16 GB version`: a size that tells variants of a device apart. */
const VARIANT_TAIL = regex("i")`
  ^[\x60*_]{0,3}[ -]?(?:(?:VRAM|mod(?:ded|ified|s)?|blower|china)[ -])?(?:
    cards?|boards?|GPUs?|versions?|variants?|models?|editions?|ones?|mods?|flavou?r|SKU|Karte|Version
  )\b
`;

/** Words between a device and its memory, or between the parts of a machine in a list. */
const GLUE = regex("i")`
  ^(?:'?s)?[\x60*_"”]{0,3}[\s,;:()/+&|–—-]{0,4}(?:
    (?:
      silly|big|small|base|top|full|fat|maxed[- ]out|bigger|smaller|cheap|with|its|it's|the|their|a|an|and|
      version|variant|cards?|one|ones|edition|model|has|have|having|w/|all|only|just|plus|on|of|GPUs?|
      laptop|mobile|super|mac|studio|mini|book|macbook|pro|air|desktop|mini-?pc|NVLink|bridge|in|total|das|
      mit|y|con|avec|et|und|that|which|comes|is|are|each|SFF|FE|founders|base|chip|SoC|board|dev ?kit|
      developer kit|box|\(?x ?\d{1,2}|
      (?:\d{1,3}[- ]?(?:(?:GPU|CPU)[- ])?(?:cores?|threads|c|t))(?:/\d{1,3}[- ]?(?:cores?|threads|c|t|GPU))?
    )[\s,;:()/+&–—-]{1,3}
  ){0,6}$
`;

/** A machine that has so much memory: `a server with`, `my laptop has only`. */
const HOST_LEAD = regex("i")`
  \b(?:
    servers?|box(?:es)?|machines?|pcs?|laptops?|notebooks?|desktops?|workstations?|rigs?|nodes?|towers?|
    nucs?|nas|vms?|vps|droplet|instance|hosts?|thinkpads?|minisforum|beelink|optiplex|poweredge|
    r7[2-4]0(?:xd)?|chip|computer|rechner|equipo|port[áa]til|kiste
  )\b[^.;:\n|]{0,16}?\b(?:with|has|have|had|having|w/|but|and|mit|con|avec)[ ]
  (?:(?:only|just|a full|a total of|about|around|nur|all of|like) ){0,2}[~*\x60]{0,3}$
`;

/** How far from a name its memory may stand, in characters. */
const REACH = 64;
/** How far a line on video memory may stand from the line that names the card. */
const REACH_OVER_LINES = 160;

/** Whose each size is, for those whose place does not say it already. */
export function memoryOwners(text: string, mentions: readonly TaggedMention[]): MemoryOwners {
  const devices = new Map<TaggedMention, Memory>();
  const system = new Set<TaggedMention>();
  for (const [at, mention] of mentions.entries()) {
    if (mention.kind !== "memory" || mention.value.role === "ram" || mention.value.role === "unified")
      continue;
    const tail = text.slice(mention.end, mention.end + 48);
    const lead = text.slice(Math.max(0, mention.start - 72), mention.start);
    if (NOT_MEMORY_TAIL.test(tail) || /[x×*]\s?$/.test(lead)) continue;
    const place: Place = { text, mentions, at, memory: mention, tail, lead, taken: devices };
    const device = deviceOf(place);
    if (device !== undefined) devices.set(device, mention);
    else if (mention.value.role === null && isSystem(place)) system.add(mention);
  }
  return { devices, system };
}

interface Place {
  text: string;
  mentions: readonly TaggedMention[];
  at: number;
  memory: Memory;
  tail: string;
  lead: string;
  taken: ReadonlyMap<TaggedMention, Memory>;
}

/** The nearest mention of a device or CPU on one side, with the words between, where they are of one clause. */
function neighbour({ text, mentions, at, memory }: Place, step: 1 | -1, reach: number) {
  for (let index = at + step; index >= 0 && index < mentions.length; index += step) {
    const mention = mentions[index]!;
    const between = step < 0 ? text.slice(mention.end, memory.start) : text.slice(memory.end, mention.start);
    if (between.length > reach) return undefined;
    if (mention.kind !== "accelerator" && mention.kind !== "cpu") continue;
    return { mention, between };
  }
  return undefined;
}

const hasMemory = (device: Device, taken: Place["taken"]) =>
  device.value.memoryGiB !== null || taken.has(device);

/** The device whose memory the size is. */
function deviceOf(place: Place): Device | undefined {
  const { memory, tail, lead, taken } = place;
  const { gib, role } = memory.value;
  const told = role === "vram" || EACH_TAIL.test(tail) || VARIANT_TAIL.test(tail);
  const near = neighbour(place, -1, told ? REACH_OVER_LINES : REACH);
  if (near?.mention.kind === "accelerator" && !hasMemory(near.mention, taken)) {
    const { mention: device, between } = near;
    const shares = sharesMemory(device.value.name);
    const fits = shares
      ? gib >= 2 && role === null
      : fitsDevice(device.value.entry, gib) && isWhole(memory.value);
    const sameLine = !/\n\s*\n|[.!?]\s+[A-Z]/.test(between) && (role === "vram" || !between.includes("\n"));
    if (fits && sameLine && (told || (!NOT_MEMORY_LEAD.test(lead) && GLUE.test(between)))) return device;
  }
  if (role !== "vram") return undefined;
  const next = neighbour(place, 1, 24);
  return next?.mention.kind === "accelerator" &&
    !hasMemory(next.mention, taken) &&
    !/[\n.;]/.test(next.between) &&
    fitsDevice(next.mention.value.entry, gib)
    ? next.mention
    : undefined;
}

/** What a driver prints in MiB is a card's size only where it is all of it. */
const isWhole = ({ gib, unit }: Memory["value"]) =>
  !/^M/.test(unit) || Math.abs(gib - Math.round(gib)) < 0.02 || gib / Math.ceil(gib) > 0.99;

/** Whether the size stands among the parts of a machine, or is said of one. */
function isSystem(place: Place): boolean {
  const { memory, lead, tail, taken } = place;
  const { gib } = memory.value;
  if (gib < 2 || NOT_MEMORY_LEAD.test(lead) || EACH_TAIL.test(tail) || VARIANT_TAIL.test(tail)) return false;
  if (HOST_LEAD.test(lead)) return true;
  const before = neighbour(place, -1, REACH);
  if (before !== undefined && !before.between.includes("\n") && GLUE.test(before.between)) {
    if (before.mention.kind === "cpu") return true;
    const listed = /^(?:'?s)?[)\s]{0,2}(?:[,;/+&|]|and\b|with\b|plus\b|on (?:a|an)\b)/.test(before.between);
    return listed && isNoChip(before.mention as Device) && hasRoom(before.mention as Device, gib, taken);
  }
  const after = neighbour(place, 1, 24);
  if (
    after === undefined ||
    !/^[`*_)]{0,3}\s?(?:[,/+&|]|and\b|plus\b|with\b)\s?(?:an? |the |one |two )?$/i.test(after.between)
  )
    return false;
  return after.mention.kind === "cpu" || isNoChip(after.mention as Device);
}

const isNoChip = (device: Device) => !sharesMemory(device.value.name);

/** A size that the device itself may have is the machine's only where the device has another one. */
const hasRoom = (device: Device, gib: number, taken: Place["taken"]) =>
  gib >= 4 && (hasMemory(device, taken) || !fitsDevice(device.value.entry, gib));
