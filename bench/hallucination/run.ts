/** `node bench/hallucination/run.ts [documents a style] [seed]`: prints the figures and writes them, dated, to bench/results/. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureHallucination } from "./measure.ts";

const figures = await measureHallucination(Number(process.argv[2] ?? 4), {
  seed: Number(process.argv[3] ?? 11),
});
const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
console.log(
  `${figures.planted} planted answers over ${figures.documents} documents; caught ${share(figures.caught, figures.planted)}`,
);
for (const [kind, { planted, caught }] of Object.entries(figures.byKind))
  console.log(`  ${kind.padEnd(34)} ${caught} of ${planted} (${share(caught, planted)})`);
console.log(`true claims lost: ${figures.trueLost} of ${figures.trueClaims}`);
if (process.argv.includes("--missed"))
  console.log([...figures.missed, "--- lost", ...figures.lost].join("\n"));
const day = new Date().toISOString().slice(0, 10);
const { missed, lost, ...kept } = figures;
const file = join(import.meta.dirname, `../results/hallucination-${day}.json`);
writeFileSync(
  file,
  `${JSON.stringify({ ...kept, missed: missed.slice(0, 30), lost: lost.slice(0, 30) }, null, 2)}\n`,
);
