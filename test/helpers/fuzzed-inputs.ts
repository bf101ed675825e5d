/** Inputs for parsers: well-formed samples broken in ways that machines and people break them, the same for the same seed. */

const PAGE = `<!doctype html><html><head><title>T</title><meta charset=utf-8><script type="application/ld+json">{"@type":"Article","author":"x"}</script></head><body><nav><ul><li><a href=/>x</a></ul></nav><main><article><h1>T</h1><p>Some <b>words</b> &amp; <code>code</code> at 12.5 tok/s<sup><a href="#fn1">1</a></sup><table><tr><th rowspan=2>a<th colspan=2>b<tr><td>1<td>2</table><pre><code class="language-sh">ls\n</code></pre><dl><dt>k<dd>v</dl><details><summary>s</summary>x</details><math alttext="x^2"><mi>x</mi></math><ol start=3><li>a<ul><li>b</ul></ol></article><div id=comments><div class=comment><a href=/u>u</a><time datetime=2026-01-01>d</time><p>c</div></div></main><noscript><img></noscript></body></html>`;
const FEED = `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE x [<!ENTITY e "y">]><rss version="2.0" xmlns:atom="a"><channel><atom:link rel="next" href="/2"/><item><title><![CDATA[<b>]]></title><link>https://x.example/a?b=1&amp;c=2</link><guid isPermaLink="true">https://x.example/a</guid><pubDate>Mon, 02 Nov 2026 00:00:00 GMT</pubDate></item></channel></rss>`;
const SITEMAP = `<?xml version="1.0"?><sitemapindex><sitemap><loc>https://x.example/s.xml</loc></sitemap></sitemapindex><urlset xmlns="s"><url><loc>https://x.example/a</loc><lastmod>2026-01-02T03:04:05Z</lastmod></url></urlset>`;
const PDF = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 73>>stream\nBT /F1 12 Tf 72 700 Td (Decode at 12.5 tok/s) Tj 0 -14 Td (and more) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\nxref\n0 6\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n0000000203 00000 n \n0000000322 00000 n \ntrailer<</Size 6/Root 1 0 R>>\nstartxref\n382\n%%EOF`;
const YAML = `version: 1\ndefaults: &d { schedule: "0 4 * * *" }\nnetwork: { allowHosts: ["127.0.0.1"], delayMs: 0 }\nsources:\n  - { id: a, kind: web, feed: https://x.example/feed.xml, match: ["/a/**"] }\n  - { id: b, kind: github, repository: o/r, since: 2025-01-01 }\n  - *d\n`;

export const SAMPLES = { html: PAGE, feed: FEED, sitemap: SITEMAP, pdf: PDF, yaml: YAML } as const;
export type FuzzedKind = keyof typeof SAMPLES;

const SCRAPS = [
  "<",
  ">",
  "</",
  "/>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "&",
  "&#x110000;",
  "&#0;",
  "&lt",
  '"',
  "'",
  "=",
  "\0",
  "\uFFFE",
  "\u202E",
  "\u{E0041}",
  "%",
  "{",
  "}",
  "[",
  "]",
  "<<",
  ">>",
  "obj",
  "endobj",
  "stream\n",
  "0 R",
  "999999999",
  "-1",
  "1e999",
  "NaN",
  "null",
  ": ",
  "- ",
  "\t",
  "\n\n",
  "&a *a",
  "!!js",
  "<table>",
  "<td rowspan=9999 colspan=9999>",
  "<li>",
  "<svg>",
  "<math>",
  "<noscript>",
  "<plaintext>",
  "<textarea>",
  "<title>",
  "<base href='//['>",
  "xml:base='::'",
  "𝒳",
  "é",
  "ß",
  "\r",
  "a".repeat(500),
];

function dice(seed: number): (most: number) => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (most) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % most;
  };
}

/** The `number`th broken input of its kind. */
export function fuzzedInput(kind: FuzzedKind, number: number): Uint8Array {
  const roll = dice(number + 1);
  let text: string = SAMPLES[kind];
  for (let changes = 1 + roll(12); changes > 0; changes--) {
    const at = roll(text.length + 1);
    const length = roll(60);
    const scrap = SCRAPS[roll(SCRAPS.length)]!;
    switch (roll(7)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 1:
        text = text.slice(0, at) + scrap + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + text.slice(at, at + length).repeat(1 + roll(200)) + text.slice(at);
        break;
      case 3:
        text = text.slice(0, at) + scrap.repeat(1 + roll(400)) + text.slice(at + length);
        break;
      case 4:
        text = text.slice(at) + text.slice(0, at);
        break;
      case 5:
        text = text.slice(0, at);
        break;
      default:
        text = text.slice(0, at) + String.fromCharCode(roll(0x250)) + text.slice(at + 1);
    }
    if (text.length > 200_000) text = text.slice(0, 200_000);
  }
  const bytes = new TextEncoder().encode(text);
  if (roll(4) === 0)
    for (let flips = roll(20); flips > 0 && bytes.length > 0; flips--) bytes[roll(bytes.length)] = roll(256);
  return bytes;
}
