/**
 * Memory over a long crawl: the web crawler over 20,000 pages of a local site, its resident memory sampled all along.
 * `node bench/crawl/memory.ts [--pages 20000] [--save]` writes bench/results/crawl-memory-DATE.json.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { crawlLocalSite } from "./crawl-local-site.ts";

const { values } = parseArgs({
  options: { pages: { type: "string", default: "20000" }, save: { type: "boolean" } },
});
const pages = Number(values.pages);
const server = spawn(process.execPath, [join(import.meta.dirname, "page-server.ts"), String(pages)], {
  stdio: ["ignore", "pipe", "inherit"],
});
const site = await new Promise<{ port: number; meanBytes: number }>((ready) =>
  server.stdout.once("data", (line) => ready(JSON.parse(String(line)))),
);
const output = mkdtempSync(join(tmpdir(), "bench-memory-"));
const samples: number[] = [];
const sampler = setInterval(() => samples.push(Math.round(process.memoryUsage().rss / 1048576)), 1000);
const began = performance.now();
try {
  await crawlLocalSite({ origin: `http://127.0.0.1:${site.port}`, output, concurrency: 8, pages });
} finally {
  clearInterval(sampler);
  server.kill();
  rmSync(output, { recursive: true, force: true });
}
const mean = (part: number[]) =>
  Math.round(part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length));
const tenth = Math.ceil(samples.length / 10);
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  pages,
  seconds: Math.round((performance.now() - began) / 1000),
  /** Mean resident memory of each tenth of the run, in MiB, worker threads included. */
  residentMiBByTenth: Array.from({ length: 10 }, (_, part) =>
    mean(samples.slice(part * tenth, (part + 1) * tenth)),
  ),
  peakMiB: Math.max(...samples),
};
console.log(JSON.stringify(report, null, 2));
if (values.save)
  writeFileSync(
    join(import.meta.dirname, `../results/crawl-memory-${report.measuredAt.slice(0, 10)}.json`),
    `${JSON.stringify(report, null, 2)}\n`,
  );
