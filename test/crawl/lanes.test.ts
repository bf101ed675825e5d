import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSources } from "../../src/config/read-sources.ts";
import { lanesOf } from "../../src/crawl/lanes.ts";
import type { CrawlSettings } from "../../src/crawl/source-crawler.ts";
import { Library } from "../../src/store/library.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const FILE = parseSources(
  `version: 1
sources:
  - { id: barren, kind: github, repository: a/barren }
  - { id: blog, kind: web, feed: "https://blog.example/feed.xml" }
  - { id: new-one, kind: repository, repository: a/new }
  - { id: rich, kind: gist, ids: [abc] }
  - { id: blog-too, kind: web, start: "https://blog.example/" }
  - { id: papers, kind: paper, ids: ["2312.17238"] }
  - { id: inbox, kind: folder, path: . }`,
  "/nowhere/sources.yaml",
);

let library: Library;
beforeEach(() => {
  library = Library.open(temporaryFolder());
});
afterEach(() => library.close());

function lanes(settings: { githubToken?: string; githubApiUrl?: string } = {}) {
  const whole: CrawlSettings = {
    network: FILE.network,
    githubToken: settings.githubToken,
    githubApiUrl: settings.githubApiUrl ?? "https://api.github.com",
    arxivApiUrl: "https://export.arxiv.org/api/query",
    userAgent: "test",
    retryBaseMs: 1,
  };
  return lanesOf(FILE.sources, { settings: whole, library }).map(({ sources, sideBySide }) => ({
    ids: sources.map(({ id }) => id),
    sideBySide,
  }));
}

/** A document of the source, and so many records of it. */
function gathered(source: string, records: number): void {
  const draft = {
    url: `https://${source}.example/`,
    family: "blog" as const,
    title: source,
    author: null,
    published: null,
    updated: null,
    licence: null,
    text: source,
    parts: [],
    links: [],
    publication: "quote" as const,
  };
  library.documents.put(draft, { source, capture: null, now: "2026-01-01T00:00:00Z" });
  const [document] = library.documents.ids({ source });
  for (let n = 0; n < records; n++)
    library.database.run(
      "INSERT INTO records (id, document, body, body_hash, position, changed_at) VALUES (?, ?, '{}', '', ?, '')",
      `${source}-${n}`,
      document!,
      n,
    );
}

describe("lanes", () => {
  it("hold the sources of one server each, whatever their kind", () => {
    expect(lanes().map(({ ids }) => ids)).toEqual([
      ["barren", "new-one", "rich"],
      ["blog", "blog-too"],
      ["papers"],
      ["inbox"],
    ]);
  });

  it("put what yielded most first, and what yielded nothing after what is new", () => {
    gathered("barren", 0);
    gathered("rich", 3);
    expect(lanes()[0]?.ids).toEqual(["rich", "new-one", "barren"]);
  });

  it("take one source after another only where sixty requests an hour are all there is", () => {
    expect(lanes()[0]?.sideBySide).toBe(1);
    expect(lanes({ githubToken: "t" })[0]?.sideBySide).toBeGreaterThan(1);
    expect(lanes({ githubApiUrl: "https://github.corp.example/api/v3" })[0]?.sideBySide).toBeGreaterThan(1);
    expect(lanes()[1]?.sideBySide).toBeGreaterThan(1);
  });
});
