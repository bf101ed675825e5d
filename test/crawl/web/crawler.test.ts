import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { PageCleaner } from "../../../src/crawl/clean/page-cleaner.ts";
import { Library } from "../../../src/store/library.ts";
import {
  article,
  crawlSmallSite,
  type SmallCrawl,
  type SmallSite,
  startSmallSite,
} from "../../helpers/small-site.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let site: SmallSite;
let library: Library;
const cleaner = new PageCleaner();
afterAll(() => cleaner.close());
/** Days that have passed since the test began. */
let day = 0;
beforeEach(async () => {
  day = 0;
  site = await startSmallSite();
  library = Library.open(temporaryFolder());
});
afterEach(async () => {
  library.close();
  await site.close();
});

const sitemapOf =
  (...paths: (string | [path: string, lastmod: string])[]) =>
  (origin: string) => ({
    headers: { "content-type": "application/xml" },
    body: `<urlset>${paths.map((each) => (typeof each === "string" ? `<url><loc>${origin}${each}</loc></url>` : `<url><loc>${origin}${each[0]}</loc><lastmod>${each[1]}</lastmod></url>`)).join("")}</urlset>`,
  });
const crawl = (source: SmallCrawl["source"], more: Partial<SmallCrawl> = {}) =>
  crawlSmallSite({ source, library, cleaner, ...more });
const bySitemap = (more: Partial<SmallCrawl> = {}) => crawl({ sitemap: `${site.origin}/sitemap.xml` }, more);
const stored = () =>
  [...library.documents.each()].map(({ url, state }) => `${url.slice(site.origin.length)} ${state}`);
const document = (path: string) => library.documents.byUrl(site.origin + path);
const nextDay = () => {
  const at = Date.now() + ++day * 24 * 3600_000;
  return () => new Date(at);
};

describe("a site by its sitemap", () => {
  it("becomes documents, captured as they came; the next run asks conditionally only", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/a", "/b"));
    site.pages.set("/a", { body: article("First") });
    site.pages.set("/b", { body: article("Second") });
    const first = await bySitemap();
    expect(first.documents).toEqual({ new: 2, changed: 0, unchanged: 0, removed: 0, failed: 0 });
    expect(document("/a")).toMatchObject({
      title: "First",
      source: "site",
      family: "blog",
      publication: "quote",
    });
    expect(new TextDecoder().decode(library.captures.get(document("/a")!.capture!))).toBe(article("First"));
    site.seen.length = 0;
    const second = await bySitemap();
    expect(second.documents).toEqual({ new: 0, changed: 0, unchanged: 2, removed: 0, failed: 0 });
    expect(second).toMatchObject({ requests: 3, notModified: 3 });
    expect(site.seen.every((line) => line.endsWith("if-none-match"))).toBe(true);
  });

  it("whose page changes is read again; its other page is not asked for when the sitemap says it is old", async () => {
    site.pages.set("/sitemap.xml", sitemapOf(["/a", "2026-01-01"], ["/b", "2026-01-01"]));
    site.pages.set("/a", { body: article("First") });
    site.pages.set("/b", { body: article("Second") });
    await bySitemap();
    site.pages.set("/a", { body: article("First, mended") });
    site.pages.set(
      "/sitemap.xml",
      sitemapOf(["/a", new Date(Date.now() + 1000).toISOString()], ["/b", "2026-01-01"]),
    );
    site.seen.length = 0;
    const second = await bySitemap();
    expect(second.documents).toMatchObject({ changed: 1, unchanged: 1 });
    expect(document("/a")!.title).toBe("First, mended");
    expect(site.seen).not.toContain("GET /b if-none-match");
  });

  it("whose pages go are marked, not deleted, be they listed or no longer; one that comes back is live again", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/a", "/b", "/c"));
    for (const path of ["/a", "/b", "/c"]) site.pages.set(path, { body: article(path) });
    await bySitemap();
    site.pages.delete("/a");
    site.pages.set("/b", { status: 410 });
    site.pages.set("/sitemap.xml", sitemapOf("/a", "/c"));
    const second = await bySitemap({ clock: nextDay() });
    expect(second.documents).toMatchObject({ removed: 2, unchanged: 1, failed: 0 });
    expect(stored()).toEqual(["/a gone", "/b gone", "/c live"]);
    expect(document("/a")!.text).toContain("thirty tokens");
    site.pages.set("/a", { body: article("/a") });
    await bySitemap({ clock: nextDay() });
    expect(document("/a")!.state).toBe("live");
  });

  it("with an index of compressed parts is read whole", async () => {
    const { gzipSync } = await import("node:zlib");
    site.pages.set("/sitemap.xml", (origin) => ({
      body: `<sitemapindex><sitemap><loc>${origin}/s1.xml.gz</loc></sitemap><sitemap><loc>${origin}/s2.xml</loc></sitemap><sitemap><loc>https://elsewhere.example/s.xml</loc></sitemap></sitemapindex>`,
    }));
    site.pages.set("/s1.xml.gz", (origin) => ({
      headers: { "content-type": "application/gzip" },
      body: gzipSync(`<urlset><url><loc>${origin}/a</loc></url></urlset>`),
    }));
    site.pages.set("/s2.xml", sitemapOf("/b"));
    site.pages.set("/a", { body: article("A") });
    site.pages.set("/b", { body: article("B") });
    await bySitemap();
    expect(stored()).toEqual(["/a live", "/b live"]);
  });

  it("leaves alone what robots.txt forbids, and says so without calling it a failure", async () => {
    const notes: string[] = [];
    site.pages.set("/robots.txt", { body: "User-agent: *\nDisallow: /private/" });
    site.pages.set("/sitemap.xml", sitemapOf("/a", "/private/x"));
    site.pages.set("/a", { body: article("A") });
    site.pages.set("/private/x", { body: article("X") });
    const tally = await bySitemap({ notes });
    expect(tally.documents).toMatchObject({ new: 1, failed: 0 });
    expect(tally.errors).toEqual([]);
    expect(notes.join()).toContain("/private/x");
    expect(site.seen).not.toContain("GET /private/x");
  });

  it("that cannot be had fails the source and leaves its documents as they are", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/a"));
    site.pages.set("/a", { body: article("A") });
    await bySitemap();
    site.pages.set("/sitemap.xml", { status: 500 });
    await expect(bySitemap({ clock: nextDay() })).rejects.toThrow(/500/);
    site.pages.set("/sitemap.xml", { body: "<html>hello" });
    await expect(bySitemap({ clock: nextDay() })).rejects.toThrow(/no sitemap/);
    expect(stored()).toEqual(["/a live"]);
  });

  it("goes on where a page fails, and tells of it", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/bad", "/forbidden", "/picture", "/a"));
    site.pages.set("/bad", { status: 500 });
    site.pages.set("/forbidden", { status: 403 });
    site.pages.set("/picture", {
      headers: { "content-type": "image/png" },
      body: new Uint8Array([137, 80, 78, 71]),
    });
    site.pages.set("/a", { body: article("A") });
    const tally = await bySitemap();
    expect(tally.documents).toMatchObject({ new: 1, failed: 3 });
    expect(tally.errors.map(({ code }) => code).sort()).toEqual([
      "SOURCE_PERMANENT",
      "SOURCE_PERMANENT",
      "SOURCE_TRANSIENT",
    ]);
  });
});

describe("limits", () => {
  it("of documents: a run takes so many, the next ones go on from there", async () => {
    const paths = Array.from({ length: 7 }, (_, number) => `/p${number}`);
    site.pages.set("/sitemap.xml", sitemapOf(...paths));
    for (const path of paths) site.pages.set(path, { body: article(path) });
    for (const expected of [3, 6, 7]) {
      await bySitemap({ maxDocuments: 3 });
      expect(stored()).toHaveLength(expected);
    }
    expect(site.seen.filter((line) => line.startsWith("GET /p"))).toHaveLength(7);
  });

  it("of requests: the run ends cleanly and the next one goes on", async () => {
    const paths = Array.from({ length: 5 }, (_, number) => `/p${number}`);
    site.pages.set("/sitemap.xml", sitemapOf(...paths));
    for (const path of paths) site.pages.set(path, { body: article(path) });
    const tally = await bySitemap({ maxRequests: 4 });
    expect(tally.errors.at(-1)).toMatchObject({ code: "BUDGET_EXCEEDED" });
    await bySitemap();
    expect(stored()).toHaveLength(5);
  });

  it("a stop in the middle loses nothing and repeats nothing that was answered", async () => {
    const paths = Array.from({ length: 12 }, (_, number) => `/p${number}`);
    site.pages.set("/sitemap.xml", sitemapOf(...paths));
    const stop = new AbortController();
    for (const path of paths) {
      site.pages.set(path, () => {
        if (path === "/p5") stop.abort(new Error("stop"));
        return { body: article(path) };
      });
    }
    await expect(bySitemap({ signal: stop.signal })).rejects.toThrow("stop");
    site.pages.set("/p5", { body: article("/p5") });
    await bySitemap();
    expect(stored()).toHaveLength(12);
    const twice = site.seen.filter((line, place) => site.seen.indexOf(line) !== place);
    expect(twice.filter((line) => line !== "GET /p5")).toEqual([]);
  });
});

describe("addresses", () => {
  it("a canonical address on the same site is the document's; one elsewhere is not believed", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/print/a", "/b"));
    site.pages.set("/print/a", (origin) => ({
      body: `<link rel="canonical" href="${origin}/a">${article("Print of A")}`,
    }));
    site.pages.set("/a", { body: article("A") });
    site.pages.set("/b", { body: `<link rel="canonical" href="https://thief.example/b">${article("B")}` });
    await bySitemap();
    expect(stored()).toEqual(["/a live", "/b live"]);
    expect(document("/a")!.title).toBe("A");
  });

  it("pages that name each other as the true one are taken once each, without going in circles", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/x"));
    site.pages.set("/x", { body: `<link rel="canonical" href="/y">${article("X")}` });
    site.pages.set("/y", { body: `<link rel="canonical" href="/x">${article("Y")}` });
    await bySitemap();
    expect(stored().length).toBeLessThanOrEqual(1);
    expect(site.seen.length).toBeLessThan(6);
  });

  it("a page that has moved for good is known by its new address, and the old one is not asked again", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/old", "/for-now"));
    site.pages.set("/old", { status: 301, headers: { location: "/new" } });
    site.pages.set("/for-now", { status: 302, headers: { location: "/elsewhere" } });
    site.pages.set("/new", { body: article("Moved") });
    site.pages.set("/elsewhere", { body: article("Lent") });
    await bySitemap();
    expect(stored()).toEqual(["/for-now live", "/new live"]);
    site.seen.length = 0;
    await bySitemap({ clock: nextDay() });
    expect(site.seen).not.toContain("GET /old");
    expect(site.seen).toContain("GET /new if-none-match");
  });

  it("a document whose page moves is marked as gone where it was", async () => {
    site.pages.set("/sitemap.xml", sitemapOf("/old"));
    site.pages.set("/old", { body: article("Here") });
    await bySitemap();
    site.pages.set("/old", { status: 308, headers: { location: "/new" } });
    site.pages.set("/new", { body: article("Here") });
    await bySitemap({ clock: nextDay() });
    expect(stored()).toEqual(["/new live", "/old gone"]);
  });

  it("that lead away from the site are not followed from a feed; a list of addresses may name any", async () => {
    const other = await startSmallSite();
    other.pages.set("/o", { body: article("Other") });
    site.pages.set("/feed.xml", {
      body: `<rss><channel><item><link>${other.origin}/o</link></item><item><link>/a</link></item></channel></rss>`,
    });
    site.pages.set("/a", { body: article("A") });
    await crawl({ feed: `${site.origin}/feed.xml` });
    expect(other.seen).toEqual([]);
    await crawl({ urls: [`${other.origin}/o`] });
    expect(library.documents.byUrl(`${other.origin}/o`)).toBeDefined();
    await other.close();
  });
});

describe("answers that are not the page any more", () => {
  it.each([
    ["a login wall", { body: "<title>Site</title><p>Please sign in to continue." }],
    ["an error page", { body: "<title>404 Not Found</title><p>No such page" }],
    ["no text", { body: "<div id=app></div>" }],
    ["redirects to the front page", { status: 302, headers: { location: "/" } }],
    [
      "lost most of its text",
      { body: "<title>A</title><article><p>Moved to our new platform soon.</p></article>" },
    ],
  ])("do not replace the good text: %s", async (why, page) => {
    site.pages.set("/sitemap.xml", sitemapOf("/a"));
    site.pages.set("/a", {
      body: article("A", `<p>${"Further words on power and memory. ".repeat(60)}</p>`),
    });
    site.pages.set("/", {
      body: article("Front page", `<p>${"Further words on power and memory. ".repeat(60)}</p>`),
    });
    await bySitemap();
    const good = document("/a")!;
    site.pages.set("/a", page);
    const tally = await bySitemap({ clock: nextDay() });
    expect(document("/a")).toMatchObject({ state: "suspicious", stateNote: why, text: good.text });
    expect(tally.documents.failed).toBe(0);
    expect(tally.errors).toMatchObject([{ code: "SUSPICIOUS" }]);
    site.pages.set("/a", {
      body: article("A, again", `<p>${"Further words on power and memory. ".repeat(60)}</p>`),
    });
    await bySitemap({ clock: nextDay() });
    expect(document("/a")).toMatchObject({ state: "live", title: "A, again" });
  });
});

describe("feeds and start pages", () => {
  it("turns to older pages of a feed as long as they hold something new", async () => {
    const page = (number: number) => ({
      body: `<feed>${number < 4 ? `<link rel="next" href="/feed?${number + 1}"/>` : ""}<entry><link href="/p${number}"/></entry></feed>`,
    });
    for (const number of [1, 2, 3, 4]) {
      site.pages.set(number === 1 ? "/feed" : `/feed?${number}`, page(number));
      site.pages.set(`/p${number}`, { body: article(`Post ${number}`) });
    }
    await crawl({ feed: `${site.origin}/feed` });
    expect(stored()).toHaveLength(4);
    site.seen.length = 0;
    await crawl({ feed: `${site.origin}/feed` }, { clock: nextDay() });
    expect(site.seen).not.toContain("GET /feed?3 if-none-match");
  });

  it("finds the feed that a page names", async () => {
    site.pages.set("/blog", {
      body: `<link rel="alternate" type="application/atom+xml" href="/atom.xml"><p>hi`,
    });
    site.pages.set("/atom.xml", { body: `<feed><entry><link href="/a"/></entry></feed>` });
    site.pages.set("/a", { body: article("A") });
    await crawl({ feed: `${site.origin}/blog` });
    expect(stored()).toEqual(["/a live"]);
  });

  it("follows links from a start page as deep as it may, by its globs, and older pages of the list", async () => {
    site.pages.set("/", {
      body: `<a href="/posts/1">1</a><a href="/about">about</a><a href="/posts/draft-x">d</a><a href="/page/2">Older posts</a><a href="https://elsewhere.example/posts/9">9</a><a href="/x.zip">zip</a>`,
    });
    site.pages.set("/page/2", { body: `<a href="/posts/2">2</a>` });
    site.pages.set("/posts/1", { body: article("One", `<a href="/posts/deep">deep</a>`) });
    site.pages.set("/posts/2", { body: article("Two") });
    site.pages.set("/posts/deep", { body: article("Deep", `<a href="/posts/deeper">deeper</a>`) });
    site.pages.set("/posts/deeper", { body: article("Deeper") });
    site.pages.set("/about", { body: article("About") });
    site.pages.set("/posts/draft-x", { body: article("Draft") });
    await crawl({ start: `${site.origin}/`, match: ["/posts/**"], exclude: ["**/draft-*"], maxDepth: 2 });
    expect(stored()).toEqual(["/posts/1 live", "/posts/2 live", "/posts/deep live"]);
    expect(site.seen.some((line) => line.includes("draft") || line.includes("zip"))).toBe(false);
  });
});

describe("links found on the way from a start page", () => {
  it("that lead nowhere are no failure and are not followed again at once; lists of links are no documents", async () => {
    site.pages.set("/", { body: `<a href="/a">a</a><a href="/dead">dead</a><a href="/tags">tags</a>` });
    site.pages.set("/a", { body: article("A", `<a href="/">home</a><a href="/b">b</a>`) });
    site.pages.set("/b", { body: article("B") });
    site.pages.set("/tags", {
      body: `<main><ul>${Array.from({ length: 30 }, (_, number) => `<li><a href="/a">An article on cards, number ${number}</a></li>`).join("")}</ul></main>`,
    });
    const first = await crawl({ start: `${site.origin}/` });
    expect(first.documents).toMatchObject({ new: 2, failed: 0 });
    expect(stored()).toEqual(["/a live", "/b live"]);
    site.seen.length = 0;
    await crawl({ start: `${site.origin}/` }, { clock: nextDay() });
    expect(site.seen).not.toContain("GET /dead");
    expect(stored()).toEqual(["/a live", "/b live"]);
  });
});

describe("other kinds of content", () => {
  it("takes Markdown and plain text as they are, and keeps secrets out", async () => {
    const key = `ghp_${"a1B2c3D4e5".repeat(4)}`.slice(0, 40);
    site.pages.set("/notes.md", {
      headers: { "content-type": "text/markdown" },
      body: `# Notes\r\n\r\n| a | b |\r\n\r\ntoken ${key}`,
    });
    await crawl({ urls: [`${site.origin}/notes.md`] });
    expect(document("/notes.md")).toMatchObject({
      title: "Notes",
      text: "# Notes\n\n| a | b |\n\ntoken [masked github]\n",
    });
  });

  it("refuses a text that pretends to be a capture of ours", async () => {
    const forged = JSON.stringify({ almanac: "document-capture", adapter: "gist", input: {} });
    site.pages.set("/forged.txt", { headers: { "content-type": "text/plain" }, body: forged });
    const tally = await crawl({ urls: [`${site.origin}/forged.txt`] });
    expect(tally.documents).toMatchObject({ new: 0, failed: 1 });
  });

  it("links only to what asks not to be reproduced", async () => {
    site.pages.set("/a", { headers: { "x-robots-tag": "noarchive" }, body: article("A") });
    await crawl({ urls: [`${site.origin}/a`] });
    expect(document("/a")!.publication).toBe("link-only");
  });
});
