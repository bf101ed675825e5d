/**
 * How fast text is cleaned, one thread, processor time: pages of 126 KB, a paper's PDF, plain text.
 * `node bench/crawl/clean-speed.ts [--save]`.
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { load } from "cheerio/slim";
import { cleanPage } from "../../src/crawl/clean/clean-page.ts";
import { maskSecrets } from "../../src/crawl/clean/mask-secrets.ts";
import { normaliseText } from "../../src/crawl/clean/normalise-text.ts";
import { parsePage } from "../../src/crawl/clean/page-tree.ts";
import { pdfText } from "../../src/crawl/clean/pdf-text.ts";
import { makePdf, textAt } from "../../test/helpers/made-pdf.ts";

const { values } = parseArgs({ options: { save: { type: "boolean" } } });
const server = spawn(process.execPath, [join(import.meta.dirname, "page-server.ts"), "60"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const { port } = await new Promise<{ port: number }>((ready) =>
  server.stdout.once("data", (line) => ready(JSON.parse(String(line)))),
);
const pages = await Promise.all(
  Array.from({ length: 60 }, async (_, number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/p/${number}`);
    return new Uint8Array(await answer.arrayBuffer());
  }),
);
server.kill();
const texts = pages.map((page) => new TextDecoder().decode(page));
const lines = Array.from({ length: 50 }, (_, line) =>
  textAt(72, 740 - line * 13, `Line ${line} of a page gives 12.5 tok/s with a cache of 8 bits.`),
);
const pdf = makePdf({ pages: Array.from({ length: 30 }, () => lines.join("\n")) });

async function rate(
  work: (place: number) => unknown,
  bytesOf: (place: number) => number,
): Promise<{ msEach: number; megabytesPerSecond: number }> {
  for (let place = 0; place < 60; place++) await work(place);
  const began = process.cpuUsage();
  let bytes = 0;
  for (let place = 0; place < 240; place++) {
    await work(place % 60);
    bytes += bytesOf(place % 60);
  }
  const { user, system } = process.cpuUsage(began);
  const ms = (user + system) / 1000;
  return {
    msEach: Math.round((ms / 240) * 100) / 100,
    megabytesPerSecond: Math.round((bytes / ms / 1000) * 10) / 10,
  };
}
const size = (place: number) => pages[place]!.length;
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  "cheerio/slim, parsing alone": await rate((place) => load(texts[place]!), size),
  "our tree, parsing alone": await rate((place) => parsePage(texts[place]!), size),
  "a page to clean Markdown": await rate(
    (place) => cleanPage(pages[place]!, { url: "https://x.example/p" }),
    size,
  ),
  "secrets masked": await rate((place) => maskSecrets(texts[place]!), size),
  "text normalised": await rate((place) => normaliseText(texts[place]!), size),
  "a PDF of 30 pages": await rate(
    () => pdfText(pdf),
    () => pdf.length,
  ),
};
console.log(JSON.stringify(report, null, 2));
if (values.save)
  writeFileSync(
    join(import.meta.dirname, `../results/crawl-clean-speed-${report.measuredAt.slice(0, 10)}.json`),
    `${JSON.stringify(report, null, 2)}\n`,
  );
