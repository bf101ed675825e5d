/** `node bench/llm/resume.ts [kills]`: interrupts and kills an extracting process, counts what was paid twice, writes the figures. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { resumeTrials } from "../../test/helpers/resume-trials.ts";

const kills = Number(process.argv[2] ?? 50);
const ways = [
  { signal: "SIGINT", honoursKeys: false },
  { signal: "SIGKILL", honoursKeys: true },
  { signal: "SIGKILL", honoursKeys: false },
] as const;
const runs = [];
for (const way of ways) {
  const run = { ...way, ...(await resumeTrials(kills, { each: 6, seed: 1, ...way })) };
  runs.push(run);
  console.log(
    `${way.signal}, server ${way.honoursKeys ? "knows" : "knows no"} idempotency keys: ${run.kills} times, ${run.calls} calls, ${run.paidTwice} paid twice`,
  );
}
const day = new Date().toISOString().slice(0, 10);
writeFileSync(
  join(import.meta.dirname, `../results/resume-${day}.json`),
  `${JSON.stringify(runs, null, 2)}\n`,
);
