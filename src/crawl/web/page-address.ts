/** Addresses of pages: one spelling for each, and what two addresses say of each other. */
import { regex } from "../../record/regex.ts";

/** Parameters that say where a reader came from, not what the page is. */
const TRACKING = regex("i")`
  ^(?:
    utm_\w{1,30}|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref_src|_hsenc|_hsmi|vero_id|yclid|
    twclid|share|source_share
  )$
`;
/** Longer addresses are traps or mistakes. */
const MAX_LENGTH = 2000;

/**
 * The one spelling of a page's address: without fragment, credentials, default port and tracking parameters. Undefined
 * where it is no http or https address, or too long to be meant.
 */
export function pageAddress(address: string, base?: string): string | undefined {
  if (address.trim() === "" || address.length > MAX_LENGTH || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  url.hash = "";
  url.username = "";
  url.password = "";
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) url.searchParams.delete(name);
  if (url.search === "") url.search = "";
  return url.href;
}

/** Same host and port, whatever the scheme; `www.` makes no difference. */
export function isSameSite(a: string, b: string): boolean {
  const host = (address: string) => new URL(address).host.replace(/^www\./, "");
  return host(a) === host(b);
}

export function isFrontPage(address: string): boolean {
  const { pathname, search } = new URL(address);
  return /^\/(?:index\.\w{1,5})?$/.test(pathname) && search === "";
}

/** What links never lead to a page: pictures, archives, programs, media. */
export function isFileAddress(address: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg|ico|css|js|mjs|map|json|xml|rss|atom|zip|gz|tgz|tar|xz|7z|exe|dmg|iso|deb|rpm|apk|mp[34]|webm|mov|avi|ogg|wav|woff2?|ttf|eot|gguf|safetensors|bin|pt|whl)$/i.test(
    new URL(address).pathname,
  );
}
