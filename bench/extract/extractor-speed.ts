/**
 * How many documents a second the built-in extractor reads on one core. Prints JSON: the first pass (patterns not compiled
 * yet), the median and the best of several; figures are processor time. Usage: node bench/extract/extractor-speed.ts [gold folder] [passes]
 */
import { PageCleaner } from "../../src/crawl/clean/page-cleaner.ts";
import { goldDocument } from "../../src/evaluate/gold-document.ts";
import { readGoldSet } from "../../src/evaluate/gold-set.ts";
import { createBuiltinExtractor } from "../../src/extract/builtin/builtin-extractor.ts";
import type { SourceDocument } from "../../src/record/document.ts";

const [directory = "../shared/gold/dev", passes = "40"] = process.argv.slice(2);
const cleaner = new PageCleaner();
const documents: SourceDocument[] = [];
for (const entry of readGoldSet(directory)) documents.push(await goldDocument(directory, entry, cleaner));
await cleaner.close();

const extractor = createBuiltinExtractor();
const signal = new AbortController().signal;
const perSecond: number[] = [];
for (let pass = 0; pass < Number(passes); pass++) {
  const before = process.cpuUsage();
  for (const document of documents) await extractor.extract(document, { signal });
  const { user, system } = process.cpuUsage(before);
  perSecond.push((documents.length * 1_000_000) / (user + system));
}
const sorted = perSecond.toSorted((a, b) => a - b);
const report = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  documents: documents.length,
  characters: documents.reduce((sum, { text }) => sum + text.length, 0),
  passes: perSecond.length,
  documentsPerSecond: {
    first: Math.round(perSecond[0] ?? 0),
    median: Math.round(sorted[sorted.length >> 1] ?? 0),
    best: Math.round(sorted.at(-1) ?? 0),
  },
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
