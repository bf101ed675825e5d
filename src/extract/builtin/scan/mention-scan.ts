/**
 * Turns the tagger's mentions into facts about the fields of a setup, and adds the phrases that only matter to
 * assembly: with or without a draft model, on the CPU alone.
 */

import { regex } from "../../../record/regex.ts";
import type { Accelerator } from "../../../record/setup-record.ts";
import { backendSigns } from "../../../record/vocabulary/backend-signs.ts";
import { fitsDevice, sharesMemory } from "../../../record/vocabulary/device-memory.ts";
import type { FlagValue, Mention as TaggedMention } from "../../mentions/mention.ts";
import { tagMentions } from "../../mentions/tag-mentions.ts";
import type { NamedModel } from "../findings.ts";
import { bareBuilds } from "./bare-builds.ts";
import { isDenied, isInAddress } from "./denied.ts";
import { deviceCountsIn } from "./device-counts.ts";
import { backendOf, type EngineFact, type Neighbours, versionOf, versionsAlike } from "./engine-mentions.ts";
import { furtherCounts, HOW_MANY_PHRASES } from "./how-many.ts";
import { type MemoryOwners, memoryOwners } from "./memory-owners.ts";
import { PHRASES } from "./phrases.ts";
import { shortNames } from "./short-names.ts";
import { isNoModel, statedActive, statedSize } from "./stated-size.ts";
import { SWITCH_PHRASES } from "./switches.ts";
import { toldSettings } from "./told-settings.ts";

interface Place {
  start: number;
  end: number;
}

/** A place that states a field. `vague`: a spelling such as "4-bit" or "Q4", which a fuller one elsewhere stands in for. */
export type Mention = Place & {
  vague?: boolean | undefined;
  program?: boolean | undefined;
  of?: string | undefined;
} & (
    | { field: "devices"; value: Accelerator; counted?: boolean; memoryAt?: Place | undefined }
    | { field: "model"; value: NamedModel; file?: boolean }
    | {
        field: "quantization" | "repository" | "engine" | "version" | "backend" | "kvCacheType" | "cpu";
        value: string;
      }
    | {
        field: "memoryGiB" | "contextLength" | "gpuLayers" | "concurrency" | "deviceCount" | "tensorParallel";
        value: number;
      }
    | { field: "speculative"; value: string | null }
    | { field: "deviceCount" | "nodes"; value: number }
    | { field: "split" | "placement"; value: string }
    | { field: "flashAttention"; value: boolean }
    | { field: "cpuOnly"; value: true }
  );

/** Programs that stand beside an engine and are never the one that runs a language model. */
const RUNS_NO_TEXT: ReadonlySet<string> = new Set(["router", "speech-or-image"]);

/** All mentions of a text in its order. */
export function mentionsOf(text: string): Mention[] {
  const tagged = tagMentions(text, { hardware: true });
  const owners = memoryOwners(text, tagged);
  const alike = versionsAlike(tagged, text);
  const mentions = tagged
    .flatMap((mention, at) => factsOf(mention, { text, ...neighboursOf(tagged, at), owners, alike }))
    .concat(shortNames(text, tagged).map((short) => ({ field: "model", ...short })))
    .filter((mention) => !isDenied(text, mention) && !isInAddress(text, mention))
    .sort((a, b) => a.start - b.start)
    .filter(notSaidBefore());
  mentions.push(...phrasesIn(text), ...toldSettings(text));
  const builds = mentions.flatMap((mention) => (mention.field === "version" ? [mention] : []));
  for (const build of bareBuilds(
    text,
    builds.map(({ value }) => value),
  ))
    if (!builds.some(({ start, end }) => build.start < end && build.end > start))
      mentions.push({ field: "version", ...build });
  for (const { backend, ...place } of backendSigns(text))
    mentions.push({ field: "backend", value: backend, ...place });
  return mentions.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A size that is said of the model named before it is no second model. */
function notSaidBefore(): (mention: Mention) => boolean {
  let said = 0;
  return (mention) => {
    if (mention.field !== "model") return true;
    if (mention.value.name === null && mention.start < said) return false;
    said = mention.value.sizeAt?.end ?? said;
    return true;
  };
}

/** The mentions beside one; a version that stands after an engine's name does not part a backend from it. */
function neighboursOf(tagged: readonly TaggedMention[], at: number): Neighbours {
  const parted = tagged[at]!.kind === "backend" && tagged[at - 1]?.kind === "build";
  return { before: tagged[parted ? at - 2 : at - 1], after: tagged[at + 1] };
}

/** `M1 Max 32-Core GPU 64GB`, `M4 Mac mini (16GB)`: what may stand between a chip and its memory. */
const POOL_AFTER = regex("i")`
  ^(?:
    [ ,()/+·]{0,3}(?:
      \d{1,3}(?:[-‑ ]cores?)?(?: ?(?:GPU|CPU|P|E)\b)?(?! ?GB)|cores?|GPU|CPU|
      Mac ?(?:mini|studio|book(?: ?(?:pro|air))?)|laptop
    )\b
  ){0,8}[ ,(/)+·]{0,4}(\d{1,4}) ?GB\b\)?(?! ?(?:/s|of DDR|DDR|SSD))
`;

/** `an M4 Pro with 48, …`: a size without its unit, of those that such chips are sold with. */
const POOL_SAID =
  /^ with (8|16|18|24|32|36|48|64|96|128|192|256|512)(?=[,.;)] |\.?$| (?:and|which|that|on)\b)/;

interface Surroundings extends Neighbours {
  text: string;
  owners: MemoryOwners;
  alike: ReadonlyMap<TaggedMention, EngineFact>;
}

/** What one tagged mention states; a model may also state its weights and its repository. */
function factsOf(mention: TaggedMention, { text, before, after, owners, alike }: Surroundings): Mention[] {
  const place = { start: mention.start, end: mention.end };
  switch (mention.kind) {
    case "accelerator": {
      const { name, count, memoryGiB } = mention.value;
      const alternative = before?.kind === "accelerator" && text.slice(before.end, mention.start) === "/";
      if (alternative) return [];
      const loose = count === null ? looseCount(text, mention.start) : undefined;
      const times =
        count === null && loose === undefined
          ? /^\s?[x×*]\s?(\d{1,2})\b/.exec(text.slice(mention.end, mention.end + 6))
          : null;
      const further = count === null && after?.kind !== "accelerator" && hasAnother(text, mention);
      const counts = count ?? loose?.count ?? (times ? Number(times[1]) : further ? 2 : 1);
      const value = { name, count: Math.max(1, counts), ...(memoryGiB ? { memoryGiB } : {}) };
      const start = loose?.start ?? place.start;
      const apart = memoryGiB ? undefined : owners.devices.get(mention);
      if (apart?.kind === "memory") Object.assign(value, { memoryGiB: apart.value.gib });
      const pool =
        memoryGiB || times || apart
          ? null
          : (POOL_AFTER.exec(text.slice(mention.end, mention.end + 48)) ??
            (/^M\d/.test(name) ? POOL_SAID.exec(text.slice(mention.end, mention.end + 14)) : null));
      const { entry } = mention.value;
      // Cards are sold with twice their memory, too, and never with a machine's.
      const fits = [1, 2].some((times) => fitsDevice(entry, Number(pool?.[1]) / times));
      if (pool && (sharesMemory(name) || fits)) Object.assign(value, { memoryGiB: Number(pool[1]) });
      return [
        {
          field: "devices",
          value,
          counted:
            count !== null || loose !== undefined || times !== null || further || isOne(text, mention.start),
          memoryAt: apart && { start: apart.start, end: apart.end },
          start,
          end: mention.end + (times?.[0].length ?? pool?.[0].length ?? 0),
        },
      ];
    }
    case "model": {
      const model = mention.value;
      if (model.bare || NO_WEIGHTS_FILE.test(text.slice(mention.end, mention.end + 40))) return [];
      const rest = text.slice(mention.end, mention.end + 12);
      const stated =
        model.parametersB === null ? statedSize(text, mention.end) : statedActive(text, mention.end, model);
      const ownSize =
        model.parametersB === null && stated !== undefined && (model.entry?.sizes.length ?? 0) > 1;
      const facts: Mention[] = [
        {
          field: "model",
          value: {
            name: ownSize
              ? `${model.name} ${stated.parametersB}B`
              : model.name
                  .replace(/(\d\.\d)\.(?=\d{1,3}B)/, "$1 ")
                  .replace(/ \d{1,4}(?:\.\d)?[TB]$/, /^ (?:params?|total)/.test(rest) ? "" : "$&"),
            parametersB: model.parametersB ?? stated?.parametersB,
            activeParametersB: model.activeParametersB ?? stated?.activeParametersB,
            generic: model.architecture !== null || undefined,
            ...(stated && { sizeAt: { start: stated.start, end: stated.end } }),
          },
          file: model.file,
          ...place,
        },
      ];
      if (model.quantization) facts.push({ field: "quantization", value: model.quantization.name, ...place });
      if (model.repository) facts.push({ field: "repository", value: model.repository, ...place });
      return facts;
    }
    case "size": {
      const { parametersB, activeParametersB } = mention.value;
      if (isNoModel(text, mention.start, mention.end)) return [];
      const value = { name: null, parametersB, activeParametersB: activeParametersB ?? undefined };
      return [{ field: "model", value, ...place }];
    }
    case "quantization":
      if (mention.value.vague && isOfCache(text, mention)) return [];
      return [{ field: "quantization", value: mention.value.name, vague: mention.value.vague, ...place }];
    case "engine":
      return RUNS_NO_TEXT.has(mention.value.entry.family)
        ? []
        : [{ field: "engine", value: mention.value.name, program: /^llama-/.test(mention.text), ...place }];
    case "backend": {
      const backend = backendOf(mention, text, { before, after });
      return backend === undefined ? [] : [{ field: "backend", ...backend, ...place }];
    }
    case "build": {
      const version = alike.get(mention) ?? versionOf(mention, text, { before, after });
      return version === undefined ? [] : [{ field: "version", ...version, ...place }];
    }
    case "kv-type":
      return [{ field: "kvCacheType", value: mention.value.name, ...place }];
    case "context":
      return mention.value.role === "configured"
        ? [{ field: "contextLength", value: mention.value.tokens, ...place }]
        : [];
    case "memory":
      return mention.value.role === "ram" || mention.value.role === "unified" || owners.system.has(mention)
        ? [{ field: "memoryGiB", value: mention.value.gib, ...place }]
        : [];
    case "cpu": {
      const { name, count } = mention.value;
      const loose = count === 1 ? looseCount(text, mention.start) : undefined;
      const sockets = loose?.count ?? count;
      const start = loose?.start ?? place.start;
      return [{ field: "cpu", value: sockets > 1 ? `${sockets}x ${name}` : name, ...place, start }];
    }
    case "concurrency":
      return [{ field: "concurrency", value: mention.value.streams, ...place }];
    case "flag":
      return settingOf(mention.value, place);
    default:
      return [];
  }
}

const COUNTED_SETTINGS = new Map([
  ["config.contextLength", "contextLength"],
  ["config.gpuLayers", "gpuLayers"],
  ["config.tensorParallel", "tensorParallel"],
  ["config.concurrency", "concurrency"],
] as const);

/** "8-bit KV cache", "KV cache quantized to 8 bit": said of the cache, not of the weights. */
const isOfCache = (text: string, { start, end }: Place) =>
  /\bk\/?v[ -]?cache(?: is| was)?(?: quanti[sz]ed)?(?: (?:to|at|in|as|with))? ?$/i.test(
    text.slice(Math.max(0, start - 40), start),
  ) || /^[ -](?:quanti[sz]ed )?k\/?v\b/i.test(text.slice(end, end + 16));

/** A key or variable with its value (`OLLAMA_NUM_PARALLEL=4`, `num_ctx 8192`); options with dashes are read with their command. */
function settingOf({ flag, entry, value }: FlagValue, place: Place): Mention[] {
  if (entry === null || flag.startsWith("-")) return [];
  if (entry.field === "config.flashAttention" && typeof value === "boolean")
    return [{ field: "flashAttention", value, ...place }];
  if (entry.field === "config.kvCacheType" && typeof value === "string" && value !== "auto")
    return [{ field: "kvCacheType", value, ...place }];
  const field = COUNTED_SETTINGS.get(entry.field as "config.gpuLayers");
  return field !== undefined && typeof value === "number" && value > 0 ? [{ field, value, ...place }] : [];
}

const LOOSE_COUNT = regex("i")`
  (?:^|[(,:;|+]\s?|\b(?:has|have|with|of|on|and|is|are|using|my|our|the|from|to|got|mit|con)\s)
  ([1-9]|1[0-6])(?:[x×]| [\x60*]{0,2})(?:(?:nvidia|amd|intel|tesla|radeon|instinct|geforce|rtx) )*
  [\x60*]{0,2}$
`;

/** A count that stands apart by a code mark (`4 \`NVIDIA A100\``), glued to a vendor's word (`3xTesla`) or plain. */
function looseCount(text: string, start: number): { count: number; start: number } | undefined {
  const match = LOOSE_COUNT.exec(text.slice(Math.max(0, start - 24), start));
  if (match === null) return undefined;
  const count = Number(match[1]);
  const shift = match[0].length - match[0].search(/\d/);
  return count > 1 ? { count, start: start - shift } : undefined;
}

/** `mistral-large-notes.md`: a name in a text's or program's file name is no model. */
const NO_WEIGHTS_FILE = /^[\w-]{0,24}\.(?:md|py|sh|ya?ml|txt|html?|[jt]s|cpp|cu|patch|png|csv)\b/i;

/** `a used 3090 from a student, then another`: two of a kind, bought one by one. */
const hasAnother = (text: string, { start, end }: Place) =>
  /\b(?:an?|one|my) (?:[\w-]{2,16} ){0,3}$/i.test(text.slice(Math.max(0, start - 48), start)) &&
  /^[^.;:\n]{0,80}?,? (?:and|then|and then|and later|later) (?:another|a second)(?: one)?(?=[,.;)]|$)/.test(
    text.slice(end, end + 120),
  );

/** `a used 3090`, `each P40`: one is meant, however many there are. */
const isOne = (text: string, start: number) =>
  /\b(?:an?|each|every|per|another|other|first|second|third|last|only one)\s(?:(?:used|new|old|nvidia|amd|intel|geforce|second-hand|cheap|plain|desktop|mobile|[\d.]{1,4} ?GB|rtx)\s){0,3}$/i.test(
    text.slice(Math.max(0, start - 40), start),
  );

function phrasesIn(text: string): Mention[] {
  const found: Mention[] = [];
  for (const [pattern, read] of PHRASES)
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (match[0].startsWith("\n") ? 1 : 0);
      found.push({ ...read(match[0]), start, end: match.index + match[0].length } as Mention);
    }
  for (const { count, start, end } of deviceCountsIn(text))
    found.push({ field: "deviceCount", value: count, start, end });
  for (const { pattern, read } of [...SWITCH_PHRASES, ...HOW_MANY_PHRASES])
    for (const match of text.matchAll(pattern)) {
      const place = { start: match.index, end: match.index + match[0].length };
      if (!found.some((each) => each.start <= place.start && each.end >= place.end))
        found.push({ ...read(match[0]), ...place } as Mention);
    }
  const counts = found.filter(({ field }) => field === "nodes" || field === "deviceCount");
  for (const { field, end } of counts)
    for (const further of furtherCounts(text, end)) found.push({ field, ...further } as Mention);
  return found;
}
