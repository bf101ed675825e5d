/**
 * Evaluates the built-in extractor on a labelled set, by halves and by families, and prints the tables of
 * bench/results/extraction-*.md. `node bench/extract/labelled-set.ts DIR [--floor FILE]`; with --floor the core figure
 * of the whole set is written there, too.
 */
import { writeFileSync } from "node:fs";
import { type Evaluation, evaluate } from "../../src/evaluate/evaluate.ts";
import { createBuiltinExtractor } from "../../src/extract/builtin/builtin-extractor.ts";

const HALVES = {
  tuned: ["*-01", "*-05", "*-09", "*-13", "*-17", "*-21", "*-25", "*-29"],
  checked: ["*-03", "*-07", "*-11", "*-15", "*-19", "*-23", "*-27"],
} as const;

const [directory, ...flags] = process.argv.slice(2);
if (directory === undefined) throw new Error("usage: node bench/extract/labelled-set.ts DIR [--floor FILE]");
const floorAt = flags.indexOf("--floor");
const floorFile = floorAt < 0 ? undefined : flags[floorAt + 1];
const extractor = createBuiltinExtractor();

function rows(
  half: string,
  { records, core, all, fields, families, insights, ...rest }: Evaluation,
): string[] {
  const figure = (f1: number) => f1.toFixed(3);
  const row = (name: string, f: { precision: number; recall: number; f1: number; n: number }) =>
    `| ${name} | ${figure(f.precision)} | ${figure(f.recall)} | ${figure(f.f1)} | ${f.n} |`;
  return [
    `\n### ${half} half\n`,
    "| figure | precision | recall | F1 | n |",
    "|---|---|---|---|---|",
    row("records", records),
    row("core fields", core),
    row("all fields", all),
    ...Object.entries(fields).map(([name, field]) => row(`  ${name}`, field)),
    row("insights", insights),
    ...Object.entries(families).flatMap(([name, family]) => [
      row(`${name}: records`, family.records),
      row(`${name}: core`, family.core),
    ]),
    `\nDocuments without a record left empty: ${rest.emptyDocumentsRight} of ${rest.emptyDocuments}.`,
    `Quotes found in their document: ${rest.evidence.found} of ${rest.evidence.quotes}; values with a quote: ${rest.evidence.backed} of ${rest.evidence.values}.`,
    "",
    "| confidence | records | core precision |",
    "|---|---|---|",
    ...rest.calibration
      .filter((band) => band.records > 0)
      .map(
        (band) =>
          `| ${band.from.toFixed(1)}–${band.to.toFixed(1)} | ${band.records} | ${figure(band.precision)} |`,
      ),
  ];
}

for (const [half, only] of Object.entries(HALVES))
  console.log(rows(half, await evaluate(directory, extractor, { only })).join("\n"));

const whole = await evaluate(directory, extractor);
console.log(`\nWhole set: records ${whole.records.f1}, core ${whole.core.f1}, all ${whole.all.f1}.`);
const documents = whole.documents.map(({ document }) => document);
const started = performance.now();
for (const document of documents) await extractor.extract(document, { signal: new AbortController().signal });
const perSecond = Math.round((1000 * documents.length) / (performance.now() - started));
console.log(`Speed: ${perSecond} documents a second on one core, in this one pass.`);
if (floorFile !== undefined)
  writeFileSync(
    floorFile,
    `${JSON.stringify({ coreF1: whole.core.f1, measured: new Date().toISOString().slice(0, 10) }, null, 2)}\n`,
  );
