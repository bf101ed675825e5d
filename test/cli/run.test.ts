import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runReportSchema } from "../../src/record/run-report.ts";
import { setupRecordSchema } from "../../src/record/setup-record.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const RIG = `# Two used 3090s for coding

| model | size | params | backend | ngl | test | t/s |
| --- | ---: | ---: | --- | --: | --- | ---: |
| llama 70B Q4_K - Medium | 39.59 GiB | 70.55 B | CUDA | 99 | pp512 | 790.12 ± 2.10 |
| llama 70B Q4_K - Medium | 39.59 GiB | 70.55 B | CUDA | 99 | tg128 | 17.21 ± 0.05 |

Measured with llama.cpp on two RTX 3090 (24 GB each), build: 1234abcd (4567).
`;

function almanac(): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "sources.yaml"),
    "version: 1\nsources:\n  - { id: inbox, kind: folder, path: ./inbox }\n",
  );
  return folder;
}

describe("a run over a folder", () => {
  test("fills the catalog, says what it did, and does nothing the second time", async () => {
    const folder = almanac();
    mkdirSync(join(folder, "inbox"));
    writeFileSync(join(folder, "inbox/rig.md"), RIG);
    const first = await runCli(["run", "--no-site", "--json"], { folder });
    expect(first.stderr).not.toMatch(/error|failed/i);
    expect(first.status).toBe(0);
    const report = runReportSchema.parse(JSON.parse(first.stdout));
    expect(report.sources).toMatchObject([{ id: "inbox", documents: { new: 1, failed: 0 }, error: null }]);
    expect(report.extraction).toMatchObject({ documents: 1, model: "builtin", calls: 0 });
    const records = readFileSync(join(folder, "output/catalog/records.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => setupRecordSchema.parse(JSON.parse(line)));
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      hardware: { class: "multi-gpu", accelerators: [{ name: "RTX 3090", count: 2 }] },
      model: { quantization: "Q4_K_M" },
      status: "proposed",
    });
    expect(records[0]!.measurements.map((each) => [each.metric, each.value])).toEqual(
      expect.arrayContaining([
        ["prefill", 790.12],
        ["decode", 17.21],
      ]),
    );

    const second = runReportSchema.parse(
      JSON.parse((await runCli(["run", "--no-site", "--json"], { folder })).stdout),
    );
    expect(second.sources[0]!.documents).toMatchObject({ new: 0, changed: 0, unchanged: 1 });
    expect(second.extraction).toMatchObject({ documents: 0, cached: 1 });
    expect(second.index).toEqual({ upserted: 0, removed: 0 });
    expect(second.book.changed).toEqual([]);

    const asked = await runCli(["query", "70B on two 3090s", "--json"], { folder });
    expect(asked.stdout).toContain("RTX 3090");
    const status = JSON.parse((await runCli(["status", "--json"], { folder })).stdout);
    expect(status).toMatchObject({ records: 1, waiting: 0, coverage: { class: { "multi-gpu": 1 } } });
  });

  test("with a folder that is missing fails that source, exits 1, and still publishes the rest", async () => {
    const folder = almanac();
    writeFileSync(
      join(folder, "sources.yaml"),
      "version: 1\nsources:\n  - { id: inbox, kind: folder, path: ./nowhere }\n  - { id: here, kind: folder, path: ./here }\n",
    );
    mkdirSync(join(folder, "here"));
    writeFileSync(join(folder, "here/rig.md"), RIG);
    const { status, stdout } = await runCli(["run", "--no-site", "--json"], { folder });
    expect(status).toBe(1);
    const report = runReportSchema.parse(JSON.parse(stdout));
    expect(report.ok).toBe(false);
    expect(report.sources.find((source) => source.id === "inbox")?.error).toContain("nowhere");
    expect(report.sources.find((source) => source.id === "here")?.documents.new).toBe(1);
    expect(report.extraction.records.new).toBe(1);
  });

  test("--dry-run fetches nothing and says what would be done", async () => {
    const folder = almanac();
    const { status, stdout } = await runCli(["run", "--dry-run"], { folder });
    expect(status).toBe(0);
    expect(stdout).toContain("would crawl 1 of 1 sources");
    expect(stdout).toContain("takes no tokens");
  });

  test("--due leaves out a source that was crawled since its time", async () => {
    const folder = almanac();
    mkdirSync(join(folder, "inbox"));
    writeFileSync(join(folder, "inbox/rig.md"), RIG);
    await runCli(["run", "--no-site", "--json"], { folder });
    const { stdout } = await runCli(["run", "--due", "--no-site", "--json"], { folder });
    expect(JSON.parse(stdout).sources).toEqual([]);
  });
});

test("crawl --warc writes the captures of an almanac that is there", async () => {
  const folder = almanac();
  mkdirSync(join(folder, "inbox"));
  writeFileSync(join(folder, "inbox/rig.md"), RIG);
  await runCli(["crawl"], { folder });
  const { status, stdout } = await runCli(["crawl", "--warc", "captures.warc.gz"], { folder });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\d+ records in captures\.warc\.gz\n$/);
  const warc = gunzipSync(readFileSync(join(folder, "captures.warc.gz"))).toString("utf8");
  expect(warc).toMatch(/^WARC\/1\.[01]\r\n/);
});
