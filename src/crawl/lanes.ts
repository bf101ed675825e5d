/** Sorts sources into lanes: those of one server run one after another, the most valuable first; lanes run side by side. */
import type { Source } from "../config/sources-schema.ts";
import type { Library } from "../store/library.ts";
import type { CrawlSettings } from "./source-crawler.ts";

export interface Lane {
  sources: Source[];
  /**
   * How many of them may be under way at once. Their requests still go out one after another over one connection; this
   * only keeps one source's pauses from holding up the next.
   */
  sideBySide: number;
}

const SIDE_BY_SIDE = 8;

/** Lanes in the order of their first source; inside a lane the sources that yielded most, then the file's order. */
export function lanesOf(
  sources: readonly Source[],
  { settings, library }: { settings: CrawlSettings; library: Library },
): Lane[] {
  const lanes = Map.groupBy(sources, (source) => serverOf(source, settings));
  const worth = new Map(sources.map((source) => [source.id, yieldOf(source.id, library)]));
  const github = new URL(settings.githubApiUrl);
  // Sixty requests an hour go to the most valuable source first, and only what it leaves to the next.
  const scarce = !settings.githubToken && github.hostname === "api.github.com" ? github.origin : undefined;
  return [...lanes].map(([server, lane]) => ({
    sources: [...lane].sort((a, b) => worth.get(b.id)! - worth.get(a.id)!),
    sideBySide: server === scarce ? 1 : SIDE_BY_SIDE,
  }));
}

function serverOf(source: Source, settings: CrawlSettings): string {
  switch (source.kind) {
    case "github":
    case "gist":
    case "repository":
      return new URL(settings.githubApiUrl).origin;
    case "paper":
      return new URL(settings.arxivApiUrl).origin;
    case "folder":
      return "folder";
    case "web":
      return new URL(
        source.feed ?? source.sitemap ?? source.start ?? source.urls?.[0] ?? "http://none.invalid",
      ).origin;
  }
}

/**
 * Setup records a document so far. A source that was never crawled counts as an average one, so that the file's order
 * decides among new ones and a barren source comes last.
 */
function yieldOf(source: string, library: Library): number {
  const row = library.database.get<{ documents: number; records: number }>(
    `SELECT COUNT(*) AS documents, (SELECT COUNT(*) FROM records r JOIN documents d ON d.id = r.document WHERE d.source = ?1) AS records
     FROM documents WHERE source = ?1`,
    source,
  );
  return row && row.documents > 0 ? row.records / row.documents : UNKNOWN_YIELD;
}

const UNKNOWN_YIELD = 0.5;
