/** What `run` and the single stages share: reads the list of sources, opens the library, runs, and says what came of it. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Stage } from "../record/run-report.ts";
import type { CliContext } from "./context.ts";
import { outputFolder } from "./options.ts";

export interface StageOptions {
  sources: string;
  output?: string;
  only?: string[];
  due?: boolean;
  dryRun?: boolean;
  replay?: boolean;
  again?: boolean;
  site?: boolean;
  json?: boolean;
}

/** @throws ConfigError, InterruptedError, StoreError */
export async function runStages(
  stages: readonly Stage[],
  options: StageOptions,
  context: CliContext,
): Promise<void> {
  const { readSources } = await import("../config/read-sources.ts");
  const file = resolve(context.folder, options.sources);
  const sources = readSources(file);
  const environment = await context.environment();
  const { Library } = await import("../store/library.ts");
  const library = Library.open(await outputFolder(options, context));
  try {
    if (options.dryRun) {
      const { dryRun } = await import("./pipeline/dry-run.ts");
      await dryRun({ stages, file: sources, library, environment, options, context });
      return;
    }
    const { createProgress } = await import("./progress.ts");
    const { runPipeline } = await import("./pipeline/run-pipeline.ts");
    const report = await runPipeline({
      file: sources,
      library,
      environment,
      stages,
      only: options.only ?? [],
      due: options.due ?? false,
      again: options.again ?? false,
      replay: options.replay ?? false,
      site: options.site ?? true,
      bookFolder: bookFolder(file, context.folder),
      clock: context.clock,
      signal: context.signal,
      progress: createProgress(context, { bars: !environment.ci && !environment.noColor }),
    });
    const { summarise } = await import("./pipeline/summarise.ts");
    if (options.json) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else context.stdout.write(summarise(report, { library, stages, folder: context.folder, environment }));
    if (!report.ok) context.setExitStatus(1);
  } finally {
    library.close();
  }
}

/** The author's chapters: `book/` beside sources.yaml, else in the current folder, else the almanac's own. */
function bookFolder(sourcesFile: string, folder: string): string {
  const candidates = [join(dirname(sourcesFile), "book"), join(folder, "book")];
  return candidates.find((candidate) => existsSync(candidate)) ?? join(import.meta.dirname, "../../book");
}
