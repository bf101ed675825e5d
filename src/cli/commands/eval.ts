/** `almanac eval`: how well the configured extractor reads labelled documents. */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { CliContext } from "../context.ts";
import { outputFolder, repeatable, withOutput } from "../options.ts";

interface EvalOptions {
  only?: string[];
  predictions?: string;
  insights?: string;
  errors?: boolean;
  json?: boolean;
  output?: string;
}

export function registerEval(program: Command, context: CliContext): void {
  withOutput(
    program
      .command("eval")
      .description("extract labelled documents (gold format) and score what comes out")
      .argument("<dir>", "the folder with the labels"),
  )
    .option("--only <glob>", "only documents whose id matches; may be given several times", repeatable)
    .option("--predictions <file>", "write the extracted records as JSON lines")
    .option("--insights <file>", "write the extracted insights as JSON lines")
    .option("--errors", "show each miss with its place in the text")
    .option("--json", "the figures as JSON on stdout")
    .action(async (dir: string, options: EvalOptions) => {
      const { evaluate, formatEvaluation, formatErrors } = await import("../../evaluate/evaluate.ts");
      const { chooseExtractor } = await import("../pipeline/choose-extractor.ts");
      const { extractionSchema } = await import("../../config/sources-schema.ts");
      const { Library } = await import("../../store/library.ts");
      const { writeAtomically } = await import("../../store/write-atomically.ts");
      const library = Library.open(await outputFolder(options, context));
      try {
        const extractor = await chooseExtractor(
          await context.environment(),
          extractionSchema.parse({}),
          library,
        );
        const evaluation = await evaluate(resolve(context.folder, dir), extractor, {
          only: options.only ?? [],
          signal: context.signal,
        });
        const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
        if (options.predictions)
          writeAtomically(resolve(context.folder, options.predictions), lines(evaluation.records));
        if (options.insights)
          writeAtomically(resolve(context.folder, options.insights), lines(evaluation.insights));
        if (options.json) context.stdout.write(`${JSON.stringify(evaluation.figures, null, 2)}\n`);
        else {
          if (options.errors) context.stdout.write(formatErrors(evaluation));
          context.stdout.write(formatEvaluation(evaluation));
        }
      } finally {
        library.close();
      }
    });
}
