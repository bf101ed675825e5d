import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Library } from "../../../src/store/library.ts";
import { type ApiServer, startApiServer } from "../../helpers/api-server.ts";
import { counted, crawl, documentsOf } from "../../helpers/crawl-in-folder.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

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

const run = (source = "{ id: gists, kind: gist, ids: [abc] }") =>
  crawl({ library, origin: server.origin, sources: [source] });

function gist(id: string, files: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return {
    id,
    html_url: `https://gist.github.com/someone/${id}`,
    description: "One card, three models",
    owner: { login: "someone" },
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-02-01T00:00:00Z",
    files: Object.fromEntries(
      Object.entries(files).map(([name, file]) => [
        name,
        { filename: name, truncated: false, size: 10, ...file },
      ]),
    ),
  };
}

describe("a gist source", () => {
  it("keeps every file apart with its name and language, code between fences", async () => {
    server.set(
      "/gists/abc",
      gist("abc", {
        "notes.md": { language: "Markdown", content: "34 tok/s on a **3090**\r\n" },
        "config.yaml": { language: "YAML", content: "ttl: 60\n```\nnot the end\n" },
      }),
    );
    await run();
    const [document] = documentsOf(library);
    expect(document?.text).toBe(
      "# One card, three models\n\n## notes.md\n\n34 tok/s on a **3090**\n\n## config.yaml\n\n````yaml\nttl: 60\n```\nnot the end\n````\n",
    );
    expect(
      document?.parts.map(({ name, language, start, end }) => [
        name,
        language,
        document.text.slice(start, end),
      ]),
    ).toEqual([
      ["notes.md", "Markdown", "34 tok/s on a **3090**"],
      ["config.yaml", "yaml", "ttl: 60\n```\nnot the end"],
    ]);
  });

  it("fetches the rest of a file that was cut off from its raw address", async () => {
    server.set("/raw/log.txt", "the whole log: 12 tok/s");
    server.set(
      "/gists/abc",
      gist("abc", {
        "log.txt": {
          language: "Text",
          content: "the wh",
          truncated: true,
          raw_url: `${server.origin}/raw/log.txt`,
        },
      }),
    );
    await run();
    expect(documentsOf(library)[0]?.text).toContain("the whole log: 12 tok/s");
  });

  it("takes all gists of an account, and one that is also listed by id once", async () => {
    const without = (id: string) => gist(id, { "a.md": { language: "Markdown" } });
    server.set("/users/someone/gists", [without("abc"), without("def")]);
    for (const id of ["abc", "def"])
      server.set(`/gists/${id}`, gist(id, { "a.md": { language: "Markdown", content: `text of ${id}` } }));
    const outcome = await run("{ id: gists, kind: gist, ids: [abc], users: [someone] }");
    expect(counted(outcome)).toMatchObject({ new: 2, failed: 0 });
    expect(server.asked.filter(({ path }) => path.startsWith("/gists/abc"))).toHaveLength(1);
  });

  it("marks a deleted gist as gone, and counts one that never was as failed", async () => {
    server.set("/gists/abc", gist("abc", { "a.md": { language: "Markdown", content: "text" } }));
    await run();
    server.remove("/gists/abc");
    const outcome = await run("{ id: gists, kind: gist, ids: [abc, never] }");
    expect(counted(outcome)).toMatchObject({ removed: 1, failed: 1 });
    expect(documentsOf(library)).toMatchObject([{ state: "gone" }]);
    expect(outcome.errors).toMatchObject([
      { url: "https://gist.github.com/never", code: "SOURCE_PERMANENT" },
    ]);
  });

  it("asks conditionally the second time", async () => {
    server.set("/gists/abc", gist("abc", { "a.md": { language: "Markdown", content: "text" } }));
    await run();
    expect(counted(await run())).toMatchObject({ requests: 1, notModified: 1, unchanged: 1 });
  });
});
