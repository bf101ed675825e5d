/** The crawl stage over the replay server's own list of sources, and what came of it. */
import { readSources } from "../../src/config/read-sources.ts";
import { type CrawlOptions, type CrawlOutcome, crawlSources } from "../../src/crawl/crawl-sources.ts";
import { Library } from "../../src/store/library.ts";
import type { ReplayServer } from "./replay-server.ts";

export async function crawlReplay(
  library: Library,
  server: Pick<ReplayServer, "sources" | "origin" | "arxivApiUrl">,
  options: Partial<Pick<CrawlOptions, "replay" | "signal" | "report">> = {},
): Promise<CrawlOutcome> {
  return crawlSources({
    file: readSources(server.sources),
    library,
    environment: { githubToken: undefined, githubApiUrl: server.origin, arxivApiUrl: server.arxivApiUrl },
    clock: () => new Date(),
    signal: new AbortController().signal,
    report: () => undefined,
    retryBaseMs: 20,
    ...options,
  });
}

/** Everything of the documents that a reader would notice, with loopback ports made equal. */
export function readable(folder: string): string[] {
  const library = Library.open(folder);
  const documents = [...library.documents.each()].map(
    ({ url, source, family, title, author, published, licence, text, parts, state }) =>
      JSON.stringify({ url, source, family, title, author, published, licence, text, parts, state }).replace(
        /127\.0\.0\.1:\d+/g,
        "loopback",
      ),
  );
  library.close();
  return documents.sort();
}
