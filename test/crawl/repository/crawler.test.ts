import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Library } from "../../../src/store/library.ts";
import { type ApiServer, startApiServer } from "../../helpers/api-server.ts";
import { counted, crawl, documentsOf } from "../../helpers/crawl-in-folder.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const SOURCE = '{ id: docs, kind: repository, repository: sample/rigs, paths: ["**/*.md", "nix/*.nix"] }';

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

function serve(files: Record<string, string>): void {
  const path = "/repos/sample/rigs";
  const sha = (content: string) => createHash("sha1").update(content).digest("hex");
  server.set(path, {
    full_name: "sample/rigs",
    html_url: "https://github.com/sample/rigs",
    default_branch: "main",
    license: { spdx_id: "MIT", name: "MIT License" },
  });
  const tree = Object.entries(files).map(([name, content]) => ({
    path: name,
    type: "blob",
    sha: sha(content),
    size: content.length,
  }));
  server.set(`${path}/git/trees/main`, { sha: "main", truncated: false, tree });
  for (const content of Object.values(files)) {
    const body = { sha: sha(content), encoding: "base64", content: Buffer.from(content).toString("base64") };
    server.set(`${path}/git/blobs/${sha(content)}`, body);
  }
}

describe("a repository source", () => {
  it("takes the files that its globs name, with licence and address, Markdown as it stands", async () => {
    serve({
      "README.md": "# Rigs\n\n3x P40",
      "nix/rig.nix": "{ services.ollama.enable = true; }",
      "src/main.c": "int main;",
    });
    await run();
    expect(documentsOf(library).map(({ url, title, licence, text }) => [url, title, licence, text])).toEqual([
      ["https://github.com/sample/rigs/blob/main/README.md", "Rigs", "MIT", "# Rigs\n\n3x P40\n"],
      [
        "https://github.com/sample/rigs/blob/main/nix/rig.nix",
        "sample/rigs: nix/rig.nix",
        "MIT",
        "# nix/rig.nix\n\n```nix\n{ services.ollama.enable = true; }\n```\n",
      ],
    ]);
  });

  it("fetches only the blobs that changed", async () => {
    serve({ "a.md": "# A", "b.md": "# B" });
    await run();
    serve({ "a.md": "# A", "b.md": "# B, 20 tok/s" });
    server.asked.length = 0;
    expect(counted(await run())).toMatchObject({ changed: 1, unchanged: 1 });
    expect(server.asked.filter(({ path }) => path.includes("/blobs/"))).toHaveLength(1);
  });

  it("marks a file that was removed as gone and takes it back when it returns", async () => {
    serve({ "a.md": "# A", "b.md": "# B" });
    await run();
    serve({ "a.md": "# A" });
    expect(counted(await run())).toMatchObject({ removed: 1, unchanged: 1 });
    expect(library.documents.byUrl("https://github.com/sample/rigs/blob/main/b.md")?.state).toBe("gone");
    serve({ "a.md": "# A", "b.md": "# B" });
    await run();
    expect(library.documents.byUrl("https://github.com/sample/rigs/blob/main/b.md")?.state).toBe("live");
  });

  it("asks for the tag or branch that the source names", async () => {
    serve({ "a.md": "# A" });
    const path = "/repos/sample/rigs/git/trees";
    server.set(`${path}/release/v1`, { sha: "x", truncated: false, tree: [] });
    expect(counted(await run(SOURCE.replace("paths", "ref: release/v1, paths")))).toMatchObject({
      new: 0,
      failed: 0,
    });
    expect(server.asked.some((one) => decodeURIComponent(one.path).startsWith(`${path}/release/v1`))).toBe(
      true,
    );
  });

  it("counts a binary file as failed and goes on", async () => {
    serve({ "a.md": "# A", "b.md": "PK\u0003\u0000\u0000" });
    expect(counted(await run())).toMatchObject({ new: 1, failed: 1 });
  });
});
