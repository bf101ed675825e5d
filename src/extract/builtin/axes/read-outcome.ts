/**
 * How a setup ran: what its own places state, else a complaint that reaches it alone, else a draft model that makes it
 * slower. Knows nothing of use cases.
 */
import type { Outcome } from "../../../record/axes.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact, Measured } from "../findings.ts";
import { agreement, type Ground, type PlacedSetup } from "./reach.ts";
import type { Statement } from "./statements.ts";

/** A setup with its figures. */
export interface MeasuredSetup extends PlacedSetup {
  measurements: readonly Measured[];
}

/** A failure that is only warned of or ruled out. */
const WARNED =
  /\b(?:until|do not|don'?t|avoid|unless|otherwise|so that|to prevent|would|could|might|may|if|no longer|didn'?t|did not|never|without|instead)\b/i;

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

/** A complaint in a section that holds this setup alone, or one that names what only this setup has. */
function aloneReaching(
  value: Outcome,
  statements: readonly Statement<Outcome>[],
  setup: PlacedSetup,
  ground: Ground,
): Fact<Outcome> | undefined {
  const statement = statements.find((each) => each.value === value && reachesAlone(each, setup, ground));
  return statement && { value, start: statement.start, end: statement.end };
}

function reachesAlone(statement: Statement<Outcome>, setup: PlacedSetup, { places }: Ground): boolean {
  const { passage, names, author } = statement;
  if (!setup.places.some((place) => place.author === author)) return false;
  if (agreement(names, setup.findings) < 0) return false;
  const { block } = passage;
  const touches = (place: { start: number; end: number }) =>
    place.start < block.end && place.end > block.start;
  const section = passage.sections.at(-1);
  const within = (place: { start: number; end: number }) =>
    section !== undefined && place.start >= section.start && place.end <= section.end;
  const inBlock = places.filter(touches);
  const region = inBlock.length > 0 ? inBlock : places.filter(within);
  if (region.length === 0) return false;
  const fitting = region.filter((place) => agreement(names, place.full) >= 0);
  return (
    fitting.length > 0 && fitting.every((place) => setup.places.includes(place)) && passage.kind !== "cell"
  );
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
