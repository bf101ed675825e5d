/** Every parser of what comes from outside, behind one signature: bytes in, nothing or a named error out. */
import { parseSources } from "../../src/config/read-sources.ts";
import { cleanPage } from "../../src/crawl/clean/clean-page.ts";
import { pdfText } from "../../src/crawl/clean/pdf-text.ts";
import { readFeed } from "../../src/crawl/web/read-feed.ts";
import { readLinks } from "../../src/crawl/web/read-links.ts";
import { readSitemap } from "../../src/crawl/web/read-sitemap.ts";
import { AlmanacError } from "../../src/record/errors.ts";
import { type FuzzedKind, fuzzedInput } from "./fuzzed-inputs.ts";

const place = { url: "https://x.example/p" };
const PARSERS: Record<FuzzedKind, (bytes: Uint8Array) => unknown> = {
  html: (bytes) => [cleanPage(bytes, place), readLinks(bytes, place)],
  feed: (bytes) => readFeed(bytes, place),
  sitemap: (bytes) => readSitemap(bytes, place),
  pdf: (bytes) => pdfText(bytes),
  yaml: (bytes) => parseSources(new TextDecoder().decode(bytes), "sources.yaml"),
};

export interface FuzzReport {
  inputs: number;
  /** Inputs that made the parser throw anything but a named error. */
  crashes: string[];
  slowestMs: number;
  slowest: number;
  /** Largest resident memory seen. */
  peakMb: number;
}

/** Feeds a parser the inputs `from` (inclusive) to `to` (exclusive). */
export async function fuzz(kind: FuzzedKind, from: number, to: number): Promise<FuzzReport> {
  const report: FuzzReport = { inputs: to - from, crashes: [], slowestMs: 0, slowest: -1, peakMb: 0 };
  for (let number = from; number < to; number++) {
    const bytes = fuzzedInput(kind, number);
    const began = process.cpuUsage();
    try {
      await PARSERS[kind](bytes);
    } catch (error) {
      if (!(error instanceof AlmanacError))
        report.crashes.push(`${kind} ${number}: ${(error as Error).stack?.slice(0, 300)}`);
    }
    const { user, system } = process.cpuUsage(began);
    const ms = (user + system) / 1000;
    if (ms > report.slowestMs) Object.assign(report, { slowestMs: ms, slowest: number });
    if (number % 50 === 0)
      report.peakMb = Math.max(report.peakMb, Math.round(process.memoryUsage().rss / 1048576));
  }
  return report;
}
