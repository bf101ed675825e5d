/**
 * Crawls the labelled documents from the replay server without and with faults, twice each, and compares what is stored
 * in the end. Needs ../shared. `node bench/crawl/replayed-set.ts [--write]`.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../src/record/ids.ts";
import { Library } from "../../src/store/library.ts";
import { writeAtomically } from "../../src/store/write-atomically.ts";
import { counted } from "../../test/helpers/crawl-in-folder.ts";
import { crawlReplay, readable } from "../../test/helpers/crawl-replay.ts";
import { startReplay } from "../../test/helpers/replay-server.ts";

async function measure(faults: "none" | "flaky" | "hostile"): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
  const server = await startReplay({ folder, faults });
  const output = join(folder, "output");
  const logged = () => readFileSync(server.log, "utf8").split("\n").filter(Boolean);
  const run = async () => {
    const before = server.log && runs > 0 ? logged().length : 0;
    runs++;
    const library = Library.open(output);
    const started = performance.now();
    const outcome = await crawlReplay(library, server);
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
    library.close();
    const asked = logged().slice(before);
    const unconditional = asked.filter(
      (line) => line.startsWith("GET") && !line.endsWith("conditional"),
    ).length;
    return { seconds, asked: asked.length, unconditional, ...counted(outcome) };
  };
  let runs = 0;
  try {
    const first = await run();
    const second = await run();
    return {
      faults,
      documents: server.documents,
      first,
      second,
      endState: sha256(readable(output).join("\n")).slice(0, 16),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const results = [await measure("none"), await measure("flaky"), await measure("hostile")];
const report = {
  date: new Date().toISOString(),
  node: process.version,
  sameEndState: new Set(results.map(({ endState }) => endState)).size === 1,
  results,
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
if (process.argv.includes("--write"))
  writeAtomically(
    join(import.meta.dirname, `../results/replayed-set-${report.date.slice(0, 10)}.json`),
    `${JSON.stringify(report, null, 2)}\n`,
  );
