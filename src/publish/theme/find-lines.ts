/** Finds setups in the catalog's index by words and by facets. Knows nothing of pages or of loading. */
import MiniSearch from "minisearch";
import type { AxisView, CatalogLine } from "./view-types.ts";

/** What a reader may ask for; an empty string means anything. */
export interface CatalogQuery {
  q: string;
  class: string;
  use: string;
  experience: string;
  engine: string;
  outcome: string;
  /** GiB at hand; only setups that state their memory and fit are taken. */
  memory: string;
  /** `stated` leaves out what the almanac concluded. */
  basis: string;
  sort: string;
}

export const EMPTY_QUERY: Readonly<CatalogQuery> = {
  q: "",
  class: "",
  use: "",
  experience: "",
  engine: "",
  outcome: "",
  memory: "",
  basis: "",
  sort: "",
};

export interface LineFinder {
  /** Setups that the query takes, best first. */
  find: (query: CatalogQuery) => CatalogLine[];
  /** Where no setup has all the words: the few that have most of them, within the same facets. */
  nearest: (query: CatalogQuery) => CatalogLine[];
}

/** How many setups are worth showing that lack some of the words. */
const NEAREST = 12;

/** Makes a finder over the lines. The word index is made with the first question in words. */
export function lineFinder(lines: readonly CatalogLine[]): LineFinder {
  const byId = new Map(lines.map((line) => [line.id, line]));
  let search: MiniSearch<CatalogLine> | undefined;
  const matches = (text: string, combineWith: "AND" | "OR"): CatalogLine[] => {
    search ??= searchOver(lines);
    return search.search(normalise(text), { combineWith }).flatMap(({ id }) => byId.get(id) ?? []);
  };
  return {
    find(query) {
      const found = query.q.trim() === "" ? lines : matches(query.q, "AND");
      return sorted(
        found.filter((line) => takes(line, query)),
        query,
      );
    },
    nearest(query) {
      if (query.q.trim() === "") return [];
      return matches(query.q, "OR")
        .filter((line) => takes(line, query))
        .slice(0, NEAREST);
    },
  };
}

/** Words of a question that say nothing of a setup. */
const EMPTY_WORDS = new Set("a an and at for from in my of on run running s the to with".split(" "));
const NUMBER_WORDS: Record<string, string> = {
  single: "1x",
  two: "2x",
  dual: "2x",
  three: "3x",
  four: "4x",
  quad: "4x",
  six: "6x",
  eight: "8x",
};

/** "RTX3090" and "RTX 3090", "two 3090s", "2 × 3090" and "2x3090", "70 B" and "70b" are one to a reader. */
function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/(\d) ?[x×] ?(?=[a-z\d])/g, "$1x ")
    .replace(/([a-z]{2})(?=\d)/g, "$1 ")
    .replace(/(\d)s\b/g, "$1")
    .replace(/(\d) b\b/g, "$1b")
    .split(/[^\p{L}\p{N}.+_]+/u)
    .filter((word) => word !== "" && !EMPTY_WORDS.has(word))
    .map((word) => NUMBER_WORDS[word] ?? word)
    .join(" ");
}

function searchOver(lines: readonly CatalogLine[]): MiniSearch<CatalogLine> {
  const search = new MiniSearch<CatalogLine>({
    fields: ["model", "hardware", "engine", "quantization", "size", "title", "host", "axes"],
    extractField: (line, field) => {
      if (field === "id") return line.id;
      if (field === "axes") return [...line.useCases, ...line.experience].map((each) => each.value).join(" ");
      return normalise(String(line[field as keyof CatalogLine] ?? ""));
    },
    tokenize: (text) => text.split(" "),
    // "7" must not find "70".
    searchOptions: {
      prefix: (word) => !/^\d/.test(word),

      boost: { model: 3, hardware: 3, engine: 2 },
    },
  });
  search.addAll(lines);
  return search;
}

function takes(line: CatalogLine, query: CatalogQuery): boolean {
  const onAxis = (places: readonly AxisView[], value: string) =>
    value === "" ||
    places.some((each) => each.value === value && (query.basis !== "stated" || each.basis === "stated"));
  const memory = Number(query.memory);
  return (
    (query.class === "" || line.class === query.class) &&
    (query.engine === "" || line.engineName === query.engine) &&
    (query.outcome === "" || line.outcome === query.outcome) &&
    onAxis(line.useCases, query.use) &&
    onAxis(line.experience, query.experience) &&
    (!(memory > 0) || (line.memoryGiB !== null && line.memoryGiB <= memory))
  );
}

const BASIS_ORDER = { stated: 0, concluded: 1, default: 2 } as const;

function sorted(lines: readonly CatalogLine[], query: CatalogQuery): CatalogLine[] {
  if (query.sort === "decode") return [...lines].sort((a, b) => (b.decodeMost ?? -1) - (a.decodeMost ?? -1));
  if (query.sort === "confidence") return [...lines].sort((a, b) => b.confidence - a.confidence);
  if (query.sort === "model") return [...lines].sort((a, b) => a.model.localeCompare(b.model));
  if (query.use === "" && query.experience === "") return [...lines];
  const firmness = (line: CatalogLine) =>
    [...line.useCases, ...line.experience]
      .filter((each) => each.value === query.use || each.value === query.experience)
      .reduce((sum, each) => sum + BASIS_ORDER[each.basis], 0);
  return [...lines].sort((a, b) => firmness(a) - firmness(b));
}
