/** What the steps of one web source's crawl share: its frontier entries, its round, its filter. */
import { z } from "zod";
import { PermanentSourceError } from "../../record/errors.ts";
import type { PageCleaner } from "../clean/page-cleaner.ts";
import type { CrawlRound } from "../crawl-round.ts";
import type { CrawlContext } from "../source-crawler.ts";
import type { PageFilter } from "./page-filter.ts";
import type { PageSource } from "./page-source.ts";

/** What stands in the frontier. */
export const webRequestSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("list"),
    url: z.string(),
    depth: z.number(),
    seed: z.boolean(),
    what: z.enum(["feed", "sitemap", "links"]),
  }),
  z.object({
    kind: z.literal("page"),
    url: z.string(),
    depth: z.number(),
    modified: z.string().nullable(),
    hops: z.number(),
  }),
]);
export type WebRequest = z.infer<typeof webRequestSchema>;

/** What the steps of one web source's crawl share. */
export interface WebCrawl {
  context: CrawlContext<"web">;
  round: CrawlRound;
  filter: PageFilter;
  pages: PageSource;
  cleaner: PageCleaner;
  /** Addresses that robots.txt asks us to leave alone. */
  forbidden: Set<string>;
  /** Adds what this round has not seen. */
  add(requests: readonly WebRequest[]): number;
}

/** @throws PermanentSourceError for an answer that is no page. */
export function expectPage(answer: { status: number; url: string }): void {
  if (answer.status >= 200 && answer.status < 300) return;
  throw new PermanentSourceError(`answered ${answer.status}`, { place: answer.url });
}
