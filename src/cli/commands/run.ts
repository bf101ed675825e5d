/** `almanac run`: the whole pipeline. */
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { withOutput, withSources } from "../options.ts";
import { runStages, type StageOptions } from "../run-stages.ts";

export function registerRun(program: Command, context: CliContext): void {
  withOutput(
    withSources(program.command("run").description("crawl, extract, index and publish what changed")),
  )
    .option("--due", "only sources whose schedule says that it is their time")
    .option("--dry-run", "say what would be fetched and extracted, with estimated tokens and cost")
    .option("--no-site", "leave out the HTML build of the booklet")
    .option("--json", "print the run report as JSON on stdout")
    .action(async (options: StageOptions) =>
      runStages(["crawl", "extract", "index", "publish"], options, context),
    );
}
