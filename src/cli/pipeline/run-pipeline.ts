/** One run: crawl → extract → index → publish over one library, each stage on its own feet, and the report of it all. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Environment } from "../../config/environment.ts";
import type { SourcesFile } from "../../config/sources-schema.ts";
import { emptyReport } from "../../extract/extract-records.ts";
import { AlmanacError, ConfigError, InterruptedError } from "../../record/errors.ts";
import type { RunError, RunReport, Stage } from "../../record/run-report.ts";
import type { Library } from "../../store/library.ts";
import { writeAtomically } from "../../store/write-atomically.ts";
import type { Progress } from "../progress.ts";
import { chooseExtractor } from "./choose-extractor.ts";

export interface PipelineOptions {
  file: SourcesFile;
  library: Library;
  environment: Environment;
  stages: readonly Stage[];
  /** Only these sources; all where it is empty. */
  only: readonly string[];
  /** Only sources whose schedule says that it is their time. */
  due: boolean;
  /** Extract again whatever the cache holds. */
  again: boolean;
  /** Rebuild documents from the captures instead of asking the network. */
  replay: boolean;
  /** Build the HTML of the booklet. */
  site: boolean;
  /** The folder of the author's chapters. */
  bookFolder: string;
  clock: () => Date;
  signal: AbortSignal;
  progress: Progress;
}

/**
 * Runs the stages in order. A stage that fails is noted and the next ones go on with what is there.
 * @throws ConfigError (nothing was done), InterruptedError (what was done is kept).
 */
export async function runPipeline(options: PipelineOptions): Promise<RunReport> {
  const { library, clock } = options;
  checkOnly(options);
  const startedAt = clock();
  const id = `${startedAt.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z-${randomBytes(3).toString("hex")}`;
  library.runs.begin(id, startedAt.toISOString());
  const report: RunReport = {
    id,
    startedAt: startedAt.toISOString(),
    finishedAt: startedAt.toISOString(),
    durationMs: 0,
    ok: true,
    sources: [],
    extraction: emptyReport("none"),
    index: { upserted: 0, removed: 0 },
    book: { chapters: 0, changed: [] },
    errors: [],
  };
  try {
    for (const stage of options.stages) {
      options.progress.stage(stage);
      await guardStage(stage, report, () => STAGE_WORK[stage](options, report));
    }
  } finally {
    options.progress.close();
    finish(report, options);
  }
  if (options.signal.aborted) throw new InterruptedError("interrupted; run the same command again to go on");
  return report;
}

const STAGE_WORK: Record<Stage, (options: PipelineOptions, report: RunReport) => Promise<void>> = {
  crawl: crawlStage,
  extract: extractStage,
  index: indexStage,
  publish: publishStage,
};

async function crawlStage(options: PipelineOptions, report: RunReport): Promise<void> {
  const { crawlSources } = await import("../../crawl/crawl-sources.ts");
  const { environment, progress } = options;
  const outcome = await crawlSources({
    file: options.file,
    library: options.library,
    only: options.only,
    due: options.due,
    replay: options.replay,
    environment: {
      githubToken: environment.githubToken,
      githubApiUrl: environment.githubApiUrl,
      arxivApiUrl: environment.arxivApiUrl,
    },
    clock: options.clock,
    signal: options.signal,
    report: (event) => {
      if (event.kind === "progress") progress.update(event);
      else progress.say(event.text);
    },
  });
  report.sources = outcome.sources;
  report.errors.push(...outcome.errors);
  if (outcome.sources.some((source) => source.error !== null)) report.ok = false;
}

async function extractStage(options: PipelineOptions, report: RunReport): Promise<void> {
  const { extractRecords } = await import("../../extract/extract-records.ts");
  const extractor = await chooseExtractor(options.environment, options.file.extraction, options.library);
  const outcome = await extractRecords({
    library: options.library,
    extractor,
    again: options.again,
    only: options.only,
    clock: options.clock,
    signal: options.signal,
    onProgress: ({ done, total, document }) => options.progress.update({ done, total, note: document }),
  });
  report.extraction = outcome.report;
  report.errors.push(...outcome.errors);
  if (!outcome.finished) report.ok = false;
}

async function indexStage(options: PipelineOptions, report: RunReport): Promise<void> {
  const { indexRecords } = await import("../../index/index-records.ts");
  const { chooseEmbedder } = await import("./choose-embedder.ts");
  report.index = await indexRecords({
    library: options.library,
    embedder: chooseEmbedder(options.environment),
    signal: options.signal,
    report: (event) =>
      event.kind === "progress" ? options.progress.update(event) : options.progress.say(event.text),
  });
}

async function publishStage(options: PipelineOptions, report: RunReport): Promise<void> {
  const { publishBook } = await import("../../publish/publish-book.ts");
  report.book = await publishBook({
    library: options.library,
    bookFolder: options.bookFolder,
    layout: options.library.layout,
    now: options.clock(),
    site: options.site,
    signal: options.signal,
    report: (text) => options.progress.say(text),
  });
}

/** Notes a stage's failure and lets the run go on; only what the person must mend before anything else stops it. */
async function guardStage(stage: Stage, report: RunReport, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ConfigError || error instanceof InterruptedError) {
      report.ok = false;
      throw error;
    }
    report.ok = false;
    report.errors.push(stageError(stage, error));
  }
}

function stageError(stage: Stage, error: unknown): RunError {
  return {
    stage,
    source: null,
    url: null,
    code: error instanceof AlmanacError ? error.code : "UNEXPECTED",
    message: error instanceof AlmanacError ? error.message : String((error as Error)?.stack ?? error),
  };
}

function checkOnly({ only, file }: PipelineOptions): void {
  const known = new Set(file.sources.map((source) => source.id));
  const unknown = only.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new ConfigError(
      `--only ${unknown.join(", ")}: no source has this id; known: ${[...known].join(", ")}`,
      {
        place: "--only",
      },
    );
  }
}

function finish(report: RunReport, { library, clock }: PipelineOptions): void {
  const finishedAt = clock();
  report.finishedAt = finishedAt.toISOString();
  report.durationMs = Math.max(0, finishedAt.getTime() - Date.parse(report.startedAt));
  library.runs.finish(report.id, { finishedAt: report.finishedAt, ok: report.ok, report });
  writeAtomically(join(library.layout.runs, `${report.id}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
