import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSources, readSources } from "../../src/config/read-sources.ts";
import { ConfigError } from "../../src/record/errors.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** The message of the ConfigError that reading the text gives. */
function mistake(text: string): string {
  try {
    parseSources(text, "sources.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the text was taken as it is");
}

const one = (source: string) => `version: 1\nsources:\n  - ${source}\n`;

describe("a list of sources", () => {
  test("of every kind is read, with defaults filled in", () => {
    const file = parseSources(
      `version: 1
defaults: { schedule: "0 4 * * *", maxDocuments: 20 }
network: { allowHosts: ["127.0.0.1"], delayMs: 10, contact: "https://me.example" }
extraction: { model: small, budget: { tokens: 1000, usd: 1.5 } }
sources:
  - { id: gh, kind: github, repository: owner/name, include: [issues, pulls], since: 2025-01-01, query: "tok/s" }
  - { id: docs, kind: repository, repository: owner/name, paths: ["docs/**/*.md"] }
  - { id: gists, kind: gist, ids: [abc123] }
  - { id: blog, kind: web, feed: "https://blog.example/feed.xml" }
  - { id: papers, kind: paper, query: 'all:"KV cache"' }
  - { id: inbox, kind: folder, path: ./inbox }
`,
      "/home/me/sources.yaml",
    );
    expect(file.sources.map((source) => source.kind)).toEqual([
      "github",
      "repository",
      "gist",
      "web",
      "paper",
      "folder",
    ]);
    expect(file.sources[0]).toMatchObject({ state: "all", labels: [], since: "2025-01-01" });
    expect(file.sources[4]).toMatchObject({ maxResults: 50 });
    expect(file.network).toMatchObject({ delayMs: 10, maxBytes: 20 * 1024 * 1024 });
  });

  test("resolves folders against its own place", () => {
    const file = parseSources(one("{ id: inbox, kind: folder, path: ./inbox }"), "/home/me/sources.yaml");
    expect(file.sources[0]).toMatchObject({ path: "/home/me/inbox" });
  });
});

describe("a mistake is told by its place and what would be right:", () => {
  test.each([
    [
      "a mistyped key",
      one("{ id: a, kind: github, repositry: o/n }"),
      "sources.yaml:3:28",
      "did you mean repository?",
    ],
    [
      "a mistyped section",
      "version: 1\nnetwrok: {}\nsources: []\n",
      "sources.yaml:2:1",
      "did you mean network?",
    ],
    [
      "an unknown kind",
      one("{ id: a, kind: githb, repository: o/n }"),
      "sources.yaml:3:20",
      "did you mean github?",
    ],
    [
      "a wrong value",
      one("{ id: a, kind: github, repository: o/n, state: al }"),
      "sources.yaml:3:52",
      '"open"|"closed"|"all"',
    ],
    [
      "an id used twice",
      `${one("{ id: a, kind: gist, ids: [x] }")}  - { id: a, kind: gist, ids: [y] }\n`,
      "sources.yaml:4:11",
      "stands twice",
    ],
    [
      "two ways into a site",
      one('{ id: a, kind: web, feed: "https://a.example/f", start: "https://a.example/" }'),
      "sources.yaml:3:31",
      "exactly one of",
    ],
    ["no way into a site", one("{ id: a, kind: web }"), "sources.yaml:3:5", "exactly one of"],
    ["another version", "version: 2\nsources: []\n", "sources.yaml:1:10", "version: 1"],
    [
      "a bad schedule",
      one('{ id: a, kind: gist, ids: [x], schedule: "every day" }'),
      "sources.yaml:3:46",
      "cron",
    ],
    ["a missing key", one("{ id: a, kind: repository }"), "sources.yaml:3:5", "repository: is missing"],
    ["no sources", "version: 1\nsources: []\n", "sources.yaml:2:10", "at least one"],
    ["YAML that does not parse", "version: 1\nsources: [\n", "sources.yaml:3:1", ""],
    [
      "an address that is no web address",
      one('{ id: a, kind: web, feed: "file:///etc/passwd" }'),
      "sources.yaml:3:31",
      "http",
    ],
    ["an empty file", "", "sources.yaml:1:1", "version"],
  ])("%s", (_, text, place, remedy) => {
    expect(mistake(text)).toContain(place);
    expect(mistake(text)).toContain(remedy);
  });

  test("all mistakes at once, so that one reading mends them", () => {
    const text = `${one("{ id: a, kind: gist, ids: [x], colour: red }")}  - { id: b, kind: paper, querry: x }\n`;
    expect(mistake(text)).toContain("colour");
    expect(mistake(text)).toContain("querry");
  });

  test("aliases that multiply are refused", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(mistake(bomb)).toContain("alias");
  });

  test("a file that is not there", () => {
    const missing = join(temporaryFolder(), "none.yaml");
    expect(() => readSources(missing)).toThrow(
      /there is no such file; name your list of sources with --sources/,
    );
  });

  test("a file that is there is read", () => {
    const file = join(temporaryFolder(), "sources.yaml");
    writeFileSync(file, one("{ id: a, kind: gist, users: [someone] }"));
    expect(readSources(file).sources).toHaveLength(1);
  });
});
