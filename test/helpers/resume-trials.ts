/** Interrupts or kills an extracting process at random moments until it has been killed often enough, then lets it finish. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faithfulScript, statedDocuments } from "../../bench/hallucination/documents.ts";
import { startFakeModelServer } from "./fake-model-server.ts";
import { seededRandom } from "./random-text.ts";
import { scriptedAnswer } from "./scripted-answers.ts";

export interface ResumeFigures {
  kills: number;
  /** Distinct calls of the whole work. */
  calls: number;
  /** Answers whose last byte the server handed to the connection. */
  paid: number;
  /** Calls paid more than once. */
  paidTwice: number;
  finished: boolean;
}

/** Runs the trials with `each` documents of every style. */
export async function resumeTrials(
  kills: number,
  options: { each: number; seed: number; signal: "SIGINT" | "SIGKILL"; honoursKeys: boolean },
): Promise<ResumeFigures> {
  const folder = await mkdtemp(join(tmpdir(), "almanac-resume-"));
  const random = seededRandom(options.seed);
  const documents = statedDocuments(options.each);
  const server = await startFakeModelServer({
    latencyMs: 12,
    slots: 6,
    honoursKeys: options.honoursKeys,
    answer: (request) => {
      const words = request.messages.map(({ content }) => content).join("\n");
      const document = documents.find(({ setups }) =>
        setups.every(({ facts }) =>
          facts.every(({ value }) => words.includes(value.replace(/^\d+x /, "").split(" ")[0] ?? "")),
        ),
      );
      return scriptedAnswer(document ? faithfulScript(document) : {}, request);
    },
  });
  let done = 0;
  let finished = false;
  try {
    while (!finished) {
      const mayKill = done < kills;
      const ended = await runChild(
        [join(folder, "almanac.db"), server.baseUrl, String(options.each)],
        options.signal,
        async (over) => {
          if (!mayKill) return false;
          const target = server.answered.length + random.below(4);
          while (server.answered.length < target && !over()) await sleep(1);
          await sleep(random.below(14));
          return true;
        },
      );
      if (ended === "killed") done++;
      else if (ended === 0) finished = true;
      else throw new Error(`the process ended with status ${ended}`);
      if (finished && done < kills) break;
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const counts = new Map<string, number>();
  for (const request of server.answered) {
    const key = JSON.stringify(request);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const paidTwice = [...counts.values()].filter((count) => count > 1).length;
  return { kills: done, calls: counts.size, paid: server.answered.length, paidTwice, finished };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the process and kills it when `moment` resolves to true, unless it ends before. */
async function runChild(
  args: readonly string[],
  signal: "SIGINT" | "SIGKILL",
  moment: (over: () => boolean) => Promise<boolean>,
): Promise<"killed" | number | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "extract-child.ts"), ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<"killed" | number | null>((resolve) => {
    child.on("exit", (code, by) => resolve(by === signal || code === 130 ? "killed" : code));
  });
  const kill = await Promise.race([
    moment(() => child.exitCode !== null || child.signalCode !== null),
    ended.then(() => false),
  ]);
  if (kill) child.kill(signal);
  return ended;
}
