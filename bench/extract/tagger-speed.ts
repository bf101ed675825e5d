/**
 * How fast the tagger reads: saved reports where a labelled set is at hand, and hostile repeats. Prints JSON; figures are
 * processor time of one core. Usage: node bench/extract/tagger-speed.ts [gold folder]
 */
import { existsSync } from "node:fs";
import { PageCleaner } from "../../src/crawl/clean/page-cleaner.ts";
import { goldDocument } from "../../src/evaluate/gold-document.ts";
import { readGoldSet } from "../../src/evaluate/gold-set.ts";
import { findInsights } from "../../src/extract/builtin/insights/find-insights.ts";
import { tagMentions } from "../../src/extract/mentions/tag-mentions.ts";
import { HOSTILE_KINDS, hostileText } from "../../test/extract/mentions/hostile-texts.ts";

const RUNS = 7;
const MEGA = 1_000_000;

/** Processor seconds of the quickest of several runs. */
function secondsOf(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / MEGA);
  }
  return least;
}

const cleaner = new PageCleaner();
const directory = process.argv[2] ?? "../shared/gold/dev";
const texts: string[] = [];
if (existsSync(directory))
  for (const entry of readGoldSet(directory))
    texts.push((await goldDocument(directory, entry, cleaner)).text);
const characters = texts.reduce((sum, text) => sum + text.length, 0);

const slowest = { kind: 0, mbPerS: Number.POSITIVE_INFINITY };
for (let kind = 0; kind < HOSTILE_KINDS; kind++) {
  const text = hostileText(kind, 200_000);
  const before = process.cpuUsage();
  tagMentions(text);
  const { user, system } = process.cpuUsage(before);
  const mbPerS = text.length / (user + system);
  if (mbPerS < slowest.mbPerS) Object.assign(slowest, { kind, mbPerS });
}

const report = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  documents: texts.length,
  characters,
  mentions: texts.reduce((sum, text) => sum + tagMentions(text).length, 0),
  taggerMbPerS: characters / MEGA / secondsOf(() => texts.forEach((text) => void tagMentions(text))),
  insightsMbPerS: characters / MEGA / secondsOf(() => texts.forEach((text) => void findInsights(text))),
  slowestHostileMbPerS: slowest.mbPerS,
  slowestHostileText: hostileText(slowest.kind, 24),
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
await cleaner.close();
