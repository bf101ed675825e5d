/** Options that several commands share, spelled once. */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { CliContext } from "./context.ts";

/** Adds a value to a list, for options that may be given several times. */
export function repeatable(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function withOutput(command: Command): Command {
  return command.option(
    "--output <dir>",
    "where everything that is made lies (default: $ALMANAC_OUTPUT or ./output)",
  );
}

export function withSources(command: Command): Command {
  return command
    .option("--sources <file>", "the list of sources", "sources.yaml")
    .option("--only <id>", "only this source; may be given several times", repeatable);
}

/** The output folder as an absolute path. */
export async function outputFolder(options: { output?: string }, context: CliContext): Promise<string> {
  return resolve(context.folder, options.output ?? (await context.environment()).output);
}
