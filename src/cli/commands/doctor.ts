/** `almanac doctor`: what works on this machine and with these settings, and what to do about the rest. */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { outputFolder, withOutput } from "../options.ts";

export function registerDoctor(program: Command, context: CliContext): void {
  withOutput(
    program.command("doctor").description("what works here: Node, storage, model server, tokens, limits"),
  )
    .option("--sources <file>", "the list of sources", "sources.yaml")
    .option("--json", "as JSON on stdout")
    .action(async (options: { output?: string; sources: string; json?: boolean }) => {
      const { examine, examinationInWords } = await import("../pipeline/examine.ts");
      const examination = await examine({
        environment: await context.environment(),
        output: await outputFolder(options, context),
        sourcesFile: resolve(context.folder, options.sources),
        fetch: globalThis.fetch,
        signal: context.signal,
        clock: context.clock,
      });
      context.stdout.write(
        options.json ? `${JSON.stringify(examination, null, 2)}\n` : examinationInWords(examination),
      );
      if (examination.checks.some((check) => check.state === "broken")) context.setExitStatus(2);
    });
}
