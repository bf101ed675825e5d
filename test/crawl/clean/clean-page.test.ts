import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cleanPage, pageDraft } from "../../../src/crawl/clean/clean-page.ts";
import { SITE_QUIRKS } from "../../../src/crawl/clean/site-quirks.ts";

const PAGES = join(import.meta.dirname, "../../fixtures/pages");
/** Hosts of the pairs whose quirk is told by the host. */
const HOSTS: Record<string, string> = { medium: "medium.com", "ar5iv-and-arxiv-html": "arxiv.org" };
const names = readdirSync(PAGES)
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.slice(0, -5));

const clean = (html: string | Uint8Array, more: Partial<Parameters<typeof cleanPage>[1]> = {}) =>
  cleanPage(html, { url: "https://site.example/posts/one", ...more });

describe("golden pages", () => {
  it.each(names)("%s becomes the Markdown beside it", (name) => {
    const html = readFileSync(join(PAGES, `${name}.html`));
    const draft = pageDraft(html, {
      url: `https://${HOSTS[name] ?? "site.example"}/${name}`,
      family: "blog",
    });
    expect(draft.text).toBe(readFileSync(join(PAGES, `${name}.md`), "utf8"));
    for (const part of draft.parts) expect(draft.text.slice(part.start, part.end).trim()).not.toBe("");
  });

  it.each(SITE_QUIRKS.map(({ name }) => name))("the quirk %s has a pair", (name) => {
    expect(existsSync(join(PAGES, `${name}.html`))).toBe(true);
  });

  it("gives the same text for the same bytes", () => {
    const html = readFileSync(join(PAGES, "plain-blog.html"));
    expect(clean(html)).toEqual(clean(html));
  });
});

describe("what a page says of itself", () => {
  it("is its title without the site's name, author, dates, licence and canonical address", () => {
    const page = clean(`<title>Two cards — Example Blog</title><meta name="author" content="by Writer One">
      <meta property="article:published_time" content="2026-02-03T04:05:06+01:00"><meta property="article:modified_time" content="2026-02-04">
      <link rel="license" href="https://creativecommons.org/licenses/by/4.0/"><link rel="canonical" href="/posts/two-cards"><main><p>Text of the post.</p></main>`);
    expect(page).toMatchObject({
      title: "Two cards",
      author: "Writer One",
      published: "2026-02-03T03:05:06.000Z",
      updated: "2026-02-04T00:00:00.000Z",
      licence: "CC-BY-4.0",
      canonicalUrl: "https://site.example/posts/two-cards",
      publication: "quote",
    });
    expect(page.markdown).toBe("# Two cards\n\nText of the post.");
  });

  it("is read from JSON-LD where the meta tags are silent, and a broken block is passed over", () => {
    const page = clean(
      `<script type="application/ld+json">{broken</script><script type="application/ld+json">{"@graph":[{"@type":"BlogPosting","author":[{"name":"Writer Two"}],"datePublished":"2026-01-01"}]}</script><p>x</p>`,
    );
    expect(page).toMatchObject({ author: "Writer Two", published: "2026-01-01T00:00:00.000Z" });
  });

  it.each([
    [`<meta name="robots" content="noindex, follow">`, {}],
    [`<meta name="robots" content="NOARCHIVE">`, {}],
    [`<meta name="tdm-reservation" content="1">`, {}],
    ["", { "x-robots-tag": "googlebot: noindex" }],
    ["", { "x-robots-tag": "noai" }],
    ["", { "tdm-reservation": "1" }],
  ])("%s %o keeps it out of what is published", (head, headers) => {
    expect(clean(`${head}<p>Some words.</p>`, { headers }).publication).toBe("link-only");
  });

  it("lists the links of the text, and only those, with their addresses whole", () => {
    const page = clean(
      `<nav><a href="/menu">Menu</a></nav><article><p>See <a href="../log.txt">the log</a>, <a href="#x">below</a>, <a href="javascript:x()">run</a> and <a href="//gist.example/1">a gist</a>.</p></article>`,
    );
    expect(page.links).toEqual([
      { text: "the log", url: "https://site.example/log.txt" },
      { text: "a gist", url: "https://gist.example/1" },
    ]);
    expect(page.markdown).not.toContain("http");
  });
});

describe("bytes", () => {
  const text = "Größe: 24 GB – „gut“";
  it.each([
    ["the header's charset", Buffer.from("<p>Gr\xf6\xdfe", "latin1"), "iso-8859-1", "Größe"],
    [
      "the page's own charset",
      Buffer.concat([
        Buffer.from('<meta charset="windows-1252"><p>'),
        Buffer.from([0x93, 0x47, 0x72, 0xf6, 0xdf, 0x65]),
      ]),
      null,
      "“Größe",
    ],
    [
      "a byte-order mark",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`<p>${text}`, "utf16le")]),
      "utf-8",
      text,
    ],
    ["UTF-8 where nothing is said", Buffer.from(`<p>${text}`), null, text],
    ["an unknown name for it", Buffer.from(`<p>${text}`), "x-no-such", text],
    ["Japanese", Buffer.from([0x3c, 0x70, 0x3e, 0x83, 0x82, 0x83, 0x66, 0x83, 0x8b]), "shift_jis", "モデル"],
  ])("are read by %s", (_name, bytes, charset, expected) => {
    expect(clean(bytes, { charset }).markdown).toBe(expected);
  });

  it("lose what no reader sees, and nothing else", () => {
    expect(
      clean("<p>Q4\u200B_K\u2060_M\u{E0041}\u00AD 12\uFE0F tok/s &#8203;&zwj;naïve 日本</p>").markdown,
    ).toBe("Q4_K_M 12 tok/s naïve 日本");
  });

  it("have their secrets masked, in text, code, comments and links", () => {
    const key = `hf_${"aB3dE6gH9j".repeat(3)}abcd`;
    const page = clean(
      `<p>token ${key}</p><pre>export HF_TOKEN=${key}</pre><p><a href="https://x.example/?t=${key}">link</a></p><div id="comments"><div class="comment"><p>mine is ${key}</p></div></div>`,
    );
    expect(JSON.stringify(page)).not.toContain(key);
    expect(page.markdown.match(/\[masked huggingface\]/g)).toHaveLength(2);
  });
});

describe("answers that are not the page", () => {
  const prose = "The card draws 220 watts and the model answers at thirty tokens per second. ".repeat(30);
  it.each([
    ["an error page", "<title>404 - Page not found</title><p>Sorry, nothing here."],
    ["a login wall", "<title>Example</title><p>Please log in to continue reading."],
    ["a login wall", `<form><input type="password"></form><p>Welcome back.`],
    ["a check for browsers", "<title>Just a moment...</title><p>Checking your browser before accessing"],
    ["a consent wall", "<title>Example</title><p>Before you continue: we value your privacy"],
    ["no text", "<div id=root></div><script>run()</script>"],
  ])("are told: %s", (why, html) => {
    expect(clean(html)).toMatchObject({ verdict: "suspicious", why });
  });

  it.each([
    ["an article on errors", `<title>Fixing 404 not found</title><article><p>${prose}</p></article>`],
    ["an article with a login box", `<form><input type="password"></form><article><p>${prose}</p></article>`],
    ["a short note", "<title>A tip</title><article><p>Use -ngl 99.</p></article>"],
    [
      "a short note on an error",
      `<title>libcuda.so.1 not found: what to do in a container</title><article><p>${prose.slice(0, 600)} The library was not found, and decode speed would slow down.</p></article>`,
    ],
    [
      "a note that speaks of logins",
      `<title>Sharing a server</title><article><p>${prose.slice(0, 900)} Users have to log in to continue their chats.</p></article>`,
    ],
  ])("are not suspected: %s", (_name, html) => {
    expect(clean(html).verdict).toBe("good");
  });
});

describe("hostile pages", () => {
  it.each([
    ["divisions nested 100,000 deep", `${"<div>".repeat(100_000)}deep`],
    ["inline elements nested 100,000 deep", `${"<b><i>".repeat(50_000)}deep`],
    ["lists nested 100,000 deep", `${"<ul><li>".repeat(50_000)}deep`],
    ["tables nested 50,000 deep", `${"<table><tr><td>".repeat(50_000)}deep`],
    ["quotes nested 50,000 deep", `${"<blockquote>".repeat(50_000)}deep`],
    ["end tags without start", `${"<div>".repeat(20_000)}${"</p></x></li>".repeat(50_000)}deep`],
    [
      "a cell that spans a million rows and columns",
      `<table>${`<tr><td rowspan=1000000 colspan=1000000>deep</td></tr>`.repeat(300)}</table>`,
    ],
    [
      "an element with 200,000 attributes",
      `<p ${Array.from({ length: 200_000 }, (_, number) => `a${number}=1`).join(" ")}>deep`,
    ],
    ["a comment that does not end", `<p>deep</p><!-- ${"-".repeat(1_000_000)}`],
    ["a tag that does not end", `<p>deep</p><a ${"b".repeat(1_000_000)}`],
    ["a line of a million characters", `<p>deep ${"x".repeat(1_000_000)}</p>`],
    ["a million entities", `<p>deep ${"&amp;".repeat(300_000)}</p>`],
    ["white space without end", `<p>deep${" \n\t".repeat(500_000)}</p>`],
  ])("%s are read in bounded time", (_name, html) => {
    const began = process.cpuUsage();
    expect(clean(html).markdown).toContain("deep");
    const { user, system } = process.cpuUsage(began);
    // Processor time, with room for a slow machine; a page that is not linear takes minutes.
    expect((user + system) / 1000).toBeLessThan(8000);
  });
});
