/**
 * A site of made-up articles on loopback, in a process of its own: `node bench/crawl/page-server.ts PAGES`. Prints its
 * port. Pages are about 112 KB, most of it what surrounds an article; they have ETags, a sitemap and a robots.txt.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const pages = Number(process.argv[2] ?? 2000);
const WORDS =
  "the model runs on two cards with a quantized cache and gives more tokens each second than before while memory stays below what the driver reports for long prompts".split(
    " ",
  );

/** The same page for the same number, always. */
function page(number: number): string {
  let seed = number * 7919 + 1;
  const next = (most: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % most;
  };
  const sentence = () =>
    `${Array.from({ length: 12 + next(10) }, () => WORDS[next(WORDS.length)]).join(" ")}, about ${next(90)}.${next(9)} tok/s.`;
  const paragraph = () =>
    `<p class="wp-block-paragraph">${sentence()} <a href="/p/${next(pages)}">${sentence()}</a> <strong>${sentence()}</strong> ${sentence()}</p>`;
  const row = () =>
    `<tr><td>Q${2 + next(6)}_K_M</td><td>${next(32)}k</td><td>${next(2000)}.${next(10)}</td><td>${next(90)}.${next(10)}</td></tr>`;
  const menu = (items: number) =>
    `<ul class="menu">${Array.from({ length: items }, (_, item) => `<li class="menu-item menu-item-type-post menu-item-${item}"><a class="menu-link" href="/c/${item}" data-track="nav-${item}">Section ${item} of this site</a></li>`).join("")}</ul>`;
  const style = `<style>${Array.from({ length: 300 }, (_, rule) => `.c-${rule}{margin:${rule}px auto;color:#${String(100000 + rule)};display:block}`).join("")}</style>`;
  const script = `<script>window.__state=${JSON.stringify(Array.from({ length: 500 }, (_, item) => ({ id: item, slug: `entry-${item}`, read: item % 2 === 0 })))}</script>`;
  const sections = Array.from(
    { length: 14 },
    (_, section) =>
      `<h2 id="s${section}">Part ${section + 1}</h2>${paragraph()}${paragraph()}<pre><code class="language-bash">llama-server -m model-${section}.gguf -ngl ${next(99)} -c ${next(64) * 1024}</code></pre><table><thead><tr><th>quant</th><th>context</th><th>prefill</th><th>decode</th></tr></thead><tbody>${Array.from({ length: 8 }, row).join("")}</tbody></table>${paragraph()}`,
  ).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article ${number} | Example</title><meta name="author" content="poster-${number % 7}"><meta property="article:published_time" content="2026-03-${String(1 + (number % 28)).padStart(2, "0")}T10:00:00Z">${style}${script}</head><body><header class="site-header"><nav>${menu(120)}</nav></header><main><article><h1>Article ${number}</h1>${sections}</article></main><aside class="sidebar">${menu(80)}</aside><footer>${menu(60)}</footer>${script.replace("__state", "__more")}</body></html>`;
}

/** No more than this many different pages are made; further ones are the same but for a comment at their end. */
const DIFFERENT = 2000;
const made = Array.from({ length: Math.min(pages, DIFFERENT) }, (_, number) => Buffer.from(page(number)));
const bodyOf = (number: number) =>
  Buffer.concat([made[number % DIFFERENT]!, Buffer.from(`<!-- ${number} -->`)]);
const etagOf = (number: number) => `"page-${number}"`;
const server = createServer((request, response) => {
  const number = Number(/^\/p\/(\d+)$/.exec(request.url ?? "")?.[1] ?? -1);
  if (request.url === "/robots.txt") return void response.writeHead(404).end();
  if (request.url === "/sitemap.xml") {
    const { port } = server.address() as AddressInfo;
    return void response
      .writeHead(200, { "content-type": "application/xml", etag: '"sitemap"' })
      .end(
        `<urlset>${Array.from({ length: pages }, (_, each) => `<url><loc>http://127.0.0.1:${port}/p/${each}</loc></url>`).join("")}</urlset>`,
      );
  }
  if (number < 0 || number >= pages) return void response.writeHead(404).end();
  const etag = etagOf(number);
  if (request.headers["if-none-match"] === etag) return void response.writeHead(304, { etag }).end();
  const body = bodyOf(number);
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      etag: etag,
      "content-length": body.length,
    })
    .end(body);
});
server.listen(0, "127.0.0.1", () => {
  const bytes = made.reduce((sum, body) => sum + body.length, 0);
  console.log(
    JSON.stringify({
      port: (server.address() as AddressInfo).port,
      pages,
      meanBytes: Math.round(bytes / made.length),
    }),
  );
});
