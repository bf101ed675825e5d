/**
 * How a setup ran: what its own places state, else a complaint that reaches it alone, else a draft model that makes it
 * slower. Knows nothing of use cases.
 */

import type { Outcome } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { GovernedObservation } from "../assemble/observe.ts";
import type { Fact, Measured } from "../findings.ts";
import { agreement, type Ground, type PlacedSetup } from "./reach.ts";
import type { Statement } from "./statements.ts";

/** A setup with its figures. */
export interface MeasuredSetup extends PlacedSetup {
  measurements: readonly Measured[];
}

/** A failure that is only warned of or ruled out. */
const WARNED = regex("i")`
  \b(?:
    until|do not|don'?t|avoid|unless|otherwise|so that|to prevent|would|could|might|may|if|no longer|
    didn'?t|did not|never|without|instead
  )\b
`;

/** The outcome that words or figures state; undefined where nothing but the run itself speaks. */
export function readOutcome(
  statements: readonly Statement<Outcome>[],
  setup: MeasuredSetup,
  { setups, ground }: { setups: readonly MeasuredSetup[]; ground: Ground },
): Fact<Outcome> | undefined {
  const { text } = ground.outline.source;
  const own = setup.places.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  if (setup.measurements.length > 0) {
    const complaint =
      own.find(({ value }) => value === "partial") ?? aloneReaching("partial", statements, setup, ground);
    return complaint ?? slowedByDraft(setup, setups);
  }
  const meant = own.filter(
    ({ value, start }) => value !== "fails" || !WARNED.test(text.slice(lineStart(text, start), start)),
  );
  return (
    meant[0] ??
    aloneReaching("fails", statements, setup, ground) ??
    aloneReaching("partial", statements, setup, ground)
  );
}

/** The start of the sentence or line before an offset, 160 characters at most. */
function lineStart(text: string, at: number): number {
  const from = Math.max(0, at - 160);
  const before = text.slice(from, at);
  return from + Math.max(before.lastIndexOf("\n") + 1, before.lastIndexOf(". ") + 1, 0);
}

/** What a sentence tells of the past or rules out. */
const SETTLED = regex("i")`
  \b(?:
    used to|until (?:b?\d|v\d|the (?:update|fix)|i|we)|before the (?:update|fix|patch)|
    since (?:b\d|v\d|the (?:update|fix)|then)|no longer|not any ?more|any ?more|fixed|solved|gone|is over|
    went away|(?:it|this|that|now|both|text) (?:now )?(?:works|runs|loads|is) (?:fine|now|ok)|
    now (?:works|runs|loads)
  )\b
`;

/** A complaint that stands in the setup's own words or right after them, or in a section that holds it alone. */
function aloneReaching(
  value: Outcome,
  statements: readonly Statement<Outcome>[],
  setup: PlacedSetup,
  ground: Ground,
): Fact<Outcome> | undefined {
  const { text } = ground.outline.source;
  const statement = statements.find(
    (each) =>
      each.value === value &&
      !SETTLED.test(text.slice(each.passage.start, each.passage.end)) &&
      !/\b(?:would|could|might|may)\b/i.test(text.slice(each.passage.start, each.start)) &&
      reachesAlone(each, setup, ground),
  );
  return statement && { value, start: statement.start, end: statement.end };
}

function reachesAlone(statement: Statement<Outcome>, setup: PlacedSetup, { places }: Ground): boolean {
  const { passage, names, author } = statement;
  if (!setup.places.some((place) => place.author === author)) return false;
  if (agreement(names, setup.findings) < 0) return false;
  if (passage.kind === "cell") {
    const { row } = passage;
    return row !== undefined && setup.places.some((place) => place.start < row.end && place.end > row.start);
  }
  const region = complainedOf(statement, places);
  if (region.length === 0) return false;
  const fitting = region.filter((place) => agreement(names, place.full) >= 0);
  return fitting.length > 0 && fitting.every((place) => setup.places.includes(place));
}

/** The places that a complaint may speak of: those of its sentence, else the last before it, else its section's. */
function complainedOf(
  { passage, start }: Statement<Outcome>,
  places: readonly GovernedObservation[],
): readonly GovernedObservation[] {
  const { block } = passage;
  const said = places.filter((place) => place.start < passage.end && place.end > passage.start);
  if (said.length > 0) {
    const before = said.filter((place) => place.start <= start);
    return before.length > 0 ? before.slice(-1) : said.slice(0, 1);
  }
  const inBlock = places.filter((place) => place.start < block.end && place.end > block.start);
  const above = inBlock.filter((place) => place.end <= passage.start);
  if (above.length > 0) return lastOf(above);
  if (inBlock.length > 0) return inBlock;
  const section = passage.sections.at(-1);
  return places.filter(
    (place) => section !== undefined && place.start >= section.start && place.end <= section.end,
  );
}

/** The places that end last: a row or sentence may hold several. */
function lastOf(places: readonly GovernedObservation[]): readonly GovernedObservation[] {
  const end = Math.max(...places.map((place) => place.end));
  return places.filter((place) => place.end === end);
}

/** A run with a draft model that is slower than the same run without one has a stated defect. */
function slowedByDraft(setup: MeasuredSetup, setups: readonly MeasuredSetup[]): Fact<Outcome> | undefined {
  const drafted = decodes(setup);
  const [first] = drafted;
  if (!setup.findings.speculative?.value || first === undefined) return undefined;
  const plain = setups.find((other) => !other.findings.speculative?.value && isSameRun(other, setup));
  const base = plain === undefined ? [] : decodes(plain);
  if (base.length === 0 || mean(drafted) >= mean(base)) return undefined;
  return { value: "partial", start: first.start, end: first.end };
}

const decodes = ({ measurements }: MeasuredSetup) =>
  measurements.filter(({ value }) => value.metric === "decode");
const mean = (all: readonly Measured[]) => all.reduce((sum, { value }) => sum + value.value, 0) / all.length;

function isSameRun(a: MeasuredSetup, b: MeasuredSetup): boolean {
  const name = ({ findings }: MeasuredSetup) => modelKey(findings.model?.value.name ?? "");
  const devices = ({ findings }: MeasuredSetup) => findings.devices?.map(({ value }) => value.name).join("+");
  const author = (setup: MeasuredSetup) => setup.places[0]?.author;
  return (
    name(a) !== "" &&
    name(a) === name(b) &&
    devices(a) === devices(b) &&
    author(a) === author(b) &&
    a.findings.quantization?.value === b.findings.quantization?.value
  );
}
