/**
 * The generated blocks of the book: for each kind of marker, which options it takes and what data it gives. Knows
 * nothing of Markdown or HTML; the theme has one component for each kind.
 */
import { VARIABLES } from "../../record/axes.ts";
import { ConfigError } from "../../record/errors.ts";
import type { PublishedCatalog } from "../catalog/published.ts";
import type { Marker } from "./markers.ts";
import {
  chapterIndexBlock,
  coverageBlock,
  finderBlock,
  numbersBlock,
  sourcesBlock,
} from "./overview-blocks.ts";
import type { Chapter } from "./read-chapters.ts";
import { derivationRules, weightFormats } from "./reference-facts.ts";
import { FILTER_VALUES } from "./select-setups.ts";
import {
  catalogBlock,
  chartBlock,
  devicesBlock,
  FILTERS,
  insightsBlock,
  setupsBlock,
} from "./setup-blocks.ts";

/** What every block may look at. */
export interface BlockContext {
  catalog: PublishedCatalog;
  chapters: readonly Chapter[];
  /** Of the data that the catalog page loads. */
  dataHash: string;
}

/** A block's data as its component gets it. `kind` names the component. */
export type BlockData = { kind: string } & Record<string, unknown>;

interface BlockKind {
  options: readonly string[];
  build: (options: Record<string, string>, context: BlockContext) => Omit<BlockData, "kind">;
}

/** Every kind of block, by the word in its marker. */
export const BLOCK_KINDS: Record<string, BlockKind> = {
  setups: { options: [...FILTERS, "limit"], build: setupsBlock },
  chart: { options: [...FILTERS, "series"], build: chartBlock },
  insights: { options: ["variable", ...FILTERS, "limit"], build: insightsBlock },
  devices: { options: ["class", "limit"], build: devicesBlock },
  formats: { options: [], build: () => ({ formats: weightFormats() }) },
  rules: { options: [], build: () => ({ rules: derivationRules() }) },
  coverage: { options: ["axis"], build: ({ axis }, context) => coverageBlock(axis ?? "use", context) },
  chapters: { options: ["part"], build: ({ part }, context) => chapterIndexBlock(part ?? "", context) },
  numbers: { options: [], build: (_, context) => numbersBlock(context) },
  sources: { options: [], build: (_, context) => sourcesBlock(context) },
  finder: { options: [], build: (_, context) => finderBlock(context) },
  catalog: { options: ["limit"], build: catalogBlock },
};

/** The data of one marker. @throws ConfigError naming the chapter's line where the marker asks for what there is not. */
export function buildBlock(marker: Marker, chapter: Chapter, context: BlockContext): BlockData {
  const place = `${chapter.file}:${marker.line}`;
  const kind = BLOCK_KINDS[marker.kind];
  if (!kind) {
    throw new ConfigError(
      `there is no block "${marker.kind}"; known: ${Object.keys(BLOCK_KINDS).join(", ")}`,
      { place },
    );
  }
  for (const [name, value] of Object.entries(marker.options)) {
    if (!kind.options.includes(name)) {
      const known = kind.options.join(", ") || "none";
      throw new ConfigError(`the block "${marker.kind}" has no option "${name}"; it takes: ${known}`, {
        place,
      });
    }
    checkValue(name, value, place);
  }
  return { ...kind.build(marker.options, context), kind: marker.kind };
}

const OPTION_VALUES = {
  ...FILTER_VALUES,
  variable: VARIABLES,
  axis: ["use", "experience"],
  series: ["machine", "kind"],
} as const;

function checkValue(name: string, value: string, place: string): void {
  const allowed: readonly string[] | undefined = OPTION_VALUES[name as keyof typeof OPTION_VALUES];
  if (allowed && !allowed.includes(value)) {
    throw new ConfigError(`${name}=${value} is unknown; known: ${allowed.join(", ")}`, { place });
  }
  if (name === "limit" && !/^\d{1,4}$/.test(value)) {
    throw new ConfigError(`limit=${value} is not a whole number`, { place });
  }
}
