/**
 * Measures the index over synthetic rows (10,000 by default, or the first argument): time to index, to find that
 * nothing changed, to index one more document, and p50/p95 of a search. Rows get random vectors, so that only the
 * question costs the embedder's time; the questions are those of the quality bench. Prints Markdown.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBuiltinEmbedder } from "../../src/index/embed/builtin-embedder.ts";
import { type Embedder, toUnitLength } from "../../src/index/embed/embedder.ts";
import { indexRecords } from "../../src/index/index-records.ts";
import { search } from "../../src/index/search.ts";
import type { SetupRecord } from "../../src/record/setup-record.ts";
import { Library } from "../../src/store/library.ts";
import { QUESTIONS } from "../../test/fixtures/search/questions.ts";
import { searchSetups } from "../../test/fixtures/search/setups.ts";
import { storeRecords } from "../../test/helpers/store-records.ts";

const rows = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
const library = Library.open(folder);
const builtin = createBuiltinEmbedder({ threads: 1 });
const embedder: Embedder = {
  name: "bench",
  embed: async (texts) => (texts.length === 1 ? builtin.embed(texts) : texts.map(() => randomVector())),
  close: async () => undefined,
};
const signal = new AbortController().signal;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

try {
  const seeds = searchSetups();
  const records = Array.from({ length: rows }, (_, at) => synthetic(seeds, at));
  storeRecords(library, { records });
  console.log("| what | ms |\n|---|---|");
  console.log(
    `| index ${rows} rows, vectors given | ${(await timed(() => indexRecords({ library, embedder, signal }))).toFixed(0)} |`,
  );
  console.log(
    `| again, nothing changed | ${(await timed(() => indexRecords({ library, embedder, signal }))).toFixed(1)} |`,
  );
  storeRecords(library, { records: [{ ...records[0]!, title: "changed" }] });
  console.log(
    `| again, one document changed | ${(await timed(() => indexRecords({ library, embedder, signal }))).toFixed(0)} |`,
  );
  const first = await timed(() => search({ library, embedder, text: "70B on two 3090s" }));
  const times: number[] = [];
  for (let round = 0; round < 3; round++)
    for (const [text] of QUESTIONS) times.push(await timed(() => search({ library, embedder, text })));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(0);
  console.log(`| first search, the embedder's start in it | ${first.toFixed(0)} |`);
  console.log(`| search p50 · p95 (${times.length} searches) | ${at(0.5)} · ${at(0.95)} |`);
} finally {
  await builtin.close();
  library.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The hand-made setups with other sizes, speeds and numbers of cards. */
function synthetic(seeds: readonly SetupRecord[], at: number): SetupRecord {
  const seed = seeds[at % seeds.length]!;
  const turn = Math.floor(at / seeds.length);
  return {
    ...seed,
    id: `row-${at}`,
    document: `https://rigs.example/row-${Math.floor(at / 4)}`,
    title: `${seed.title}, variant ${turn}`,
    model: { ...seed.model, parametersB: (seed.model.parametersB ?? 8) + (turn % 7) },
    measurements: seed.measurements.map((one) => ({ ...one, value: one.value * (1 + (turn % 10) / 10) })),
  };
}

function randomVector(): Float32Array {
  return toUnitLength(Float32Array.from({ length: 512 }, () => Math.random() - 0.5));
}
