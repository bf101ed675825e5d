import { expect, it } from "vitest";
import { Library } from "../../src/store/library.ts";
import { crawlReplay, readable } from "../helpers/crawl-replay.ts";
import { killTrials } from "../helpers/kill-trials.ts";
import { seededRandom } from "../helpers/random-text.ts";
import { HAS_REPLAY, startReplay } from "../helpers/replay-server.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const KILLS = 200;

it.skipIf(!HAS_REPLAY)(
  `${KILLS} kills at random moments lose nothing and repeat no answered request (skipped without ../shared)`,
  async () => {
    const server = await startReplay({ folder: temporaryFolder() });
    try {
      const calm = temporaryFolder();
      const library = Library.open(calm);
      await crawlReplay(library, server);
      library.close();
      const whole = readable(calm);
      const random = seededRandom(20261122);
      let kills = 0;
      let requests = 0;
      for (let crawls = 1; kills < KILLS; crawls++) {
        const output = temporaryFolder();
        const report = await killTrials(output, server, {
          kills: KILLS - kills,
          longestMs: 900,
          random: () => random.below(1000) / 1000,
        });
        kills += report.kills;
        requests += report.requests;
        expect(report.repeated).toEqual([]);
        expect(readable(output)).toEqual(whole);
        process.stdout.write(`${kills} kills over ${crawls} crawls, ${requests} requests, none repeated\n`);
      }
    } finally {
      await server.stop();
    }
  },
  1_800_000,
);
