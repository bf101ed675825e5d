import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Library } from "../../src/store/library.ts";
import { counted } from "../helpers/crawl-in-folder.ts";
import { crawlReplay, readable } from "../helpers/crawl-replay.ts";
import { killTrials } from "../helpers/kill-trials.ts";
import { seededRandom } from "../helpers/random-text.ts";
import { GOLD_SET, HAS_REPLAY, type ReplayServer, startReplay } from "../helpers/replay-server.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const servers: ReplayServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function replay(
  options: Omit<Parameters<typeof startReplay>[0], "folder"> = {},
): Promise<ReplayServer> {
  const server = await startReplay({ folder: temporaryFolder(), ...options });
  servers.push(server);
  return server;
}

async function crawlInto(
  folder: string,
  server: ReplayServer,
  options: Parameters<typeof crawlReplay>[2] = {},
) {
  const library = Library.open(folder);
  try {
    return await crawlReplay(library, server, options);
  } finally {
    library.close();
  }
}

const lines = (server: ReplayServer) => readFileSync(server.log, "utf8").split("\n").filter(Boolean);

describe.skipIf(!HAS_REPLAY)(
  "the crawl stage over the labelled documents (skipped without ../shared)",
  () => {
    it("stores every document once, and nothing that robots.txt keeps from it", async () => {
      const server = await replay();
      const output = temporaryFolder();
      const outcome = await crawlInto(output, server);
      expect(counted(outcome)).toMatchObject({ new: server.documents, changed: 0 });
      expect(outcome.sources.map(({ error }) => error).filter(Boolean)).toEqual([]);
      expect(readable(output)).toHaveLength(server.documents);
      expect(lines(server).filter((line) => line.includes("/private/"))).toEqual([]);
    });

    it("asks conditionally the second time, gets a 304 wherever the server gives one, and changes nothing", async () => {
      const server = await replay();
      const output = temporaryFolder();
      await crawlInto(output, server);
      const before = readable(output);
      const first = lines(server).length;
      const outcome = await crawlInto(output, server);
      const again = lines(server).slice(first);
      expect(again.filter((line) => line.startsWith("GET") && !line.endsWith("conditional"))).toEqual([]);
      expect(counted(outcome)).toMatchObject({ new: 0, changed: 0, removed: 0, unchanged: server.documents });
      expect(counted(outcome).notModified).toBe(again.filter((line) => line.startsWith("GET")).length);
      expect(readable(output)).toEqual(before);
    });

    it("comes to the same documents whatever faults the servers have", async () => {
      const calm = temporaryFolder();
      await crawlInto(calm, await replay());
      for (const faults of ["flaky", "hostile"] as const) {
        const output = temporaryFolder();
        const outcome = await crawlInto(output, await replay({ faults }));
        expect(outcome.sources.map(({ error }) => error).filter(Boolean)).toEqual([]);
        expect(outcome.errors, "nothing is put off to the next run").toEqual([]);
        expect(readable(output)).toEqual(readable(calm));
      }
    });

    it("takes exactly the document that was edited", async () => {
      const set = temporaryFolder();
      cpSync(GOLD_SET, set, { recursive: true, preserveTimestamps: true });
      const server = await replay({ set });
      const output = temporaryFolder();
      await crawlInto(output, server);
      for (const [file, from] of [
        ["ia-01.json", "128GB unified memory"],
        ["rd-15.md", "Benchmarks"],
        ["gp-05.json", "inference at home"],
        ["ia-05.json", "potato"],
      ] as const) {
        const path = join(set, "documents", file);
        writeFileSync(path, readFileSync(path, "utf8").replace(from, `${from} (edited)`));
        expect(counted(await crawlInto(output, server)), file).toMatchObject({
          new: 0,
          changed: 1,
          removed: 0,
          unchanged: server.documents - 1,
        });
      }
    });

    it("makes the same documents again from the captures alone", async () => {
      const server = await replay();
      const output = temporaryFolder();
      await crawlInto(output, server);
      const before = readable(output);
      const asked = lines(server).length;
      const library = Library.open(output);
      library.database.run("UPDATE documents SET text = 'lost', title = 'lost'");
      library.close();
      expect(counted(await crawlInto(output, server, { replay: true }))).toMatchObject({
        failed: 0,
        requests: 0,
      });
      expect(readable(output)).toEqual(before);
      expect(lines(server)).toHaveLength(asked);
    });

    it("stops when it is told to, and goes on with the sources that were not finished", async () => {
      const calm = temporaryFolder();
      const server = await replay();
      await crawlInto(calm, server);
      const output = temporaryFolder();
      const stop = new AbortController();
      let finished = 0;
      const first = await crawlInto(output, server, {
        signal: stop.signal,
        report: (event) => {
          if (event.kind === "progress" && ++finished === 5) stop.abort(new Error("enough"));
        },
      });
      expect(first.sources.map(({ error }) => error).filter(Boolean)).toEqual([]);
      expect(readable(output).length).toBeLessThan(server.documents);
      const second = await crawlInto(output, server);
      expect(readable(output)).toEqual(readable(calm));
      expect(
        second.sources.filter(({ requests, documents }) => requests === 0 && documents.unchanged > 0).length,
      ).toBeGreaterThan(0);
    });

    it("goes on after kills where it was, without asking again for what it has", async () => {
      const calm = temporaryFolder();
      const server = await replay();
      await crawlInto(calm, server);
      const killed = temporaryFolder();
      const random = seededRandom(7);
      const report = await killTrials(killed, server, {
        kills: 4,
        longestMs: 900,
        random: () => random.below(1000) / 1000,
      });
      expect(report.kills).toBeGreaterThan(0);
      expect(report.repeated).toEqual([]);
      expect(readable(killed)).toEqual(readable(calm));
    });
  },
);
