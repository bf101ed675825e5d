/** Which addresses belong to a web source: its own site, and what its `match` and `exclude` globs say. */
import picomatch from "picomatch";
import type { SourceOf } from "../../config/sources-schema.ts";
import { isFileAddress } from "./page-address.ts";

export interface PageFilter {
  /** On the source's site and not excluded. */
  isOurs(url: string): boolean;
  /** As `isOurs`, and matched: may become a document. */
  isWanted(url: string): boolean;
}

/** Globs that begin with a scheme are held against the whole address, others against the path. */
export function pageFilter(source: SourceOf<"web">): PageFilter {
  const match = globs(source.match);
  const exclude = globs(source.exclude);
  const listed = source.urls !== undefined;
  const home = new URL(
    source.feed ?? source.sitemap ?? source.start ?? source.urls?.[0] ?? "http://none.invalid",
  );
  const isOurs = (url: string) => (listed || isSite(home, new URL(url))) && !exclude(url);
  return {
    isOurs,
    isWanted: (url) => isOurs(url) && (source.match.length === 0 || match(url)) && !isFileAddress(url),
  };
}

/** The same host, with or without `www.`, or one below the other; the same port. */
function isSite(home: URL, page: URL): boolean {
  if (home.port !== page.port && (home.port !== "" || page.port !== "")) return false;
  const a = home.hostname.replace(/^www\./, "");
  const b = page.hostname.replace(/^www\./, "");
  return a === b || b.endsWith(`.${a}`) || (a.endsWith(`.${b}`) && b.includes("."));
}

function globs(patterns: readonly string[]): (url: string) => boolean {
  const tests = patterns.map((pattern) => {
    const whole = /^https?:/.test(pattern);
    const matches = picomatch(whole || pattern.startsWith("/") ? pattern : `/${pattern}`, {
      dot: true,
      nonegate: true,
    });
    return (url: URL) =>
      matches(whole ? url.href : url.pathname) ||
      (!whole && url.search !== "" && matches(url.pathname + url.search));
  });
  return (url) => {
    const parsed = new URL(url);
    return tests.some((test) => test(parsed));
  };
}
