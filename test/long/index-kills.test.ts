import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { indexRecords } from "../../src/index/index-records.ts";
import { IndexTables } from "../../src/index/index-tables.ts";
import { search } from "../../src/index/search.ts";
import { Library } from "../../src/store/library.ts";
import { searchSetups } from "../fixtures/search/setups.ts";
import { letterEmbedder } from "../helpers/letter-embedder.ts";
import { storeRecords } from "../helpers/store-records.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const SEEDS = searchSetups();
const signal = new AbortController().signal;
const KILLS = 60;

test(`an index that is killed ${KILLS} times while the catalog changes ends with every record once`, async () => {
  const root = temporaryFolder();
  const library = Library.open(root);
  onTestFinished(() => library.close());
  let killed = 0;
  for (let round = 0; round < KILLS; round++) {
    storeRecords(library, { records: generation(round) });
    const child = spawn(process.execPath, [join(import.meta.dirname, "../helpers/index-in-child.ts"), root], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    const timer = setTimeout(() => child.kill("SIGKILL"), 20 + Math.random() * 600);
    const [, how] = await ended;
    clearTimeout(timer);
    if (how === "SIGKILL") killed++;
  }
  expect(killed).toBeGreaterThan(KILLS / 3);
  await indexRecords({ library, embedder: letterEmbedder(), signal });
  // The first run may only have found that a row is too many.
  await indexRecords({ library, embedder: letterEmbedder(), signal });
  const tables = await IndexTables.open(library.layout.index);
  onTestFinished(() => tables.close());
  const stored = [...library.records.eachRecord()];
  expect(await tables.countRows("setups")).toBe(stored.length);
  for (const record of stored.filter((_, at) => at % 97 === 0)) {
    expect(await tables.countRows("setups", `id = '${record.id}'`)).toBe(1);
    const word = record.title.split(" ")[0]!;
    expect(await tables.matching("setups", word, { limit: 5 })).toContain(record.id);
  }
  expect(await indexRecords({ library, embedder: letterEmbedder(), signal })).toEqual({
    upserted: 0,
    removed: 0,
  });
});

test("any question and any filter words are answered", async () => {
  const library = Library.open(temporaryFolder());
  onTestFinished(() => library.close());
  const embedder = letterEmbedder();
  storeRecords(library, { records: SEEDS });
  await indexRecords({ library, embedder, signal });
  const words = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc
      .array(
        fc.constantFrom(
          "2x",
          "RTX",
          "3090",
          "70B",
          "'",
          '"',
          "%",
          "_",
          "\\",
          "q4",
          "(",
          ")",
          "*",
          "kv",
          "GB",
          "-",
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join(" ")),
  );
  await fc.assert(
    fc.asyncProperty(words, words, async (text, filter) => {
      const filters = {
        accelerators: [filter],
        models: [filter],
        engines: [filter],
        quantizations: [filter],
      };
      for (const asked of [{}, filters]) {
        const answer = await search({ library, embedder, text, filters: asked });
        expect(answer.results.length).toBeLessThanOrEqual(10);
      }
    }),
    { numRuns: 400 },
  );
});

/** 1,500 records, of which each round changes a third and takes out some documents' second half. */
function generation(round: number) {
  return Array.from({ length: 1500 }, (_, at) => ({
    ...SEEDS[at % SEEDS.length]!,
    id: `row-${at}`,
    document: `https://rigs.example/row-${at % 150}`,
    title: `unit${at}edition${at % 3 === round % 3 ? round : 0} of a box`,
  })).filter((_, at) => !(at % 150 === round % 150 && at > 750));
}
