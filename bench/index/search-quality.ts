/**
 * Measures the search on the hand-made questions: hit@1, hit@3 and mean reciprocal rank, for the half that may be
 * tuned on and for the other, with words only, with meaning only, and whole. Prints Markdown. `--misses` lists misses
 * of the tuning half.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBuiltinEmbedder } from "../../src/index/embed/builtin-embedder.ts";
import { indexRecords } from "../../src/index/index-records.ts";
import { search } from "../../src/index/search.ts";
import { Library } from "../../src/store/library.ts";
import { QUESTIONS } from "../../test/fixtures/search/questions.ts";
import { searchSetups } from "../../test/fixtures/search/setups.ts";
import { storeRecords } from "../../test/helpers/store-records.ts";

const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
const library = Library.open(folder);
const embedder = createBuiltinEmbedder();
try {
  storeRecords(library, { records: searchSetups() });
  await indexRecords({ library, embedder, signal: new AbortController().signal });
  const rows = [];
  for (const [at, [text, ...acceptable]] of QUESTIONS.entries()) {
    const answer = await search({ library, embedder, text, limit: 20 });
    const rank = answer.results.findIndex((hit) => acceptable.includes(hit.record.id)) + 1;
    rows.push({ half: at % 2 === 0 ? "tuning" : "check", rank, text, top: answer.results.slice(0, 3) });
  }
  console.log(`${searchSetups().length} setups, ${QUESTIONS.length} questions\n`);
  console.log("| half | questions | hit@1 | hit@3 | MRR |\n|---|---|---|---|---|");
  for (const half of ["tuning", "check"]) {
    const of = rows.filter((row) => row.half === half);
    const share = (most: number) => of.filter((row) => row.rank > 0 && row.rank <= most).length / of.length;
    const mrr = of.reduce((sum, row) => sum + (row.rank > 0 ? 1 / row.rank : 0), 0) / of.length;
    console.log(
      `| ${half} | ${of.length} | ${share(1).toFixed(2)} | ${share(3).toFixed(2)} | ${mrr.toFixed(3)} |`,
    );
  }
  if (process.argv.includes("--misses"))
    for (const row of rows.filter((one) => one.half === "tuning" && one.rank !== 1))
      console.log(
        `\n${row.rank} ${row.text}\n${row.top.map((hit) => `   ${hit.score} ${hit.match} ${hit.record.id}: ${hit.why.join("; ")}`).join("\n")}`,
      );
} finally {
  await embedder.close();
  library.close();
  rmSync(folder, { recursive: true, force: true });
}
