/**
 * Whose machine a setup runs on: what its author says of the device, else of his machine anywhere. Knows nothing of use
 * cases.
 */

import type { Provider } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import { authorOf } from "../assemble/document-facts.ts";
import type { Fact, Findings } from "../findings.ts";
import { findingsIn } from "../source.ts";
import { type Outline, type Passage, passageAt } from "./passages.ts";
import { PROVIDER_CUES } from "./provider-cues.ts";
import { agreement, type Ground, type PlacedSetup } from "./reach.ts";
import type { Phrase } from "./speech.ts";

export interface ProviderStatement extends Phrase {
  value: Provider;
  names: Findings;
  author: string;
  part: number;
  /** Where the heading of its section starts; undefined above the first one. */
  section: number | undefined;
}

const DENIED = regex("i")`
  \b(?:
    not|no|none|never|isn'?t|don'?t|didn'?t|without|instead of|rather than|unlike|than|vs\.?|versus|
    against|compared (?:to|with)|or|buy or|wish|if (?:i|you|we)|would|could|might|want to|plan\w* to|will|
    maybe|should|going to|consider\w*|thinking of|before|next|cheaper than|like|e\.g\.|such as
  )\b[^.;\n]{0,36}$
`;

const FOREIGN_HEADING = regex("i")`
  \b(?:
    related work|references|future|next(?: steps)?|to-?do|roadmap|alternatives|pricing|prices|
    acknowledg\w+|read next|links|license
  )\b
`;

/** All that a document says of who owns its machines. */
export function providerStatements(outline: Outline): ProviderStatement[] {
  const { source } = outline;
  const found: ProviderStatement[] = [];
  /** A value is taken once a passage. */
  const seen = new Set<string>();
  const isPaper = source.document.family === "paper";
  for (const { value, pattern, ties } of PROVIDER_CUES.filter(
    ({ value: of }) => !(isPaper && of === "owned"),
  ))
    for (const match of outline.speech.matchAll(pattern)) {
      const phrase = { start: match.index, end: match.index + match[0].length };
      const passage = passageAt(outline, phrase.start);
      const place = `${value} ${passage?.start}`;
      if (passage === undefined || seen.has(place) || !isOwn(source.text, passage, phrase)) continue;
      seen.add(place);
      const part = source.document.parts[passage.part];
      const clause = clauseOf(source.text, passage, phrase);
      const { devices, cpu } = findingsIn(source, clause.start, clause.end);
      const names = ties || devices ? { ...(devices && { devices }), ...(cpu && { cpu }) } : {};
      const author = part === undefined ? "" : authorOf(part);
      found.push({ value, ...phrase, names, author, part: passage.part, section: sectionOf(passage) });
    }
  return found;
}

const sectionOf = (passage: Passage | undefined) => passage?.sections.at(-1)?.heading.start;

function isOwn(text: string, passage: Passage, phrase: Phrase): boolean {
  if (passage.sections.some(({ heading }) => FOREIGN_HEADING.test(text.slice(heading.start, heading.end))))
    return false;
  const before = text.slice(Math.max(passage.start, phrase.start - 60), phrase.start);
  if (/(?:https?:\/\/|\]\()\S{0,60}$/.test(before) || /[\w/]\/$/.test(before)) return false;
  if (
    /^['’]?s? (?:page|guide|review|article|piece|listing|post|write-?up|section|docs?|readme|repo)\b/i.test(
      text.slice(phrase.end, phrase.end + 14),
    )
  )
    return false;
  return passage.kind === "title" || !DENIED.test(before);
}

function clauseOf(text: string, passage: Passage, phrase: Phrase): Phrase {
  const cut = text.slice(passage.start, phrase.start).lastIndexOf(";");
  const stop = text.slice(phrase.end, passage.end).indexOf(";");
  const clause = {
    start: cut < 0 ? passage.start : passage.start + cut,
    end: stop < 0 ? passage.end : phrase.end + stop,
  };
  return passage.row ?? clause;
}

/** The provider that the nearest and surest words name. */
export function readProvider(
  statements: readonly ProviderStatement[],
  setup: PlacedSetup,
  { outline }: Ground,
): Fact<Provider> | undefined {
  const authors = new Set(setup.places.map(({ author }) => author));
  const [first] = outline.source.document.parts;
  const opening = first !== undefined && authors.has(authorOf(first));
  const own = statements.filter(({ author }) => (author === "" ? opening : authors.has(author)));
  const tied = own.filter(({ names }) => agreement(names, setup.findings) > 0);
  const loose = own.filter(({ names }) => agreement(names, setup.findings) === 0);
  const parts = new Set(setup.places.map(({ part }) => part));
  const near = loose.filter(({ part }) => parts.has(part));
  const sections = new Set(setup.places.map(({ start }) => sectionOf(passageAt(outline, start))));
  const beside = near.filter(({ section }) => section !== undefined && sections.has(section));
  const best = tied[0] ?? beside[0] ?? near[0] ?? loose[0];
  return best && { value: best.value, start: best.start, end: best.end };
}
