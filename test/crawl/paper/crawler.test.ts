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

const run = (source = '{ id: papers, kind: paper, query: "all:cache" }') =>
  crawl({ library, origin: server.origin, sources: [source] });

const PAPER = `<!doctype html><html><head><title>Paging</title></head><body><article><h1>Paging</h1><h2>Setup</h2>${"<p>We measured one RTX 4090 with 24 GB at 52 tokens per second, and describe at length how and why it was so.</p>".repeat(30)}</article></body></html>`;

function entry(id: string, version: number): string {
  return `<entry><id>http://arxiv.org/abs/${id}v${version}</id><updated>2026-0${version}-01T00:00:00Z</updated><published>2026-01-01T00:00:00Z</published><title>Paging the
   cache</title><summary>We page.</summary><author><name>A. Sample</name></author><author><name>B. Specimen</name></author></entry>`;
}

function feed(entries: string[], total = entries.length): Record<string, unknown> {
  return {
    headers: { "content-type": "application/atom+xml" },
    body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>${total}</opensearch:totalResults>${entries.join("")}</feed>`,
  };
}
const html = () => ({ headers: { "content-type": "text/html" }, body: PAPER });

describe("a paper source", () => {
  it("takes the HTML edition of the version that the API names, under the paper's own address", async () => {
    server.set("/api/query", () => feed([entry("2601.00001", 2)]));
    server.set("/html/2601.00001v2", html);
    await run();
    const [document] = documentsOf(library);
    expect(document).toMatchObject({
      url: "https://arxiv.org/abs/2601.00001",
      family: "paper",
      title: "Paging the cache",
      author: "A. Sample, B. Specimen",
      published: "2026-01-01T00:00:00Z",
      updated: "2026-02-01T00:00:00Z",
    });
    expect(document?.text).toContain("52 tokens per second");
  });

  it("asks the API again where it says that there are papers and lists none", async () => {
    let answers = 0;
    server.set("/api/query", () => (++answers < 3 ? feed([], 1) : feed([entry("2601.00001", 1)])));
    server.set("/html/2601.00001v1", html);
    expect(counted(await run())).toMatchObject({ new: 1, failed: 0 });
    expect(answers).toBe(3);
  });

  it("keeps the abstract where there is neither HTML nor PDF, and says so", async () => {
    server.set("/api/query", () => feed([entry("2601.00001", 1)]));
    const outcome = await run();
    expect(documentsOf(library)[0]?.text).toBe("# Paging the cache\n\nWe page.\n");
    expect(outcome.errors).toMatchObject([{ code: "ABSTRACT_ONLY" }]);
  });

  it("fetches a paper again only when there is a new version, and keeps the old one's capture", async () => {
    server.set("/api/query", () => feed([entry("2601.00001", 1)]));
    server.set("/html/2601.00001v1", html);
    await run();
    server.asked.length = 0;
    expect(counted(await run())).toMatchObject({ unchanged: 1, notModified: 1 });
    expect(server.asked.map(({ path }) => path.split("?")[0])).toEqual(["/api/query"]);
    server.set("/api/query", () => feed([entry("2601.00001", 2)]));
    server.set("/html/2601.00001v2", () => ({ ...html(), body: PAPER.replaceAll("52", "61") }));
    expect(counted(await run())).toMatchObject({ changed: 1 });
    const versions = library.database.all("SELECT capture FROM document_versions");
    expect(versions).toHaveLength(2);
  });

  it("takes papers by id in one request, each once though the query finds it too", async () => {
    server.set("/api/query", (_asked: unknown, url: URL) =>
      url.searchParams.has("id_list")
        ? feed([entry("2601.00001", 1), entry("2601.00002", 1)])
        : feed([entry("2601.00001", 1)]),
    );
    for (const id of ["2601.00001", "2601.00002"]) server.set(`/html/${id}v1`, html);
    const source = '{ id: papers, kind: paper, query: "all:cache", ids: ["2601.00001", "2601.00002"] }';
    expect(counted(await run(source))).toMatchObject({ new: 2 });
    expect(server.asked.filter(({ path }) => path.startsWith("/html/"))).toHaveLength(2);
  });

  it("fails as a whole, with a clear message, where the API answers a web page", async () => {
    server.set("/api/query", () => ({
      headers: { "content-type": "text/html" },
      body: "<html><body>Rate exceeded.</body></html>",
    }));
    const outcome = await run();
    expect(outcome.sources[0]?.error).toContain("no Atom feed");
  });
});
