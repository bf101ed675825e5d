/** Reads a web source's listings and adds the pages they name to the frontier. */
import type { SourceOf } from "../../config/sources-schema.ts";
import { PermanentSourceError } from "../../record/errors.ts";
import { parseContentType } from "../fetch/content-type.ts";
import { isFileAddress, pageAddress } from "./page-address.ts";
import { readFeed } from "./read-feed.ts";
import { readLinks } from "./read-links.ts";
import { readSitemap } from "./read-sitemap.ts";
import { expectPage, type WebCrawl, type WebRequest } from "./web-crawl.ts";
import type { Listing } from "./wire.ts";

type ListRequest = Extract<WebRequest, { kind: "list" }>;

/** Parts of an index, or pages of a list, that one listing may lead to one after another. */
const MAX_TURNS = 50;
const LIST_ACCEPT =
  "application/rss+xml, application/atom+xml, application/feed+json, application/xml, text/xml, text/html;q=0.8, */*;q=0.5";

/** What the configuration names. */
export function seedsOf(source: SourceOf<"web">): WebRequest[] {
  const list = (what: ListRequest["what"], url: string): WebRequest[] => [
    { kind: "list", what, url: pageAddress(url) ?? url, depth: 0, seed: true },
  ];
  if (source.feed) return list("feed", source.feed);
  if (source.sitemap) return list("sitemap", source.sitemap);
  if (source.start) return list("links", source.start);
  return (source.urls ?? []).map((url) => ({
    kind: "page",
    url: pageAddress(url) ?? url,
    depth: 0,
    modified: null,
    hops: 0,
  }));
}

/** @throws TransientSourceError or PermanentSourceError where the listing cannot be had or is none. */
export async function readListing(request: ListRequest, crawl: WebCrawl): Promise<void> {
  const { context, round, filter } = crawl;
  const answer = await round.ask({
    key: `GET ${request.url}`,
    conditional: request.what !== "links" || crawl.pages.conditional,
    send: (headers) =>
      request.what === "links"
        ? crawl.pages.get(request.url, headers)
        : context.fetcher.fetch({
            url: request.url,
            headers,
            accept: LIST_ACCEPT,
            ...(context.source.delayMs === undefined ? {} : { delayMs: context.source.delayMs }),
          }),
  });
  expectPage(answer);
  const { charset } = parseContentType(answer.headers["content-type"]);
  const place = { url: answer.url || request.url, charset };
  if (request.what === "links") {
    crawl.add(linkedRequests(answer.body, { ...place, depth: request.depth }, crawl));
    return;
  }
  const listing = request.what === "feed" ? readFeed(answer.body, place) : readSitemap(answer.body, place);
  if (!listing) {
    const feed =
      request.what === "feed" && request.depth === 0 ? readLinks(answer.body, place).feeds[0] : undefined;
    if (!feed) throw new PermanentSourceError(`is no ${request.what}`, { place: request.url });
    crawl.add([{ ...request, url: feed, depth: 1 }]);
    return;
  }
  crawl.add(listedRequests(listing, filter));
  if (
    listing.more.length > 0 &&
    request.depth < MAX_TURNS &&
    (listing.kind !== "feed" || hasNews(listing, crawl))
  )
    crawl.add(
      listing.more
        .filter((url) => filter.isOurs(url))
        .map((url) => ({ ...request, url, depth: request.depth + 1, seed: false })),
    );
}

function listedRequests(listing: Listing, filter: WebCrawl["filter"]): WebRequest[] {
  return listing.pages
    .filter(({ url }) => filter.isWanted(url))
    .map(({ url, modified }) => ({ kind: "page", url, depth: 0, modified, hops: 0 }));
}

/** Older pages of a feed are worth turning to only where this one has something that was never seen. */
function hasNews(listing: Listing, { context }: WebCrawl): boolean {
  return listing.pages.some(({ url }) => context.library.fetches.get(`GET ${url}`) === undefined);
}

/**
 * What a page of links leads to: wanted pages as documents, others of the site as further pages of links, both one step
 * deeper; "older posts" at the same depth.
 */
export function linkedRequests(
  html: Uint8Array,
  page: { url: string; charset: string | null; depth: number },
  { context, filter }: WebCrawl,
): WebRequest[] {
  const { links, older } = readLinks(html, page);
  const { maxDepth, match } = context.source;
  const start = context.source.start && pageAddress(context.source.start);
  const turns: WebRequest[] = older
    .filter((url) => filter.isOurs(url))
    .slice(0, 2)
    .map((url) => ({ kind: "list", what: "links", url, depth: page.depth, seed: false }));
  const turned = new Set(turns.map(({ url }) => url));
  if (page.depth >= maxDepth) return turns;
  return [
    ...turns,
    ...links.flatMap((url): WebRequest[] => {
      if (turned.has(url) || url === page.url || url === start) return [];
      const depth = page.depth + 1;
      if (filter.isWanted(url)) return [{ kind: "page", url, depth, modified: null, hops: 0 }];
      return match.length > 0 && depth < maxDepth && filter.isOurs(url) && !isFileAddress(url)
        ? [{ kind: "list", what: "links", url, depth, seed: false }]
        : [];
    }),
  ];
}
