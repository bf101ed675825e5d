/** The links of a page that lead to further pages: all of them, and apart those that turn to older ones. Knows nothing of fetching. */
import { regex } from "../../record/regex.ts";
import { decodeBytes } from "../clean/charset.ts";
import { classWords, elementsBelow, lineOf, parsePage } from "../clean/page-tree.ts";
import { pageAddress } from "./page-address.ts";

export interface PageLinks {
  /** In the page's order, each once; none where the page asks that its links be not followed. */
  links: string[];
  /** "Older posts", the next page of a list. */
  older: string[];
  /** Feeds that the page names. */
  feeds: string[];
}

const OLDER = regex("i")`
  ^(?:[«‹←<]{0,2}\s*)?(?:
    older(?: (?:posts?|entries|articles))?|next(?: page)?|more posts|load more|previous (?:posts|entries)|
    ältere (?:beiträge|artikel|einträge)|nächste seite|weiter|page suivante|articles plus anciens|
    entradas antiguas|siguiente
  )(?:\s*[»›→>]{0,2})?$
`;
const FEED_TYPES = /^application\/(?:rss\+xml|atom\+xml|feed\+json)$/i;
const MAX_LINKS = 5000;

export function readLinks(html: Uint8Array, page: { url: string; charset?: string | null }): PageLinks {
  const root = parsePage(decodeBytes(html, page.charset));
  const links = new Set<string>();
  const older = new Set<string>();
  const feeds = new Set<string>();
  let base = page.url;
  let follow = true;
  for (const element of elementsBelow(root)) {
    const { name, attributes } = element;
    const relations = (attributes.rel ?? "").toLowerCase().split(/\s+/);
    if (name === "base" && attributes.href) base = pageAddress(attributes.href, page.url) ?? base;
    else if (
      name === "meta" &&
      attributes.name?.toLowerCase() === "robots" &&
      /\b(?:nofollow|none)\b/i.test(attributes.content ?? "")
    )
      follow = false;
    else if (name === "link" || name === "a" || name === "area") {
      const url =
        attributes.href && !attributes.href.startsWith("#") ? pageAddress(attributes.href, base) : undefined;
      if (!url) continue;
      if (name === "link") {
        if (relations.includes("next")) older.add(url);
        if (relations.includes("alternate") && FEED_TYPES.test(attributes.type ?? "")) feeds.add(url);
      } else if (links.size < MAX_LINKS && !relations.includes("nofollow")) {
        links.add(url);
        if (
          relations.includes("next") ||
          OLDER.test(lineOf(element)) ||
          /(?<![a-z])(?:next|older)-?(?:posts?|page(?:-numbers)?)(?![a-z])/.test(classWords(element))
        )
          older.add(url);
      }
    }
  }
  return follow
    ? { links: [...links], older: [...older], feeds: [...feeds] }
    : { links: [], older: [], feeds: [...feeds] };
}
