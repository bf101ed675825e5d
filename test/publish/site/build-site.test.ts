/** When the site is built, when it is not, and what stands when building goes wrong. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PublishOptions, publishBook } from "../../../src/publish/publish-book.ts";
import { InterruptedError, PublishError } from "../../../src/record/errors.ts";
import { Library } from "../../../src/store/library.ts";
import { storeSamples } from "../../helpers/sample-records.ts";

describe("building the site", () => {
  let root: string;
  let library: Library;
  let bookFolder: string;
  const publish = (more: Partial<PublishOptions> = {}) =>
    publishBook({
      library,
      bookFolder,
      layout: library.layout,
      now: new Date("2026-05-02T10:00:00Z"),
      site: true,
      signal: new AbortController().signal,
      ...more,
    });
  const write = (name: string, prose: string) =>
    writeFileSync(join(bookFolder, name), `---\ntitle: ${name}\n---\n${prose}\n`);
  const page = (name: string) => join(library.layout.site, name);
  const built = () => statSync(page("index.html")).mtimeMs;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "almanac-build-"));
    bookFolder = join(root, "book");
    mkdirSync(bookFolder);
    write("index.md", "First words.\n\n<!-- almanac: setups class=multi-gpu -->");
    library = Library.open(join(root, "output"));
    storeSamples(library, [{ url: "https://a.example/post", setups: [{}] }]);
  });
  afterAll(() => {
    library.close();
    rmSync(root, { recursive: true, force: true });
  });

  // One edition after another: a build is the slow part, so each test goes on from the one before.
  test("stops at once when it is interrupted, and the next run does it", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 500);
    await expect(publish({ signal: stop.signal })).rejects.toThrow(InterruptedError);
    expect(existsSync(library.layout.site)).toBe(false);
    expect((await publish()).changed).toEqual(["index"]);
    expect(readFileSync(page("index.html"), "utf8")).toContain("First words.");
    expect(existsSync(page("downloads/records.jsonl"))).toBe(true);
  }, 180_000);

  test("happens once for one content", async () => {
    const first = built();
    expect((await publish()).changed).toEqual([]);
    expect(built()).toBe(first);
  });

  test("that fails leaves the last good site and says where", async () => {
    write("index.md", "A template {{ 1 + }} that is none.");
    const failure = await publish().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PublishError);
    expect((failure as PublishError).message).toMatch(/did not build[\s\S]*index\.md/);
    expect(readFileSync(page("index.html"), "utf8")).toContain("First words.");
  }, 180_000);

  test("makes up for an edition that failed or was published without a site", async () => {
    write("index.md", "Second words.");
    expect((await publish({ site: false })).changed).toEqual(["index"]);
    expect(readFileSync(page("index.html"), "utf8")).toContain("First words.");
    expect((await publish()).changed).toEqual([]);
    expect(readFileSync(page("index.html"), "utf8")).toContain("Second words.");
  }, 180_000);
});
