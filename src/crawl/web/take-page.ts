/** One page of a web source: asked for, captured, cleaned, kept; or found gone, moved, or not the page it was. */
import { PermanentSourceError } from "../../record/errors.ts";
import { parseContentType } from "../fetch/content-type.ts";
import { type AdaptedPage, adaptPage } from "./adapter.ts";
import { linkedRequests } from "./list-pages.ts";
import { isFrontPage, isSameSite, pageAddress } from "./page-address.ts";
import { expectPage, type WebCrawl, type WebRequest } from "./web-crawl.ts";

type PageRequest = Extract<WebRequest, { kind: "page" }>;

/** A listing's word that a page has not changed is believed this long. */
const TRUST_LISTING_MS = 7 * 24 * 3600 * 1000;
/** A move is believed this long before the old address is asked again. */
const TRUST_MOVE_MS = 30 * 24 * 3600 * 1000;
/** Pages that name one another as the true one are taken as they are after so many steps. */
const MAX_HOPS = 2;
/** A text that shrinks to less than this share of a long one has lost its content. */
const LEAST_SHARE = 0.15;
const LONG_TEXT = 1500;
/** A found page with a larger share of links is a list of pages, not one to keep. */
const LIST_OF_LINKS = 0.5;

/** What is still to be stored of a page, in one step with its leaving the frontier. */
export type Store = () => void;
const nothing: Store = () => undefined;

/** @throws TransientSourceError or PermanentSourceError; the source goes on with its other pages. */
export async function takePage(request: PageRequest, crawl: WebCrawl): Promise<Store> {
  const { context, round, pages } = crawl;
  const { library, source, clock } = context;
  const { fetches } = library;
  const url = movedTo(request.url, crawl) ?? request.url;
  const known = fetches.get(`PAGE ${url}`);
  if (isDeadLink(request, url, crawl)) return nothing;
  if (known && isUnchangedByListing(request, url, known.finalUrl, crawl)) return nothing;

  if (!(await context.fetcher.isAllowed(url))) {
    crawl.forbidden.add(url);
    return nothing;
  }
  const answer = await round.ask({
    key: `GET ${url}`,
    conditional: pages.conditional,
    send: async (headers) => {
      const page = await pages.get(url, headers);
      rememberMove(url, page, crawl);
      return page;
    },
  });
  const place = pageAddress(movedTo(url, crawl) ?? url) ?? url;
  if (answer.status === 404 || answer.status === 410) {
    if (!known?.finalUrl && isFoundLink(request, crawl)) return nothing;
    if (!known?.finalUrl) throw new PermanentSourceError(`answered ${answer.status}`, { place: url });
    const { finalUrl } = known;
    return () => round.gone(finalUrl, `answered ${answer.status}`);
  }
  expectPage(answer);
  if (source.start && request.depth < source.maxDepth) {
    const { charset } = parseContentType(answer.headers["content-type"]);
    crawl.add(linkedRequests(answer.body, { url: answer.url || url, charset, depth: request.depth }, crawl));
  }
  if (known?.capture && known.capture === answer.capture && place === url) {
    const { finalUrl } = known;
    if (!finalUrl) return nothing;
    if (library.documents.stateOf(finalUrl) !== "gone")
      return () => library.documents.touch(finalUrl, clock().toISOString());
  }
  if (!source.urls && !crawl.filter.isOurs(answer.url || url))
    throw new PermanentSourceError(`leads to another site: ${answer.url}`, { place: url });

  const { type, charset } = parseContentType(answer.headers["content-type"]);
  const adapted = await adaptPage(
    answer.body,
    { url: place, contentType: type, charset, headers: answer.headers, family: source.family },
    crawl.cleaner,
  );
  /** What became of this answer; after a move the new address knows it, too, with its validators. */
  const remember = (documentUrl: string | null) => {
    const last = fetches.get(`GET ${url}`);
    for (const address of new Set([url, place])) {
      if (address !== url && last) fetches.put({ ...last, key: `GET ${address}` });
      fetches.put({
        key: `PAGE ${address}`,
        status: 200,
        etag: null,
        lastModified: null,
        finalUrl: documentUrl,
        contentType: type,
        capture: answer.capture,
        headers: {},
        fetchedAt: clock().toISOString(),
      });
    }
  };
  const canonical = canonicalOf(adapted, place);
  if (canonical && request.hops < MAX_HOPS) {
    return () => {
      crawl.add([{ ...request, url: canonical, modified: null, hops: request.hops + 1 }]);
      remember(canonical);
    };
  }
  if (isFoundLink(request, crawl) && source.match.length === 0 && adapted.linkShare > LIST_OF_LINKS)
    return () => remember(null);
  const doubt = doubtOf(
    adapted,
    { asked: url, answered: answer.url, known: known?.finalUrl ?? place },
    crawl,
  );
  if (doubt) {
    return () => {
      keepAside(known?.finalUrl ?? place, doubt, answer.capture, crawl);
      remember(known?.finalUrl ?? null);
    };
  }
  return () => {
    round.keep(adapted.draft, answer.capture ?? answer.body);
    if (known?.finalUrl && known.finalUrl !== place) round.gone(known.finalUrl, `moved to ${place}`);
    remember(place);
  };
}

/** A link found on the way from a start page, which nobody vouched for. */
function isFoundLink({ depth }: PageRequest, { context }: WebCrawl): boolean {
  return context.source.start !== undefined && depth > 0;
}

/** A found link that led nowhere is not followed again for a while. */
function isDeadLink(request: PageRequest, url: string, crawl: WebCrawl): boolean {
  const last = crawl.context.library.fetches.get(`GET ${url}`);
  if (!last || (last.status !== 404 && last.status !== 410) || !isFoundLink(request, crawl)) return false;
  return crawl.context.clock().getTime() - Date.parse(last.fetchedAt) < TRUST_LISTING_MS;
}

/** The address that this one has moved to for good, as an earlier answer said. */
function movedTo(url: string, { context }: WebCrawl): string | undefined {
  const move = context.library.fetches.get(`MOVED ${url}`);
  if (!move?.finalUrl || context.clock().getTime() - Date.parse(move.fetchedAt) > TRUST_MOVE_MS)
    return undefined;
  return move.finalUrl;
}

/** Remembers a chain of permanent redirects. */
function rememberMove(
  url: string,
  page: { url: string; redirects: { status: number }[] },
  { context }: WebCrawl,
): void {
  const { redirects } = page;
  if (redirects.length === 0 || !redirects.every(({ status }) => status === 301 || status === 308)) return;
  const target = pageAddress(page.url);
  if (!target || target === url || isFrontPage(target)) return;
  context.library.fetches.put({
    key: `MOVED ${url}`,
    status: 301,
    etag: null,
    lastModified: null,
    finalUrl: target,
    contentType: null,
    capture: null,
    headers: {},
    fetchedAt: context.clock().toISOString(),
  });
}

/** The sitemap says the page is older than what we have: nothing is asked. */
function isUnchangedByListing(
  request: PageRequest,
  url: string,
  documentUrl: string | null,
  { context }: WebCrawl,
): boolean {
  const { fetches, documents } = context.library;
  const last = fetches.get(`GET ${url}`);
  if (!request.modified || !last?.capture || !documentUrl) return false;
  const now = context.clock().getTime();
  const fetchedAt = Date.parse(last.fetchedAt);
  if (Date.parse(request.modified) >= fetchedAt || now - fetchedAt > TRUST_LISTING_MS) return false;
  if (documents.byUrl(documentUrl)?.state !== "live") return false;
  documents.touch(documentUrl, context.clock().toISOString());
  return true;
}

/** The page's own word for its true address, where it can be believed: on the same site, and no front page. */
function canonicalOf({ canonicalUrl }: AdaptedPage, place: string): string | undefined {
  const canonical = canonicalUrl && pageAddress(canonicalUrl);
  if (!canonical || canonical === place || !isSameSite(canonical, place) || isFrontPage(canonical))
    return undefined;
  const bare = (address: string) => address.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
  return bare(canonical) === bare(place) ? undefined : canonical;
}

/** Why this answer may not be the page that was meant; undefined where it may. */
function doubtOf(
  adapted: AdaptedPage,
  addresses: { asked: string; answered: string; known: string },
  { context }: WebCrawl,
): string | undefined {
  if (adapted.verdict === "suspicious") return adapted.why ?? "suspicious";
  if (addresses.answered && isFrontPage(addresses.answered) && !isFrontPage(addresses.asked))
    return "redirects to the front page";
  const old = context.library.documents.byUrl(addresses.known);
  if (old && old.text.length > LONG_TEXT && adapted.draft.text.length < old.text.length * LEAST_SHARE)
    return "lost most of its text";
  return undefined;
}

/** A doubtful answer does not replace a good page; where there was none, it is a failure like any other. */
function keepAside(
  documentUrl: string,
  why: string,
  capture: string | null,
  { context, round }: WebCrawl,
): void {
  const now = context.clock().toISOString();
  const marked = context.library.documents.mark(documentUrl, "suspicious", {
    note: why,
    now,
    ...(capture ? { capture } : {}),
  });
  context.library.documents.touch(documentUrl, now);
  round.note("SUSPICIOUS", `${documentUrl}: ${why}`, documentUrl);
  if (!marked) round.tally.documents.failed++;
}
