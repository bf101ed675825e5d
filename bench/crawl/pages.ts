/**
 * Pages a second over the same local site in one run: plain undici, crawlee's crawlers, Scrapy where `--scrapy PYTHON`
 * names one, and the almanac's web crawler with capture, cleaning and storage; then its second run over the unchanged
 * site. `node bench/crawl/pages.ts [--pages 2000] [--save]` writes bench/results/crawl-pages-DATE.json.
 */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { load } from "cheerio/slim";
import { CheerioCrawler, Configuration, HttpCrawler } from "crawlee";
import { Agent, request } from "undici";
import { crawlLocalSite } from "./crawl-local-site.ts";
import { scrapySpider } from "./scrapy-spider.ts";

const { values } = parseArgs({
  options: {
    pages: { type: "string", default: "2000" },
    save: { type: "boolean" },
    scrapy: { type: "string" },
    rounds: { type: "string", default: "3" },
  },
});
const pages = Number(values.pages);
const loadBefore = loadavg()[0]!;
/** Requests in flight, for all alike. */
const CONCURRENCY = 8;

const server = spawn(process.execPath, [join(import.meta.dirname, "page-server.ts"), String(pages)], {
  stdio: ["ignore", "pipe", "inherit"],
});
const site = await new Promise<{ port: number; meanBytes: number }>((ready) =>
  server.stdout.once("data", (line) => ready(JSON.parse(String(line)))),
);
const origin = `http://127.0.0.1:${site.port}`;
const urls = Array.from({ length: pages }, (_, number) => `${origin}/p/${number}`);
const words = (html: string) => load(html)("article").text().length;

async function undiciPages(read: (html: string) => unknown): Promise<void> {
  const agent = new Agent({ connections: CONCURRENCY });
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let place = next++; place < urls.length; place = next++) {
        const answer = await request(urls[place]!, { dispatcher: agent });
        read(await answer.body.text());
      }
    }),
  );
  await agent.close();
}

const crawleeOptions = {
  minConcurrency: CONCURRENCY,
  maxConcurrency: CONCURRENCY,
  useSessionPool: false,
  maxRequestRetries: 0,
};
const inMemory = () => new Configuration({ persistStorage: false, logLevel: 0 as never });

const contestants: [name: string, run: () => Promise<unknown>][] = [
  ["undici, not parsed", () => undiciPages(() => undefined)],
  ["undici + cheerio/slim", () => undiciPages(words)],
  [
    "crawlee HttpCrawler + cheerio/slim",
    () =>
      new HttpCrawler(
        { ...crawleeOptions, requestHandler: async ({ body }) => void words(String(body)) },
        inMemory(),
      ).run(urls),
  ],
  [
    "crawlee CheerioCrawler",
    () =>
      new CheerioCrawler(
        { ...crawleeOptions, requestHandler: async ({ $ }) => void $("article").text().length },
        inMemory(),
      ).run(urls),
  ],
];

interface Measure {
  pagesPerSecond: number;
  /** Processor time of this process, all threads; null for another process. */
  cpuMsPerPage: number | null;
}
const measures = new Map<string, Measure[]>();
async function timed(name: string, run: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const measure = {
    pagesPerSecond: Math.round((pages / seconds) * 10) / 10,
    cpuMsPerPage: name === "Scrapy" ? null : Math.round((user + system) / 10 / pages) / 100,
  };
  measures.set(name, [...(measures.get(name) ?? []), measure]);
  console.error(`${name}: ${measure.pagesPerSecond} pages/s, ${measure.cpuMsPerPage} ms of processor a page`);
}

if (values.scrapy) {
  const spider = join(tmpdir(), "bench-spider.py");
  writeFileSync(spider, scrapySpider(urls, CONCURRENCY));
  const scrapy = ["-m", "scrapy", "runspider", spider, "--nolog"];
  contestants.push(["Scrapy", () => promisify(execFile)(values.scrapy!, scrapy, { maxBuffer: 1 << 26 })]);
}
// Rounds, so that a busy moment of the machine does not fall on one contestant alone; the median counts.
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, run] of contestants) await timed(name, run);
  const output = mkdtempSync(join(tmpdir(), "bench-crawl-"));
  const crawl = () => crawlLocalSite({ origin, output, concurrency: CONCURRENCY, pages });
  await timed("almanac, first run", crawl);
  await timed("almanac, unchanged second run", crawl);
  rmSync(output, { recursive: true, force: true });
}
server.kill();
const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
const rates = Object.fromEntries(
  [...measures].map(([name, each]) => [name, median(each.map(({ pagesPerSecond }) => pagesPerSecond))]),
);
const processor = Object.fromEntries(
  [...measures].map(([name, each]) => [
    name,
    name === "Scrapy" ? null : median(each.map(({ cpuMsPerPage }) => cpuMsPerPage ?? 0)),
  ]),
);
const reference = rates["crawlee HttpCrawler + cheerio/slim"]!;
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  pages,
  meanBytes: site.meanBytes,
  concurrency: CONCURRENCY,
  rounds: Number(values.rounds),
  loadBefore,
  pagesPerSecond: rates,
  cpuMsPerPage: processor,
  ofHttpCrawler: Math.round((rates["almanac, first run"]! / reference) * 100) / 100,
  secondRunFaster:
    Math.round((rates["almanac, unchanged second run"]! / rates["almanac, first run"]!) * 10) / 10,
};
console.log(JSON.stringify(report, null, 2));
if (values.save)
  writeFileSync(
    join(import.meta.dirname, `../results/crawl-pages-${report.measuredAt.slice(0, 10)}.json`),
    `${JSON.stringify(report, null, 2)}\n`,
  );
process.exit(0);
