import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { linkTarget } from "../../../src/crawl/follow/link-targets.ts";
import { markdownLinks } from "../../../src/crawl/follow/markdown-links.ts";
import { Library } from "../../../src/store/library.ts";
import { type ApiServer, startApiServer } from "../../helpers/api-server.ts";
import { counted, crawl, documentsOf } from "../../helpers/crawl-in-folder.ts";
import { REPOSITORY, serveThreads } from "../../helpers/github-thread.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const GIST = "0123456789abcdef0123";
const SOURCE = `{ id: runner, kind: github, repository: ${REPOSITORY}, follow: true }`;

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

const run = (source = SOURCE) => crawl({ library, origin: server.origin, sources: [source] });

function serveLinked(gistText: string): void {
  serveThreads(server, [
    {
      number: 1,
      body: `My config: https://gist.github.com/someone/${GIST} and [the unit](https://github.com/sample/rigs/blob/main/llama.service).`,
    },
  ]);
  server.set(`/gists/${GIST}`, {
    id: GIST,
    html_url: `https://gist.github.com/someone/${GIST}`,
    owner: { login: "someone" },
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    files: { "a.md": { filename: "a.md", language: "Markdown", content: gistText } },
  });
  server.set("/repos/sample/rigs", {
    full_name: "sample/rigs",
    html_url: "https://github.com/sample/rigs",
    license: null,
  });
  const content = "[Service]\nExecStart=llama-server -ngl 99\n";
  server.set("/repos/sample/rigs/contents/llama.service", {
    type: "file",
    encoding: "base64",
    content: Buffer.from(content).toString("base64"),
    size: content.length,
  });
}

describe("follow: true", () => {
  it("takes linked gists and repository files as documents of their own", async () => {
    serveLinked("3090, 34 tok/s");
    expect(counted(await run())).toMatchObject({ new: 3, failed: 0 });
    expect(documentsOf(library).map(({ url, family }) => [url, family])).toEqual([
      [`https://gist.github.com/someone/${GIST}`, "gist"],
      ["https://github.com/sample/rigs/blob/main/llama.service", "repo-doc"],
      ["https://github.com/sample/runner/issues/1", "github-issue"],
    ]);
  });

  it("goes one step and no further", async () => {
    serveLinked(`See https://gist.github.com/other/${GIST.replace("0", "f")}`);
    await run();
    await run();
    expect(documentsOf(library)).toHaveLength(3);
    expect(server.asked.some(({ path }) => path.includes(GIST.replace("0", "f")))).toBe(false);
  });

  it("asks for a target once a week, and counts each document once", async () => {
    serveLinked("text");
    await run();
    server.asked.length = 0;
    expect(counted(await run())).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
    expect(server.asked.some(({ path }) => path.includes("/gists/"))).toBe(false);
    const later = await crawl({
      library,
      origin: server.origin,
      sources: [SOURCE],
      clock: () => new Date(Date.now() + 8 * 86_400_000),
    });
    expect(server.asked.some(({ path }) => path.includes("/gists/"))).toBe(true);
    expect(counted(later)).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
  });

  it("is off unless it is asked for, and a dead link is a failure of its own", async () => {
    serveLinked("text");
    await run(SOURCE.replace(", follow: true", ""));
    expect(documentsOf(library)).toHaveLength(1);
    server.remove(`/gists/${GIST}`);
    const outcome = await run();
    expect(outcome.sources[0]?.error).toBeNull();
    expect(counted(outcome)).toMatchObject({ new: 1, failed: 1 });
  });
});

describe("links", () => {
  it.each([
    [`https://gist.github.com/someone/${GIST}#file-a`, `https://gist.github.com/someone/${GIST}`],
    [`https://gist.githubusercontent.com/someone/${GIST}/raw/abc/a.md`, `https://gist.github.com/${GIST}`],
    ["https://raw.githubusercontent.com/o/n/main/rig.yaml", "https://github.com/o/n/blob/main/rig.yaml"],
    ["https://pastebin.com/AbCd1234", "https://pastebin.com/AbCd1234"],
    ["https://github.com/o/n/blob/main/src/a.cpp", undefined],
    ["https://github.com.evil.example/o/n/blob/main/a.md", undefined],
    ["https://blog.example/post", undefined],
    ["javascript:alert(1)", undefined],
  ])("%s leads to %s", (address, target) => {
    expect(linkTarget(address)?.url).toBe(target);
  });

  it("are found in Markdown, bare and in brackets, each once, without the sentence around them", () => {
    const text =
      "See [docs](https://a.example/x_(y)) (or https://b.example/z). Again https://b.example/z, and <https://c.example/>";
    expect(markdownLinks(text)).toEqual([
      { text: "docs", url: "https://a.example/x_(y)" },
      { text: "", url: "https://b.example/z" },
      { text: "", url: "https://c.example/" },
    ]);
  });
});
