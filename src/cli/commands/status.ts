/** `almanac status`: what is there, source by source, and how the last runs ended. */
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { outputFolder, withOutput } from "../options.ts";

export function registerStatus(program: Command, context: CliContext): void {
  withOutput(program.command("status").description("what is there: documents, setups, coverage, last runs"))
    .option("--json", "as JSON on stdout")
    .action(async (options: { output?: string; json?: boolean }) => {
      const { openExisting } = await import("../open-existing.ts");
      const { describeStatus, statusInWords } = await import("../pipeline/describe-status.ts");
      const library = openExisting(await outputFolder(options, context));
      try {
        const status = describeStatus(library);
        context.stdout.write(options.json ? `${JSON.stringify(status, null, 2)}\n` : statusInWords(status));
      } finally {
        library.close();
      }
    });
}
