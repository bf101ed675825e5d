import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Library } from "../../../src/store/library.ts";
import { counted, crawl, documentsOf } from "../../helpers/crawl-in-folder.ts";
import { issue } from "../../helpers/github-thread.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const EXAMPLES = join(import.meta.dirname, "../../../examples/documents");

let library: Library;
let folder: string;
beforeEach(() => {
  library = Library.open(temporaryFolder());
  folder = temporaryFolder();
});
afterEach(() => library.close());

const run = () => crawl({ library, sources: [`{ id: inbox, kind: folder, path: "${folder}" }`] });
const write = (name: string, content: string) => writeFileSync(join(folder, name), content);

describe("a folder source", () => {
  it("gives a file without a sidecar an address that names no machine's path", async () => {
    mkdirSync(join(folder, "rigs"));
    write("rigs/my notes.md", "# My P40\n\n9 tok/s");
    await run();
    expect(documentsOf(library)).toMatchObject([
      {
        url: "folder:inbox/rigs/my%20notes.md",
        title: "My P40",
        family: "blog",
        author: null,
        text: "# My P40\n\n9 tok/s\n",
      },
    ]);
  });

  it("takes address, title, author, date, licence and family from the sidecar, under either name", async () => {
    write(
      "a.html",
      `<html><body><article><h1>Saved</h1><p>${"Words about a rig. ".repeat(40)}</p></article></body></html>`,
    );
    write(
      "a.html.meta.yaml",
      "url: https://saved.example/a\nauthor: keeper\npublished: 2026-03-04\nlicence: CC0-1.0\nfamily: vendor\n",
    );
    write("b.txt", "plain words");
    write("b.meta.yaml", "url: https://saved.example/b\ntitle: B\n");
    await run();
    expect(documentsOf(library)).toMatchObject([
      {
        url: "https://saved.example/a",
        author: "keeper",
        published: "2026-03-04",
        licence: "CC0-1.0",
        family: "vendor",
      },
      { url: "https://saved.example/b", title: "B" },
    ]);
  });

  it("tells the JSON of a thread, of a gist and of anything else apart by shape", async () => {
    write(
      "thread.json",
      JSON.stringify({ repository: "sample/runner", issue: issue({ number: 1 }), comments: [] }),
    );
    write(
      "gist.json",
      JSON.stringify({
        id: "g",
        html_url: "https://gist.example/u/g",
        created_at: "2026-01-01",
        updated_at: "2026-01-01",
        files: { "a.md": { filename: "a.md", content: "text" } },
      }),
    );
    write("bench.json", '[{"avg_ts": 17.4}]');
    await run();
    expect(documentsOf(library).map(({ url, family }) => [url, family])).toEqual([
      ["folder:inbox/bench.json", "blog"],
      ["https://gist.example/u/g", "gist"],
      ["https://github.com/sample/runner/issues/1", "github-issue"],
    ]);
    expect(library.documents.byUrl("folder:inbox/bench.json")?.text).toContain("```json\n[{");
  });

  it("reads again only what changed, the sidecar included, and marks what was removed", async () => {
    write("a.md", "# A");
    write("b.md", "# B");
    write("c.md", "# C");
    await run();
    write("b.meta.yaml", "author: somebody\n");
    rmSync(join(folder, "c.md"));
    expect(counted(await run())).toMatchObject({ new: 0, changed: 1, unchanged: 1, removed: 1 });
    expect(library.documents.byUrl("folder:inbox/c.md")?.state).toBe("gone");
  });

  it("notes files that are not what they say, and takes the others", async () => {
    write("broken.json", "{");
    write("broken.pdf", "no pdf");
    write("odd.md", "# Odd");
    write("odd.meta.yaml", "url: not an address\n");
    write("good.md", "# Good");
    const outcome = await run();
    expect(counted(outcome)).toMatchObject({ new: 1, failed: 3 });
    expect(outcome.errors.map(({ url }) => url).sort()).toEqual([
      "folder:inbox/broken.json",
      "folder:inbox/broken.pdf",
      "folder:inbox/odd.md",
    ]);
    expect(outcome.sources[0]?.error).toBeNull();
  });

  it("masks secrets before anything is stored as text", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    write("a.md", `# A\n\nexport GITHUB_TOKEN=${token}`);
    await run();
    expect(documentsOf(library)[0]?.text).not.toContain(token);
  });

  it("says what to do where there is no such folder", async () => {
    rmSync(folder, { recursive: true });
    const outcome = await run();
    expect(outcome.sources[0]?.error).toMatch(/there is no such folder/);
  });

  it("reads every example, each family at least once", async () => {
    cpSync(EXAMPLES, folder, { recursive: true });
    const outcome = await run();
    expect(counted(outcome)).toMatchObject({ new: 17, failed: 0 });
    expect(Object.keys(library.documents.countBy("family"))).toHaveLength(10);
  });
});
