import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readFeed } from "../../../src/crawl/web/read-feed.ts";
import { readLinks } from "../../../src/crawl/web/read-links.ts";
import { readSitemap } from "../../../src/crawl/web/read-sitemap.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const feed = (text: string | Uint8Array, charset?: string) =>
  readFeed(typeof text === "string" ? bytes(text) : text, {
    url: "https://blog.example/feed.xml",
    charset: charset ?? null,
  });
const sitemap = (content: string | Uint8Array) =>
  readSitemap(typeof content === "string" ? bytes(content) : content, {
    url: "https://blog.example/sitemap.xml",
  });
const urls = (listing: { pages: { url: string }[] } | undefined) => listing?.pages.map(({ url }) => url);

describe("feeds", () => {
  it("RSS: links, relative ones too, without what says where a reader came from", () => {
    const listing =
      feed(`<?xml version="1.0"?><rss version="2.0"><channel><title>B</title><link>https://blog.example</link>
      <item><title>A &amp; B</title><link>https://blog.example/a?utm_source=rss&amp;id=1#top</link></item>
      <item><link>/b</link></item><item><guid>https://blog.example/c</guid></item><item><guid isPermaLink="false">tag:1</guid></item>
      <item><link><![CDATA[https://blog.example/d]]></link></item><item><link>https://blog.example/d</link></item></channel></rss>`);
    expect(urls(listing)).toEqual([
      "https://blog.example/a?id=1",
      "https://blog.example/b",
      "https://blog.example/c",
      "https://blog.example/d",
    ]);
  });

  it("Atom: the alternate link, the time of change, and the next page", () => {
    const listing =
      feed(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/x/"><link rel="self" href="/feed.xml"/><link rel="next" href="/feed.xml?page=2"/>
      <entry><link rel="replies" href="/r"/><link rel="alternate" href="one"/><id>tag:x</id><updated>2026-03-04T05:06:07Z</updated></entry>
      <entry><id>https://blog.example/two</id></entry></feed>`);
    expect(listing?.pages).toEqual([
      { url: "https://blog.example/x/one", modified: "2026-03-04T05:06:07.000Z" },
      { url: "https://blog.example/two", modified: null },
    ]);
    expect(listing?.more).toEqual(["https://blog.example/feed.xml?page=2"]);
  });

  it("RDF and prefixed names", () => {
    expect(
      urls(
        feed(
          `<rdf:RDF xmlns:rdf="x"><channel rdf:about="https://blog.example/"/><item rdf:about="https://blog.example/i"><title>t</title></item></rdf:RDF>`,
        ),
      ),
    ).toEqual(["https://blog.example/i"]);
    expect(
      urls(
        feed(
          `<atom:feed xmlns:atom="y"><atom:entry><atom:link href="https://blog.example/p"/></atom:entry></atom:feed>`,
        ),
      ),
    ).toEqual(["https://blog.example/p"]);
  });

  it("JSON Feed with its next page", () => {
    const listing = feed(
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        next_url: "/feed.json?2",
        items: [
          { id: "1", url: "/one", date_modified: "2026-01-02T00:00:00Z" },
          { id: "https://blog.example/two" },
          { id: "3" },
          null,
          7,
        ],
      }),
    );
    expect(urls(listing)).toEqual(["https://blog.example/one", "https://blog.example/two"]);
    expect(listing?.more).toEqual(["https://blog.example/feed.json?2"]);
  });

  it("in the charset that they say", () => {
    const latin = Buffer.from(
      `<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><link>https://blog.example/gr\xf6\xdfe</link></item></channel></rss>`,
      "latin1",
    );
    expect(urls(feed(latin))).toEqual(["https://blog.example/gr%C3%B6%C3%9Fe"]);
  });

  it("that are none are told apart: a page, JSON of another kind, nothing", () => {
    for (const text of [
      "<!doctype html><title>x</title>",
      `{"a":1}`,
      "{",
      "",
      "hello",
      "<urlset><url><loc>https://blog.example/</loc></url></urlset>",
    ])
      expect(feed(text)).toBeUndefined();
  });

  it("cannot make entities grow, nor read files", () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, number) => `<!ENTITY b${number} "${`&b${number - 1};`.repeat(10)}">`).join("")}<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><link>https://blog.example/&b19;&f;</link></item></channel></rss>`;
    const listing = feed(laughs);
    expect(JSON.stringify(listing).length).toBeLessThan(200);
    expect(JSON.stringify(listing)).not.toContain("root:");
  });
});

describe("sitemaps", () => {
  it("list pages with the time of their last change", () => {
    expect(
      sitemap(
        `<?xml version="1.0"?><urlset><url><loc> https://blog.example/a </loc><lastmod>2026-05-06</lastmod></url><url><loc>https://blog.example/b</loc></url><url><loc>mailto:x@y.example</loc></url></urlset>`,
      )?.pages,
    ).toEqual([
      { url: "https://blog.example/a", modified: "2026-05-06T00:00:00.000Z" },
      { url: "https://blog.example/b", modified: null },
    ]);
  });

  it("may be an index, compressed, a list of addresses, or a feed", () => {
    expect(
      sitemap("<sitemapindex><sitemap><loc>https://blog.example/s1.xml.gz</loc></sitemap></sitemapindex>")
        ?.more,
    ).toEqual(["https://blog.example/s1.xml.gz"]);
    expect(urls(sitemap(gzipSync("<urlset><url><loc>https://blog.example/z</loc></url></urlset>")))).toEqual([
      "https://blog.example/z",
    ]);
    expect(urls(sitemap("https://blog.example/1\r\n\nhttps://blog.example/2\n"))).toEqual([
      "https://blog.example/1",
      "https://blog.example/2",
    ]);
    expect(urls(sitemap("<rss><channel><item><link>/f</link></item></channel></rss>"))).toEqual([
      "https://blog.example/f",
    ]);
    expect(sitemap("<html><body>not found")).toBeUndefined();
  });

  it("that inflate without end, or are cut, are refused", () => {
    expect(() => sitemap(gzipSync(Buffer.alloc(60 * 1024 * 1024)))).toThrow(/gzip/);
    expect(() => sitemap(gzipSync("<urlset>").subarray(0, 12))).toThrow(/gzip/);
  });
});

describe("pages of links", () => {
  it("give their links, the way to older posts, and their feeds", () => {
    const found = readLinks(
      bytes(
        `<base href="/blog/"><link rel="alternate" type="application/rss+xml" href="/feed.xml"><a href="one">1</a><a href="one#c">1</a><a rel="nofollow" href="/ad">ad</a><a href="/page/2">Older posts »</a><a href="mailto:a@b.example">m</a><link rel="next" href="/page/2">`,
      ),
      { url: "https://blog.example/" },
    );
    expect(found).toEqual({
      links: ["https://blog.example/blog/one", "https://blog.example/page/2"],
      older: ["https://blog.example/page/2"],
      feeds: ["https://blog.example/feed.xml"],
    });
  });

  it("that ask not to be followed are not", () => {
    expect(
      readLinks(bytes(`<meta name="robots" content="index,nofollow"><a href="/x">x</a>`), {
        url: "https://blog.example/",
      }).links,
    ).toEqual([]);
  });
});
