/** Runs the crawl stage over a library in a temporary folder, with every server on loopback and no waiting. */
import { parseSources } from "../../src/config/read-sources.ts";
import { type CrawlOptions, type CrawlOutcome, crawlSources } from "../../src/crawl/crawl-sources.ts";
import type { CrawlEvent } from "../../src/crawl/source-crawler.ts";
import type { StoredDocument } from "../../src/store/documents.ts";
import type { Library } from "../../src/store/library.ts";

export interface CrawlTrial extends Partial<Omit<CrawlOptions, "file" | "library">> {
  library: Library;
  /** Entries of `sources:` as YAML flow maps. */
  sources: string[];
  /** Where GitHub, and arXiv under /api/query, are served. */
  origin?: string;
  token?: string;
  events?: CrawlEvent[];
  /** Further lines of sources.yaml. */
  settings?: string;
}

export async function crawl(trial: CrawlTrial): Promise<CrawlOutcome> {
  const {
    library,
    sources,
    origin = "http://127.0.0.1:9",
    token,
    events = [],
    settings = "",
    ...options
  } = trial;
  const yaml = `version: 1\nnetwork: { allowHosts: ["127.0.0.1"], delayMs: 0 }\n${settings}\nsources:\n${sources.map((source) => `  - ${source}\n`).join("")}`;
  return crawlSources({
    file: parseSources(yaml, "/nowhere/sources.yaml"),
    library,
    environment: { githubToken: token, githubApiUrl: origin, arxivApiUrl: `${origin}/api/query` },
    clock: () => new Date(),
    signal: new AbortController().signal,
    report: (event) => void events.push(event),
    retryBaseMs: 1,
    ...options,
  });
}

export function documentsOf(library: Library): StoredDocument[] {
  return [...library.documents.each()];
}

/** The tallies of all sources of an outcome in one. */
export function counted(outcome: CrawlOutcome): Record<string, number> {
  const sum: Record<string, number> = { requests: 0, notModified: 0 };
  for (const { requests, notModified, documents } of outcome.sources) {
    sum.requests! += requests;
    sum.notModified! += notModified;
    for (const [what, n] of Object.entries(documents)) sum[what] = (sum[what] ?? 0) + n;
  }
  return sum;
}
