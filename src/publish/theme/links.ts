/** Addresses inside the book, and the check that a link to the outside is only ever http or https. */
import { withBase } from "vitepress";

/** The place of a setup in the catalog. */
export function recordLink(id: string): string {
  return withBase(`/catalog/#${encodeURIComponent(id)}`);
}

/** The catalog filtered like `query` says. */
export function catalogLink(query: string): string {
  return withBase(query === "" ? "/catalog/" : `/catalog/?${query}`);
}

/** The address where it is http(s), else undefined, so that the anchor has no destination. */
export function outside(href: string | null): string | undefined {
  return href !== null && /^https?:\/\//i.test(href) ? href : undefined;
}

/** How every link to the outside stands to us. */
export const OUTSIDE_REL = "noopener noreferrer nofollow ugc";

/**
 * The pages are written with relative links, for reading without a server. Once the router changes the address without
 * loading a page, those would lead astray; so they are made absolute when the first page comes to life.
 */
export function makeLinksAbsolute(): void {
  for (const link of document.querySelectorAll("a[href^='.'], link[rel='icon'][href^='.']")) {
    const { pathname, search, hash } = new URL(link.getAttribute("href") ?? "", location.href);
    link.setAttribute("href", pathname.replace(/\/index\.html$/, "/") + search + hash);
  }
}
