/** The extractor that needs no model: readers of structure and prose, and rules of assembly. Pure code, no network. */
import { join } from "node:path";
import type { SetupDraft } from "../../record/setup-record.ts";
import { programSignature } from "../../store/program-signature.ts";
import { type Extraction, type Extractor, NO_USAGE } from "../extractor.ts";
import { buildDraft } from "./assemble/build-draft.ts";
import { type Candidate, mergeObservations } from "./assemble/merge-observations.ts";
import { type GovernedObservation, observe } from "./assemble/observe.ts";
import { standsAlone } from "./assemble/stands-alone.ts";
import { readAxes } from "./axes/read-axes.ts";
import { axisStatements } from "./axes/statements.ts";
import { findInsights } from "./insights/find-insights.ts";
import { fillEngineFacts } from "./meant/fill-engine-facts.ts";
import { prepareSource, type Source } from "./source.ts";

/** The folders whose code and data decide what a document gives. */
const CODE = ["extract/builtin", "extract/mentions", "record"].map((folder) =>
  join(import.meta.dirname, "../..", folder),
);

/** Reads documents by code alone. */
export function createBuiltinExtractor(): Extractor {
  // The code's own hash: a newer version reads again, and nobody has to remember to raise a number.
  const version = programSignature(CODE).slice(0, 12);
  return {
    name: "builtin",
    version,
    async extract(document): Promise<Extraction> {
      const source = prepareSource(document);
      const { observations } = observe(source);
      fillEngineFacts(source, observations);
      const candidates = mergeObservations(observations).filter(standsAlone);
      const setups = candidates.length === 0 ? [] : withAxes(source, candidates, observations);
      return {
        setups,
        insights: findInsights(source.text, document.parts, { blocks: source.blocks }),
        rejections: [],
        usage: { ...NO_USAGE },
      };
    },
  };
}

/** The drafts of all candidates, each with what the document says of its use, experience, owner and outcome. */
function withAxes(
  source: Source,
  candidates: readonly Candidate[],
  observations: readonly GovernedObservation[],
): SetupDraft[] {
  const statements = axisStatements(source);
  const placed = candidates.map((candidate) => ({
    candidate,
    findings: candidate.findings,
    measurements: candidate.measurements,
    places: observations.filter((each) => candidate.observations.includes(each)),
  }));
  const ground = { outline: statements.outline, places: placed.flatMap(({ places }) => places) };
  return placed.map((setup) =>
    buildDraft(source.text, setup.candidate, readAxes(statements, setup, { setups: placed, ground })),
  );
}
