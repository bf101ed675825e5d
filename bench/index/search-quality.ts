/**
 * Measures the search on the hand-made questions: hit@1, hit@3 and mean reciprocal rank, for the half that may be
 * tuned on and for the other; by words alone, by meaning alone, and whole. Prints Markdown. `--misses` lists what the
 * whole search misses in the tuning half.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBuiltinEmbedder } from "../../src/index/embed/builtin-embedder.ts";
import { indexRecords } from "../../src/index/index-records.ts";
import { IndexTables } from "../../src/index/index-tables.ts";
import { readQuestion } from "../../src/index/question.ts";
import { search } from "../../src/index/search.ts";
import { Library } from "../../src/store/library.ts";
import { QUESTIONS } from "../../test/fixtures/search/questions.ts";
import { searchSetups } from "../../test/fixtures/search/setups.ts";
import { storeRecords } from "../../test/helpers/store-records.ts";

const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
const library = Library.open(folder);
const embedder = createBuiltinEmbedder({ threads: 1 });
const DEPTH = 20;

/** A way to answer: the ids of its answer, best first. */
type Method = (text: string) => Promise<string[]>;

try {
  storeRecords(library, { records: searchSetups() });
  await indexRecords({ library, embedder, signal: new AbortController().signal });
  const tables = await IndexTables.open(library.layout.index);
  const methods: Record<string, Method> = {
    "words alone (BM25)": (text) =>
      tables.matching("setups", readQuestion(text).words.join(" "), { limit: DEPTH }),
    "meaning alone (vectors)": async (text) => {
      const [vector] = await embedder.embed([text]);
      return (await tables.nearest("setups", vector!, { limit: DEPTH })).map((row) => row.id);
    },
    "whole search": async (text) => {
      const answer = await search({ library, embedder, text, limit: DEPTH });
      return answer.results.map((hit) => hit.record.id);
    },
  };
  console.log(`${searchSetups().length} setups, ${QUESTIONS.length} questions\n`);
  console.log("| method | half | hit@1 | hit@3 | MRR |\n|---|---|---|---|---|");
  for (const [name, method] of Object.entries(methods)) {
    const ranks = await ranksOf(method);
    for (const [half, place] of [
      ["tuning", 0],
      ["check", 1],
    ] as const) {
      const of = ranks.filter((_, at) => at % 2 === place);
      const share = (most: number) => of.filter((rank) => rank > 0 && rank <= most).length / of.length;
      const mrr = of.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / of.length;
      console.log(
        `| ${name} | ${half} | ${share(1).toFixed(2)} | ${share(3).toFixed(2)} | ${mrr.toFixed(3)} |`,
      );
    }
  }
  if (process.argv.includes("--misses")) await printMisses();
  tables.close();
} finally {
  await embedder.close();
  library.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The place of the first acceptable answer to each question, 0 where there is none. */
async function ranksOf(method: Method): Promise<number[]> {
  const ranks: number[] = [];
  for (const [text, ...acceptable] of QUESTIONS) {
    const ids = await method(text);
    ranks.push(ids.findIndex((id) => acceptable.includes(id)) + 1);
  }
  return ranks;
}

async function printMisses(): Promise<void> {
  for (const [at, [text, ...acceptable]] of QUESTIONS.entries()) {
    if (at % 2 !== 0) continue;
    const { results } = await search({ library, embedder, text, limit: 3 });
    if (results[0] && acceptable.includes(results[0].record.id)) continue;
    console.log(`\n${text}`);
    for (const hit of results)
      console.log(`   ${hit.score} ${hit.match} ${hit.record.id}: ${hit.why.join("; ")}`);
  }
}
