/** What a page says of itself: title, author, dates, licence, canonical address, and whether it wishes to be reproduced. */
import { isoDate } from "./iso-date.ts";
import { isElement, lineOf, type PageElement } from "./page-tree.ts";
import { structuredFacts } from "./structured-facts.ts";

export interface PageFacts {
  title: string;
  siteName: string | null;
  author: string | null;
  /** ISO 8601. */
  published: string | null;
  updated: string | null;
  licence: string | null;
  /** As the page says it, resolved; whoever follows it decides whether to believe it. */
  canonicalUrl: string | null;
  /** Directives of `<meta name="robots">` and the like, in lower case. */
  directives: string[];
  /** `<meta name="tdm-reservation" content="1">`. */
  tdmReserved: boolean;
  generator: string;
  /** Base for the page's links. */
  baseUrl: string;
}

/** `all` are the elements of the page in document order. */
export function pageFacts(all: readonly PageElement[], url: string): PageFacts {
  const meta = new Map<string, string>();
  const links = new Map<string, string>();
  const headings: string[] = [];
  let titleTag = "";
  let base = url;
  let time: string | null = null;
  let licenceLink: string | null = null;
  for (const element of all) {
    const { name, attributes } = element;
    if (name === "meta") {
      const key = (
        attributes.name ??
        attributes.property ??
        attributes["http-equiv"] ??
        attributes.itemprop ??
        ""
      ).toLowerCase();
      const content = attributes.content?.trim();
      if (key && content && (!meta.has(key) || key === "robots"))
        meta.set(key, meta.has(key) ? `${meta.get(key)},${content}` : content);
    } else if (name === "link") {
      for (const relation of (attributes.rel ?? "").toLowerCase().split(/\s+/))
        if (relation && attributes.href && !links.has(relation)) links.set(relation, attributes.href);
    } else if (name === "base" && attributes.href) base = resolved(attributes.href, url) ?? url;
    else if (name === "title" && titleTag === "")
      titleTag = element.children
        .map((child) => (isElement(child) ? "" : child.text))
        .join("")
        .replace(/\s+/g, " ")
        .trim();
    else if (name === "h1") headings.push(withoutMarks(lineOf(element)));
    else if (name === "time" && time === null) time = isoDate(attributes.datetime);
    else if (name === "a" && licenceLink === null && /(?:^|\s)license(?:\s|$)/.test(attributes.rel ?? ""))
      licenceLink = lineOf(element) || (attributes.href ?? null);
  }
  const structured = structuredFacts(all);
  const first = (...keys: string[]) =>
    keys.map((key) => meta.get(key)).find((value) => value !== undefined) ?? null;
  const siteName = first("og:site_name", "application-name");
  return {
    title: pageTitle({
      titleTag,
      ogTitle: first("citation_title", "og:title", "dc.title", "twitter:title"),
      headings,
      siteName,
    }),
    siteName,
    author:
      personName(first("author", "citation_author", "dc.creator", "article:author", "parsely-author")) ??
      structured.author,
    published:
      isoDate(
        first(
          "article:published_time",
          "citation_publication_date",
          "citation_date",
          "datepublished",
          "dc.date",
          "date",
          "pubdate",
          "parsely-pub-date",
        ),
      ) ??
      structured.published ??
      time,
    updated:
      isoDate(first("article:modified_time", "og:updated_time", "datemodified", "last-modified")) ??
      structured.updated,
    licence:
      first("dc.rights", "license", "licence") ??
      licenceOf(links.get("license")) ??
      licenceOf(structured.licence) ??
      licenceOf(licenceLink),
    canonicalUrl: resolved(links.get("canonical") ?? first("og:url"), base),
    directives: (first("robots") ?? "")
      .toLowerCase()
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean),
    tdmReserved: first("tdm-reservation") === "1",
    generator: first("generator") ?? "",
    baseUrl: base,
  };
}

/** The heading where it says what the title tag begins with; else the tag without the site's name. */
function pageTitle(said: {
  titleTag: string;
  ogTitle: string | null;
  headings: string[];
  siteName: string | null;
}): string {
  const same = (a: string, b: string) => plain(a) !== "" && plain(b).startsWith(plain(a));
  const titleTag = said.titleTag.replace(/^\[[\w./-]{1,20}\]\s*/, "");
  const heading = said.headings.find(
    (text) => text !== "" && (same(text, titleTag) || (said.ogTitle !== null && same(text, said.ogTitle))),
  );
  if (heading) return heading;
  const inside = said.headings.find(
    (text) =>
      plain(text).length >= 10 &&
      text !== said.siteName &&
      plain(titleTag).includes(plain(text)) &&
      text.length > titleTag.length * 0.4,
  );
  if (inside) return inside;
  if (said.ogTitle && said.ogTitle !== said.siteName) return said.ogTitle;
  const only = said.headings.filter((text) => text !== "");
  if (titleTag === "" || titleTag === said.siteName) return only[0] ?? titleTag;
  const ending = /\s+([|–—·»-])\s+([^|–—·»]{1,60})$/.exec(titleTag);
  if (!ending) return titleTag;
  const rest = titleTag.slice(0, ending.index);
  const name = ending[2]!;
  const isSite = said.siteName !== null && plain(said.siteName) === plain(name);
  const isShort = ending[1] === "-" ? name.length < rest.length : name.split(/\s+/).length <= 4;
  if (isSite || isShort) return rest;
  return titleTag;
}

/** A heading without the sign that links to it. */
function withoutMarks(heading: string): string {
  return heading.replace(/[\s#¶§🔗\u200B]{1,5}$/u, "");
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function personName(value: string | null): string | null {
  return value === null || /^https?:/.test(value) ? null : value.replace(/^by\s+/i, "").slice(0, 200);
}

/** `CC BY-SA 4.0` of a Creative Commons address; other words as they stand. */
export function licenceOf(value: string | null | undefined): string | null {
  if (!value) return null;
  const commons = /creativecommons\.org\/(?:licenses|publicdomain)\/([a-z-]{2,12})\/(\d\.\d)/i.exec(value);
  if (commons) return commons[1] === "zero" ? "CC0-1.0" : `CC-${commons[1]!.toUpperCase()}-${commons[2]}`;
  return value.slice(0, 200);
}

export function resolved(href: string | null | undefined, base: string): string | null {
  if (!href || !URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
