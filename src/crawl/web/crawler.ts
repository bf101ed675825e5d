/**
 * Crawls one web source: its listings (feed, sitemap, list, start page) fill the frontier, its pages become documents.
 * Knows nothing of how pages are cleaned.
 */
import { BudgetExceededError } from "../../record/errors.ts";
import { CrawlRound } from "../crawl-round.ts";
import type { SourceCrawler, SourceTally } from "../source-crawler.ts";
import { readListing, seedsOf } from "./list-pages.ts";
import { pageFilter } from "./page-filter.ts";
import { fetchPages } from "./page-source.ts";
import { takePage } from "./take-page.ts";
import { type WebCrawl, type WebRequest, webRequestSchema } from "./web-crawl.ts";

/** Pages in hand at once: while one is fetched, others are cleaned. Hosts still see one request at a time. */
const IN_HAND = 8;
/** A page that its listing no longer names is asked for again after this time, to learn whether it is gone. */
const FEED_RECHECK_MS = 7 * 24 * 3600 * 1000;

export const crawlWeb: SourceCrawler<"web"> = async (context) => {
  const { source, library, fetcher } = context;
  const round = new CrawlRound(context);
  const frontier = library.frontier(source.id);
  const { cleaner } = context;
  const pages = source.render
    ? await (await import("./render-pages.ts")).renderPages({ fetcher, source, signal: context.signal })
    : fetchPages(fetcher, source);
  const crawl: WebCrawl = {
    context,
    round,
    filter: pageFilter(source),
    pages,
    cleaner,
    forbidden: new Set(),
    add: (requests) =>
      frontier.add(
        round.id,
        requests.map((request) => ({ key: `${request.kind} ${request.url}`, request })),
      ),
  };
  try {
    crawl.add(seedsOf(source));
    let whole = await drain(crawl);
    if (whole && crawl.add(unlistedPages(crawl)) > 0) whole = await drain(crawl);
    tellOfForbidden(crawl);
    return round.end({ whole });
  } catch (error) {
    round.end({ whole: false });
    if (error instanceof BudgetExceededError) return stopped(round.tally, error);
    throw error;
  } finally {
    await pages.close();
  }
};

/** Obeying robots.txt is no failure, but whoever listed the source should know of it. */
function tellOfForbidden({ context, forbidden }: WebCrawl): void {
  if (forbidden.size === 0) return;
  const [first] = forbidden;
  const text = `${context.source.id}: robots.txt asks us to leave ${forbidden.size === 1 ? first : `${first} and ${forbidden.size - 1} more`} alone`;
  context.report({ kind: "note", source: context.source.id, text });
}

/** The run's requests are used up: the frontier keeps the rest for the next run. */
function stopped(tally: SourceTally, error: BudgetExceededError): SourceTally {
  tally.errors.push({ url: error.place ?? null, code: error.code, message: error.message });
  return tally;
}

/**
 * Works through the frontier; false where `maxDocuments` ended it before the last page.
 * @throws what is about the whole source: a listing of the configuration that cannot be had, an abort, a full disk.
 */
async function drain(crawl: WebCrawl): Promise<boolean> {
  const { context, round } = crawl;
  const { library } = context;
  const frontier = library.frontier(context.source.id);
  const inHand = new Map<string, Promise<void>>();
  let failure: unknown;
  let capped = false;
  while (failure === undefined && !context.signal.aborted) {
    capped = round.taken >= context.maxDocuments;
    const room = Math.min(IN_HAND, context.maxDocuments - round.taken) - inHand.size;
    const waiting = capped || room <= 0 ? [] : nextRequests(frontier, inHand, room);
    for (const [key, request] of waiting) {
      const step = (request.kind === "list" ? readListing(request, crawl) : takePage(request, crawl))
        .then((store) =>
          library.database.transaction(() => {
            store?.();
            frontier.done(key);
          }),
        )
        .catch((error) => {
          if (request.kind === "list" && request.seed) failure ??= error;
          else if (error instanceof BudgetExceededError) failure ??= error;
          else {
            try {
              round.fault(error, request.url, { document: request.kind === "page" });
              frontier.failed(key, (error as Error).message);
            } catch (grave) {
              failure ??= grave;
            }
          }
        })
        .finally(() => inHand.delete(key));
      inHand.set(key, step);
    }
    if (inHand.size === 0) break;
    await Promise.race(inHand.values());
  }
  // What is in hand ends before the library may be closed; an abort ends it soon.
  await Promise.all(inHand.values());
  context.signal.throwIfAborted();
  if (failure !== undefined) throw failure;
  return !capped || nextRequests(frontier, inHand, 1).length === 0;
}

/** Pending requests of ours that are not in hand, oldest first. */
function nextRequests(
  frontier: ReturnType<WebCrawl["context"]["library"]["frontier"]>,
  inHand: ReadonlyMap<string, unknown>,
  room: number,
): [key: string, request: WebRequest][] {
  return frontier
    .next(room + inHand.size * 2 + 2)
    .flatMap(({ key, request }): [string, WebRequest][] => {
      const parsed = request === null || inHand.has(key) ? undefined : webRequestSchema.safeParse(request);
      return parsed?.success ? [[key, parsed.data]] : [];
    })
    .slice(0, room);
}

/** Documents of this source that no listing named in this round: they may be gone. */
function unlistedPages({ context, round }: WebCrawl): WebRequest[] {
  const { library, source, clock } = context;
  const before = source.feed ? new Date(clock().getTime() - FEED_RECHECK_MS).toISOString() : round.id;
  return library.database
    .all<{ url: string }>(
      "SELECT url FROM documents WHERE source = ? AND state <> 'gone' AND last_seen < ? ORDER BY url",
      source.id,
      before,
    )
    .map(({ url }) => ({ kind: "page", url, depth: Number.MAX_SAFE_INTEGER, modified: null, hops: 0 }));
}
