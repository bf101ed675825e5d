/** Reads versions: builds, commits, releases and drivers. Knows nothing of which engine they are of. */
import { type Atoms, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import type { Candidate } from "./mention.ts";

/** What may follow a release's numbers: `.post1`, `rc3`, `-preview`, `_b2106`, `b20250429`, `.dev93+g11a4c9d30`. */
const SUFFIX =
  "(?:[.-]?(?:rc|post|dev|alpha|beta|preview|pre)[.-]?\\d{0,8}|_b\\d{4,5}|[ab]\\d{1,8}(?!\\w)){0,3}(?:\\+g[0-9a-f]{7,12}\\b)?";
/** `0.8.5`, `0.4.6.post1`, `1.91.yr0`; how it was built (`+cu124`, `-rocm`) is no part of it. */
const RELEASE = `\\d{1,4}\\.\\d{1,4}(?:\\.[a-z]{0,4}\\d{1,6}){0,2}${SUFFIX}`;
const BUILD = new RegExp(
  "(?:build|version)[:=]?[ ]?#?(?:" +
    "(\\d{3,5})[ ]?\\(([0-9a-f]{6,12})\\)|([0-9a-f]{6,12})[ ]?\\((\\d{3,5})\\)|" +
    "b?(\\d{4,5})(?![\\d]|\\.\\d)|([0-9a-f]{7,12})\\b|" +
    `v?(${RELEASE}))`,
  "iy",
);
const TAG = /b(\d{4,5})(?!\w|\.\d)/y;
const DOTTED = new RegExp(`v\\.?[ ]?(${RELEASE})(?![\\d%])`, "iy");
const DRIVER = /drivers?(?:[ ]version)?[: ]{0,2}v?(\d{3}\.\d{2,3}(?:\.\d{2})?)/iy;

/** What else has versions: a number beside one of these is not an engine's. */
const OTHER_SOFTWARE = new Set(
  "kernel ubuntu debian fedora arch linux windows macos gcc clang cmake python pytorch torch node rustc rust go cuda cudnn rocm hip runtime libc glibc mesa nccl miopen triton numpy driver docker compose git npm pip conda java os firmware bios xnnpack transformers protocol api schema gb usb pcie bluetooth wifi".split(
    " ",
  ),
);

/** True where the number or the word "version" at atom `from` follows the name of something else that has versions. */
function ofOtherSoftware(atoms: Atoms, from: number): boolean {
  for (let at = from; at > 0 && from - at < 3; at--) {
    if (atoms.starts[at]! - atoms.ends[at - 1]! > 4) return false;
    if (OTHER_SOFTWARE.has(wordAt(atoms, at - 1))) return true;
    if (!/^(?:version|runtime)$/.test(wordAt(atoms, at - 1))) return false;
  }
  return false;
}

/** First words that can begin a build or a driver version. */
export const BUILD_FIRST_WORDS: ReadonlySet<string> = new Set([
  "b",
  "build",
  "version",
  "v",
  "driver",
  "drivers",
]);

type Parts = { number?: string | undefined; commit?: string | undefined; version?: string | undefined };

function build(start: number, end: number, parts: Parts): Candidate {
  const value = {
    version: parts.version ?? null,
    number: parts.number ?? null,
    commit: parts.commit ?? null,
  };
  return { kind: "build", start, end, value, known: true };
}

/** `b4567`, `build: 1234 (abcdef0)`, `build 4567`, `version: 1.67`, `v0.6.3`, `Driver 550.54` at atom `from`. */
export function tagBuild(atoms: Atoms, from: number): Candidate | undefined {
  const start = atoms.starts[from]!;
  const { text } = atoms;
  const word = wordAt(atoms, from);
  if (touches(atoms, from) || /[\w-]/.test(text[start - 1] ?? " ")) return undefined;
  if (word === "b") {
    TAG.lastIndex = start;
    const found = TAG.exec(text);
    return found === null ? undefined : build(start, TAG.lastIndex, { number: found[1] });
  }
  if (word === "build" || word === "version") {
    if (ofOtherSoftware(atoms, from)) return undefined;
    BUILD.lastIndex = start;
    const found = BUILD.exec(text);
    if (found === null || (found[6] !== undefined && !/\d/.test(found[6]))) return undefined;
    return build(start, BUILD.lastIndex, {
      number: found[1] ?? found[4] ?? found[5],
      commit: found[2] ?? found[3] ?? found[6],
      version: found[7],
    });
  }
  if (word === "v" && touches(atoms, from + 1)) {
    DOTTED.lastIndex = start;
    const found = DOTTED.exec(text);
    return found === null ? undefined : build(start, DOTTED.lastIndex, { version: found[1] });
  }
  if (!word.startsWith("driver")) return undefined;
  DRIVER.lastIndex = start;
  const found = DRIVER.exec(text);
  if (found === null) return undefined;
  return {
    kind: "driver",
    start,
    end: DRIVER.lastIndex,
    value: { name: "driver", version: found[1]! },
    known: true,
  };
}

const NUMBERED = new RegExp(
  "(\\d{4,5})[ ]\\(([0-9a-f]{7,12})\\)|" +
    `(\\d{1,3}\\.\\d{1,3}\\.(?!(?:19|20)\\d\\d\\b)\\d{1,4}${SUFFIX})(?![\\w%]|\\.\\d|[ ]?(?:tok|GB|ms))`,
  "iy",
);
const COMMIT = /[0-9a-f]{40}(?!\w)|[0-9a-f]{7,12}(?![\w./-])/y;

/** `9553 (9e3b928fd)`, `1.66.1`, `612db61`: versions that stand by themselves. */
export function tagLooseBuild(atoms: Atoms, from: number): Candidate | undefined {
  const { text } = atoms;
  const start = atoms.starts[from]!;
  if (touches(atoms, from) || /[\w./#@$:=-]/.test(text[start - 1] ?? " ")) return undefined;
  if (ofOtherSoftware(atoms, from)) return undefined;
  NUMBERED.lastIndex = start;
  const found = NUMBERED.exec(text);
  if (found !== null)
    return build(start, NUMBERED.lastIndex, { number: found[1], commit: found[2], version: found[3] });
  COMMIT.lastIndex = start;
  const commit = COMMIT.exec(text)?.[0];
  if (commit === undefined || !/\d.*\d/.test(commit) || !/[a-f]/.test(commit)) return undefined;
  return build(start, start + commit.length, { commit });
}

const MARKS = "[*_`]{0,3}";
const TAGGED =
  "(?:(?:server|full|light)-)?(?:(?:cuda|rocm|vulkan|intel|musa|cpu|hip|sycl)\\d{0,2}-)?(b\\d{4,5})(?!\\w|\\.\\d)";
const AFTER_ENGINE = new RegExp(
  `(?:[ ]server)?${MARKS}(?:[ ]at[ ]|[ ]is[ ]|[ ]|-|_|==|[ ]?@[ ]?|[ ]?\\(|:|,[ ])${MARKS}` +
    "(?:(?:v|version:?[ ]|release[ ]|nightly[ ]|(?:(?:git|master|main)[ ])?(?:at[ ])?commit:?[ ]|(?:git|master|main)[ ][@(]?)(?:is[ ])?)?`?v?" +
    `(?:(${RELEASE})(?![\\d%]|[ ]?(?:x|tok|t/s|token|[GMKT]i?B|[WJB]\\b|kW|ms\\b|s\\b|sec|min|h\\b|million|billion|times|points))|([0-9a-f]{6,40})(?!\\w)|${TAGGED})`,
  "iy",
);
/** In a list or a table a figure may follow the name, too: only what cannot be one is a version. */
const LISTED_AFTER_ENGINE = new RegExp(
  `${MARKS}(?:[ ]{0,24}\\|[ ]{0,24}|:[ ])${MARKS}` +
    `(?:(v\\d{1,3}\\.\\d{1,4}\\b|v?\\d{1,4}\\.\\d{1,4}\\.[a-z]{0,4}\\d{1,6}(?:\\.[a-z]{0,4}\\d{1,6})?${SUFFIX})(?![\\d%]|\\.\\d)|([0-9a-f]{7,40})(?!\\w)|${TAGGED})`,
  "iy",
);

/** `05a6f0e89 (b8038)`, `05a6f0e89, build 8038`: the number of the build that a commit gave. */
const COUNTED = /^[`*]{0,3},? ?\(?`?(?:build:? ?b?|b)(\d{4,5})(?![\w.])/i;

/** "vLLM 45.3" is a speed: releases are numbered low, or by the year. */
const isRelease = (version: string) => !/^(?:3[1-9]|[4-9]\d|1\d\d\d?|[2-9]\d\d)\.\d{1,4}$/.test(version);

/** `17 in MLX, 16.4 in llama.cpp`: the next figure of a list. */
const LISTED_FIGURE = /^\)?, \d{1,3}\.\d (?:in|with|on|for|under|using)\b/;

/** NVIDIA's images are numbered by the month: `vllm:25.10-py3`. */
const isVendorImage = (text: string, end: number) => text.startsWith("-py3", end);

/** The version that stands right after an engine's name: `vLLM 0.6.3`, `ollama v0.5.7`, `vllm==0.8.5`, `at 612db61`. */
export function versionAfterEngine(text: string, end: number): Candidate | undefined {
  for (const pattern of [AFTER_ENGINE, LISTED_AFTER_ENGINE]) {
    pattern.lastIndex = end;
    const found = pattern.exec(text);
    if (found === null) continue;
    const [, version, commit, tag] = found;
    const called = /commit:?[ `]{1,2}$/i.test(found[0].slice(0, found[0].length - (commit?.length ?? 0)));
    if (commit !== undefined && !called && !(/\d/.test(commit) && /[a-f]/i.test(commit))) continue;
    const stop = pattern.lastIndex;
    if (version !== undefined && (!isRelease(version) || isVendorImage(text, stop))) continue;
    if (version !== undefined && LISTED_FIGURE.test(text.slice(end, stop + 12))) continue;
    const start = stop - (version ?? commit ?? tag!).length;
    const counted = commit === undefined ? null : COUNTED.exec(text.slice(stop, stop + 24));
    return build(start, stop + (counted?.[0].length ?? 0), {
      version: version?.replace(/^v/i, ""),
      commit,
      number: tag?.slice(1) ?? counted?.[1],
    });
  }
  return undefined;
}
