/** A setup as the survey found it: its name in the conversation and the places that show it. Knows nothing of values. */
import { alignQuote, type QuotableText } from "../evidence/align-quote.ts";
import type { Place } from "../evidence/verify-measurement.ts";
import type { SurveyAnswer } from "./answer-schemas.ts";
import type { Mark } from "./mark-document.ts";
import type { Section } from "./split-sections.ts";

export interface SurveyedSetup {
  /** Unique in the document. */
  key: string;
  /** As the model calls it in this section: S1, S2, … */
  id: string;
  title: string;
  section: Section;
  anchors: Place[];
  rows: ReadonlySet<string>;
  commands: ReadonlySet<string>;
}

/** How many UTF-16 units around a setup's first words still count as near it. */
const NEAR = 1500;

/** The setups of one survey whose words stand in the document, and the titles of those whose words do not. */
export function surveyedSetups(
  answer: SurveyAnswer,
  options: { section: Section; source: QuotableText; marks: ReadonlyMap<string, Mark> },
): { setups: SurveyedSetup[]; groundless: { title: string; quote: string }[] } {
  const { section, source, marks } = options;
  const setups: SurveyedSetup[] = [];
  const groundless: { title: string; quote: string }[] = [];
  const taken = new Set<string>();
  for (const surveyed of answer.setups) {
    const rows = new Set(surveyed.rows.map(markId).filter((id) => marks.has(id)));
    const commands = new Set(surveyed.commands.map(markId).filter((id) => marks.has(id)));
    const quoted = surveyed.quotes.map((quote) => placeOf(quote, { source, marks, near: section }));
    const marked = [...rows, ...commands].map((id) => placeOf(id, { source, marks }));
    const anchors = [...quoted, ...marked].filter((place) => place !== undefined);
    const title = surveyed.title.replace(/\s+/g, " ").slice(0, 160);
    if (anchors.length === 0) {
      groundless.push({ title, quote: surveyed.quotes[0] ?? "" });
      continue;
    }
    let id = surveyed.id.slice(0, 12);
    while (taken.has(id)) id = `${id}'`;
    taken.add(id);
    setups.push({
      key: `${section.start}-${section.end}:${id}`,
      id,
      title,
      section,
      anchors,
      rows,
      commands,
    });
  }
  return { setups, groundless };
}

/** `[T1.3]`, `T1.3:` and the like as the mark's own name. */
export function markId(words: string): string {
  return /^\s*\[?([TC]\d{1,4}(?:\.\d{1,5})?)\]?/.exec(words)?.[1] ?? "";
}

/** The place of a quote or of a mark; undefined where it has none. */
export function placeOf(
  quote: string,
  options: {
    source: QuotableText;
    marks: ReadonlyMap<string, Mark>;
    near?: { start: number; end: number } | undefined;
  },
): Place | undefined {
  const { source, marks, near } = options;
  const mark = marks.get(markId(quote));
  if (mark) return { text: source.text, start: mark.start, end: mark.end, alignment: "exact" };
  const found = alignQuote(source, quote, near);
  return found && { text: source.text, start: found.start, end: found.end, alignment: found.alignment };
}

/** The stretch around a setup's first anchor. */
export function nearOf(setup: SurveyedSetup): { start: number; end: number } {
  const first = setup.anchors[0] ?? { start: setup.section.start, end: setup.section.end };
  return { start: Math.max(0, first.start - NEAR), end: first.end + NEAR };
}

/** How the setups are named to the model in the later steps. */
export function describeSetups(setups: readonly SurveyedSetup[]): string {
  const lines = setups.map((setup) => {
    const marks = [...setup.rows, ...setup.commands].slice(0, 30).join(", ");
    const quote = setup.anchors[0] ? JSON.stringify(wordsOf(setup.anchors[0]).slice(0, 160)) : "";
    return `${setup.id}: ${setup.title}${marks ? ` — ${marks}` : ""} — ${quote}`;
  });
  return `The setups:\n${lines.join("\n")}`;
}

const wordsOf = (place: Place) => place.text.slice(place.start, place.end).replace(/\s+/g, " ");
