/** `almanac eval`: how well the configured extractor reads labelled documents. */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { Extractor } from "../../extract/extractor.ts";
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
      const { evaluate } = await import("../../evaluate/evaluate.ts");
      const format = await import("../../evaluate/format-evaluation.ts");
      const { writeAtomically } = await import("../../store/write-atomically.ts");
      const evaluation = await withExtractor(options, context, (extractor) =>
        evaluate(resolve(context.folder, dir), extractor, {
          only: options.only ?? [],
          signal: context.signal,
        }),
      );
      const writeLines = (file: string | undefined, rows: readonly unknown[]) => {
        if (file) {
          const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
          writeAtomically(resolve(context.folder, file), lines);
        }
      };
      writeLines(
        options.predictions,
        evaluation.documents.flatMap((document) => document.records),
      );
      writeLines(
        options.insights,
        evaluation.documents.flatMap((document) => document.insights),
      );
      if (options.json) {
        context.stdout.write(`${JSON.stringify(format.evaluationFigures(evaluation), null, 2)}\n`);
        return;
      }
      if (options.errors) context.stdout.write(format.formatErrors(evaluation));
      context.stdout.write(format.formatEvaluation(evaluation));
    });
}

/** The library is opened only where a model reads, for its cache of paid calls. */
async function withExtractor<Value>(
  options: EvalOptions,
  context: CliContext,
  work: (extractor: Extractor) => Promise<Value>,
): Promise<Value> {
  const { chooseExtractor, configuredModel } = await import("../pipeline/choose-extractor.ts");
  const { extractionSchema } = await import("../../config/sources-schema.ts");
  const { Library } = await import("../../store/library.ts");
  const settings = extractionSchema.parse({});
  const environment = await context.environment();
  const library = configuredModel(environment, settings)
    ? Library.open(await outputFolder(options, context))
    : undefined;
  try {
    return await work(await chooseExtractor(environment, settings, library));
  } finally {
    library?.close();
  }
}
