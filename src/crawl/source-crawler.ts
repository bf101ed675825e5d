/** What every kind of source is crawled by: one function from a context to a tally. Knows nothing of any one kind. */
import type { NetworkSettings, SourceKind, SourceOf } from "../config/sources-schema.ts";
import type { DocumentTally } from "../record/run-report.ts";
import type { Library } from "../store/library.ts";
import type { Fetcher } from "./fetch/fetcher.ts";

/** What the crawl needs to know of the environment and of sources.yaml besides the source itself. */
export interface CrawlSettings {
  network: NetworkSettings;
  /** Goes to the origin of `githubApiUrl` and nowhere else. */
  githubToken: string | undefined;
  /** Without a trailing slash. */
  githubApiUrl: string;
  arxivApiUrl: string;
  userAgent: string;
}

export interface CrawlContext<Kind extends SourceKind = SourceKind> {
  source: SourceOf<Kind>;
  library: Library;
  fetcher: Fetcher;
  clock: () => Date;
  signal: AbortSignal;
  settings: CrawlSettings;
  /** The most documents that this run takes from this source. */
  maxDocuments: number;
  report: (event: CrawlEvent) => void;
}

/** `progress`: how far the whole crawl is. `note`: something that a person should read. */
export type CrawlEvent =
  | { kind: "progress"; done: number; total: number; note?: string }
  | { kind: "note"; source: string; text: string };

/** Something that went wrong with one address; the source went on. */
export interface CrawlFault {
  url: string | null;
  code: string;
  message: string;
}

/** What one source's crawl did. */
export interface SourceTally {
  /** Requests that reached the source's servers. */
  requests: number;
  /** How many of them were answered 304. */
  notModified: number;
  documents: DocumentTally;
  errors: CrawlFault[];
}

/**
 * Crawls one source to the end of its round, or as far as limits allow.
 * @throws TransientSourceError or PermanentSourceError when nothing of the source can be had; the abort reason when
 * `signal` fires. What was stored before stays.
 */
export type SourceCrawler<Kind extends SourceKind> = (context: CrawlContext<Kind>) => Promise<SourceTally>;

export function emptyTally(): SourceTally {
  return {
    requests: 0,
    notModified: 0,
    documents: { new: 0, changed: 0, unchanged: 0, removed: 0, failed: 0 },
    errors: [],
  };
}
