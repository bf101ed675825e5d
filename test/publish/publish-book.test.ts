import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PublishOptions, publishBook } from "../../src/publish/publish-book.ts";
import { EXPERIENCES, HARDWARE_CLASSES, USE_CASES, VARIABLES } from "../../src/record/axes.ts";
import { InterruptedError } from "../../src/record/errors.ts";
import { Library } from "../../src/store/library.ts";
import { type SampleDocument, storeSamples } from "../helpers/sample-records.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const BOOK = join(import.meta.dirname, "../../book");

const documents = (decode: number): SampleDocument[] => [
  {
    url: "https://a.example/two-cards",
    setups: [{ useCases: ["coding"], measurements: [{ metric: "decode", value: decode, unit: "tok/s" }] }],
  },
  {
    url: "https://b.example/board",
    setups: [
      {
        title: "Qwen3 1.7B on a board",
        hardware: { accelerators: [{ name: "Raspberry Pi 5", count: 1 }], class: "edge" },
        model: { name: "Qwen3 1.7B", parametersB: 1.7 },
        useCases: ["voice"],
        experience: ["economy"],
      },
    ],
    lessons: [{}],
  },
];

describe("publishing the book", () => {
  let library: Library;
  let bookFolder: string;
  const publish = (more: Partial<PublishOptions> = {}) =>
    publishBook({
      library,
      bookFolder,
      layout: library.layout,
      now: new Date("2026-05-02T10:00:00Z"),
      site: false,
      signal: new AbortController().signal,
      ...more,
    });
  const snapshot = () =>
    Object.fromEntries(
      readdirSync(library.layout.book, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [file, `${statSync(file).ino} ${readFileSync(file, "utf8")}`]),
    );

  beforeEach(() => {
    const folder = temporaryFolder();
    bookFolder = join(folder, "book");
    cpSync(BOOK, bookFolder, { recursive: true });
    library = Library.open(join(folder, "output"));
    storeSamples(library, documents(17.2));
  });
  afterEach(() => library.close());

  test("the shipped book has a chapter for every place on the axes and every variable", async () => {
    const { changed } = await publish();
    const wanted = [
      ...HARDWARE_CLASSES.map((value) => `hardware/${value}`),
      ...USE_CASES.map((value) => `use/${value}`),
      ...EXPERIENCES.map((value) => `experience/${value}`),
      ...VARIABLES.map((value) => `variables/${value}`),
      ...["index", "axes", "framework", "arithmetic", "how-to-read", "catalog", "sources"],
    ];
    expect(changed).toEqual(expect.arrayContaining(wanted));
  });

  test("publishing again changes no chapter and touches no file, whatever the day", async () => {
    const first = await publish();
    expect(first.changed).toHaveLength(first.chapters);
    const before = snapshot();
    const second = await publish({ now: new Date("2027-01-01T00:00:00Z") });
    expect(second).toEqual({ chapters: first.chapters, changed: [] });
    expect(snapshot()).toEqual(before);
  });

  test("an edited document changes only the chapters that show it", async () => {
    await publish();
    storeSamples(library, documents(18.9));
    const { changed } = await publish();
    expect(changed.sort()).toEqual(
      ["arithmetic", "catalog", "hardware/index", "hardware/multi-gpu", "use/coding"].sort(),
    );
  });

  test("edited prose changes its own chapter, and the program leaves the author's files alone", async () => {
    await publish();
    const file = join(bookFolder, "use/voice.md");
    writeFileSync(file, `${readFileSync(file, "utf8")}\nOne more sentence.\n`);
    const authors = readFileSync(file, "utf8");
    expect((await publish()).changed).toEqual(["use/voice"]);
    expect(readFileSync(file, "utf8")).toBe(authors);
    expect(readdirSync(bookFolder).sort()).toEqual(readdirSync(BOOK).sort());
  });

  test("a chapter that the author takes out leaves the rendered book", async () => {
    await publish();
    rmSync(join(bookFolder, "use/voice.md"));
    await publish();
    expect(existsSync(join(library.layout.book, "use/voice.md"))).toBe(false);
    expect(existsSync(join(library.layout.book, "data/use/voice.json"))).toBe(false);
  });

  test("text from documents is in the data and never in the Markdown", async () => {
    await publish();
    const rendered = Object.entries(snapshot());
    const markdown = rendered.filter(([file]) => file.endsWith(".md")).map(([, content]) => content);
    expect(markdown.length).toBeGreaterThan(50);
    for (const page of markdown) expect(page).not.toMatch(/two used 3090s|Qwen3 1\.7B|Ada Sample/);
    const data = readFileSync(join(library.layout.book, "data/hardware/edge.json"), "utf8");
    expect(JSON.stringify(JSON.parse(data))).toContain("Qwen3 1.7B");
  });

  test("a rejected record is in the files and not in the book", async () => {
    storeSamples(library, [
      { url: "https://c.example/wrong", setups: [{ title: "A wrong reading", status: "rejected" }] },
    ]);
    await publish();
    const records = readFileSync(join(library.layout.catalog, "records.jsonl"), "utf8");
    expect(records).toContain("A wrong reading");
    const index = readFileSync(join(library.layout.book, "public/data/catalog.json"), "utf8");
    expect(index).not.toContain("A wrong reading");
  });

  test("an interruption is passed on before anything is written", async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(publish({ signal: stop.signal })).rejects.toThrow(InterruptedError);
    expect(existsSync(library.layout.book)).toBe(false);
  });
});
