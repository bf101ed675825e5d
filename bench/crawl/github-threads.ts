/**
 * Measures GitHub threads a second over a local API of 1,000 threads with three comments each, politeness off: a first
 * crawl, and a second over the same. `node bench/crawl/github-threads.ts [--threads N] [--write]`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseSources } from "../../src/config/read-sources.ts";
import { crawlSources } from "../../src/crawl/crawl-sources.ts";
import { Library } from "../../src/store/library.ts";
import { writeAtomically } from "../../src/store/write-atomically.ts";
import { startApiServer } from "../../test/helpers/api-server.ts";
import { REPOSITORY, type SampleIssue, serveThreads } from "../../test/helpers/github-thread.ts";

const flag = (name: string) => process.argv.indexOf(name);
const count = flag("--threads") > 0 ? Number(process.argv[flag("--threads") + 1]) : 1000;

function samples(): SampleIssue[] {
  const body = "Two RTX 3090 with llama.cpp, Q4_K_M, -ngl 99: 17.4 tok/s. ".repeat(30);
  return Array.from({ length: count }, (_, n) => ({
    number: n + 1,
    body,
    updated: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
    comments: [1, 2, 3].map((k) => ({ id: n * 10 + k, body: body.slice(0, 400) })),
  }));
}

async function measure(origin: string): Promise<Record<string, unknown>> {
  const output = mkdtempSync(join(tmpdir(), "almanac-bench-"));
  const yaml = `version: 1\nnetwork: { allowHosts: ["127.0.0.1"], delayMs: 0, maxRequests: 1000000 }\nsources:\n  - { id: bench, kind: github, repository: ${REPOSITORY}, maxDocuments: ${count} }\n`;
  const library = Library.open(output);
  const run = async () => {
    const started = performance.now();
    const { sources } = await crawlSources({
      file: parseSources(yaml, "bench.yaml"),
      library,
      environment: { githubToken: undefined, githubApiUrl: origin, arxivApiUrl: `${origin}/none` },
      clock: () => new Date(),
      signal: new AbortController().signal,
      report: () => undefined,
    });
    const seconds = (performance.now() - started) / 1000;
    return { seconds: Number(seconds.toFixed(2)), ...sources[0]! };
  };
  try {
    const first = await run();
    const second = await run();
    return {
      threads: first.documents.new,
      threadsPerSecond: Math.round(first.documents.new / first.seconds),
      firstSeconds: first.seconds,
      firstRequests: first.requests,
      secondSeconds: second.seconds,
      secondRequests: second.requests,
      secondNotModified: second.notModified,
      timesFaster: Number((first.seconds / second.seconds).toFixed(1)),
      rssMiB: Math.round(process.memoryUsage().rss / 1024 ** 2),
    };
  } finally {
    library.close();
    rmSync(output, { recursive: true, force: true });
  }
}

if (process.argv.includes("--serve")) {
  const server = await startApiServer();
  serveThreads(server, samples());
  process.stdout.write(`${server.origin}\n`);
} else {
  // The server gets a process of its own, so that its work is not counted as the crawl's.
  const child = spawn(process.execPath, [import.meta.filename, "--serve", "--threads", String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = await new Promise<string>((resolve) =>
    child.stdout.once("data", (line) => resolve(String(line).trim())),
  );
  const result = {
    date: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    ...(await measure(origin)),
  };
  child.kill();
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (process.argv.includes("--write"))
    writeAtomically(
      join(import.meta.dirname, `../results/github-threads-${result.date.slice(0, 10)}.json`),
      `${JSON.stringify(result, null, 2)}\n`,
    );
}
