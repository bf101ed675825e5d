/** The answer of arXiv's API: an Atom feed, read as far as papers need it. */
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { TransientSourceError } from "../../record/errors.ts";

/** One paper in one version. */
export interface PaperEntry {
  /** Without version, e.g. 2312.17238. */
  id: string;
  /** From 1; null where the feed names none. */
  version: number | null;
  title: string;
  abstract: string;
  authors: string[];
  /** ISO 8601: of the first version, and of this one. */
  published: string;
  updated: string;
  /** An address of a licence, where the feed tells it. */
  licence: string | null;
}

export interface PaperFeed {
  /** How many papers answer the query in all. */
  total: number;
  entries: PaperEntry[];
}

const words = z.union([z.string(), z.number().transform(String)]);
const entrySchema = z.looseObject({
  id: words,
  title: words,
  summary: words.default(""),
  published: z.string(),
  updated: z.string(),
  author: z.array(z.looseObject({ name: words })).default([]),
  rights: words.nullish(),
});
const feedSchema = z.looseObject({
  feed: z.looseObject({
    totalResults: z.coerce.number().int().nonnegative().default(0),
    entry: z.array(entrySchema).default([]),
  }),
});

const LISTS = new Set(["entry", "author", "link", "category"]);

/** @throws TransientSourceError where the body is no such feed: arXiv's errors come as pages. */
export function readPaperFeed(body: Uint8Array, place: string): PaperFeed {
  let content: unknown;
  try {
    const parser = new XMLParser({
      removeNSPrefix: true,
      ignoreAttributes: true,
      parseTagValue: false,
      processEntities: true,
      isArray: (name) => LISTS.has(name),
    });
    content = parser.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new TransientSourceError(`arXiv's answer cannot be read: ${(cause as Error).message}`, {
      place,
      cause,
    });
  }
  const parsed = feedSchema.safeParse(content);
  if (!parsed.success) throw new TransientSourceError("arXiv's answer is no Atom feed", { place });
  const { totalResults, entry } = parsed.data.feed;
  return { total: totalResults, entries: entry.flatMap((one) => paperEntry(one) ?? []) };
}

/** Undefined for an entry that is no paper: arXiv reports a wrong query as an entry titled "Error". */
function paperEntry(entry: z.infer<typeof entrySchema>): PaperEntry | undefined {
  const match = entry.id.match(/\/abs\/([^/\s]{4,20}?(?:\/\d{7})?)(?:v(\d{1,3}))?$/);
  if (!match) return undefined;
  return {
    id: match[1]!,
    version: match[2] ? Number(match[2]) : null,
    title: oneLine(entry.title),
    abstract: entry.summary.trim(),
    authors: entry.author.map((author) => oneLine(author.name)),
    published: entry.published,
    updated: entry.updated,
    licence: entry.rights ? oneLine(entry.rights) : null,
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
