/**
 * Outcomes that a sentence tells without a figure: a run that crashed, or one that simply works. Knows nothing of what
 * governs the sentence but whether a model is known there.
 */
import { regex } from "../../../record/regex.ts";
import type { FindingField, Findings, Observation } from "../findings.ts";
import type { Span } from "../layout/sentences.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { FAILS, isOthers, stanceOf, WORKS } from "./stance.ts";

export interface ToldContext {
  part: number;
  /** A post of a thread, where people report what runs for them. */
  thread: boolean;
  /** The sentence stands in a list, where a bare flag or method is enough of a subject. */
  item: boolean;
  /** The sentence speaks of a model without naming it. */
  modelKnown: boolean;
  /** The heading above. */
  heading: string;
  /** A sentence before it in its paragraph names a model or a version. */
  continued?: boolean;
}

/** The outcomes of a sentence: one, or one for each of the weights that it names; none where it tells no outcome. */
export function toldOutcomes(source: Source, sentence: Span, context: ToldContext): Observation[] {
  const outcome = outcomeIn(source, sentence, context) ?? failureIn(source, sentence, context);
  if (outcome === undefined) return [];
  return eachQuantization(source, outcome).flatMap((each) => eachAlternative(source, each));
}

/** "On an RTX 4090 or an RTX 5090 it works": one outcome for each of the devices, which are no rig. */
function eachAlternative({ text }: Source, outcome: Observation): Observation[] {
  const devices = outcome.own.devices ?? [];
  const either = devices.every(
    (device, at) =>
      at === 0 ||
      /^(?:,? or (?:on )?(?:an? |the )?|, ?)$/.test(text.slice(devices[at - 1]!.end, device.start)),
  );
  const last = devices.at(-1);
  if (devices.length < 2 || !either || !/\bor\b/.test(text.slice(devices[0]!.end, last?.start)))
    return [outcome];
  return devices.map((device) => ({ ...outcome, own: { ...outcome.own, devices: [device] } }));
}

/** "Q4_0 and Q5_K both crash": one outcome for each of the weights. */
function eachQuantization(source: Source, outcome: Observation): Observation[] {
  const weights = mentionsIn(source, outcome.start, outcome.end).filter(
    (mention) => mention.field === "quantization" && !mention.vague,
  );
  const names = new Map(weights.map((mention) => [mention.value as string, mention]));
  if (names.size < 2) return [outcome];
  return [...names].map(([value, { start, end }]) => ({
    ...outcome,
    own: { ...outcome.own, quantization: { value, start, end } },
  }));
}

const UNCERTAIN = regex("i")`
  \b(?:
    would|could|might|may|if|unless|avoid|fix(?:es|ed)?|no longer|not crash\w*|didn't crash|did not fall|
    without|should|hope\w*|of course
  )\b
`;

/**
 * "X crashes on Y", "X runs fine here": an outcome without figures counts where the sentence itself names a model, or
 * in a list of failures a flag or a method.
 */
function outcomeIn(source: Source, sentence: Span, context: ToldContext): Observation | undefined {
  const words = source.text.slice(sentence.start, sentence.end);
  const failed = FAILS.exec(words);
  const plain =
    context.thread && words.length < 140
      ? /\b(?:works?|worked|is fine|ok)\b(?! (?:like|by|the|as)\b)/i.exec(words)
      : null;
  const match = failed ?? WORKS.exec(words) ?? plain;
  if (match === null || /\?\s*$/.test(words) || UNCERTAIN.test(words) || stanceOf(words) === undefined)
    return undefined;
  const own = findingsIn(source, sentence.start, sentence.end);
  const flags = failed === null ? null : /(?:^|[\s(*-])`(-{1,2}[a-z][^`]{1,80})`/i.exec(words.slice(0, 120));
  const subject =
    context.item && failed !== null ? (flags ?? own.speculative?.value ?? undefined) : undefined;
  const weights = context.thread ? (own.quantization ?? own.version) : undefined;
  if ((own.model ?? weights ?? subject) === undefined) return undefined;
  if (flags !== null && own.command === undefined) {
    const at = sentence.start + words.indexOf(flags[1]!);
    own.command = { value: flags[1]!, start: at, end: at + flags[1]!.length };
    own.placement ??= own.command;
  }
  return told(sentence, context, own, { words, match, value: failed === null ? "works" : "fails" });
}

/** What happened to a run of the author's, rather than what can happen. */
const HAPPENED = regex("i")`
  \b(?:
    ooms?\b|oom(?:'d|ed)|(?:ran|runs) out of (?:memory|vram)|
    (?:cuda |with (?:an? )?|: )out[- ]of[- ]memory|OutOfMemoryError|crash(?:es|ed)\b|segfaulted|
    segfaults? (?:at|on|when|with|during|as soon|before|after)|core dumped|
    (?:dies|died|hangs|hung|stops|aborts|aborted|fails|failed|ends|ended|freezes|froze) (?:
      on|at|while|during|with|in|before|after|immediately|as soon
    )\b|(?:does|did)(?:n[’']t| \*{0,2}not\*{0,2}) (?:even )?(?:load|start|boot|come up|fit|run)\b
    (?! (?:\w{1,12} ){0,2}(?:well|faster|better|much)\b)|
    never (?:loads?|loaded|starts?|started|came up|comes up)|refuse[sd] to (?:load|start|run)|
    (?:the )?driver (?:resets|crashes|times out)|DeviceLost\w*|
    (?:gives|gave|prints|printed|outputs?|is|was|produces?|produced) (?:only |just |pure |nothing but )
    (?:garbage|gibberish|nonsense)|ValueError|RuntimeError|AssertionError
  )|段错误|爆显存|跑不起来|加载失败
`;

/** Sections that warn, list limits or help along. */
const WARNING_HEADING = regex("i")`
  \b(?:
    troubleshoot\w*|faq|known (?:issues|problems|bugs)|limitations?|caveats|requirements|tips|errors?|
    problems?|support\w*|compatib\w*|common|gotchas?|notes for|changelog|what to|how to|
    if (?:it|this|that)|when it|fix\w*
  )\b
`;

/** Advice and general truths. */
const GENERAL = regex("i")`
  ^[\s*_\x60>•+-]{0,8}(?:
    do not|don[’']t|never|make sure|set|avoid|when|whenever|if|otherwise|anything|everything|note|
    remember|check|models?|some|many|most|any|sometimes|once
  )\b|
  \b(?:
    you|your|anyone|people|users|would|could|might|may|can|must|should|unless|if|so that|in case|used to|
    before i|i feared|fear|of course|anyway|required?|requires|never crashed|once,[ ]
  )\b
`;

/** Any of these tells the failed run from the one that the text speaks of. */
const TELLING: readonly FindingField[] = [
  "devices",
  "deviceCount",
  "engine",
  "backend",
  "version",
  "quantization",
  "kvCacheType",
  "tensorParallel",
  "contextLength",
  "split",
  "cpuOnly",
];

/** "Dies at around 9k.": as short as this, in characters, a sentence goes on about the run before it. */
const SHORT = 70;

/** Settings that tell a failed run from one that is alike in everything else. */
const SETTINGS = ["contextLength", "kvCacheType", "tensorParallel", "split", "version"] as const;

/** "vLLM dies at load", "with an f16 cache it runs out of memory": a failure of the model that the text speaks of. */
function failureIn(source: Source, sentence: Span, context: ToldContext): Observation | undefined {
  const words = source.text.slice(sentence.start, sentence.end);
  const match = HAPPENED.exec(words);
  if (match === null || words.length > 260 || /\?\s*$/.test(words)) return undefined;
  if (WARNING_HEADING.test(context.heading) || GENERAL.test(words) || isOthers(words)) return undefined;
  // What the author thinks of the failure afterwards says nothing of whose run it was.
  if (stanceOf(words.slice(0, match.index + match[0].length)) === undefined) return undefined;
  const own = findingsIn(source, sentence.start, sentence.end);
  if (own.model === undefined && !context.modelKnown) return undefined;
  const follows = context.thread && context.continued === true && words.length < SHORT;
  if (own.model === undefined && !follows && !TELLING.some((field) => own[field] !== undefined))
    return undefined;
  const settings = SETTINGS.flatMap((field) => (own[field] ? [`${field} ${String(own[field].value)}`] : []));
  const observation = told(sentence, context, own, { words, match, value: "fails" });
  return settings.length > 0 ? { ...observation, variant: settings.join(", ") } : observation;
}

function told(
  { start, end }: Span,
  { part }: ToldContext,
  own: Findings,
  { match, value }: { words: string; match: RegExpExecArray; value: "works" | "fails" },
): Observation {
  const at = start + match.index;
  return {
    kind: "prose",
    start,
    end,
    part,
    own,
    measurements: [],
    outcome: { value, start: at, end: at + match[0].length },
  };
}
