/** The almanac's web crawler over one local site, politeness off, into a library of its own. */
import { networkSchema, webSourceSchema } from "../../src/config/sources-schema.ts";
import { PageCleaner } from "../../src/crawl/clean/page-cleaner.ts";
import { createFetcher } from "../../src/crawl/fetch/fetcher.ts";
import { RateBudget } from "../../src/crawl/github/rate-budget.ts";
import { emptyTally, type SourceTally } from "../../src/crawl/source-crawler.ts";
import { crawlWeb } from "../../src/crawl/web/crawler.ts";
import { Library } from "../../src/store/library.ts";

export async function crawlLocalSite(site: {
  origin: string;
  output: string;
  concurrency: number;
  pages: number;
}): Promise<SourceTally> {
  const network = networkSchema.parse({ allowHosts: ["127.0.0.1"], delayMs: 0, maxRequests: site.pages * 3 });
  const clock = () => new Date();
  const userAgent = "almanac-bench/1.0";
  const fetcher = createFetcher({ network, userAgent, clock, connectionsPerHost: site.concurrency });
  const cleaner = new PageCleaner();
  const library = Library.open(site.output);
  try {
    const tally = await crawlWeb({
      source: webSourceSchema.parse({ id: "bench", kind: "web", sitemap: `${site.origin}/sitemap.xml` }),
      library,
      fetcher,
      cleaner,
      rates: new RateBudget(clock),
      listedRepositories: new Set(),
      clock,
      signal: new AbortController().signal,
      settings: {
        network,
        userAgent,
        githubToken: undefined,
        githubApiUrl: "https://api.github.com",
        arxivApiUrl: "https://export.arxiv.org/api/query",
        retryBaseMs: 1000,
      },
      maxDocuments: site.pages,
      report: () => undefined,
      tally: emptyTally(),
    });
    const { documents } = tally;
    if (documents.new + documents.unchanged !== site.pages)
      throw new Error(`not all pages: ${JSON.stringify(tally)}`);
    return tally;
  } finally {
    library.close();
    await Promise.all([fetcher.close(), cleaner.close()]);
  }
}
