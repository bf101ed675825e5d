/**
 * How well insights are found, by half and by family: the half they were tuned on and the half only checked. Prints JSON.
 * Usage: node bench/extract/insights.ts [gold folder]
 */
import { PageCleaner } from "../../src/crawl/clean/page-cleaner.ts";
import { goldDocument } from "../../src/evaluate/gold-document.ts";
import { readGoldSet } from "../../src/evaluate/gold-set.ts";
import { findInsights } from "../../src/extract/builtin/insights/find-insights.ts";
import { agrees } from "./insight-agreement.ts";

type Counts = { found: number; missed: number; extra: number; sameVariable: number };

/** Documents 01, 05, 09 … of each family were tuned on; 03, 07, 11 … only checked. */
const isTuned = (id: string): boolean => Number(/\d+$/.exec(id)?.[0]) % 4 === 1;

const cleaner = new PageCleaner();
const directory = process.argv[2] ?? "../shared/gold/dev";
const tallies = new Map<string, Counts>();
const tally = (name: string): Counts => {
  const held = tallies.get(name) ?? { found: 0, missed: 0, extra: 0, sameVariable: 0 };
  tallies.set(name, held);
  return held;
};

for (const entry of readGoldSet(directory)) {
  const document = await goldDocument(directory, entry, cleaner);
  const insights = findInsights(document.text, document.parts);
  const used = new Set<number>();
  const half = isTuned(entry.id) ? "tuned" : "checked";
  const counts = [tally(half), tally(`${half} ${entry.family}`)];
  for (const label of entry.insights ?? []) {
    const at = insights.findIndex((insight, index) => !used.has(index) && agrees(label.quote, insight.quote));
    if (at >= 0) used.add(at);
    for (const count of counts) {
      if (at < 0) count.missed++;
      else count.found++;
      if (at >= 0 && insights[at]!.variable === label.variable) count.sameVariable++;
    }
  }
  for (const count of counts) count.extra += insights.length - used.size;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const figures = [...tallies].sort().map(([name, { found, missed, extra, sameVariable }]) => {
  const precision = found / Math.max(1, found + extra);
  const recall = found / Math.max(1, found + missed);
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return {
    name,
    labels: found + missed,
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded(f1),
    sameVariable: rounded(sameVariable / Math.max(1, found)),
  };
});
process.stdout.write(
  `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), figures }, null, 2)}\n`,
);
await cleaner.close();
