import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Library } from "../../../src/store/library.ts";
import { type ApiServer, startApiServer } from "../../helpers/api-server.ts";
import { counted, crawl, documentsOf } from "../../helpers/crawl-in-folder.ts";
import { issue, REPOSITORY, type SampleIssue, serveThreads } from "../../helpers/github-thread.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const SOURCE = `{ id: runner, kind: github, repository: ${REPOSITORY}, include: [issues, pulls], state: all }`;
const THREADS: SampleIssue[] = [
  { number: 1, body: "2x RTX 3090, 17 tok/s", comments: [{ id: 11, body: "Same here" }] },
  { number: 2, pull: true, title: "Add a row", comments: [{ id: 21, body: "Thanks" }] },
  { number: 3, updated: "2026-01-03T10:00:00Z" },
];

let server: ApiServer;
let library: Library;

beforeEach(async () => {
  server = await startApiServer();
  library = Library.open(temporaryFolder());
});
afterEach(async () => {
  library.close();
  await server.close();
});

const run = (extra: { sources?: string[]; token?: string } = {}) =>
  crawl({ library, origin: server.origin, sources: [SOURCE], ...extra });
const asked = (part: string) => server.asked.filter(({ path }) => path.includes(part));

describe("a GitHub source", () => {
  it("makes one document of each thread, and of a pull request no issue besides", async () => {
    serveThreads(server, THREADS);
    const outcome = await run();
    expect(counted(outcome)).toMatchObject({ new: 3, failed: 0 });
    expect(documentsOf(library).map(({ url, family }) => [url, family])).toEqual([
      ["https://github.com/sample/runner/issues/1", "github-issue"],
      ["https://github.com/sample/runner/issues/3", "github-issue"],
      ["https://github.com/sample/runner/pull/2", "github-pull"],
    ]);
  });

  it("asks conditionally the second time, and stores nothing anew", async () => {
    serveThreads(server, THREADS);
    await run();
    server.asked.length = 0;
    const outcome = await run();
    expect(counted(outcome)).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
    expect(server.asked.length).toBeGreaterThan(0);
    expect(server.asked.every((one) => one.conditional)).toBe(true);
    expect(counted(outcome).notModified).toBe(server.asked.length);
  });

  it("takes again exactly the thread that was changed", async () => {
    serveThreads(server, THREADS);
    await run();
    const answered = { ...THREADS[0]!, updated: "2026-02-01T10:00:00Z" };
    answered.comments = [
      ...answered.comments!,
      { id: 12, body: "Update: 19 tok/s", created: "2026-02-01T10:00:00Z" },
    ];
    serveThreads(server, [answered, ...THREADS.slice(1)]);
    server.asked.length = 0;
    expect(counted(await run())).toMatchObject({ new: 0, changed: 1, unchanged: 2 });
    expect(asked("/comments?").map(({ path }) => path.split("?")[0])).not.toContain(
      `/repos/${REPOSITORY}/issues/2/comments`,
    );
    expect(library.documents.byUrl("https://github.com/sample/runner/issues/1")?.text).toContain("19 tok/s");
  });

  it("notices a comment that was edited without a new date of its thread", async () => {
    serveThreads(server, THREADS);
    await run();
    const edited = {
      ...THREADS[0]!,
      comments: [{ id: 11, body: "Corrected: 15 tok/s", updated: "2026-03-01T00:00:00Z" }],
    };
    serveThreads(server, [edited, ...THREADS.slice(1)]);
    expect(counted(await run())).toMatchObject({ changed: 1, unchanged: 2 });
    expect(library.documents.byUrl("https://github.com/sample/runner/issues/1")?.text).toContain("15 tok/s");
  });

  it("marks a deleted thread as gone and keeps its text", async () => {
    serveThreads(server, THREADS);
    await run();
    serveThreads(server, THREADS.slice(1));
    server.set(`/repos/${REPOSITORY}/issues/1`, () => ({
      status: 410,
      body: { message: "This issue was deleted" },
    }));
    expect(counted(await run())).toMatchObject({ removed: 1, unchanged: 2, failed: 0 });
    const gone = library.documents.byUrl("https://github.com/sample/runner/issues/1");
    expect(gone).toMatchObject({ state: "gone", stateNote: "deleted at its source" });
    expect(gone?.text).toContain("17 tok/s");
  });

  it("marks a thread that moved to another repository as gone, and says where to", async () => {
    serveThreads(server, THREADS);
    await run();
    serveThreads(server, THREADS.slice(1));
    const moved = { ...issue(THREADS[0]!), html_url: "https://github.com/sample/other/issues/9" };
    server.set("/repos/sample/other/issues/9", moved);
    server.set(`/repos/${REPOSITORY}/issues/1`, () => ({
      status: 301,
      headers: { location: `${server.origin}/repos/sample/other/issues/9` },
      body: { message: "Moved Permanently" },
    }));
    await run();
    expect(library.documents.byUrl("https://github.com/sample/runner/issues/1")).toMatchObject({
      state: "gone",
      stateNote: "moved to https://github.com/sample/other/issues/9",
    });
  });

  it("takes locked threads and those of deleted accounts like any other", async () => {
    serveThreads(server, [{ number: 5, user: null }]);
    server.set(`/repos/${REPOSITORY}/issues`, [{ ...issue({ number: 5, user: null }), locked: true }]);
    await run();
    expect(documentsOf(library)[0]).toMatchObject({ author: null });
    expect(documentsOf(library)[0]?.text).toContain("## ghost · 2026-01-01T10:00:00Z · opening post");
  });

  it("leaves out comments that maintainers hid, where a token lets it know of them", async () => {
    serveThreads(server, [
      {
        number: 1,
        comments: [
          { id: 11, body: "Buy watches" },
          { id: 12, body: "Useful" },
        ],
      },
    ]);
    server.set("/graphql", {
      data: {
        repository: {
          t1: {
            comments: {
              nodes: [
                { databaseId: 11, isMinimized: true },
                { databaseId: 12, isMinimized: false },
              ],
            },
          },
        },
      },
    });
    await run({ token: "sample-token" });
    expect(documentsOf(library)[0]?.text).toContain("Useful");
    expect(documentsOf(library)[0]?.text).not.toContain("watches");
  });

  it("sends the token to the API's origin and nowhere else", async () => {
    const elsewhere = await startApiServer();
    elsewhere.set("/raw/notes.md", "raw notes");
    serveThreads(server, THREADS.slice(2));
    server.set("/gists/abc", gistWith({ truncated: true, raw_url: `${elsewhere.origin}/raw/notes.md` }));
    await run({ token: "sample-token", sources: [SOURCE, "{ id: gists, kind: gist, ids: [abc] }"] });
    expect(server.asked.every(({ authorization }) => authorization === "token sample-token")).toBe(true);
    expect(elsewhere.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
    await elsewhere.close();
  });

  it("asks again where an answer is cut off, of another shape, or a page instead of JSON", async () => {
    serveThreads(server, THREADS);
    server.faults.push(
      "cut",
      { body: { unexpected: true } },
      { body: "<html>oops</html>" },
      { status: 502, body: "" },
      "drop",
    );
    expect(counted(await run())).toMatchObject({ new: 3, failed: 0 });
  });

  it("reads pages of the list until one has no news", async () => {
    const many = Array.from(
      { length: 230 },
      (_, n): SampleIssue => ({
        number: n + 1,
        updated: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString().replace(".000", ""),
      }),
    );
    serveThreads(server, many);
    const source = `{ id: runner, kind: github, repository: ${REPOSITORY}, include: [issues], maxDocuments: 500 }`;
    expect(counted(await run({ sources: [source] }))).toMatchObject({ new: 230 });
    const changed = many.map((one) =>
      one.number === 229 ? { ...one, body: "news", updated: "2026-05-01T00:00:00Z" } : one,
    );
    serveThreads(server, changed);
    server.asked.length = 0;
    expect(counted(await run({ sources: [source] }))).toMatchObject({ changed: 1, unchanged: 229 });
    expect(asked("/issues?").length).toBe(2);
  });

  it("takes no more than maxDocuments a run, the most promising first, and the rest in later runs", async () => {
    serveThreads(server, [
      { number: 1, body: "How do I install this?" },
      { number: 2, body: "RTX 4090, llama-bench says tg128 at 41 tok/s with Q4_K_M" },
      { number: 3, body: "Typo in the README" },
    ]);
    const source = `{ id: runner, kind: github, repository: ${REPOSITORY}, maxDocuments: 1 }`;
    await run({ sources: [source] });
    expect(documentsOf(library).map(({ url }) => url)).toEqual(["https://github.com/sample/runner/issues/2"]);
    await run({ sources: [source] });
    await run({ sources: [source] });
    expect(documentsOf(library)).toHaveLength(3);
  });

  it("leaves a search's finds to the source that lists their repository", async () => {
    serveThreads(server, THREADS.slice(0, 1));
    const found = [
      issue({ number: 1 }),
      { ...issue({ number: 8 }), html_url: "https://github.com/other/tool/issues/8" },
    ];
    server.set("/search/issues", { total_count: 2, incomplete_results: false, items: found });
    server.set("/repos/other/tool/issues/8/comments", []);
    const outcome = await run({ sources: [SOURCE, '{ id: search, kind: github, query: "tok/s" }'] });
    expect(documentsOf(library).map(({ url, source }) => [source, url])).toEqual([
      ["search", "https://github.com/other/tool/issues/8"],
      ["runner", "https://github.com/sample/runner/issues/1"],
    ]);
    expect(counted(outcome)).toMatchObject({ new: 2 });
  });

  it("takes release notes that say something", async () => {
    server.set(`/repos/${REPOSITORY}/releases`, [
      {
        id: 1,
        tag_name: "v1",
        html_url: `https://github.com/${REPOSITORY}/releases/tag/v1`,
        author: { login: "bot" },
        body: "20 % faster",
        created_at: "2026-01-01T00:00:00Z",
      },
      {
        id: 2,
        tag_name: "v2",
        html_url: `https://github.com/${REPOSITORY}/releases/tag/v2`,
        author: null,
        body: "",
        created_at: "2026-01-02T00:00:00Z",
      },
    ]);
    const source = `{ id: releases, kind: github, repository: ${REPOSITORY}, include: [releases] }`;
    await run({ sources: [source] });
    expect(documentsOf(library).map(({ title, family }) => [title, family])).toEqual([
      ["sample/runner v1", "github-release"],
    ]);
  });

  it("does not touch the others when a source fails", async () => {
    serveThreads(server, THREADS);
    const outcome = await run({ sources: ["{ id: nothing, kind: github, repository: no/such }", SOURCE] });
    expect(outcome.sources.map(({ id, error }) => [id, error === null])).toEqual([
      ["nothing", false],
      ["runner", true],
    ]);
    expect(outcome.errors).toMatchObject([{ stage: "crawl", source: "nothing", code: "SOURCE_PERMANENT" }]);
    expect(documentsOf(library)).toHaveLength(3);
  });
});

describe("GitHub's limits", () => {
  it("are waited for when they are short", async () => {
    serveThreads(server, THREADS);
    const reset = String(Math.floor(Date.now() / 1000));
    server.faults.push({
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
      body: { message: "API rate limit exceeded" },
    });
    expect(counted(await run())).toMatchObject({ new: 3, failed: 0 });
  });

  it("are waited for again and again while each is short: a busy server refuses several times in a row", async () => {
    serveThreads(server, THREADS);
    const limited = {
      status: 403,
      headers: { "retry-after": "0" },
      body: { message: "You have exceeded a secondary rate limit" },
    };
    server.faults.push(...Array.from({ length: 6 }, () => limited));
    const outcome = await run();
    expect(outcome.errors).toEqual([]);
    expect(counted(outcome)).toMatchObject({ new: 3, failed: 0 });
  }, 30_000);

  it("end the source's run when they are long, which is no failure, and the next run goes on", async () => {
    serveThreads(server, THREADS);
    const reset = String(Math.floor(Date.now() / 1000) + 1800);
    const spent = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    server.set(`/repos/${REPOSITORY}/issues/comments`, () => ({ headers: spent, body: [] }));
    const first = await run();
    expect(first.sources[0]?.error).toBeNull();
    expect(first.errors[0]?.message).toMatch(/used up for the next 30 min.*GITHUB_TOKEN/);
    const before = server.asked.length;
    serveThreads(server, THREADS);
    await run();
    expect(documentsOf(library)).toHaveLength(3);
    expect(server.asked.slice(before).filter(({ path }) => path.includes("/issues?"))).toEqual([]);
  });
});

describe("discussions", () => {
  const DISCUSSIONS = `{ id: talk, kind: github, repository: ${REPOSITORY}, include: [discussions] }`;
  const node = (body: string, updatedAt: string) => ({
    number: 7,
    title: "Show your rigs",
    url: `https://github.com/${REPOSITORY}/discussions/7`,
    body,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt,
    closed: false,
    author: { login: "host" },
    comments: {
      totalCount: 1,
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: [
        {
          databaseId: 70,
          url: null,
          body: "4x P40, 9 tok/s",
          createdAt: "2026-01-02T00:00:00Z",
          author: { login: "guest" },
          replies: {
            nodes: [
              {
                databaseId: 71,
                url: null,
                body: "spam",
                createdAt: "2026-01-03T00:00:00Z",
                isMinimized: true,
                author: null,
              },
              {
                databaseId: 72,
                url: null,
                body: "Which board?",
                createdAt: "2026-01-03T00:00:00Z",
                author: { login: "host" },
              },
            ],
          },
        },
      ],
    },
  });
  const serve = (body: string, updatedAt: string) =>
    server.set("/graphql", {
      data: {
        repository: {
          discussions: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [node(body, updatedAt)] },
          discussion: node(body, updatedAt),
        },
      },
    });

  it("become threads with their comments and replies, without the hidden ones", async () => {
    serve("Post yours", "2026-01-03T00:00:00Z");
    await run({ sources: [DISCUSSIONS] });
    const [document] = documentsOf(library);
    expect(document).toMatchObject({ family: "github-discussion", title: "Show your rigs", author: "host" });
    expect(document?.parts.map(({ kind, author }) => [kind, author])).toEqual([
      ["post", "host"],
      ["comment", "guest"],
      ["comment", "host"],
    ]);
    expect(document?.text).not.toContain("spam");
  });

  it("are fetched again only when they changed", async () => {
    serve("Post yours", "2026-01-03T00:00:00Z");
    await run({ sources: [DISCUSSIONS] });
    server.asked.length = 0;
    expect(counted(await run({ sources: [DISCUSSIONS] }))).toMatchObject({ unchanged: 1, changed: 0 });
    expect(server.asked).toHaveLength(1);
    serve("Post yours, please", "2026-02-03T00:00:00Z");
    expect(counted(await run({ sources: [DISCUSSIONS] }))).toMatchObject({ changed: 1 });
  });

  it("are found by GitHub's search where the source has a query", async () => {
    server.set("/graphql", (asked: { body: string }) => {
      const { query, variables } = JSON.parse(asked.body) as { query: string; variables: { q?: string } };
      const found = node("Post yours", "2026-01-03T00:00:00Z");
      if (!query.includes("search(")) return { body: { data: { repository: { discussion: found } } } };
      expect(variables.q).toBe(`repo:${REPOSITORY} tok/s sort:updated-desc`);
      return {
        body: { data: { search: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [found] } } },
      };
    });
    await run({ sources: [DISCUSSIONS.replace("include", 'query: "tok/s", include')] });
    expect(documentsOf(library)).toHaveLength(1);
  });

  it("wait for a later run where GraphQL's limit is used up, and are asked again where GraphQL failed", async () => {
    const limited = { data: null, errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] };
    server.set("/graphql", () => ({
      body: limited,
      headers: { "x-ratelimit-reset": String(Date.now() / 1000 + 900) },
    }));
    const first = await run({ sources: [DISCUSSIONS] });
    expect(first.sources[0]?.error).toBeNull();
    expect(first.errors[0]?.message).toContain("used up for the next 15 min");
    serve("Post yours", "2026-01-03T00:00:00Z");
    server.faults.push({
      body: { data: null, errors: [{ message: "Something went wrong while executing your query" }] },
    });
    expect(counted(await run({ sources: [DISCUSSIONS] }))).toMatchObject({ new: 1, failed: 0 });
  });

  it("are left out with a clear note where the server wants a token", async () => {
    server.set("/graphql", () => ({ status: 401, body: { message: "Requires authentication" } }));
    const outcome = await run({ sources: [DISCUSSIONS] });
    expect(outcome.sources[0]?.error).toBeNull();
    expect(outcome.errors).toMatchObject([
      { code: "NEEDS_TOKEN", url: `https://github.com/${REPOSITORY}/discussions` },
    ]);
    expect(outcome.errors[0]?.message).toContain("GITHUB_TOKEN");
  });
});

function gistWith(file: Record<string, unknown>): unknown {
  return {
    id: "abc",
    html_url: "https://gist.github.com/someone/abc",
    description: "notes",
    owner: { login: "someone" },
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    files: { "notes.md": { filename: "notes.md", language: "Markdown", size: 9, content: "cut", ...file } },
  };
}
