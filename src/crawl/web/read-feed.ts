/**
 * RSS, Atom, RDF and JSON Feed to the pages they list. Entities that a document defines expand to nothing. Knows nothing
 * of fetching.
 */
import { decodeBytes } from "../clean/charset.ts";
import { isoDate } from "../clean/iso-date.ts";
import { elementsBelow, isElement, type PageElement, parseXml, textOf } from "../clean/page-tree.ts";
import { pageAddress } from "./page-address.ts";
import type { ListedPage, Listing } from "./wire.ts";

const MAX_ENTRIES = 20_000;

/** Undefined where the bytes are no feed. Never throws. `url` is the feed's own address. */
export function readFeed(
  bytes: Uint8Array,
  feed: { url: string; charset?: string | null },
): Listing | undefined {
  const text = decodeBytes(bytes, feed.charset).trimStart();
  if (text.startsWith("{")) return jsonFeed(text, feed.url);
  if (!text.startsWith("<")) return undefined;
  const root = parseXml(text);
  const top = [...root.children].find(isElement);
  if (!top || !/^(?:\w{1,10}:)?(?:rss|feed|rdf)$/.test(top.name)) return undefined;
  const pages: ListedPage[] = [];
  const more: string[] = [];
  let base = feed.url;
  for (const element of elementsBelow(root)) {
    const name = localName(element);
    if (name === "link" && element.attributes.rel === "next" && !isInEntry(element)) {
      const next = pageAddress(element.attributes.href ?? "", base);
      if (next) more.push(next);
    }
    if (element === top && element.attributes["xml:base"])
      base = pageAddress(element.attributes["xml:base"], base) ?? base;
    if ((name !== "item" && name !== "entry") || pages.length >= MAX_ENTRIES) continue;
    const url = pageAddress(entryLink(element), base);
    if (url) pages.push({ url, modified: isoDate(childText(element, "updated", "modified")) });
  }
  return { kind: "feed", pages: unique(pages), more };
}

/** The address of an entry: Atom's alternate link, RSS's link, else a guid that is one. */
function entryLink(entry: PageElement): string {
  let plain = "";
  let guid = "";
  for (const child of entry.children) {
    if (!isElement(child)) continue;
    const name = localName(child);
    if (name === "link" && child.attributes.href && /^(?:alternate)?$/.test(child.attributes.rel ?? ""))
      return child.attributes.href;
    if (name === "origlink") return textOf(child).trim();
    if (name === "link" && plain === "") plain = textOf(child).trim();
    if (name === "guid" && child.attributes.ispermalink !== "false") guid = textOf(child).trim();
    if (name === "id" && /^https?:/.test(textOf(child).trim())) guid ||= textOf(child).trim();
  }
  return plain || (/^https?:/.test(guid) ? guid : "") || entry.attributes["rdf:about"] || "";
}

function childText(entry: PageElement, ...names: string[]): string | null {
  for (const child of entry.children) {
    if (isElement(child) && names.includes(localName(child))) return textOf(child).trim();
  }
  return null;
}

function isInEntry(element: PageElement): boolean {
  const parent = element.parent;
  return parent !== null && /(?:^|:)(?:item|entry)$/.test(parent.name);
}

export function localName(element: PageElement): string {
  return element.name.slice(element.name.indexOf(":") + 1);
}

function jsonFeed(text: string, base: string): Listing | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // No JSON is no feed; the caller says so with the address.
    return undefined;
  }
  const { version, items, next_url } = parsed as Record<string, unknown>;
  if (typeof version !== "string" || !version.includes("jsonfeed.org") || !Array.isArray(items))
    return undefined;
  const pages = items.slice(0, MAX_ENTRIES).flatMap((item): ListedPage[] => {
    if (item === null || typeof item !== "object") return [];
    const { url, external_url, id, date_modified } = item as Record<string, unknown>;
    const said = [url, external_url, id].find((value) => typeof value === "string" && value !== "");
    const address = pageAddress(typeof said === "string" ? said : "", base);
    return address && (url || /^https?:/.test(String(said)))
      ? [{ url: address, modified: typeof date_modified === "string" ? isoDate(date_modified) : null }]
      : [];
  });
  const next = typeof next_url === "string" ? pageAddress(next_url, base) : undefined;
  return { kind: "feed", pages: unique(pages), more: next ? [next] : [] };
}

export function unique(pages: readonly ListedPage[]): ListedPage[] {
  return [...new Map(pages.map((page) => [page.url, page])).values()];
}
