/**
 * Fits what each cue of an insight counts, and says how well insights are found when every document stands outside its
 * own fit. Usage: node bench/extract/fit-insights.ts [--write] DIR... ; only the tuned half of each set is read. With
 * --write, src/extract/builtin/insights/lesson-weights.ts is made anew. The same labels give the same weights.
 */
import { writeFileSync } from "node:fs";
import { PageCleaner } from "../../src/crawl/clean/page-cleaner.ts";
import { goldDocument } from "../../src/evaluate/gold-document.ts";
import { readGoldSet } from "../../src/evaluate/gold-set.ts";
import { chooseVariable } from "../../src/extract/builtin/insights/choose-variable.ts";
import { featuresOf } from "../../src/extract/builtin/insights/passage-features.ts";
import { passagesOf } from "../../src/extract/builtin/insights/passages.ts";
import { surveyOf } from "../../src/extract/builtin/insights/survey.ts";
import { blocksOf } from "../../src/extract/builtin/layout/blocks.ts";
import { agrees } from "./insight-agreement.ts";
import { type Example, fitLogistic, oddsOf } from "./logistic-fit.ts";

const TUNED = ["*-01", "*-05", "*-09", "*-13", "*-17", "*-21", "*-25", "*-29"];
/** How strongly weights are held back, in examples. */
const RIDGE = 6;
const LIMIT = 10;
const WEIGHTS_FILE = new URL("../../src/extract/builtin/insights/lesson-weights.ts", import.meta.url);

type Sentence = Example & { document: number; labels: number[]; variable: string | undefined };

const write = process.argv.includes("--write");
const directories = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const cleaner = new PageCleaner({ pageMs: 60_000 });
const labels: { variable: string; quote: string }[][] = [];
const sentences: Sentence[] = [];
for (const directory of directories)
  for (const entry of readGoldSet(directory, TUNED)) {
    const { text, parts } = await goldDocument(directory, entry, cleaner);
    const document = labels.push(entry.insights ?? []) - 1;
    const passages = passagesOf(text, blocksOf({ text, parts }), parts);
    const survey = surveyOf(passages);
    passages.forEach((passage, at) => {
      const picked = labels[document]!.flatMap(({ quote }, label) =>
        agrees(quote, passage.text) ? [label] : [],
      );
      const features = featuresOf(survey, at);
      const variable = chooseVariable(survey, at);
      sentences.push({ document, labels: picked, features, positive: picked.length > 0, variable });
    });
  }
await cleaner.close();

const held = labels.map((_, document) =>
  fitLogistic(
    sentences.filter((each) => each.document !== document),
    RIDGE,
  ),
);
const outside = sentences.map((sentence) => oddsOf(held[sentence.document]!, sentence.features));

/** Counts over all documents when those sentences are taken that are at least so likely, `LIMIT` a document. */
function score(least: number) {
  let found = 0;
  let sameVariable = 0;
  let taken = 0;
  labels.forEach((wanted, document) => {
    const chosen = sentences
      .map((sentence, at) => ({ sentence, odds: outside[at]! }))
      .filter(({ sentence, odds }) => sentence.document === document && odds >= Math.log(least / (1 - least)))
      .filter(({ sentence }) => sentence.variable !== undefined)
      .sort((a, b) => b.odds - a.odds)
      .slice(0, LIMIT);
    taken += chosen.length;
    const used = new Set<number>();
    wanted.forEach(({ variable }, label) => {
      const at = chosen.findIndex(({ sentence }, each) => !used.has(each) && sentence.labels.includes(label));
      if (at < 0) return;
      used.add(at);
      found++;
      if (chosen[at]!.sentence.variable === variable) sameVariable++;
    });
  });
  const all = labels.flat().length;
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    least,
    precision: rounded(found / Math.max(1, taken)),
    recall: rounded(found / Math.max(1, all)),
    f1: rounded((2 * found) / Math.max(1, taken + all)),
    sameVariable: rounded(sameVariable / Math.max(1, found)),
  };
}

const figures = [0.16, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32, 0.34].map(score);
console.table(figures);
console.log(`${labels.length} documents, ${sentences.length} passages, ${labels.flat().length} labels`);

if (write) {
  const weights = [...fitLogistic(sentences, RIDGE)]
    .map(([name, weight]) => [name, Math.round(weight * 100) / 100] as const)
    .filter(([name, weight]) => name === "bias" || Math.abs(weight) >= 0.05)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const lines = weights.map(([name, weight]) => `  [${JSON.stringify(name)}, ${weight}],\n`);
  writeFileSync(
    WEIGHTS_FILE,
    `/** What each feature of a passage counts, in log odds: made by bench/extract/fit-insights.ts, heaviest first. Data only. */\nexport const LESSON_WEIGHTS: ReadonlyMap<string, number> = new Map([\n${lines.join("")}]);\n`,
  );
}
