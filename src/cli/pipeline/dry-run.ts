/** `--dry-run`: what a run would fetch and read, with estimated tokens and cost. Asks the network nothing. */
import type { Environment } from "../../config/environment.ts";
import type { SourcesFile } from "../../config/sources-schema.ts";
import { documentsToRead } from "../../extract/extract-records.ts";
import type { Stage } from "../../record/run-report.ts";
import type { Library } from "../../store/library.ts";
import type { CliContext } from "../context.ts";
import type { StageOptions } from "../run-stages.ts";
import { chooseExtractor } from "./choose-extractor.ts";

export interface DryRunReport {
  sources: { id: string; kind: string; documents: number; wouldCrawl: boolean; lastCrawl: string | null }[];
  extraction: {
    model: string;
    /** Documents that are stored and wait to be read; what a crawl would add is not known before it. */
    documents: number;
    promptTokens: number;
    completionTokens: number;
    costUsd: number | null;
  };
}

export async function dryRun(input: {
  stages: readonly Stage[];
  file: SourcesFile;
  library: Library;
  environment: Environment;
  options: StageOptions;
  context: CliContext;
}): Promise<void> {
  const { stages, file, library, environment, options, context } = input;
  const { isDue, lastCrawl } = await import("../../crawl/due.ts");
  const perSource = library.documents.countBy("source");
  const now = context.clock();
  const sources = file.sources.map((source) => {
    const chosen = !options.only || options.only.length === 0 || options.only.includes(source.id);
    return {
      id: source.id,
      kind: source.kind,
      documents: perSource[source.id] ?? 0,
      wouldCrawl:
        stages.includes("crawl") && chosen && (!options.due || isDue(source, file.defaults, library, now)),
      lastCrawl: lastCrawl(source.id, library),
    };
  });
  const extractor = await chooseExtractor(environment, file.extraction, library);
  const waiting = documentsToRead({
    library,
    extractor,
    again: options.again ?? false,
    only: options.only ?? [],
  });
  const estimate = extractor.estimate
    ? await extractor.estimate(waiting.flatMap((id) => library.documents.get(id) ?? []))
    : { promptTokens: 0, completionTokens: 0, costUsd: 0 };
  const report: DryRunReport = {
    sources,
    extraction: { model: extractor.name, documents: waiting.length, ...estimate },
  };
  context.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report, stages));
}

function inWords({ sources, extraction }: DryRunReport, stages: readonly Stage[]): string {
  const lines: string[] = [];
  if (stages.includes("crawl")) {
    const asked = sources.filter((source) => source.wouldCrawl);
    lines.push(`would crawl ${asked.length} of ${sources.length} sources:`);
    for (const source of asked) {
      const seen = source.lastCrawl
        ? `last crawled ${source.lastCrawl.slice(0, 16).replace("T", " ")}`
        : "never crawled";
      lines.push(
        `  ${source.id.padEnd(32)} ${source.kind.padEnd(11)} ${seen}, ${source.documents} documents`,
      );
    }
  }
  if (stages.includes("extract")) {
    const cost =
      extraction.costUsd === null
        ? "cost unknown (no price for this model)"
        : `${extraction.costUsd.toFixed(2)} USD`;
    const tokens = extraction.promptTokens + extraction.completionTokens;
    lines.push(
      `would read ${extraction.documents} stored documents with ${extraction.model}` +
        (tokens > 0
          ? `: about ${extraction.promptTokens} prompt and ${extraction.completionTokens} answer tokens, ${cost}`
          : ", which takes no tokens"),
    );
  }
  return `${lines.join("\n")}\n`;
}
