/**
 * Lets what people take back be taken back: a later sentence that corrects a value or a figure changes its author's
 * earlier observations. Knows nothing of how they were read.
 */
import { regex } from "../../../record/regex.ts";
import type { FindingField, Findings, Measured } from "../findings.ts";
import { sentencesOf } from "../layout/sentences.ts";
import { figureValue } from "../readers/numbers.ts";
import { measuresIn } from "../readers/read-measures.ts";
import { findingsIn, type Source } from "../source.ts";
import { authorOf } from "./document-facts.ts";
import type { GovernedObservation } from "./observe.ts";

/** Wordings with which people take something back. */
const TAKES_BACK = regex("i")`
  \b(?:
    corrections?\b|errat(?:um|a)\b|typo\b|
    i (?:
      was wrong|misread|mis-?typed|mislabell?ed|mixed up|meant|lied|have to correct|must correct|
      need to correct|told you (?:nonsense|wrong|rubbish)
    )|correct myself|should (?:read|say|have (?:said|been))|my (?:mistake|bad|error)\b|
    wrong (?:above|in (?:the|my) (?:post|first|table|op))
  )
`;

/** `Q5_K_M, not Q4_K_M`: the value taken back stands after these. */
const DENIED = /\b(?:and |but )?(?:not|instead of|rather than)\s+(?:an? |the )?[`*]{0,2}([\w.+-]{1,40})/i;

/** `41 t/s, not 14`. */
const DENIED_FIGURE = /\b(?:not|instead of|rather than)\s+(?:the )?~?(\d{1,6}(?:[.,]\d{1,3})?)/i;

const CORRECTED: readonly FindingField[] = [
  "quantization",
  "model",
  "devices",
  "version",
  "backend",
  "kvCacheType",
  "contextLength",
  "gpuLayers",
];

interface Correction {
  author: string;
  at: number;
  findings: Findings;
  /** The value that is taken back, in lower case, where the sentence names it. */
  denied: string | undefined;
  figures: Measured[];
  deniedFigure: number | undefined;
}

/** The observations with all corrections made. */
export function corrected(
  source: Source,
  observations: readonly GovernedObservation[],
): GovernedObservation[] {
  const corrections = correctionsIn(source);
  if (corrections.length === 0) return [...observations];
  return observations.map((observation) =>
    corrections
      .filter(({ author, at }) => author === observation.author && observation.end <= at)
      .reduce(withCorrection, observation),
  );
}

function correctionsIn(source: Source): Correction[] {
  const { text } = source;
  if (!TAKES_BACK.test(text)) return [];
  return source.blocks.flatMap((block) => {
    const part = source.document.parts[block.part];
    if (part === undefined || (block.kind !== "paragraph" && block.kind !== "item")) return [];
    return sentencesOf(text, block.start, block.end).flatMap(({ start, end }): Correction[] => {
      const words = text.slice(start, end);
      if (!TAKES_BACK.test(words)) return [];
      const denied = DENIED.exec(words)?.[1]?.replace(/\W+$/, "").toLowerCase();
      const figure = DENIED_FIGURE.exec(words)?.[1];
      return [
        {
          author: authorOf(part),
          at: start,
          findings: findingsIn(source, start, end),
          denied,
          figures: measuresIn(text, start, end, source),
          deniedFigure: figure === undefined ? undefined : figureValue(figure, source.decimalComma),
        },
      ];
    });
  });
}

function withCorrection(observation: GovernedObservation, correction: Correction): GovernedObservation {
  const full: Findings = { ...observation.full };
  const own: Findings = { ...observation.own };
  for (const field of CORRECTED) {
    const stated = correction.findings[field];
    if (stated === undefined || full[field] === undefined || !isMeant(field, full, correction)) continue;
    Object.assign(full, { [field]: stated });
    if (own[field] !== undefined) Object.assign(own, { [field]: stated });
  }
  return { ...observation, own, full, measurements: observation.measurements.map(figureOf(correction)) };
}

/** With a value taken back only that value is corrected; else what the author stated of the field. */
function isMeant(field: FindingField, full: Findings, { denied, findings }: Correction): boolean {
  const before = nameOf(full[field]);
  if (before === nameOf(findings[field])) return false;
  if (denied !== undefined) return before.includes(denied);
  const named = CORRECTED.filter((each) => findings[each] !== undefined);
  return named.length === 1;
}

/** The name or number of what a field states, in lower case. */
function nameOf(found: Findings[FindingField]): string {
  const first = Array.isArray(found) ? found[0] : found;
  const value = first?.value as string | number | boolean | { name?: string | null } | null | undefined;
  return String(typeof value === "object" ? value?.name : value).toLowerCase();
}

/** Puts the figure that a correction gives in the place of the one that it takes back. */
function figureOf({ figures, deniedFigure }: Correction): (measured: Measured) => Measured {
  const [figure] = figures.filter(({ value }) => value.value !== deniedFigure);
  return (measured) =>
    figure === undefined || deniedFigure === undefined || measured.value.value !== deniedFigure
      ? measured
      : {
          ...measured,
          value: { ...measured.value, value: figure.value.value },
          start: figure.start,
          end: figure.end,
        };
}
