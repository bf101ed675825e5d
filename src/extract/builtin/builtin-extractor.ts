/** The extractor that needs no model: readers of structure and prose, and rules of assembly. Pure code, no network. */
import { type Extraction, type Extractor, NO_USAGE } from "../extractor.ts";
import { buildDraft } from "./assemble/build-draft.ts";
import { authorOf } from "./assemble/document-facts.ts";
import { mergeObservations } from "./assemble/merge-observations.ts";
import { observe } from "./assemble/observe.ts";
import { standsAlone } from "./assemble/stands-alone.ts";
import { readAxes } from "./axes/read-axes.ts";
import { findInsights } from "./insights/find-insights.ts";
import { prepareSource, type Source } from "./source.ts";

/** Raised whenever the same document could give another answer. */
const VERSION = "1";

/** Reads documents by code alone. */
export function createBuiltinExtractor(): Extractor {
  return {
    name: "builtin",
    version: VERSION,
    async extract(document): Promise<Extraction> {
      const source = prepareSource(document);
      const { observations } = observe(source);
      const candidates = mergeObservations(observations).filter(standsAlone);
      const setups = candidates.map((candidate) => {
        const governed = observations.filter((each) => candidate.observations.includes(each));
        const spans = governed.flatMap(({ spans: own }) => own);
        const authors = new Set(governed.map(({ author }) => author));
        return buildDraft(source.text, candidate, readAxes(source.text, spans, wordsOf(source, authors)));
      });
      return {
        setups,
        insights: findInsights(source.text, document.parts, { blocks: source.blocks }),
        rejections: [],
        usage: { ...NO_USAGE },
      };
    },
  };
}

/** Everything that the authors of a setup say, part by part; what they own is said anywhere. */
function wordsOf(source: Source, authors: ReadonlySet<string>): { start: number; end: number }[] {
  return source.document.parts.filter((part) => authors.has(authorOf(part)));
}
