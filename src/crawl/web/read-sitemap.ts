/** Sitemaps, sitemap indexes and plain lists of addresses, gzipped too, to the pages they list. Knows nothing of fetching. */
import { gunzipSync } from "node:zlib";
import { PermanentSourceError } from "../../record/errors.ts";
import { decodeBytes } from "../clean/charset.ts";
import { isoDate } from "../clean/iso-date.ts";
import { elementsBelow, isElement, type PageElement, parseXml, textOf } from "../clean/page-tree.ts";
import { pageAddress } from "./page-address.ts";
import { localName, readFeed, unique } from "./read-feed.ts";
import type { ListedPage, Listing } from "./wire.ts";

/** What the protocol allows a sitemap. */
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_PAGES = 50_000;

/**
 * Undefined where the bytes are neither a sitemap, a feed nor a list.
 * @throws PermanentSourceError for a gzip that inflates past the protocol's 50 MB.
 */
export function readSitemap(
  bytes: Uint8Array,
  sitemap: { url: string; charset?: string | null },
): Listing | undefined {
  const plain = inflated(bytes, sitemap.url);
  const text = decodeBytes(plain, sitemap.charset).trimStart();
  if (!text.startsWith("<")) return addressList(text) ?? readFeed(plain, sitemap);
  const root = parseXml(text);
  const top = root.children.find(isElement);
  const kind = top && localName(top);
  if (kind !== "urlset" && kind !== "sitemapindex") return readFeed(plain, sitemap);
  const entry = kind === "urlset" ? "url" : "sitemap";
  const pages: ListedPage[] = [];
  for (const element of elementsBelow(top!)) {
    if (localName(element) !== entry || pages.length >= MAX_PAGES) continue;
    const url = pageAddress(childText(element, "loc"), sitemap.url);
    if (url) pages.push({ url, modified: isoDate(childText(element, "lastmod")) });
  }
  return kind === "urlset"
    ? { kind: "sitemap", pages: unique(pages), more: [] }
    : { kind: "sitemap-index", pages: [], more: unique(pages).map(({ url }) => url) };
}

function inflated(bytes: Uint8Array, place: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (cause) {
    throw new PermanentSourceError(`the gzip cannot be read: ${(cause as Error).message}`, { place, cause });
  }
}

/** One address a line. */
function addressList(text: string): Listing | undefined {
  const lines = text
    .split("\n", MAX_PAGES)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0 || !lines.every((line) => /^https?:\/\/\S+$/.test(line))) return undefined;
  const pages = lines.flatMap((line) => pageAddress(line) ?? []).map((url) => ({ url, modified: null }));
  return { kind: "sitemap", pages: unique(pages), more: [] };
}

function childText(entry: PageElement, name: string): string {
  const child = entry.children.find((each) => isElement(each) && localName(each) === name);
  return child ? textOf(child).trim() : "";
}
