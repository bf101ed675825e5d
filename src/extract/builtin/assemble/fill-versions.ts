/**
 * Gives a setup the engine's version that its author states once, somewhere else in the document. Knows nothing of
 * figures; a document that compares versions fills nothing.
 */
import type { Fact } from "../findings.ts";
import type { Source } from "../source.ts";
import { authorOf } from "./document-facts.ts";
import type { Candidate } from "./merge-observations.ts";

/** A version, the engine it is stated of, and who states it. */
interface StatedVersion extends Fact<string> {
  author: string;
}

/** Fills the versions that are missing, in place. */
export function fillVersions(
  source: Source,
  candidates: readonly { candidate: Candidate; author: string }[],
): void {
  const stated = statedVersions(source);
  const engines = new Set(candidates.flatMap(({ candidate }) => candidate.findings.engine?.value ?? []));
  for (const { candidate, author } of candidates) {
    const engine = candidate.findings.engine?.value;
    if (engine === undefined || candidate.findings.version !== undefined) continue;
    const fitting = stated.filter(
      (each) =>
        each.author === author && (each.of === engine || (each.of === undefined && engines.size === 1)),
    );
    const [first] = fitting;
    if (first === undefined || new Set(fitting.map(({ value }) => folded(value))).size > 1) continue;
    const { author: _, ...version } = first;
    candidate.findings = { ...candidate.findings, version: { ...version, of: engine } };
  }
}

const folded = (version: string) => version.toLowerCase().replace(/^[vb](?=\d)/, "");

function statedVersions(source: Source): StatedVersion[] {
  const opening = source.document.parts[0];
  return source.mentions.flatMap((mention) => {
    if (mention.field !== "version") return [];
    const part =
      source.document.parts.find(({ start, end }) => mention.start >= start && mention.start < end) ??
      opening;
    const author = part === undefined ? "" : authorOf(part);
    return [{ value: mention.value, start: mention.start, end: mention.end, of: mention.of, author }];
  });
}
