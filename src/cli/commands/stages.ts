/** `almanac crawl`, `extract`, `index` and `publish`: one stage each, over what is already there. */
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { withOutput, withSources } from "../options.ts";
import { runStages, type StageOptions } from "../run-stages.ts";

export function registerStages(program: Command, context: CliContext): void {
  const stage = (name: string, description: string) =>
    withOutput(withSources(program.command(name).description(description)));
  stage("crawl", "gather documents from the sources")
    .option("--due", "only sources whose schedule says that it is their time")
    .option("--dry-run", "say what would be fetched")
    .option("--replay", "make the documents again from the captures, without the network")
    .option("--json", "print the run report as JSON on stdout")
    .action(async (options: StageOptions) => runStages(["crawl"], options, context));
  stage("extract", "turn documents into setup records and insights")
    .option("--again", "read every document again, whatever the cache holds")
    .option("--dry-run", "say what would be read, with estimated tokens and cost")
    .option("--json", "print the run report as JSON on stdout")
    .action(async (options: StageOptions) => runStages(["extract"], options, context));
  stage("index", "bring the search index up to date")
    .option("--json", "print the run report as JSON on stdout")
    .action(async (options: StageOptions) => runStages(["index"], options, context));
  stage("publish", "write the catalog and the booklet")
    .option("--no-site", "leave out the HTML build of the booklet")
    .option("--json", "print the run report as JSON on stdout")
    .action(async (options: StageOptions) => runStages(["publish"], options, context));
}
