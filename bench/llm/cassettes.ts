/**
 * Written answers of a 30B-class model to labelled documents, replayed through the real protocol and scored beside the
 * built-in extractor: `node bench/llm/cassettes.ts GOLD_FOLDER [--errors] [--predictions FOLDER]`; writes bench/results/cassettes-<day>.json.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Evaluation, evaluate } from "../../src/evaluate/evaluate.ts";
import { type GoldEntry, readGoldSet } from "../../src/evaluate/gold-set.ts";
import { createBuiltinExtractor } from "../../src/extract/builtin/builtin-extractor.ts";
import type { Extraction, Extractor } from "../../src/extract/extractor.ts";
import { sha256 } from "../../src/record/ids.ts";
import {
  type FakeModelServer,
  type FakeRequest,
  startFakeModelServer,
} from "../../test/helpers/fake-model-server.ts";
import {
  extractorAgainst,
  givenExtractor,
  type Script,
  scriptedAnswer,
  stepOf,
} from "../../test/helpers/scripted-answers.ts";
import { ungroundedValues } from "../../test/helpers/ungrounded-values.ts";

const cassetteSchema = z.object({
  document: z.string(),
  /** The auditor denies claims whose description holds one of these, and supports the others. */
  auditorDenies: z.array(z.string()),
  answers: z.record(z.string(), z.unknown()),
});
export type Cassette = z.infer<typeof cassetteSchema>;

const FOLDER = join(import.meta.dirname, "../../test/fixtures/cassettes");

/** The cassette of every labelled document that has one, by the hash of the document's file. */
export function cassettesFor(goldFolder: string): Map<string, { entry: GoldEntry; cassette: Cassette }> {
  const names = new Set(readdirSync(FOLDER));
  const found = new Map<string, { entry: GoldEntry; cassette: Cassette }>();
  for (const entry of readGoldSet(goldFolder)) {
    const name = `${sha256(readFileSync(join(goldFolder, entry.file))).slice(0, 16)}.json`;
    if (!names.has(name)) continue;
    const cassette = cassetteSchema.parse(JSON.parse(readFileSync(join(FOLDER, name), "utf8")));
    found.set(entry.url, { entry, cassette });
  }
  return found;
}

export interface Replay {
  documents: number;
  builtin: Evaluation;
  modelAlone: Evaluation;
  merged: Evaluation;
  ungrounded: string[];
  rejected: Record<string, number>;
  /** Estimated and used tokens of the merged reading. */
  estimated: number;
  used: number;
}

/** Replays all cassettes and scores three readings of the same documents. */
export async function replayCassettes(goldFolder: string): Promise<Replay> {
  const cassettes = cassettesFor(goldFolder);
  const only = [...cassettes.values()].map(({ entry }) => entry.id);
  let current: Cassette | undefined;
  const { tokenCounter } = await import("../../src/llm/tokens.ts");
  const server = await startFakeModelServer({
    countTokens: await tokenCounter(),
    answer: (request) => {
      if (!current) return "{}";
      return stepOf(request) === "audit"
        ? auditorAnswer(current, request.messages.at(-1)?.content ?? "")
        : aboutListed(scriptedAnswer(current.answers as Script, request), request);
    },
  });
  const builtin = createBuiltinExtractor();
  const rejected: Record<string, number> = {};
  const ungrounded: string[] = [];
  let estimated = 0;
  let used = 0;
  const watched = (inner: Extractor, counted: boolean): Extractor => ({
    ...inner,
    extract: async (document, options) => {
      current = cassettes.get(document.url)?.cassette;
      const extraction: Extraction = await inner.extract(document, options);
      if (counted) {
        for (const { kind } of extraction.rejections) rejected[kind] = (rejected[kind] ?? 0) + 1;
        const estimate = await inner.estimate?.([document]);
        estimated += (estimate?.promptTokens ?? 0) + (estimate?.completionTokens ?? 0);
        used += extraction.usage.promptTokens + extraction.usage.completionTokens;
      } else
        ungrounded.push(
          ...ungroundedValues(extraction, document.text).map((value) => `${document.url}: ${value}`),
        );
      return extraction;
    },
  });
  try {
    return {
      documents: cassettes.size,
      builtin: await evaluate(goldFolder, builtin, { only }),
      modelAlone: await evaluate(goldFolder, watched(reader(server), false), { only }),
      merged: await evaluate(goldFolder, watched(reader(server, builtin), true), { only }),
      ungrounded,
      rejected,
      estimated,
      used,
    };
  } finally {
    await server.close();
  }
}

const reader = (server: FakeModelServer, builtin: Extractor = givenExtractor()) =>
  extractorAgainst(server, { builtin }).extractor;

/** A model answers about the setups that it is asked about. */
function aboutListed(answer: string, request: FakeRequest): string {
  const words = request.messages.at(-1)?.content ?? "";
  const list = words.slice(words.lastIndexOf("\nThe setups:\n"));
  const listed = new Set([...list.matchAll(/^(S\d+): /gm)].map((match) => match[1]));
  const parsed = JSON.parse(answer) as Record<string, { setup?: string }[]>;
  for (const [key, items] of Object.entries(parsed)) {
    if (key === "facts" || key === "measurements")
      parsed[key] = items.filter(({ setup }) => listed.has(setup ?? ""));
  }
  return JSON.stringify(parsed);
}

function auditorAnswer(cassette: Cassette, words: string): string {
  const verdicts = [...words.matchAll(/^(A\d+): for .*$/gm)].map((match) => ({
    claim: match[1],
    verdict: cassette.auditorDenies.some((denied) => match[0].includes(denied))
      ? "not-this-setup"
      : "supported",
  }));
  return JSON.stringify({ verdicts });
}

/** `builtin.jsonl`, `merged.jsonl` … and their insights, and the ids of the documents, for score.mjs. */
function writePredictions(folder: string, replay: Replay): void {
  const lines = (items: readonly unknown[]) => items.map((item) => `${JSON.stringify(item)}\n`).join("");
  for (const [name, evaluation] of Object.entries({
    builtin: replay.builtin,
    model: replay.modelAlone,
    merged: replay.merged,
  })) {
    writeFileSync(
      join(folder, `${name}.jsonl`),
      lines(evaluation.documents.flatMap(({ records }) => records)),
    );
    writeFileSync(
      join(folder, `${name}-insights.jsonl`),
      lines(evaluation.documents.flatMap(({ insights }) => insights)),
    );
  }
  writeFileSync(join(folder, "documents.txt"), lines(replay.merged.documents.map(({ entry }) => entry.id)));
}

const option = (name: string) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;

if (import.meta.main) {
  const goldFolder = process.argv[2] ?? join(import.meta.dirname, "../../../shared/gold/dev");
  if (!existsSync(goldFolder)) {
    console.error(`${goldFolder} does not exist: there is nothing to score against`);
    process.exit(0);
  }
  const replay = await replayCassettes(goldFolder);
  const readings = { builtin: replay.builtin, "model alone": replay.modelAlone, merged: replay.merged };
  const figures = Object.fromEntries(
    Object.entries(readings).map(
      ([name, { records, core, all, insights, fields, emptyDocumentsRight, emptyDocuments, evidence }]) => [
        name,
        {
          records,
          core,
          all,
          insights,
          useCases: fields.useCases,
          experience: fields.experience,
          measurements: fields.measurements,
          emptyDocumentsRight,
          emptyDocuments,
          evidence,
        },
      ],
    ),
  );
  console.log(
    `${replay.documents} documents; ungrounded values ${replay.ungrounded.length}; tokens estimated ${replay.estimated}, used ${replay.used} (${((100 * replay.estimated) / replay.used - 100).toFixed(1)} %)`,
  );
  for (const [name, figure] of Object.entries(figures)) {
    const f1 = (value: { f1: number } | undefined) => value?.f1.toFixed(3) ?? "-";
    console.log(
      `${name.padEnd(12)} records ${f1(figure.records)} core ${f1(figure.core)} all ${f1(figure.all)} measurements ${f1(figure.measurements)} use cases ${f1(figure.useCases)} experience ${f1(figure.experience)} insights ${f1(figure.insights)} empty ${figure.emptyDocumentsRight} of ${figure.emptyDocuments}`,
    );
  }
  console.log("rejected:", JSON.stringify(replay.rejected));
  if (process.argv.includes("--errors")) {
    for (const document of replay.merged.documents)
      for (const error of document.errors)
        console.log(document.entry.id, JSON.stringify(error).slice(0, 240));
    console.log(replay.ungrounded.join("\n"));
  }
  const folder = option("--predictions");
  if (folder) writePredictions(folder, replay);
  const day = new Date().toISOString().slice(0, 10);
  const { ungrounded, rejected, estimated, used, documents } = replay;
  writeFileSync(
    join(import.meta.dirname, `../results/cassettes-${day}.json`),
    `${JSON.stringify({ documents, figures, ungrounded, rejected, estimated, used }, null, 2)}\n`,
  );
}
