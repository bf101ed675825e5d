/** `almanac crawl`, `extract`, `index` and `publish`: one stage each, over what is already there. */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { outputFolder, withOutput, withSources } from "../options.ts";
import { runStages, type StageOptions } from "../run-stages.ts";

export function registerStages(program: Command, context: CliContext): void {
  const stage = (name: string, description: string) =>
    withOutput(withSources(program.command(name).description(description)));
  stage("crawl", "gather documents from the sources")
    .option("--due", "only sources whose schedule says that it is their time")
    .option("--dry-run", "say what would be fetched")
    .option("--replay", "make the documents again from the captures, without the network")
    .option("--warc <file>", "write all captures as a WARC file instead of crawling")
    .option("--json", "print the run report as JSON on stdout")
    .action(async (options: StageOptions & { warc?: string }) =>
      options.warc ? writeWarc(options.warc, options, context) : runStages(["crawl"], options, context),
    );
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

async function writeWarc(file: string, options: { output?: string }, context: CliContext): Promise<void> {
  const { openExisting } = await import("../open-existing.ts");
  const { exportWarc } = await import("../../crawl/export-warc.ts");
  const library = openExisting(await outputFolder(options, context));
  try {
    const records = await exportWarc({ library, file: resolve(context.folder, file), now: context.clock() });
    context.stdout.write(`${records} records in ${file}\n`);
  } finally {
    library.close();
  }
}
