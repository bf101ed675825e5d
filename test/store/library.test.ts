import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { StoreError } from "../../src/record/errors.ts";
import { sha256 } from "../../src/record/ids.ts";
import { Library } from "../../src/store/library.ts";
import { draftDocument } from "../helpers/draft-document.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

function openLibrary(root = temporaryFolder()): Library {
  const library = Library.open(root);
  onTestFinished(() => library.close());
  return library;
}

const at = (day: number) => `2026-03-0${day}T00:00:00Z`;

describe("documents", () => {
  test("are new once, then unchanged until a word changes", () => {
    const { documents } = openLibrary();
    const put = (text: string, now: string) =>
      documents.put(draftDocument({ text }), { source: "blog", capture: null, now });
    expect(put("one", at(1))).toBe("new");
    expect(put("one", at(2))).toBe("unchanged");
    expect(put("two", at(3))).toBe("changed");
    expect(documents.byUrl("https://blog.example/a-rig")).toMatchObject({
      text: "two",
      firstSeen: at(1),
      lastSeen: at(3),
      changedAt: at(3),
    });
  });

  test("that are gone or turn suspicious keep their text, and come back to life with a good version", () => {
    const { documents } = openLibrary();
    const url = "https://blog.example/a-rig";
    documents.put(draftDocument({ text: "kept" }), { source: "blog", capture: null, now: at(1) });
    expect(documents.mark(url, "gone", { note: "404", now: at(2) })).toBe(true);
    expect(documents.byUrl(url)).toMatchObject({ text: "kept", state: "gone", stateNote: "404" });
    documents.put(draftDocument({ text: "kept" }), { source: "blog", capture: null, now: at(3) });
    expect(documents.byUrl(url)).toMatchObject({ state: "live", stateNote: null });
    expect(documents.mark("https://nowhere.example/", "gone", { note: "404", now: at(3) })).toBe(false);
  });

  test("are listed by address, whole and by count", () => {
    const { documents } = openLibrary();
    for (const name of ["b", "a"])
      documents.put(draftDocument({ url: `https://blog.example/${name}` }), {
        source: name,
        capture: null,
        now: at(1),
      });
    expect([...documents.each()].map((document) => document.source)).toEqual(["a", "b"]);
    expect(documents.countBy("source")).toEqual({ a: 1, b: 1 });
    expect(documents.count()).toBe(2);
  });
});

describe("captures", () => {
  test("are kept once by their content and come back byte for byte", () => {
    const library = openLibrary();
    const bytes = Buffer.from("raw body \u0000 ü");
    const hash = library.captures.put(bytes);
    expect(hash).toBe(sha256(bytes));
    expect(library.captures.put(bytes)).toBe(hash);
    expect(Buffer.from(library.captures.get(hash))).toEqual(bytes);
    expect(readdirSync(join(library.layout.captures, hash.slice(0, 2)))).toHaveLength(1);
  });

  test("that are damaged or missing are told, never handed out", () => {
    const library = openLibrary();
    const hash = library.captures.put(Buffer.from("good"));
    writeFileSync(join(library.layout.captures, hash.slice(0, 2), `${hash}.gz`), "damaged");
    expect(() => library.captures.get(hash)).toThrow(StoreError);
    expect(() => library.captures.get("f".repeat(64))).toThrow(StoreError);
  });
});

describe("the frontier", () => {
  test("gives each address once a round, oldest first, and forgets nothing on reopening", () => {
    const root = temporaryFolder();
    const library = Library.open(root);
    const frontier = library.frontier("blog");
    expect(
      frontier.add("r1", [
        { key: "a", request: { n: 1 } },
        { key: "b", request: { n: 2 } },
      ]),
    ).toBe(2);
    expect(frontier.add("r1", [{ key: "a", request: { n: 1 } }])).toBe(0);
    frontier.done("a");
    library.close();
    const again = openLibrary(root).frontier("blog");
    expect(again.openRound()).toBe("r1");
    expect(again.next(10).map((entry) => entry.key)).toEqual(["b"]);
    again.failed("b", "404");
    expect(again.openRound()).toBeUndefined();
    expect(again.add("r2", [{ key: "a", request: { n: 1 } }])).toBe(1);
  });

  test("notes as done what never stood in it, in the round that did it", () => {
    const frontier = openLibrary().frontier("blog");
    frontier.finish("r1", "GET a");
    expect(frontier.isDone("r1", "GET a")).toBe(true);
    expect(frontier.isDone("r2", "GET a")).toBe(false);
    frontier.finish("r2", "GET a");
    expect(frontier.isDone("r2", "GET a")).toBe(true);
    expect(frontier.openRound()).toBeUndefined();
  });
});

describe("the database", () => {
  test("lets a second connection read while a write is under way", () => {
    const library = openLibrary();
    library.documents.put(draftDocument(), { source: "blog", capture: null, now: at(1) });
    const reader = new DatabaseSync(library.layout.database, { readOnly: true });
    onTestFinished(() => reader.close());
    library.database.transaction(() => {
      library.documents.put(draftDocument({ url: "https://b.example/" }), {
        source: "b",
        capture: null,
        now: at(1),
      });
      expect(reader.prepare("SELECT COUNT(*) AS n FROM documents").get()).toEqual({ n: 1 });
    });
    expect(reader.prepare("SELECT COUNT(*) AS n FROM documents").get()).toEqual({ n: 2 });
  });

  test("of a newer version is refused with the remedy", () => {
    const root = temporaryFolder();
    Library.open(root).close();
    const file = join(root, "almanac.db");
    const raw = new DatabaseSync(file);
    raw.exec("PRAGMA user_version = 999");
    raw.close();
    expect(() => Library.open(root)).toThrow(/newer version/);
  });

  test("that is no database is a StoreError, and the file stays as it was", () => {
    const root = temporaryFolder();
    writeFileSync(
      join(root, "almanac.db"),
      "not a database at all, but long enough to be looked at".repeat(20),
    );
    expect(() => Library.open(root)).toThrow(StoreError);
    expect(existsSync(join(root, "almanac.db"))).toBe(true);
  });

  test("keeps nothing of a transaction that throws", () => {
    const library = openLibrary();
    expect(() =>
      library.database.transaction(() => {
        library.documents.put(draftDocument(), { source: "blog", capture: null, now: at(1) });
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(library.documents.count()).toBe(0);
  });
});
