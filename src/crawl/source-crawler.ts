/** What every kind of source is crawled by: one function from a context to a tally. Knows nothing of any one kind. */
import type { NetworkSettings, Source, SourceKind, SourceOf } from "../config/sources-schema.ts";
import type { DocumentTally } from "../record/run-report.ts";
import type { Library } from "../store/library.ts";
import type { PageCleaner } from "./clean/page-cleaner.ts";
import type { Fetcher } from "./fetch/fetcher.ts";
import type { RateBudget } from "./github/rate-budget.ts";

/** What the crawl needs to know of the environment and of sources.yaml besides the source itself. */
export interface CrawlSettings {
  network: NetworkSettings;
  /** Goes to the origin of `githubApiUrl` and nowhere else. */
  githubToken: string | undefined;
  /** Without a trailing slash. */
  githubApiUrl: string;
  arxivApiUrl: string;
  userAgent: string;
  /** The first pause before a failed GitHub request is made again; later ones are longer. */
  retryBaseMs: number;
}

export interface CrawlContext<Kind extends SourceKind = SourceKind> {
  source: SourceOf<Kind>;
  library: Library;
  fetcher: Fetcher;
  /** Cleans pages and PDFs on a thread, within bounds; shared by all sources of the run. */
  cleaner: PageCleaner;
  /** What is left of GitHub's limits, over all sources of the run. */
  rates: RateBudget;
  /** Repositories (owner/name in lower case) whose threads other sources gather: a search leaves them out. */
  listedRepositories: ReadonlySet<string>;
  clock: () => Date;
  signal: AbortSignal;
  settings: CrawlSettings;
  /** The most documents that this run takes from this source. */
  maxDocuments: number;
  report: (event: CrawlEvent) => void;
  /** Counted as the crawl goes on, so that a source that fails half-way still tells what it did. */
  tally: SourceTally;
}

/** For what serves every kind alike. */
export type AnyCrawlContext = Omit<CrawlContext, "source"> & { source: Source };

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
