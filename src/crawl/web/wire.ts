/** What feeds and sitemaps say, in the shape that they say it; reading them is read-feed.ts and read-sitemap.ts. */

/** A page that a listing names. */
export interface ListedPage {
  url: string;
  /** ISO 8601, where the listing says when the page last changed. */
  modified: string | null;
}

export interface Listing {
  kind: "feed" | "sitemap" | "sitemap-index" | "page";
  pages: ListedPage[];
  /** Further listings: the parts of an index, older entries of a feed. */
  more: string[];
}
