/** Crawls arXiv by query and by id, at the pace that arXiv asks for. */
import { z } from "zod";
import { PermanentSourceError, TransientSourceError } from "../../record/errors.ts";
import { type Answer, CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import type { CrawlContext, SourceCrawler } from "../source-crawler.ts";
import { type Edition, paperDraft, paperUrl } from "./adapter.ts";
import { type PaperEntry, type PaperFeed, readPaperFeed } from "./wire.ts";

/** arXiv asks for one request in three seconds over one connection. */
const ARXIV_DELAY_MS = 3000;
const PAGE_SIZE = 100;
/** arXiv now and then answers a page without entries where there are some. */
const EMPTY_PAGE_RETRIES = 3;

/** The version that was taken last, by address. */
const stateSchema = z.record(z.string(), z.string());

interface Crawl {
  context: CrawlContext<"paper">;
  round: CrawlRound;
  /** Where papers are served. */
  origin: string;
  delayMs: number;
  taken: Record<string, string>;
}

export const crawlPaper: SourceCrawler<"paper"> = async (context) => {
  const { source, library, settings } = context;
  const round = new CrawlRound(context);
  const stored = stateSchema.safeParse(library.fetches.sourceState(source.id) ?? {});
  const crawl: Crawl = {
    context,
    round,
    origin: new URL(settings.arxivApiUrl).origin,
    delayMs: paceMs(context),
    taken: stored.success ? stored.data : {},
  };
  try {
    for (const entry of await listPapers(crawl)) {
      if (round.taken >= context.maxDocuments) break;
      await takePaper(entry, crawl);
    }
  } catch (error) {
    library.fetches.putSourceState(source.id, crawl.taken, context.clock().toISOString());
    round.end({ whole: false });
    throw error;
  }
  library.fetches.putSourceState(source.id, crawl.taken, context.clock().toISOString());
  return round.end({ whole: true });
};

/** A server of one's own that is listed as such may be asked faster. */
function paceMs({ source, settings }: CrawlContext<"paper">): number {
  const { hostname, host } = new URL(settings.arxivApiUrl);
  const { allowHosts, delayMs } = settings.network;
  const own = allowHosts.includes(hostname) || allowHosts.includes(host);
  return own ? (source.delayMs ?? delayMs) : Math.max(ARXIV_DELAY_MS, source.delayMs ?? 0);
}

/** By id first, then by query; each paper once. */
async function listPapers(crawl: Crawl): Promise<PaperEntry[]> {
  const { source } = crawl.context;
  const papers = new Map<string, PaperEntry>();
  for (let at = 0; at < source.ids.length; at += PAGE_SIZE) {
    const ids = source.ids.slice(at, at + PAGE_SIZE);
    const feed = await askFeed(
      crawl,
      { id_list: ids.join(","), max_results: String(ids.length) },
      ids.length,
    );
    for (const entry of feed.entries) papers.set(entry.id, entry);
  }
  for (let start = 0; source.query && start < source.maxResults; start += PAGE_SIZE) {
    const size = Math.min(PAGE_SIZE, source.maxResults - start);
    const query = {
      search_query: source.query,
      start: String(start),
      max_results: String(size),
      sortBy: "submittedDate",
      sortOrder: "descending",
    };
    const feed = await askFeed(crawl, query, size);
    for (const entry of feed.entries) if (!papers.has(entry.id)) papers.set(entry.id, entry);
    if (feed.entries.length === 0 || start + size >= feed.total) break;
  }
  return [...papers.values()];
}

/** @throws TransientSourceError when entries are due and none come, however often it is asked. */
async function askFeed(crawl: Crawl, query: Record<string, string>, size: number): Promise<PaperFeed> {
  const { context, round } = crawl;
  const url = new URL(context.settings.arxivApiUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(crawl, url.href, "application/atom+xml");
    if (answer.status !== 200)
      throw new PermanentSourceError(`arXiv answered ${answer.status}`, { place: url.href });
    const feed = readPaperFeed(answer.body, url.href);
    const due = Math.min(size, feed.total - Number(query.start ?? 0));
    if (feed.entries.length > 0 || due <= 0) return feed;
    round.forget(`GET ${url.href}`);
    if (attempt >= EMPTY_PAGE_RETRIES)
      throw new TransientSourceError(`arXiv says ${feed.total} papers and lists none`, { place: url.href });
  }
}

async function takePaper(listed: PaperEntry, crawl: Crawl): Promise<void> {
  const { context, round, taken } = crawl;
  const url = paperUrl(listed.id);
  const version = `v${listed.version ?? 0} ${listed.updated}`;
  const known = context.library.documents.byUrl(url);
  if (taken[url] === version && known?.state === "live") return;
  // The date of a paper's first version is what it was when we first saw it.
  const entry = { ...listed, published: known?.published ?? listed.published };
  try {
    for (const edition of ["html", "pdf", "abstract"] as const) {
      const body = await editionBody(entry, edition, crawl);
      const draft = body && (await paperDraft({ entry, edition, body: body.bytes }, context.cleaner));
      if (!draft) continue;
      if (edition === "abstract")
        round.note("ABSTRACT_ONLY", `${url}: neither HTML nor PDF could be had`, url);
      round.keep(draft, sealCapture("paper", { entry, edition, body: body.capture }));
      taken[url] = version;
      return;
    }
  } catch (error) {
    round.fault(error, url);
  }
}

/** The bytes of an edition and their capture; undefined where arXiv has none. */
async function editionBody(
  entry: PaperEntry,
  edition: Edition,
  crawl: Crawl,
): Promise<{ bytes: Uint8Array; capture: string | null } | undefined> {
  if (edition === "abstract") return { bytes: new Uint8Array(), capture: null };
  const version = entry.version === null ? "" : `v${entry.version}`;
  const url = `${crawl.origin}/${edition}/${entry.id}${version}`;
  const answer = await ask(crawl, url, edition === "html" ? "text/html" : "application/pdf");
  if (answer.status !== 200) return undefined;
  const isPdf = answer.body[0] === 0x25 && answer.body[1] === 0x50;
  return isPdf === (edition === "pdf") ? { bytes: answer.body, capture: answer.capture } : undefined;
}

function ask({ context, round, delayMs }: Crawl, url: string, accept: string): Promise<Answer> {
  return round.ask({
    key: `GET ${url}`,
    conditional: true,
    // The API is there for programs; robots.txt speaks of the pages.
    send: (headers) =>
      context.fetcher.fetch({
        url,
        headers,
        accept,
        delayMs,
        respectRobots: !url.startsWith(context.settings.arxivApiUrl),
      }),
  });
}
