/**
 * The tagger: one pass over a text gives every accelerator, model, figure, option and version in it, with offsets.
 * Knows nothing of structure (tables, logs, sections) nor of which mentions make a setup.
 */
import { type Atoms, atomsOf, DIGITS, LETTERS, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import { engineFirstWords } from "../../record/vocabulary/engines.ts";
import { modelFirstWords } from "../../record/vocabulary/read-model-name.ts";
import { readSize } from "../../record/vocabulary/read-model-size.ts";
import { acceleratorFirstWords } from "../../record/vocabulary/resolve-accelerator.ts";
import { readModel, readUnknownModel } from "../../record/vocabulary/resolve-model.ts";
import { quantizationFirstWords, readQuantization } from "../../record/vocabulary/resolve-quantization.ts";
import type { Candidate, Mention } from "./mention.ts";
import { BUILD_FIRST_WORDS, tagBuild, tagLooseBuild, versionAfterEngine } from "./tag-builds.ts";
import { CPU_FIRST_WORDS, tagBareCpu, tagCpu } from "./tag-cpus.ts";
import { tagFlag } from "./tag-flags.ts";
import { type HardwareContext, hardwareContextOf, tagAccelerator } from "./tag-hardware.ts";
import { LABEL_FIRST_WORDS, tagLabelled } from "./tag-labelled.ts";
import { tagQuantity } from "./tag-quantities.ts";
import { KV_FIRST_WORDS, tagBackend, tagEngine, tagKvType } from "./tag-software.ts";
import { tagTest } from "./tag-tests.ts";

export type TagOptions = {
  /** Takes short names (`3090`, `T4`) as hardware without a sign of it in the text, as in a cell headed "GPU". */
  hardware?: boolean;
  /** The engine whose options an ambiguous spelling means. */
  engine?: string;
  /** Added to every offset: where `text` starts in the document. */
  offset?: number;
};

const HARDWARE = 1;
const MODEL = 2;
const QUANTIZATION = 4;
const ENGINE = 8;
const CPU = 16;
const BUILD = 32;
const KV = 64;
const TEST = 128;
const LABEL = 256;

/** Which readers a first word is of interest to: most words of a text are to none. */
const INTEREST: ReadonlyMap<string, number> = (() => {
  const interest = new Map<string, number>();
  const note = (words: Iterable<string>, mask: number): void => {
    for (const word of words) interest.set(word, (interest.get(word) ?? 0) | mask);
  };
  note(acceleratorFirstWords(), HARDWARE);
  note(modelFirstWords(), MODEL);
  note(quantizationFirstWords(), QUANTIZATION);
  note(engineFirstWords(), ENGINE);
  note(CPU_FIRST_WORDS, CPU);
  note(BUILD_FIRST_WORDS, BUILD);
  note(KV_FIRST_WORDS, KV);
  note(["pp", "tg"], TEST);
  note(LABEL_FIRST_WORDS, LABEL);
  return interest;
})();

/** What a figure reads as when nothing better fits: at equal length the other reading wins. */
const LOOSE: ReadonlySet<string> = new Set(["duration", "size", "context", "quantization"]);

type Pass = { atoms: Atoms; floor: number; cueFloor: number; context: HardwareContext; options: TagOptions };

/**
 * Every mention of the text, sorted by start and not overlapping; at a place the longest wins. Takes time in proportion
 * to the text's length, whatever stands in it. Never throws.
 */
export function tagMentions(text: string, options: TagOptions = {}): Mention[] {
  const atoms = atomsOf(text);
  const context = hardwareContextOf(text);
  if (options.hardware === true) context.hardware = context.apple = true;
  const pass: Pass = { atoms, floor: 0, cueFloor: 0, context, options };
  const offset = options.offset ?? 0;
  const mentions: Mention[] = [];
  const emit = (candidate: Candidate): void => {
    pass.floor = candidate.end;
    // "2.4 ms per token, 415 tokens per second": the second says the first again.
    const again = candidate.kind === "measurement" && /^ms|^s/.test(candidate.value.written.unit);
    if (candidate.kind === "measurement" && !again) pass.cueFloor = candidate.end;
    mentions.push({
      ...candidate,
      text: text.slice(candidate.start, candidate.end),
      start: candidate.start + offset,
      end: candidate.end + offset,
    } as Mention);
  };
  for (let at = 0; at < atoms.count; at++) {
    if (atoms.starts[at]! < pass.floor) continue;
    const best = bestAt(pass, at, mentions);
    if (best === undefined) continue;
    while (mentions.length > 0 && mentions.at(-1)!.end - offset > best.start) mentions.pop();
    emit(best);
    if (best.kind === "engine") {
      const version = versionAfterEngine(text, best.end);
      if (version !== undefined) emit(version);
    }
  }
  return mentions;
}

function bestAt(pass: Pass, at: number, mentions: readonly Mention[]): Candidate | undefined {
  const { atoms } = pass;
  let best: Candidate | undefined;
  const offer = (candidate: Candidate | undefined): void => {
    if (candidate === undefined || candidate.start < absorbableFrom(mentions, pass)) return;
    if (
      best === undefined ||
      candidate.end > best.end ||
      (candidate.end === best.end && LOOSE.has(best.kind))
    )
      best = candidate;
  };
  const interest = INTEREST.get(wordAt(atoms, at)) ?? 0;
  if (atoms.kinds[at] === LETTERS) offerWord(pass, at, interest, offer);
  else if (atoms.kinds[at] === DIGITS) offerNumber(pass, at, interest, offer);
  return best;
}

/** Where a mention may start: the floor, or where the memory before it may be absorbed (`two 24GB 3090s`) the end before that. */
function absorbableFrom(mentions: readonly Mention[], pass: Pass): number {
  const last = mentions.at(-1);
  const offset = pass.options.offset ?? 0;
  if (last?.kind !== "memory" || last.end - offset !== pass.floor) return pass.floor;
  return (mentions.at(-2)?.end ?? offset) - offset;
}

/** A commit hash that begins with letters. */
const COMMIT_START = /^[a-f]{1,6}$/;

type Offer = (candidate: Candidate | undefined) => void;

function offerWord(pass: Pass, at: number, interest: number, offer: Offer): void {
  const { atoms, options } = pass;
  offer(tagFlag(atoms, at, options.engine));
  if (wordAt(atoms, at) < "g" && COMMIT_START.test(wordAt(atoms, at))) offer(tagLooseBuild(atoms, at));
  if (interest === 0) {
    if (wordAt(atoms, at) === "e") offer(unknownModel(pass, at));
    return;
  }
  if ((interest & HARDWARE) !== 0) offer(hardwareAt(pass, at));
  if ((interest & MODEL) !== 0) offer(modelAt(pass, at));
  if ((interest & KV) !== 0) offer(tagKvType(atoms, at));
  if ((interest & QUANTIZATION) !== 0) offer(quantizationAt(atoms, at));
  if ((interest & ENGINE) !== 0) {
    offer(tagEngine(atoms, at));
    offer(tagBackend(atoms, at));
  }
  if ((interest & CPU) !== 0) offer(tagCpu(atoms, at));
  if ((interest & BUILD) !== 0) offer(tagBuild(atoms, at));
  if ((interest & TEST) !== 0) offer(tagTest(atoms, at));
  if ((interest & LABEL) !== 0) offer(tagLabelled(atoms, at));
}

function offerNumber(pass: Pass, at: number, interest: number, offer: Offer): void {
  const { atoms } = pass;
  offer(tagQuantity({ atoms, from: at, floor: pass.cueFloor }));
  if ((interest & HARDWARE) !== 0) offer(hardwareAt(pass, at));
  if (!touches(atoms, at)) {
    offer(quantizationAt(atoms, at));
    offer(tagBareCpu(atoms, at));
    offer(tagLooseBuild(atoms, at));
  }
  offer(unknownModel(pass, at));
}

function hardwareAt(pass: Pass, at: number): Candidate | undefined {
  const { atoms, context } = pass;
  const before = atoms.starts[at]! - pass.floor;
  const floor = before >= 0 && before < 20 ? Math.max(0, pass.floor - 12) : pass.floor;
  const candidate = tagAccelerator(atoms, at, { floor, context });
  if (candidate === undefined || candidate.start >= pass.floor) return candidate;
  return candidate.kind === "accelerator" && candidate.value.memoryGiB !== null
    ? candidate
    : tagAccelerator(atoms, at, { floor: pass.floor, context });
}

function modelAt(pass: Pass, at: number): Candidate | undefined {
  const { atoms } = pass;
  if (touches(atoms, at)) return undefined;
  const reading = readModel(atoms, at, pass.floor);
  if (reading === undefined) return undefined;
  const { resolved } = reading;
  if (resolved.bare) {
    const code = atoms.text.charCodeAt(atoms.starts[at]!);
    const written = atoms.text.slice(reading.start, reading.end);
    if (code >= 97 || /[.\w/-]/.test(atoms.text[reading.end] ?? " ") || /[_-]/.test(written))
      return undefined;
  }
  return { kind: "model", start: reading.start, end: reading.end, value: resolved, known: resolved.known };
}

/** A model of which only the shape is known, else a size alone (`the 70B`). */
function unknownModel(pass: Pass, at: number): Candidate | undefined {
  const { atoms } = pass;
  const size = readSize(atoms, at);
  if (size === undefined) return undefined;
  const reading = readUnknownModel(atoms, at, pass.floor);
  if (reading !== undefined)
    return { kind: "model", start: reading.start, end: reading.end, value: reading.resolved, known: false };
  if (size.parametersB === null || touches(atoms, at) || size.parametersB < 0.1) return undefined;
  return {
    kind: "size",
    start: atoms.starts[at]!,
    end: atoms.ends[size.endAtom - 1]!,
    value: { parametersB: size.parametersB, activeParametersB: size.activeParametersB },
    known: true,
  };
}

function quantizationAt(atoms: Atoms, at: number): Candidate | undefined {
  if (touches(atoms, at)) return undefined;
  const reading = readQuantization(atoms, at);
  if (reading === undefined) return undefined;
  const { resolved, vague } = reading;
  return {
    kind: "quantization",
    start: atoms.starts[at]!,
    end: atoms.ends[reading.endAtom - 1]!,
    value: { ...resolved, vague },
    known: resolved.known,
  };
}
