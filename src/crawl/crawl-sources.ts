/**
 * The crawl stage: runs every source that is asked for, servers side by side, sources of one server one after another.
 * A source that fails does not touch the others. Knows nothing of what the kinds do.
 */
import type { Source, SourceKind, SourcesFile } from "../config/sources-schema.ts";
import { AlmanacError, StoreError } from "../record/errors.ts";
import type { RunError, SourceReport } from "../record/run-report.ts";
import type { Library } from "../store/library.ts";
import { PageCleaner } from "./clean/page-cleaner.ts";
import { CrawlPass } from "./crawl-pass.ts";
import { isDue } from "./due.ts";
import { createFetcher, type Fetcher } from "./fetch/fetcher.ts";
import { RateBudget } from "./github/rate-budget.ts";
import { lanesOf } from "./lanes.ts";
import { postpones } from "./limit-spent-error.ts";
import { robotsMemory } from "./robots-memory.ts";
import {
  type AnyCrawlContext,
  type CrawlEvent,
  type CrawlSettings,
  emptyTally,
  type SourceCrawler,
  type SourceTally,
} from "./source-crawler.ts";

export interface CrawlOptions {
  file: SourcesFile;
  library: Library;
  /** Only these sources; all where it is empty. */
  only?: readonly string[];
  /** Only sources whose schedule says that it is their time. */
  due?: boolean;
  /** Make the documents again from their captures; nothing is fetched. */
  replay?: boolean;
  environment: { githubToken: string | undefined; githubApiUrl: string; arxivApiUrl: string };
  clock: () => Date;
  signal: AbortSignal;
  report: (event: CrawlEvent) => void;
  /** Milliseconds before a failed request is made again; a second unless told. */
  retryBaseMs?: number;
}

export interface CrawlOutcome {
  sources: SourceReport[];
  errors: RunError[];
}

/** Kinds are loaded when a source needs them: their libraries are heavy. */
const CRAWLERS: { [Kind in SourceKind]: () => Promise<SourceCrawler<Kind>> } = {
  github: async () => (await import("./github/crawler.ts")).crawlGithub,
  repository: async () => (await import("./repository/crawler.ts")).crawlRepository,
  gist: async () => (await import("./gist/crawler.ts")).crawlGist,
  web: async () => (await import("./web/crawler.ts")).crawlWeb,
  paper: async () => (await import("./paper/crawler.ts")).crawlPaper,
  folder: async () => (await import("./folder/crawler.ts")).crawlFolder,
};

const VERSION = "0.1";

/** Sources come back in the order of the file. An abort ends the stage early; what was stored stays. */
export async function crawlSources(options: CrawlOptions): Promise<CrawlOutcome> {
  const { file, library, clock } = options;
  const chosen = file.sources.filter((source) => isChosen(source, options));
  if (options.replay) {
    const { replayCaptures } = await import("./replay-captures.ts");
    return replayCaptures({ ...options, sources: chosen });
  }
  const settings = crawlSettings(options);
  const fetcher = createFetcher({
    network: file.network,
    userAgent: settings.userAgent,
    clock,
    signal: options.signal,
    robots: robotsMemory(library),
    backOffBaseMs: Math.min(500, settings.retryBaseMs),
  });
  const cleaner = new PageCleaner();
  const rates = new RateBudget(clock);
  const pass = new CrawlPass(
    library,
    chosen.map((source) => source.id),
    clock(),
  );
  const reports = new Map<string, SourceReport>();
  const errors: RunError[] = [];
  try {
    await Promise.all(
      lanesOf(chosen, { settings, library }).map(async ({ sources, sideBySide }) => {
        await inTurn(sources, sideBySide, async (source) => {
          if (options.signal.aborted) return;
          if (pass.isFinished(source.id)) {
            reports.set(source.id, finishedBefore(source, library));
            return;
          }
          const outcome = await crawlOne(source, { ...options, settings, fetcher, cleaner, rates });
          if (!options.signal.aborted) pass.finish(source.id);
          reports.set(source.id, outcome.report);
          errors.push(...outcome.errors);
          options.report({ kind: "progress", done: reports.size, total: chosen.length, note: source.id });
        });
      }),
    );
  } finally {
    await Promise.all([fetcher.close(), cleaner.close()]);
  }
  return {
    sources: chosen.flatMap((source) => reports.get(source.id) ?? []),
    errors,
  };
}

/** Works through the list in its order, so many at a time. */
async function inTurn<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/** The interrupted crawl that this one goes on with had done this source. */
function finishedBefore(source: Source, library: Library): SourceReport {
  const { requests, notModified, documents } = emptyTally();
  const unchanged = library.documents.ids({ source: source.id, state: "live" }).length;
  return {
    id: source.id,
    kind: source.kind,
    requests,
    notModified,
    documents: { ...documents, unchanged },
    error: null,
  };
}

function isChosen(source: Source, { only = [], due = false, file, library, clock }: CrawlOptions): boolean {
  if (only.length > 0 && !only.includes(source.id)) return false;
  return !due || isDue(source, file.defaults, library, clock());
}

function crawlSettings({ file, environment, retryBaseMs }: CrawlOptions): CrawlSettings {
  const contact = file.network.contact ? `; +${file.network.contact}` : "";
  return {
    network: file.network,
    ...environment,
    userAgent: `LocalModelAlmanac/${VERSION} (a catalog of local model setups${contact})`,
    retryBaseMs: retryBaseMs ?? 1000,
  };
}

interface OneSource extends CrawlOptions {
  settings: CrawlSettings;
  fetcher: Fetcher;
  cleaner: PageCleaner;
  rates: RateBudget;
}

async function crawlOne(
  source: Source,
  options: OneSource,
): Promise<{ report: SourceReport; errors: RunError[] }> {
  const { library, clock, file } = options;
  const startedAt = clock().toISOString();
  const tally = emptyTally();
  const context = {
    source,
    library,
    fetcher: options.fetcher,
    cleaner: options.cleaner,
    rates: options.rates,
    listedRepositories: listedRepositories(file, source),
    clock,
    signal: options.signal,
    settings: options.settings,
    maxDocuments: source.maxDocuments ?? file.defaults.maxDocuments,
    report: options.report,
    tally,
  };
  let whole: Error | undefined;
  let counted = tally;
  try {
    counted = await crawlerOf(source)(context);
    if (source.follow) await followSource(context);
  } catch (error) {
    whole = asError(error);
  }
  if (!options.signal.aborted) library.fetches.putLastCrawl(source.id, startedAt);
  return reportOf(source, counted, options.signal.aborted ? undefined : whole);
}

async function followSource(context: AnyCrawlContext): Promise<void> {
  const { followLinks } = await import("./follow/follow-links.ts");
  await followLinks(context);
}

/** The kind's crawler behind one signature; the table's key and the source's kind are the same. */
function crawlerOf<Kind extends SourceKind>(source: Source & { kind: Kind }): SourceCrawler<SourceKind> {
  return async (context) => {
    const crawl = (await CRAWLERS[source.kind]()) as unknown as SourceCrawler<SourceKind>;
    return crawl(context);
  };
}

/** What the source did, and its faults in the run's list. A limit that is used up postpones a source; it is no failure. */
function reportOf(
  source: Source,
  tally: SourceTally,
  failure: Error | undefined,
): { report: SourceReport; errors: RunError[] } {
  if (failure instanceof StoreError) throw failure;
  const faults = tally.errors.map((fault) => ({ ...fault }));
  if (failure) {
    const place = failure instanceof AlmanacError ? (failure.place ?? null) : null;
    faults.push({ url: place, code: codeOf(failure), message: failure.message });
  }
  return {
    report: {
      id: source.id,
      kind: source.kind,
      requests: tally.requests,
      notModified: tally.notModified,
      documents: tally.documents,
      error: failure ? (postpones(failure) ? null : withPlace(failure)) : barren(tally),
    },
    errors: faults.map((fault) => ({ stage: "crawl" as const, source: source.id, ...fault })),
  };
}

/** A source all of whose documents failed has failed as a whole. */
function barren({ documents, errors }: SourceTally): string | null {
  const { failed, new: added, changed, unchanged, removed } = documents;
  if (failed === 0 || added + changed + unchanged + removed > 0) return null;
  return `none of its documents could be had; the first: ${errors.find(({ url }) => url)?.message ?? "unknown"}`;
}

/** The row of a source stands alone, so its error says where. */
function withPlace(error: Error): string {
  const place = error instanceof AlmanacError ? error.place : undefined;
  return place && !error.message.includes(place) ? `${place}: ${error.message}` : error.message;
}

function codeOf(error: Error): string {
  return error instanceof AlmanacError ? error.code : "UNEXPECTED";
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Repositories whose issues or pulls another source gathers whole. */
function listedRepositories(file: SourcesFile, source: Source): ReadonlySet<string> {
  return new Set(
    file.sources.flatMap((other) =>
      other.kind === "github" && other.id !== source.id && other.repository && !other.query
        ? [other.repository.toLowerCase()]
        : [],
    ),
  );
}
