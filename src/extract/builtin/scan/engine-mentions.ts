/**
 * Tells which engine a version or a backend is of, by what stands right beside it. Knows nothing of sentences, sections
 * or setups.
 */
import { regex } from "../../../record/regex.ts";
import type { Mention as TaggedMention } from "../../mentions/mention.ts";

/** The mentions on both sides of one. */
export interface Neighbours {
  before: TaggedMention | undefined;
  after: TaggedMention | undefined;
}

/** A value and the engine that it is stated of; undefined: the text leaves it open. */
export interface EngineFact {
  value: string;
  of: string | undefined;
}

/** `b6123 of llama.cpp`, `the CUDA build of llama.cpp`, `the Vulkan llama.cpp` */
const BEFORE_ENGINE = regex()`
  ^[\x60*]{0,2}[ -](?:(?:(?:build|release|version|backend|fork|port|flavou?r|image|container)s? )?of )?
  (?:the )?[\x60*]{0,2}$
`;

/** `branch v0.12.0`, `on fork v0.11.0`: of the program that the text is about. */
const LABELLED = regex("i")`
  (?:(?:^|\n|[,;:(|>-])\s{0,3}|\b(?:the|use|used|using|on|is|my|community|from)\s)
  (?:branch|tag|release|fork)[: ]{1,2}[\x60*]{0,2}$
`;
const SAYS_VERSION = /^version v\d/i;

/** `0.10.0+`, `0.10 or newer`: what is needed, not what was used. */
const OR_LATER = /^(?:\+(?![\w.])|[`*)]{0,2},? (?:or|and) (?:later|newer|higher|above|up)\b)/i;

/** `…, branch `: what follows is the version of the engine that the text has just named. */
const BRANCH_OF = /\b(?:branch|tag|fork|release)[ :=]{1,2}[`*]{0,3}v?$/i;

/** A build number, a commit or a release, with the engine beside it; undefined where it may be anything's. */
export function versionOf(
  mention: TaggedMention & { kind: "build" },
  text: string,
  { before, after }: Neighbours,
): EngineFact | undefined {
  const { version: dotted, number, commit } = mention.value;
  if (
    /(?:[<>≥]=?|at least|minimum|min\.?|requires?|needs?|(?:newer|older|later|earlier) than)\s?[`*]{0,2}v?$/i.test(
      text.slice(Math.max(0, mention.start - 16), mention.start),
    ) ||
    OR_LATER.test(text.slice(mention.end, mention.end + 16))
  )
    return undefined;
  const gap = before?.kind === "engine" ? text.slice(before.end, mention.start) : undefined;
  const reach = dotted === null ? 60 : BRANCH_OF.test(gap ?? "") ? 110 : 20;
  const near = gap !== undefined && gap.length <= reach && !/\n\s*\n/.test(gap);
  const between = after?.kind === "engine" ? text.slice(mention.end, after.start) : "";
  const follows = / of /.test(between) && BEFORE_ENGINE.test(between);
  const labelled =
    LABELLED.test(text.slice(Math.max(0, mention.start - 32), mention.start)) ||
    SAYS_VERSION.test(mention.text);
  const beside = near && !/[.!?;]\s/.test(gap);
  const owner = follows ? after : beside ? before : undefined;
  const value =
    follows || near || labelled || /build/i.test(mention.text)
      ? (dotted ?? number ?? commit)
      : (number ?? null);
  return value === null ? undefined : { value, of: owner?.kind === "engine" ? owner.value.name : undefined };
}

/** `llama.cpp (b3800, CUDA)`, `llama.cpp with CUDA`, `llama.cpp Vulkan`, `ollama on ROCm`, `llama.cpp + SYCL` */
const AFTER_ENGINE = regex()`
  ^(?:[’']s)?[\x60*]{0,2}(?:,? \(?(?:v|b|build )?\d[\w.]{0,16}\)?)?(?:
    [ ]?\((?:[^()\n]{0,32}[ (,])?|
    ,? (?:
      (?:(?:built|compiled|running|running it) )?(?:on|over|via|with|for|against|using|through) |\+ |/[ ]
    )?
  )(?:the |its |my )?[\x60*]{0,2}$
`;

/** A backend, with the engine that it is said of; the CPU counts only where it is said of an engine. */
export function backendOf(
  mention: TaggedMention & { kind: "backend" },
  text: string,
  { before, after }: Neighbours,
): EngineFact | undefined {
  const { name } = mention.value;
  if (name === "NPU" || name === "RPC") return undefined;
  const owner = ownerOf(mention, text, { before, after });
  const rest = text.slice(mention.end, mention.end + 16);
  const alone =
    /^(?: (?:only|alone|build|backend))?(?:[),.;:|]|\s?$|\n| \(| (?:gives|gets|does|runs|reaches|makes|takes|is|was|at|I)\b)/.test(
      rest,
    );
  if (name === "CPU" && (owner === undefined || !alone)) return undefined;
  return { value: name, of: owner };
}

function ownerOf(mention: TaggedMention, text: string, { before, after }: Neighbours): string | undefined {
  const follows = after?.kind === "engine" && BEFORE_ENGINE.test(text.slice(mention.end, after.start));
  if (follows) return after.value.name;
  return before?.kind === "engine" && AFTER_ENGINE.test(text.slice(before.end, mention.start))
    ? before.value.name
    : undefined;
}

/** What may stand before a version that leaves its program's name out: `than 0.9.2`, `| 0.10.1 |`, `0.9.2 gives`. */
const OPEN_BEFORE = regex("i")`
  (?:
    ^|\n|[|(,:;>*→-]\s{0,3}|
    \b(?:
      than|to|from|on|with|in|and|or|vs\.?|versus|old|new|still|older|newer|earlier|previous|at|was|is|
      for|by|between|after|before|until|till|since|my|the|running|using|under
    )\s
  )[*_\x60"]{0,3}v?$
`;

const shapeOf = (version: string): string => `${version.split(".")[0]}.${version.split(".").length}`;

/**
 * Where one engine's version is given (`vLLM 0.10.1`), other numbers of its kind that stand without a name are versions
 * of it, too: reports of regressions name the engine once. The facts by the place of the number.
 */
export function versionsAlike(
  tagged: readonly TaggedMention[],
  text: string,
): Map<TaggedMention, EngineFact> {
  const shapes = new Map<string, string | null>();
  const open: (TaggedMention & { kind: "build" })[] = [];
  for (const [at, mention] of tagged.entries()) {
    if (mention.kind !== "build" || mention.value.version === null) continue;
    const shape = shapeOf(mention.value.version);
    const of = versionOf(mention, text, { before: tagged[at - 1], after: tagged[at + 1] })?.of;
    if (of === undefined) open.push(mention);
    else shapes.set(shape, [undefined, of].includes(shapes.get(shape) ?? undefined) ? of : null);
  }
  const found = new Map<TaggedMention, EngineFact>();
  for (const mention of open) {
    const value = mention.value.version!;
    const of = shapes.get(shapeOf(value));
    const parts = value.split(".").length;
    if (
      of == null ||
      parts < 3 ||
      !OPEN_BEFORE.test(text.slice(Math.max(0, mention.start - 12), mention.start))
    )
      continue;
    found.set(mention, { value, of });
  }
  return found;
}
