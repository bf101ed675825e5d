import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { exportWarc } from "../../src/crawl/export-warc.ts";
import { sha256 } from "../../src/record/ids.ts";
import { Library } from "../../src/store/library.ts";
import { startApiServer } from "../helpers/api-server.ts";
import { crawl } from "../helpers/crawl-in-folder.ts";
import { REPOSITORY, serveThreads } from "../helpers/github-thread.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

interface Read {
  fields: Record<string, string>;
  block: Uint8Array;
}

/** Reads the records by the lengths that they state. */
function readWarc(bytes: Uint8Array): Read[] {
  const records: Read[] = [];
  for (let at = 0; at < bytes.length; ) {
    const headEnd = Buffer.from(bytes).indexOf("\r\n\r\n", at);
    const lines = Buffer.from(bytes.subarray(at, headEnd)).toString("utf8").split("\r\n");
    expect(lines[0]).toBe("WARC/1.1");
    const fields = Object.fromEntries(lines.slice(1).map((line) => line.split(/: (.*)/s).slice(0, 2)));
    const start = headEnd + 4;
    const end = start + Number(fields["Content-Length"]);
    records.push({ fields, block: bytes.subarray(start, end) });
    expect(Buffer.from(bytes.subarray(end, end + 4)).toString()).toBe("\r\n\r\n");
    at = end + 4;
  }
  return records;
}

it("exports every captured answer and version as WARC records whose lengths and digests hold", async () => {
  const server = await startApiServer();
  const library = Library.open(temporaryFolder());
  serveThreads(server, [{ number: 1, comments: [{ id: 11, body: "17 tok/s" }] }]);
  const source = `{ id: runner, kind: github, repository: ${REPOSITORY} }`;
  await crawl({ library, origin: server.origin, sources: [source], token: "sample-token" });
  await server.close();
  const file = join(temporaryFolder(), "captures.warc.gz");
  const count = await exportWarc({ library, file, now: new Date("2026-11-22T00:00:00Z") });
  library.close();
  const records = readWarc(gunzipSync(readFileSync(file)));
  expect(records).toHaveLength(count);
  expect(records.map(({ fields }) => fields["WARC-Type"])).toEqual([
    "warcinfo",
    "response",
    "response",
    "response",
    "resource",
  ]);
  for (const { fields, block } of records)
    expect(fields["WARC-Block-Digest"]).toBe(`sha256:${sha256(block)}`);
  const listing = records.find(({ fields }) => fields["WARC-Target-URI"]?.includes("/issues?"));
  const body = Buffer.from(listing!.block).toString("utf8").split("\r\n\r\n")[1]!;
  expect(JSON.parse(body)).toMatchObject([{ number: 1 }]);
  expect(listing?.fields["WARC-Payload-Digest"]).toBe(`sha256:${sha256(body)}`);
  expect(readFileSync(file).includes("sample-token")).toBe(false);
});
