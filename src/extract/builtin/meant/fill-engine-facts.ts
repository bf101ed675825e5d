/**
 * Gives a place the version and the backend that its author states of its engine somewhere else in the document. Knows
 * nothing of figures; a document that compares versions or backends fills nothing.
 */
import { acceleratorKind, acceleratorNamed } from "../../../record/vocabulary/resolve-accelerator.ts";
import { authorOf } from "../assemble/document-facts.ts";
import { stanceOf } from "../assemble/stance.ts";
import type { Devices, Fact, Findings } from "../findings.ts";
import { isAlternative, type Source } from "../source.ts";

/** A version or backend, the engine it is stated of, and who states it. */
interface Stated extends Fact<string> {
  author: string;
}

interface Place {
  full: Findings;
  author: string;
  /** The run is of code that no release holds yet. */
  unreleased?: boolean | undefined;
}

/** Fills the versions and backends that are missing, in place. */
export function fillEngineFacts(source: Source, places: readonly Place[]): void {
  const engines = new Set(places.flatMap(({ full }) => full.engine?.value ?? []));
  const versions = stated(source, "version");
  const backends = stated(source, "backend").filter(
    (each) => isReported(source.text, each) && !isAlternative(source.text, each),
  );
  for (const place of places) {
    const { full, author, unreleased } = place;
    const engine = full.engine?.value;
    if (engine === undefined) continue;
    const own = { author, engine, alone: engines.size === 1 };
    const version = full.version === undefined && !unreleased ? onlyOne(versions, own) : undefined;
    if (version !== undefined) full.version = version;
    if (full.backend !== undefined || full.cpuOnly !== undefined || full.devices === undefined) continue;
    const backend =
      onlyOne(backends, { ...own, alone: isUndisputed(backends, author) }) ??
      topicOf(source, backends, author);
    if (backend !== undefined && ofAuthor(places, author).every((each) => suits(backend, each)))
      full.backend = backend;
  }
}

/** The devices of all of an author's runs: where some could not use a backend, it was not said of them all. */
const ofAuthor = (places: readonly Place[], author: string): Devices[] =>
  places.flatMap(({ full, author: other }) => (other === author && full.devices ? [full.devices] : []));

/** A thread that a title opens with `vulkan: …` or `[SYCL] …` is about that backend, for all who name none. */
function topicOf(
  { document, text }: Source,
  backends: readonly Stated[],
  author: string,
): Fact<string> | undefined {
  if (
    !/^github-/.test(document.family) ||
    backends.some((each) => each.author === author && each.start >= text.indexOf("\n"))
  )
    return undefined;
  const named = backends.find(
    ({ start, end }) => start < 12 && /^(?:\]|\s?:)/.test(text.slice(end, end + 2)),
  );
  return named && { value: named.value, start: named.start, end: named.end };
}

/** The CPU is meant only where the text says it of the engine itself, on a device that has its cores and memory. */
function suits({ value, of }: Fact<string>, devices: Devices): boolean {
  if (value !== "CPU") return runsOn(value, devices);
  return (
    of !== undefined &&
    devices.every((device) =>
      ["unified", "board", "mobile"].includes(acceleratorKind(device.value.name) ?? ""),
    )
  );
}

interface Wanted {
  author: string;
  engine: string;
  /** What is stated of no engine counts. */
  alone: boolean;
}

/** The one value that an author states of an engine; undefined where he states several or none. */
function onlyOne(values: readonly Stated[], { author, engine, alone }: Wanted): Fact<string> | undefined {
  const fitting = values.filter(
    (each) => each.author === author && (each.of === engine || (each.of === undefined && alone)),
  );
  const [first] = fitting;
  if (first === undefined || new Set(fitting.map(({ value }) => folded(value))).size > 1) return undefined;
  const { author: _, ...fact } = first;
  return { ...fact, of: engine };
}

/** Whatever engines he runs, an author speaks of one backend. */
const isUndisputed = (backends: readonly Stated[], author: string): boolean =>
  new Set(backends.flatMap((each) => (each.author === author ? [each.value] : []))).size === 1;

const folded = (value: string) => value.toLowerCase().replace(/^[vb](?=\d)/, "");

function stated(source: Source, field: "version" | "backend"): Stated[] {
  const opening = source.document.parts[0];
  return source.mentions.flatMap((mention) => {
    if (mention.field !== field) return [];
    const part =
      source.document.parts.find(({ start, end }) => mention.start >= start && mention.start < end) ??
      opening;
    const author = part === undefined ? "" : authorOf(part);
    return [{ value: mention.value, start: mention.start, end: mention.end, of: mention.of, author }];
  });
}

/** A backend in a wish, a question or a comparison is not the one that was used. */
function isReported(text: string, { start, end }: Stated): boolean {
  const before = text.slice(Math.max(0, start - 160), start);
  const after = text.slice(end, end + 160);
  const from = Math.max(before.lastIndexOf("\n"), before.search(/[.!?;]\s(?!.*[.!?;]\s)/)) + 1;
  const stop = after.search(/[.!?;]\s|\n/);
  return (
    stanceOf(before.slice(from) + text.slice(start, end) + after.slice(0, stop < 0 ? 160 : stop + 1)) !==
    undefined
  );
}

/** Interfaces that only one vendor's accelerators have. */
const VENDOR_OF: Readonly<Record<string, RegExp>> = {
  CUDA: /^NVIDIA$/,
  Metal: /^(?:Apple|AMD|Intel)$/,
  ROCm: /^AMD$/,
  HIP: /^AMD$/,
  SYCL: /^Intel$/,
};

/** Whether a backend needs an accelerator of one vendor. */
export const isVendors = (backend: string): boolean => VENDOR_OF[backend] !== undefined;

/** Whether a backend can run on one of the devices, as far as their vendors are known. */
export function runsOn(backend: string, devices: Devices = []): boolean {
  const vendors = devices.flatMap(({ value }) => acceleratorNamed(value.name)?.vendor ?? []);
  const vendor = VENDOR_OF[backend];
  return vendor === undefined || vendors.length === 0 || vendors.some((each) => vendor.test(each));
}
