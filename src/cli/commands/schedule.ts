/** `almanac schedule`: stays up and runs each source at its time. */
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { withOutput } from "../options.ts";

export function registerSchedule(program: Command, context: CliContext): void {
  withOutput(
    program
      .command("schedule")
      .description("stay up and run each source at its time (run --due is the same for cron and timers)")
      .option("--sources <file>", "the list of sources", "sources.yaml"),
  )
    .option("--no-site", "leave out the HTML build of the booklet")
    .action(async (options: { sources: string; output?: string; site?: boolean }) => {
      const { keepSchedule } = await import("../pipeline/keep-schedule.ts");
      await keepSchedule(options, context);
    });
}
