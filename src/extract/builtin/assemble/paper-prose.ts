/**
 * Which figures of a paper's running text stand on their own: its abstract and its tables' discussion say the same
 * figures again, rounded, while other results are told in a sentence alone. Knows nothing of how figures are read.
 */
import { regex } from "../../../record/regex.ts";
import type { Measured, Observation } from "../findings.ts";
import type { Source } from "../source.ts";

/** Sections that sum up, look around or set the scene. */
const FRAMING = regex("i")`
  ^\W{0,8}(?:(?:\d{1,2}|[IVXA-H]{1,4})(?:\.\d{1,2}){0,3}\.?\s{1,3})?(?:
    abstract|introduction|motivation|background|preliminar\w+|overview|related|prior work|discussion|
    conclusions?|concluding|summary|outlook|future|limitations?|threats|acknowledg\w+|references|
    bibliography|broader impact|contributions?|why
  )\b
`;

/** `[4] reports`, `Sheng et al. reach`, `as reported by`: a figure of somebody else's paper. */
const CITED = regex()`
  (?:\[\d{1,3}(?:, ?\d{1,3}){0,6}\]|\bet al\.?(?:,? \(?\d{4}\)?)?)(?: \[\d{1,3}\])? (?:also |even )?(?:
    reports?|reported|claims?|claimed|states?|gives?|achieves?|reach(?:es)?|obtains?|measured?|gets?|
    finds?|found|observed?|quotes?
  )\b|^\W{0,3}In \[\d|\b(?:as )?(?:reported|claimed|published|measured) (?:by|in) (?:\[\d|[A-Z]\w+ et al)
`;

interface Section {
  start: number;
  framing: boolean;
}

/** The sections of a document in its order; those below a framing section frame, too. */
function sectionsOf(source: Source): Section[] {
  const open: { level: number; framing: boolean }[] = [];
  return source.blocks.flatMap((block) => {
    if (block.kind !== "heading") return [];
    while (open.length > 0 && open.at(-1)!.level >= block.level) open.pop();
    const inside = open.some(({ framing }) => framing);
    const framing = inside || (block.level > 1 && FRAMING.test(source.text.slice(block.start, block.end)));
    open.push({ level: block.level, framing });
    return [{ start: block.start, framing }];
  });
}

/** The observations of a paper without those of its prose that frame the work or say a table's figures again. */
export function withoutRestatements<Told extends Observation>(
  source: Source,
  observations: readonly Told[],
): Told[] {
  if (source.document.family !== "paper") return [...observations];
  const sections = sectionsOf(source);
  const frames = ({ start }: Told) =>
    sections.findLast((section) => section.start <= start)?.framing ?? false;
  const cited = ({ start, end }: Told) =>
    CITED.test(source.text.slice(start, end)) || CITED.test(source.text.slice(Math.max(0, start - 40), end));
  const told = observations.filter((each) => each.kind !== "prose" || !(frames(each) || cited(each)));
  const tabled = told.filter(({ kind }) => kind !== "prose").flatMap(({ measurements }) => measurements);
  if (tabled.length === 0) return told.length > 0 ? told : [...observations];
  return told.flatMap((each) => {
    if (each.kind !== "prose") return [each];
    const { model, devices, engine, speculative } = each.own;
    if ((model ?? devices ?? engine ?? speculative) === undefined) return [];
    const measurements = each.measurements.filter((measured) => !restates(source, measured, tabled));
    return measurements.length === 0 && each.measurements.length > 0 ? [] : [{ ...each, measurements }];
  });
}

/** Whether a table gives the figure, which prose may round to the digits that it writes. */
function restates(source: Source, { value, start, end }: Measured, tabled: readonly Measured[]): boolean {
  const written = source.text.slice(start, end);
  const decimals = Math.max(0, ...[...written.matchAll(/\.(\d{1,4})/g)].map(([, digits]) => digits!.length));
  const slack = Math.max(10 ** -decimals * 0.6, 0.011 * value.value);
  return tabled.some(
    (each) => each.value.metric === value.metric && Math.abs(each.value.value - value.value) <= slack,
  );
}
