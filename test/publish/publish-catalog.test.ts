import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { publishCatalog } from "../../src/publish/publish-catalog.ts";
import { setupRecordSchema } from "../../src/record/setup-record.ts";
import { Library } from "../../src/store/library.ts";
import { type SampleDocument, storeSamples } from "../helpers/sample-records.ts";

const SAMPLES: SampleDocument[] = [
  {
    url: "https://b.example/post",
    setups: [
      {},
      {
        title: '=HYPERLINK("https://evil.example")',
        hardware: { accelerators: [], cpu: "Ryzen 9 5950X", class: "cpu" },
        model: { name: 'Qwen3 "8B", instruct', parametersB: 8 },
        measurements: [{ metric: "decode", value: 6.5, unit: "tok/s" }],
        outcome: null,
      },
    ],
    lessons: [{}],
  },
  {
    url: "https://a.example/private",
    publication: "link-only",
    setups: [{}],
    lessons: [{ quote: "never to be reproduced" }],
  },
];

describe("the catalog exports", () => {
  let folder: string;
  let library: Library;
  const lines = (name: string) =>
    readFileSync(join(library.layout.catalog, name), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "almanac-catalog-"));
    library = Library.open(folder);
    storeSamples(library, SAMPLES);
  });
  afterEach(() => {
    library.close();
    rmSync(folder, { recursive: true });
  });

  test("every line of records.jsonl validates against record.schema.json", async () => {
    await publishCatalog(library);
    const schema = JSON.parse(readFileSync(join(library.layout.catalog, "record.schema.json"), "utf8"));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    const records = lines("records.jsonl");
    expect(records).toHaveLength(3);
    for (const record of records) {
      expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
      expect(() => setupRecordSchema.parse(record)).not.toThrow();
    }
    expect(validate({ ...records[0], confidence: 3 })).toBe(false);
    expect(validate({ ...records[0], addedLater: 1 })).toBe(true);
  });

  test("publishing the same library again leaves every byte and every file as it was", async () => {
    const first = await publishCatalog(library);
    expect(first.changed).toHaveLength(6);
    const file = join(library.layout.catalog, "records.parquet");
    const before = { bytes: readFileSync(file), inode: statSync(file).ino };
    const second = await publishCatalog(library);
    expect(second.changed).toEqual([]);
    expect(readFileSync(file).equals(before.bytes)).toBe(true);
    expect(statSync(file).ino).toBe(before.inode);
  });

  test("documents are listed without their text, in the order of their addresses", async () => {
    await publishCatalog(library);
    const documents = lines("documents.jsonl");
    expect(documents.map((d) => d.url)).toEqual(["https://a.example/private", "https://b.example/post"]);
    expect(documents[1]).toMatchObject({
      title: "Two cards, one evening",
      licence: "CC-BY-4.0",
      records: 2,
      insights: 1,
    });
    expect(JSON.stringify(documents)).not.toContain("17.2 tok/s");
  });

  test("a link-only document gives its address, title and facts, but none of its words", async () => {
    await publishCatalog(library);
    const record = lines("records.jsonl").find((r) => r.document === "https://a.example/private");
    expect(record).toMatchObject({ evidence: [], config: { command: null }, model: { parametersB: 70 } });
    expect(lines("insights.jsonl").map((i) => i.document)).toEqual(["https://b.example/post"]);
    expect(lines("documents.jsonl")[0]).not.toHaveProperty("author");
  });

  test("the CSV quotes what needs it and disarms formulas", async () => {
    await publishCatalog(library);
    const csv = readFileSync(join(library.layout.catalog, "records.csv"), "utf8");
    expect(csv).toContain('"Qwen3 ""8B"", instruct"');
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(csv.split("\r\n")).toHaveLength(5);
  });

  test("the Parquet file reads back as the same rows", async () => {
    await publishCatalog(library);
    const bytes = readFileSync(join(library.layout.catalog, "records.parquet"));
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({
      accelerators: "2x RTX 3090",
      decodeTokS: 17.2,
      acceleratorMemoryGiB: 48,
    });
    expect(rows[2]).toMatchObject({
      accelerators: null,
      cpu: "Ryzen 9 5950X",
      decodeTokS: 6.5,
      outcome: null,
    });
  });

  test("an empty library still gives whole, readable files", async () => {
    const empty = Library.open(join(folder, "empty"));
    await publishCatalog(empty);
    expect(readFileSync(join(empty.layout.catalog, "records.jsonl"), "utf8")).toBe("");
    const bytes = readFileSync(join(empty.layout.catalog, "records.parquet"));
    expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toEqual([]);
    empty.close();
  });
});
