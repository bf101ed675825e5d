/**
 * A document prepared for reading: its text, blocks and tagged mentions, and the findings that any stretch of it
 * states. Knows nothing of scopes or records.
 */

import type { SourceDocument } from "../../record/document.ts";
import { regex } from "../../record/regex.ts";
import { fitsDevice } from "../../record/vocabulary/device-memory.ts";
import { ENGINES } from "../../record/vocabulary/engines.ts";
import { acceleratorNamed } from "../../record/vocabulary/resolve-accelerator.ts";
import type { Devices, Fact, FindingField, Findings, NamedModel } from "./findings.ts";
import { type Block, blocksOf } from "./layout/blocks.ts";
import { readBareFlags } from "./readers/commands.ts";
import { usesDecimalComma } from "./readers/numbers.ts";
import { withoutHostBoard } from "./scan/host-boards.ts";
import { type Legend, LONGEST_SHORT_FORM, legendOf } from "./scan/legend.ts";
import { type Mention, mentionsOf } from "./scan/mention-scan.ts";
import { systemMentions } from "./scan/own-systems.ts";

export interface Source {
  document: SourceDocument;
  text: string;
  blocks: Block[];
  /** In the order of the text, without overlaps of the same field. */
  mentions: Mention[];
  decimalComma: boolean;
  /** The text speaks of batches, concurrent requests or several users. */
  manyStreams: boolean;
  /** More than one engine is named. */
  severalEngines: boolean;
  /** What the short forms of its legends stand for. */
  legend: Legend;
}

/** Prepares a document. */
export function prepareSource(document: SourceDocument): Source {
  const { text } = document;
  const blocks = blocksOf(document);
  const mentions = outsideLiterature(text, blocks, withSystems(document, runMentions(text)));
  const engines = mentions.flatMap((mention) => (mention.field === "engine" ? [mention.value] : []));
  const source: Source = {
    document,
    text,
    blocks,
    mentions,
    legend: new Map(),
    severalEngines: new Set(engines).size > 1,
    decimalComma: usesDecimalComma(text),
    manyStreams:
      /\b(?:concurren\w+|batch(?: size|es|ed|ing)|simultaneous\w*|\d+ (?:users|streams|clients|requests)|request rate|req\/s|multi-user|parallel requests)\b/i.test(
        text,
      ),
  };
  return { ...source, legend: legendOf(text, blocks, (start, end) => findingsIn(source, start, end)) };
}

const LITERATURE = regex("i")`
  ^\W{0,8}(?:\d{1,2}\.?\s)?(?:
    references|bibliography|works cited|literature(?: cited)?|further reading|related work
  )\W{0,4}$
`;

/** Titles of other people's works say nothing of the text's own setups. */
function outsideLiterature(text: string, blocks: readonly Block[], mentions: Mention[]): Mention[] {
  const headings = blocks.filter((block) => block.kind === "heading");
  const lists = headings.flatMap((heading, at) => {
    if (!LITERATURE.test(text.slice(heading.start, heading.end))) return [];
    const next = headings.slice(at + 1).find(({ level }) => level <= heading.level);
    return [{ start: heading.start, end: next?.start ?? text.length }];
  });
  if (lists.length === 0) return mentions;
  return mentions.filter((each) => !lists.some(({ start, end }) => each.start >= start && each.start < end));
}

/** All mentions but those of weights that the text says there is no way to run. */
const runMentions = (text: string): Mention[] =>
  mentionsOf(text).filter((mention) => mention.field !== "quantization" || !isDenied(text, mention));

/** "has no AWQ or GPTQ kernels": nothing that ran. */
const isDenied = (text: string, { start, end }: Mention): boolean =>
  /\b(?:no|without|lacks?|lacking|neither) (?:[A-Za-z0-9_]{2,12}(?:,| or| and| nor) ){0,3}$/i.test(
    text.slice(Math.max(0, start - 48), start),
  ) &&
  /^(?:(?:,| or| and| nor) [A-Za-z0-9_]{2,12}){0,3} (?:kernels?|support|path|weights|quants?|files?|checkpoints?)\b/i.test(
    text.slice(end, end + 56),
  );

/** The systems that a paper names beside everything that vocabularies know. */
function withSystems(document: SourceDocument, mentions: Mention[]): Mention[] {
  const systems = systemMentions(document);
  if (systems.length === 0) return mentions;
  const added: Mention[] = systems.map(({ name, start, end }) => ({
    field: "engine",
    value: name,
    start,
    end,
  }));
  return [...mentions, ...added].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The mentions that lie in [start, end). */
export function mentionsIn(source: Source, start: number, end: number): Mention[] {
  const { mentions } = source;
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mentions[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  const found: Mention[] = [];
  for (let at = low; at < mentions.length && mentions[at]!.start < end; at++)
    if (mentions[at]!.end <= end) found.push(mentions[at]!);
  return found;
}

/** What a stretch of text states: of each field the first mention, and every device that it names. */
export function findingsIn(source: Source, start: number, end: number): Findings {
  if (end - start <= LONGEST_SHORT_FORM && source.legend.size > 0) {
    const defined = source.legend.get(source.text.slice(start, end));
    if (defined !== undefined) return defined;
  }
  const findings: Findings = {};
  const devices: Devices = [];
  const engines: Fact<string>[] = [];
  const versions: Fact<string>[] = [];
  const backends: Fact<string>[] = [];
  const words = source.text.slice(start, end);
  const flags = BARE_FLAG.test(words) ? readBareFlags(source.text, start, end) : {};
  const drafting = /\bdraft|\bspecul|\bMTP\b|^\s*\+/i.test(words);
  for (const mention of mentionsIn(source, start, end)) {
    // `-md Llama-3.2-1B-Instruct-Q8_0.gguf`: the flag has it as the draft's, name and weights.
    if (OF_WEIGHTS.has(mention.field) && isInside(mention, flags.speculative)) continue;
    if (mention.field === "repository" && DRAFT_HEAD.test(mention.value)) continue;
    const place = { start: mention.start, end: mention.end };
    const added =
      findings.model !== undefined &&
      mention.field === "model" &&
      isAdded(source.text, mention, findings.model);
    const drafts = added || (drafting && isDrafter(source.text, start, mention));
    if (mention.field === "model" && (drafts || DRAFT_HEAD.test(mention.value.name ?? ""))) {
      const name = mention.value.name ?? `${mention.value.parametersB}B`;
      findings.speculative = { value: name, ...place };
      continue;
    }
    // "Whisper and Qwen3-1.7B": the one that answers is meant.
    if (mention.field === "model" && HELPERS.test(findings.model?.value.name ?? "")) {
      findings.model = { value: mention.value, ...place };
      continue;
    }
    if (mention.field === "devices") {
      const same = devices.find(({ value }) => value.name === mention.value.name);
      if (same === undefined)
        devices.push({
          value: mention.value,
          ...place,
          ...(mention.counted && { counted: true }),
          ...(mention.memoryAt && { memoryAt: mention.memoryAt }),
        });
      else if (isFurther(source.text, mention.start)) {
        same.value = { ...same.value, count: same.value.count + mention.value.count };
        same.counted = true;
      }
    } else if (mention.field === "engine")
      engines.push({ value: mention.value, ...place, of: mention.program ? "program" : undefined });
    else if (mention.field === "quantization") {
      const held = findings.quantization;
      const rank = quantizationRank(mention);
      if (held === undefined || rank > Number(held.of?.slice(5) ?? 2))
        findings.quantization = {
          value: mention.value,
          ...place,
          of: rank < 2 ? `vague${rank}` : undefined,
          told: isTold(source.text, mention) || undefined,
        };
    } else if (mention.field === "backend") {
      const again = backends.at(-1)?.value === mention.value;
      if (!again && isAlternative(words, mention, start)) backends.length = 0;
      else backends.push({ value: mention.value, ...place, of: mention.of });
    } else if (mention.field === "version") versions.push({ value: mention.value, ...place, of: mention.of });
    else if (findings[mention.field as FindingField] === undefined)
      Object.assign(findings, { [mention.field]: { value: mention.value, ...place } });
  }
  if (/^EXL[23]$/.test(findings.quantization?.value ?? ""))
    findings.quantization = withBits(source, findings.quantization!, end);
  if (isExcepted(source.text, findings)) delete findings.model;
  if (drafting && findings.model === undefined && !/\bMTP\b/.test(words)) delete findings.quantization;
  const [device] = devices;
  const used = findings.deviceCount;
  if (device !== undefined && devices.length === 1 && used !== undefined && used.start >= device.end) {
    // "two L40 in the box, only one of them is used"
    if (used.value < device.value.count) device.value = { ...device.value, count: used.value };
    delete findings.deviceCount;
  }
  if (devices.length > 0) findings.devices = withMemoryOfEach(words, withoutHostBoard(source.text, devices));
  const engine = innerEngine(engines);
  if (engine !== undefined) findings.engine = engine;
  const version = ofEngine(versions, engine?.value) ?? versions[0];
  if (version !== undefined) findings.version = version;
  const backend =
    ofEngine(backends, engine?.value) ??
    backends.find(({ of }) => engine === undefined || runsInside(engine.value, of));
  if (backend !== undefined) findings.backend = backend;
  return { ...findings, ...flags };
}

/** Heads and drafts that are published beside a model guess for it and answer nobody. */
export const DRAFT_HEAD = /\bEAGLE-?[23]?\b|\bMedusa\b|\bDFlash\b|-draft\b/i;

/** Models that hear, speak or embed beside the one that answers. */
const HELPERS =
  /^(?:(?:faster-)?whisper|piper|kokoro|parakeet|bge|nomic-embed|all-minilm|snowflake-arctic-embed|mxbai-embed)\b/i;

const BARE_FLAG = /(?:^|[\s`(])--?[a-z]/;
const OF_WEIGHTS: ReadonlySet<Mention["field"]> = new Set(["model", "quantization", "repository"]);

const isInside = (mention: Mention, fact: Fact<unknown> | undefined) =>
  fact !== undefined && mention.start >= fact.start && mention.end <= fact.end;

/** What is said of the engine itself, else what is said of none. */
const ofEngine = (facts: readonly Fact<string>[], engine: string | undefined): Fact<string> | undefined =>
  facts.find(({ of }) => of !== undefined && of === engine) ?? facts.find(({ of }) => of === undefined);

const BACKENDS = "(?:CUDA|Metal|Vulkan|ROCm|HIP|SYCL|CPU|cuBLAS|CLBlast|OpenBLAS)";
const AFTER_BACKEND = regex("i")`\b${BACKENDS}\s?[/|,]\s?$`;
const BEFORE_BACKEND = regex("i")`^\s?[/|,]\s?${BACKENDS}\b`;

/** `CUDA/Metal`: what an engine can use, not what a run used. `words` begin at `offset` in the document. */
export function isAlternative(
  words: string,
  { start, end }: { start: number; end: number },
  offset = 0,
): boolean {
  return (
    AFTER_BACKEND.test(words.slice(Math.max(0, start - offset - 14), start - offset)) ||
    BEFORE_BACKEND.test(words.slice(end - offset, end - offset + 14))
  );
}

/** `32B + 0.5B`: a much smaller model that a larger one is run with drafts for it. */
function isAdded(text: string, mention: Mention & { field: "model" }, main: Fact<NamedModel>): boolean {
  const { parametersB } = mention.value;
  const size = main.value.parametersB;
  if (parametersB === undefined || size === undefined || parametersB * 2 > size) return false;
  return /^[\w .()-]{0,24}\+\s?$/.test(text.slice(main.end, mention.start));
}

/** `+ 0.6B`, `Llama 3.2 1B as draft`, `drafter: …`, `X drafting for Y`: the model that only guesses ahead. */
function isDrafter(text: string, start: number, mention: { start: number; end: number }): boolean {
  const before = text.slice(Math.max(start, mention.start - 24), mention.start);
  const after = text.slice(mention.end, mention.end + 28);
  if (/\bfor\s+$/i.test(before)) return false;
  return (
    (/(?:\+\s?|\bdraft(?:er| model)?(?: is| was|:| =)?\s{1,2}\(?(?:an? |the )?|\bwith (?:an? |the )?)$/i.test(
      before,
    ) &&
      (/\+\s?$|draft/i.test(before) || /^.{0,8}draft/i.test(after))) ||
    /^\s?(?:[A-Z0-9_-]{1,8} ){0,3}(?:MLX |GGUF )?(?:instruct )?(?:\((?:\d+ ?MB|[\d.]+ ?GB)\) )?(?:as (?:an? |the )?)?(?:draft|drafter|drafting)\b/i.test(
      after,
    )
  );
}

/** A format says more than bits alone, and bits more than the tool that packed them. */
function quantizationRank({
  value,
  vague,
}: Mention & { field: "quantization" | string; value: unknown }): number {
  if (/^(?:AutoRound|HQQ|W\dA16)$/.test(String(value))) return 0;
  return vague ? 1 : 2;
}

/** "runs in FP8", "at Q6", "the Q4 file", "FP8 weights": said of weights, not of a cache or of arithmetic. */
function isTold(text: string, { start, end }: Mention): boolean {
  const after = text.slice(end, end + 24);
  if (
    /^[\s-]{0,2}(?:KV|cache|K\b|V\b|activations?|compute|tensor|TFLOPS|kernels?|support|draft)/i.test(after)
  )
    return false;
  return (
    /\b(?:runs?|running|ran|loaded|served?|quantized|using|weights|checkpoint|model|it) (?:\w+ ){0,3}?(?:in|at|as|to) \W{0,2}$/i.test(
      text.slice(Math.max(0, start - 40), start),
    ) || /^ (?:weights|checkpoint|file|quant|gguf|version|model)\b/i.test(after)
  );
}

export const EXCEPT = /\b(?:except|apart from|other than|save for)\b/i;

/** "Q4_K_M, except for X": the weights are of all others. */
function isExcepted(text: string, { model, quantization }: Findings): boolean {
  return (
    model !== undefined &&
    quantization !== undefined &&
    EXCEPT.test(text.slice(quantization.end, model.start))
  );
}

/** `…-exl3, the 4.00bpw branch`: the bits of a format that stand behind it. */
function withBits(source: Source, format: Fact<string>, end: number): Fact<string> {
  const bits = mentionsIn(source, format.start, Math.min(end, format.end + 80)).find(
    ({ field, value }) => field === "quantization" && /^[\d.]+bpw$/.test(String(value)),
  );
  return bits === undefined
    ? format
    : { value: `${format.value} ${String(bits.value)}`, start: format.start, end: bits.end };
}

/** `TabbyAPI (exllamav2)`: the engine inside a front end, where both are named. */
function innerEngine(engines: readonly Fact<string>[]): Fact<string> | undefined {
  const [first] = engines;
  const inside = first === undefined ? [] : (ENGINES.find(({ name }) => name === first.value)?.inside ?? []);
  const front = first !== undefined && FRONT_ENDS.has(first.value);
  return (front ? engines.find(({ value }) => inside.includes(value)) : undefined) ?? first;
}

/** True where `front` is a program that runs `engine`. */
const runsInside = (engine: string, front: string | undefined): boolean =>
  ENGINES.find(({ name }) => name === front)?.inside.includes(engine) ?? false;

/** Programs that run another project's engine. */
export const FRONT_ENDS: ReadonlySet<string> = new Set([
  ...ENGINES.filter(({ family }) => family === "front-end").map(({ name }) => name),
  "tabbyapi",
]);

/** `a 3090 and a second 3090`: one more of the kind that has been named. */
const isFurther = (text: string, start: number) =>
  /(?:\+|&|\band|\bplus|,) (?:a |an |my |the )?(?:second|third|another|2nd|extra) (?:\w{2,12} ){0,2}$/i.test(
    text.slice(Math.max(0, start - 48), start),
  );

const EACH = regex("i")`
  \b(\d{1,3}(?:\.\d{1,2})?)\s?G(?:i?B)?\b(?: (?:usable|of VRAM|VRAM|of memory))?,?[ ]
  (?:each|per (?:card|gpu)|apiece)\b
`;

/** "24 GB each" says the memory of every device of the sentence. */
function withMemoryOfEach(words: string, devices: Devices): Devices {
  const each = EACH.exec(words);
  if (each === null) return devices;
  return devices.map((device) =>
    device.value.memoryGiB || !fitsDevice(acceleratorNamed(device.value.name) ?? null, Number(each[1]))
      ? device
      : { ...device, value: { ...device.value, memoryGiB: Number(each[1]) } },
  );
}
