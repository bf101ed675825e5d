/** The schedule: sleeps until the next source is due, runs what is due, and starts again. One run at a time. */
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readSources } from "../../config/read-sources.ts";
import { nextDue } from "../../crawl/due.ts";
import { InterruptedError } from "../../record/errors.ts";
import { Library } from "../../store/library.ts";
import type { CliContext } from "../context.ts";
import { outputFolder } from "../options.ts";
import { reportError } from "../report-error.ts";
import { runStages, type StageOptions } from "../run-stages.ts";

/** The longest sleep: edits of sources.yaml and changes of the system's clock are noticed after it. */
const LONGEST_SLEEP_MS = 60_000;

/** Runs until the signal aborts. A failing run is said and does not end the schedule. @throws ConfigError at the start. */
export async function keepSchedule(
  options: { sources: string; output?: string; site?: boolean },
  context: CliContext,
): Promise<void> {
  const path = resolve(context.folder, options.sources);
  let announced = "";
  readSources(path);
  while (!context.signal.aborted) {
    const next = soonest(path, await outputFolder(options, context), context);
    const now = context.clock().getTime();
    if (next === undefined || next.at.getTime() > now) {
      const words = next
        ? `next: ${next.source} at ${next.at.toISOString().slice(0, 16).replace("T", " ")} UTC`
        : "";
      if (words !== announced) context.stderr.write(`${words}\n`);
      announced = words;
      const wait = Math.min(next ? next.at.getTime() - now : LONGEST_SLEEP_MS, LONGEST_SLEEP_MS);
      await sleep(wait, undefined, { signal: context.signal }).catch(() => undefined);
      continue;
    }
    try {
      const due: StageOptions = { ...options, due: true };
      await runStages(["crawl", "extract", "index", "publish"], due, context);
    } catch (error) {
      if (error instanceof InterruptedError) return;
      reportError(error, context);
      await sleep(LONGEST_SLEEP_MS, undefined, { signal: context.signal }).catch(() => undefined);
    }
  }
}

function soonest(
  path: string,
  output: string,
  context: CliContext,
): { source: string; at: Date } | undefined {
  try {
    const file = readSources(path);
    const library = Library.open(output);
    try {
      return file.sources
        .map((source) => ({
          source: source.id,
          at: nextDue(source, file.defaults, library, context.clock()),
        }))
        .sort((a, b) => a.at.getTime() - b.at.getTime())[0];
    } finally {
      library.close();
    }
  } catch (error) {
    // A list that is being edited may be wrong for a moment: say it and look again after the sleep.
    reportError(error, context);
    return undefined;
  }
}
