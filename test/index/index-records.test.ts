import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { VectorsChanged } from "../../src/index/embed/embed-once.ts";
import type { Embedder } from "../../src/index/embed/embedder.ts";
import { type IndexEvent, indexRecords } from "../../src/index/index-records.ts";
import { IndexTables } from "../../src/index/index-tables.ts";
import { InterruptedError } from "../../src/record/errors.ts";
import { documentId } from "../../src/record/ids.ts";
import type { Insight } from "../../src/record/insight.ts";
import type { SetupRecord } from "../../src/record/setup-record.ts";
import { Library } from "../../src/store/library.ts";
import { searchSetups } from "../fixtures/search/setups.ts";
import { letterEmbedder } from "../helpers/letter-embedder.ts";
import { storeRecords } from "../helpers/store-records.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const SETUPS = searchSetups();
const never = new AbortController().signal;

function openLibrary(root = temporaryFolder()): Library {
  const library = Library.open(root);
  onTestFinished(() => library.close());
  return library;
}

async function indexAll(library: Library, embedder: Embedder = letterEmbedder()) {
  const events: IndexEvent[] = [];
  const changes = await indexRecords({
    library,
    embedder,
    signal: never,
    report: (event) => events.push(event),
  });
  return { ...changes, notes: events.flatMap((event) => (event.kind === "note" ? [event.text] : [])) };
}

async function withTables<Value>(
  library: Library,
  use: (tables: IndexTables) => Promise<Value>,
): Promise<Value> {
  const tables = await IndexTables.open(library.layout.index);
  try {
    return await use(tables);
  } finally {
    tables.close();
  }
}

const lesson = (id: string, document: string): Insight => ({
  id,
  document,
  variable: "kv-cache",
  claim: "a q8_0 KV cache costs no visible quality",
  quote: "a q8_0 KV cache costs no visible quality",
  start: 0,
  end: 40,
  confidence: 0.8,
  extractor: { name: "hand" },
});

describe("the index stage", () => {
  test("writes every record and insight once, and nothing the second time", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS, insights: [lesson("i1", SETUPS[0]!.document)] });
    const embedder = letterEmbedder();
    expect(await indexAll(library, embedder)).toMatchObject({
      upserted: SETUPS.length + 1,
      removed: 0,
      notes: [],
    });
    const asked = embedder.texts.length;
    expect(await indexAll(library, embedder)).toMatchObject({ upserted: 0, removed: 0, notes: [] });
    expect(embedder.texts.length).toBe(asked);
    await withTables(library, async (tables) => {
      expect(await tables.countRows("setups")).toBe(SETUPS.length);
      expect(await tables.countRows("insights")).toBe(1);
    });
  });

  test("does not open the index when nothing changed", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    const refusing: Embedder = {
      ...letterEmbedder(),
      close: () => Promise.reject(new Error("the embedder was used")),
    };
    expect(await indexAll(library, refusing)).toMatchObject({ upserted: 0, removed: 0 });
  });

  test("makes no index of an empty catalog", async () => {
    const library = openLibrary();
    expect(await indexAll(library)).toMatchObject({ upserted: 0, removed: 0 });
    expect(existsSync(library.layout.index)).toBe(false);
  });

  test("upserts the one record that changed and removes the one that is no more", async () => {
    const library = openLibrary();
    const document = SETUPS[0]!.document;
    const both = SETUPS.filter((one) => one.document === document);
    storeRecords(library, { records: SETUPS });
    const embedder = letterEmbedder();
    await indexAll(library, embedder);
    const asked = embedder.texts.length;
    storeRecords(library, {
      records: [{ ...both[0]!, measurements: [{ metric: "decode", value: 99, unit: "tok/s" }] }],
    });
    expect(await indexAll(library, embedder)).toMatchObject({ upserted: 1, removed: 1 });
    // A measured value is no part of the embedded text, so its vector was there already.
    expect(embedder.texts.length).toBe(asked);
    await withTables(library, async (tables) => {
      expect(await tables.countRows("setups", `id = '${both[0]!.id}' AND decode = 99`)).toBe(1);
      expect(await tables.countRows("setups", `id = '${both[1]!.id}'`)).toBe(0);
    });
  });

  test("indexes a record again when only its document's title changed", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    library.database.run(
      "UPDATE documents SET title = 'Zanzibar rig' WHERE id = ?",
      documentId(SETUPS[0]!.document),
    );
    expect(await indexAll(library)).toMatchObject({ upserted: 2, removed: 0 });
    await withTables(library, async (tables) => {
      expect(await tables.matching("setups", "zanzibar", { limit: 5 })).toHaveLength(2);
    });
  });

  test("finds new rows by their words at once, though the full-text index was made before them", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS.slice(0, 10) });
    await indexAll(library);
    storeRecords(library, { records: [{ ...SETUPS[20]!, id: "late", title: "Quokka 9B on a toaster" }] });
    await indexAll(library);
    await withTables(library, async (tables) => {
      expect(await tables.matching("setups", "quokka", { limit: 5 })).toEqual(["late"]);
    });
  });

  test("is built again for another embedder, and says so", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    const again = await indexAll(library, letterEmbedder({ name: "other", dimensions: 8 }));
    expect(again).toMatchObject({ upserted: SETUPS.length, removed: 0 });
    expect(again.notes).toEqual(["the search index is built again: it was made by another embedder"]);
    expect((await indexAll(library, letterEmbedder({ name: "other", dimensions: 8 }))).upserted).toBe(0);
  });

  test("is built again when the embedder of the same name gives vectors of another length", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS.slice(0, 20) });
    await indexAll(library);
    storeRecords(library, { records: SETUPS.slice(20, 22) });
    const again = await indexAll(library, letterEmbedder({ dimensions: 8 }));
    expect(again).toMatchObject({ upserted: 22, removed: 0 });
    await withTables(library, async (tables) => {
      const nearest = await tables.nearest("setups", new Float32Array(8).fill(1), { limit: 30 });
      expect(nearest).toHaveLength(22);
    });
  });

  test("embeds nothing again when the folder was deleted: the vectors are kept", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    rmSync(library.layout.index, { recursive: true });
    const embedder = letterEmbedder();
    const again = await indexAll(library, embedder);
    expect(again).toMatchObject({ upserted: SETUPS.length });
    expect(again.notes).toEqual(["the search index is built again: it is missing or damaged"]);
    expect(embedder.texts).toEqual([]);
  });

  test.each([
    ["a data file is cut off", (file: string) => truncateSync(file, 7), ".lance"],
    ["a data file is gone", (file: string) => rmSync(file), ".lance"],
    ["a manifest is gone", (file: string) => rmSync(file), ".manifest"],
  ])("is built again when %s", async (_case, damage, ending) => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    damage(firstFile(library.layout.index, ending));
    const again = await indexAll(library);
    expect(again).toMatchObject({ upserted: SETUPS.length, removed: 0 });
    await withTables(library, async (tables) => expect(await tables.countRows("setups")).toBe(SETUPS.length));
  });

  test("goes on after it was stopped, without writing twice what was written", async () => {
    const library = openLibrary();
    storeRecords(library, { records: manySetups(700) });
    const stop = new AbortController();
    const stopping = indexRecords({
      library,
      embedder: letterEmbedder(),
      signal: stop.signal,
      report: (event) => {
        if (event.kind === "progress" && event.done >= 512) stop.abort();
      },
    });
    await expect(stopping).rejects.toThrow(InterruptedError);
    const rest = await indexAll(library);
    expect(rest.upserted).toBe(700 - 512);
    await withTables(library, async (tables) => {
      expect(await tables.countRows("setups")).toBe(700);
      expect(await tables.matching("setups", "unit699", { limit: 5 })).toEqual(["many-699"]);
    });
  });

  test("takes everything out of the index of an emptied catalog, and fills it again", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    for (const url of new Set(SETUPS.map((one) => one.document)))
      library.database.run("DELETE FROM records WHERE document = ?", documentId(url));
    expect(await indexAll(library)).toMatchObject({ upserted: 0, removed: SETUPS.length });
    await withTables(library, async (tables) => {
      expect(await tables.countRows("setups")).toBe(0);
      expect(await tables.matching("setups", "llama", { limit: 5 })).toEqual([]);
    });
    storeRecords(library, { records: SETUPS });
    expect(await indexAll(library)).toMatchObject({ upserted: SETUPS.length, removed: 0 });
    await withTables(library, async (tables) => {
      expect((await tables.matching("setups", "llama", { limit: 5 })).length).toBe(5);
    });
  });

  test("is built again by the run after the one that met a row it knows nothing of", async () => {
    const library = openLibrary();
    storeRecords(library, { records: SETUPS });
    await indexAll(library);
    // What a kill between the table and the ledger leaves, once its record is gone from the catalog.
    await withTables(library, (tables) =>
      tables.upsert("setups", [{ id: "orphan", vector: new Float32Array(16).fill(0.25) }]),
    );
    storeRecords(library, {
      records: [{ ...SETUPS[0]!, id: "one-more", document: "https://rigs.example/more" }],
    });
    expect(await indexAll(library)).toMatchObject({ upserted: 1 });
    expect(await indexAll(library)).toMatchObject({ upserted: SETUPS.length + 1 });
    await withTables(library, async (tables) =>
      expect(await tables.countRows("setups")).toBe(SETUPS.length + 1),
    );
    expect(await indexAll(library)).toMatchObject({ upserted: 0, removed: 0, notes: [] });
  });

  test("holds each record once after two processes wrote it at the same time", async () => {
    const root = temporaryFolder();
    const library = openLibrary(root);
    storeRecords(library, { records: manySetups(1500) });
    const children = [1, 2].map(() =>
      spawn(process.execPath, [join(import.meta.dirname, "../helpers/index-in-child.ts"), root], {
        stdio: "ignore",
      }),
    );
    await Promise.all(children.map((child) => once(child, "exit")));
    await indexAll(library);
    await indexAll(library);
    await withTables(library, async (tables) => {
      expect(await tables.countRows("setups")).toBe(1500);
      expect(await tables.countRows("setups", "id = 'many-700'")).toBe(1);
    });
    expect(await indexAll(library)).toMatchObject({ upserted: 0, removed: 0 });
  });

  test("repairs what a killed run left behind", async () => {
    const root = temporaryFolder();
    const library = openLibrary(root);
    storeRecords(library, { records: manySetups(2000) });
    for (const waitMs of [120, 260, 420]) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, "../helpers/index-in-child.ts"), root],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      // Awaited from the start: what the kills left may be done before the next one is due.
      const ended = once(child, "exit");
      await once(child.stdout, "data");
      const timer = setTimeout(() => child.kill("SIGKILL"), waitMs);
      await ended;
      clearTimeout(timer);
    }
    await indexAll(library);
    await withTables(library, async (tables) => {
      expect(await tables.countRows("setups")).toBe(2000);
      for (const at of [0, 511, 512, 1300, 1999]) {
        expect(await tables.countRows("setups", `id = 'many-${at}'`)).toBe(1);
        expect(await tables.matching("setups", `unit${at}`, { limit: 5 })).toEqual([`many-${at}`]);
      }
    });
    expect(await indexAll(library)).toMatchObject({ upserted: 0, removed: 0 });
  });
});

describe("the tables", () => {
  test("hold one row a key after eight upserts of it at once", async () => {
    const folder = temporaryFolder();
    const tables = await IndexTables.open(folder);
    onTestFinished(() => tables.close());
    const row = (id: string) => ({ id, vector: new Float32Array([1, 0]), text: "one" });
    await tables.upsert("insights", [row("seed")]);
    await Promise.all(Array.from({ length: 8 }, () => tables.upsert("insights", [row("new"), row("other")])));
    expect(await tables.countRows("insights")).toBe(3);
    expect(await tables.countRows("insights", "id = 'new'")).toBe(1);
  });

  test("go on writing after a write that failed", async () => {
    const tables = await IndexTables.open(temporaryFolder());
    onTestFinished(() => tables.close());
    await tables.upsert("insights", [{ id: "a", vector: new Float32Array([1, 0]) }]);
    await expect(
      tables.upsert("insights", [{ id: "b", vector: new Float32Array([1, 0, 0]) }]),
    ).rejects.toThrow(VectorsChanged);
    await tables.upsert("insights", [{ id: "c", vector: new Float32Array([0, 1]) }]);
    expect(await tables.countRows("insights")).toBe(2);
  });
});

function manySetups(count: number): SetupRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    ...SETUPS[at % SETUPS.length]!,
    id: `many-${at}`,
    document: `https://rigs.example/many-${at % 100}`,
    title: `unit${at} of many`,
  }));
}

function firstFile(folder: string, ending: string): string {
  const entry = readdirSync(join(folder, "setups.lance"), { recursive: true, withFileTypes: true }).find(
    (one) => one.isFile() && one.name.endsWith(ending),
  );
  if (!entry) throw new Error(`no ${ending} file in ${folder}`);
  return join(entry.parentPath, entry.name);
}
