/** A small web site on loopback whose pages a test changes as it goes, and a crawl of it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkSchema, type SourceOf, webSourceSchema } from "../../src/config/sources-schema.ts";
import { PageCleaner } from "../../src/crawl/clean/page-cleaner.ts";
import { createFetcher } from "../../src/crawl/fetch/fetcher.ts";
import { RateBudget } from "../../src/crawl/github/rate-budget.ts";
import { type CrawlContext, emptyTally, type SourceTally } from "../../src/crawl/source-crawler.ts";
import { crawlWeb } from "../../src/crawl/web/crawler.ts";
import type { Library } from "../../src/store/library.ts";

export interface SitePage {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface SmallSite {
  origin: string;
  /** By path; what is not there is a 404. Pages have ETags of their content. */
  pages: Map<string, SitePage | ((origin: string) => SitePage)>;
  /** `METHOD path`, with ` if-none-match` where it was conditional. */
  seen: string[];
  close(): Promise<void>;
}

export const article = (title: string, more = "") =>
  `<!doctype html><title>${title}</title><main><article><h1>${title}</h1><p>${`${title}: the card gives thirty tokens a second at a context of eight thousand. `.repeat(8)}</p>${more}</article></main>`;

export async function startSmallSite(): Promise<SmallSite> {
  const pages: SmallSite["pages"] = new Map();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const path = request.url ?? "/";
    const found = pages.get(path);
    const page = typeof found === "function" ? found(`http://127.0.0.1:${port}`) : found;
    const conditional = request.headers["if-none-match"];
    if (path !== "/robots.txt") seen.push(`${request.method} ${path}${conditional ? " if-none-match" : ""}`);
    if (!page) return void response.writeHead(404).end();
    const etag = `"${Buffer.from(String(page.body ?? ""))
      .toString("base64")
      .slice(-24)}-${String(page.body ?? "").length}"`;
    if (conditional === etag && (page.status ?? 200) === 200)
      return void response.writeHead(304, { etag }).end();
    response.writeHead(page.status ?? 200, {
      "content-type": "text/html; charset=utf-8",
      ...((page.status ?? 200) === 200 ? { etag } : {}),
      ...page.headers,
    });
    response.end(page.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    pages,
    seen,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export interface SmallCrawl {
  source: Partial<Omit<SourceOf<"web">, "kind" | "id">>;
  library: Library;
  clock?: () => Date;
  signal?: AbortSignal;
  maxDocuments?: number;
  maxRequests?: number;
  allowHosts?: string[];
  notes?: string[];
  /** Shared among crawls, to save starting its thread. */
  cleaner?: PageCleaner;
}

/** One run over the site as a web source. */
export async function crawlSmallSite(crawl: SmallCrawl): Promise<SourceTally> {
  const network = networkSchema.parse({
    allowHosts: crawl.allowHosts ?? ["127.0.0.1"],
    delayMs: 0,
    timeoutMs: 2000,
    maxRequests: crawl.maxRequests ?? 5000,
  });
  const clock = crawl.clock ?? (() => new Date());
  const userAgent = "almanac-test/1.0";
  const signal = crawl.signal ?? new AbortController().signal;
  const fetcher = createFetcher({ network, userAgent, clock, signal, retries: 1, backOffBaseMs: 1 });
  const cleaner = crawl.cleaner ?? new PageCleaner();
  const context: CrawlContext<"web"> = {
    source: webSourceSchema.parse({ id: "site", kind: "web", ...crawl.source }),
    library: crawl.library,
    fetcher,
    cleaner,
    rates: new RateBudget(clock),
    listedRepositories: new Set(),
    clock,
    signal,
    settings: {
      network,
      userAgent,
      githubToken: undefined,
      githubApiUrl: "https://api.github.example",
      arxivApiUrl: "https://arxiv.example/api/query",
      retryBaseMs: 1,
    },
    maxDocuments: crawl.maxDocuments ?? 200,
    report: (event) => void (event.kind === "note" && crawl.notes?.push(event.text)),
    tally: emptyTally(),
  };
  try {
    return await crawlWeb(context);
  } finally {
    await fetcher.close();
    if (!crawl.cleaner) await cleaner.close();
  }
}
