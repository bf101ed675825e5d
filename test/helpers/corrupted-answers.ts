/** Good answers damaged at random, as networks, samplers and bad models damage them; and trials that read them. */

import type { z } from "zod";
import { faithfulScript, statedDocuments } from "../../bench/hallucination/documents.ts";
import * as schemas from "../../src/extract/llm/answer-schemas.ts";
import type { Step } from "../../src/extract/llm/prompts.ts";
import { readJson } from "../../src/llm/read-json.ts";
import { startFakeModelServer } from "./fake-model-server.ts";
import { type Random, seededRandom } from "./random-text.ts";
import { extractorAgainst, never, page, scriptedAnswer, stepOf } from "./scripted-answers.ts";
import { ungroundedValues } from "./ungrounded-values.ts";

const DAMAGES: readonly ((answer: string, random: Random) => string)[] = [
  (answer, random) => answer.slice(0, random.below(answer.length)),
  (answer, random) => answer.slice(random.below(answer.length)),
  (answer, random) =>
    replaceAt(answer, random.below(answer.length), String.fromCharCode(random.below(0xffff))),
  (answer, random) =>
    replaceAt(
      answer,
      random.below(answer.length),
      random.pick(['"', "{", "}", "[", "]", ",", ":", "\\", "\u0000", "🚀"]),
    ),
  (answer, random) =>
    answer.replace(/\d+(?:\.\d+)?/g, (number) =>
      random.chance(0.3) ? String(random.below(100_000)) : number,
    ),
  (answer, random) =>
    answer.replace(/"quote":"[^"]*"/g, (quote) => (random.chance(0.4) ? '"quote":"it simply is so"' : quote)),
  (answer, random) => answer.replace(/"S[12]"/g, () => `"S${random.below(9)}"`),
  (answer, random) =>
    answer.replace(/"(decode|prefill|power|memory)"/g, () =>
      JSON.stringify(random.pick(["decode", "prefill", "throughput", "ttft", "joy"])),
    ),
  (answer, random) =>
    answer.replace(
      /"value":"[^"]*"/g,
      () => `"value":${random.pick(["null", "[]", "{}", "true", "1e999", "-1", '""', '"NaN"'])}`,
    ),
  (answer) => answer + answer,
  (answer) => `<think>${answer}</think>`,
  (answer) => `<think>hm</think>\n\`\`\`json\n${answer}\n\`\`\`\nDone.`,
  (answer) => answer.replaceAll('"', "'"),
  (answer) => answer.replace(/}/g, ",}"),
  () => "",
  () => "null",
  () => "[[[[[[[[",
  () => '{"facts":'.repeat(2000),
  (answer, random) => Array.from(answer, (c) => (random.chance(0.02) ? "" : c)).join(""),
  (answer, random) =>
    answer.replace(/"(setup|field|metric|quote|value|axis)"/g, (key) =>
      random.chance(0.1) ? '"thing"' : key,
    ),
  (answer) => answer.toUpperCase(),
  (answer, random) => `${"x".repeat(random.below(200_000))}${answer}`,
];

const replaceAt = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at + 1);

const SCHEMAS: Record<Step, z.ZodType> = {
  survey: schemas.surveyAnswer,
  "detail-hardware": schemas.hardwareAnswer,
  "detail-model": schemas.modelAnswer,
  "detail-config": schemas.configAnswer,
  "detail-measurements": schemas.measurementsAnswer,
  classify: schemas.classifyAnswer,
  insights: schemas.insightsAnswer,
  audit: schemas.auditAnswer,
};

export interface CorruptionFigures {
  corrupted: number;
  /** Answers that could not be used even after the repair; each is one rejection of kind model-output. */
  unusable: number;
  rejections: number;
  setups: number;
}

/** Reads until `wanted` answers were corrupted. @throws Error naming the seed where a value has no ground or a count is wrong. */
export async function corruptionTrials(wanted: number, firstSeed: number): Promise<CorruptionFigures> {
  const documents = statedDocuments(2, 5);
  const figures: CorruptionFigures = { corrupted: 0, unusable: 0, rejections: 0, setups: 0 };
  let random = seededRandom(firstSeed);
  let served: { step: Step; words: string; repair: boolean }[] = [];
  let document = documents[0]!;
  const server = await startFakeModelServer({
    answer: (request) => {
      const good = scriptedAnswer(faithfulScript(document), request);
      const damaged = random.chance(0.4) ? random.pick(DAMAGES)(good, random) : good;
      if (damaged !== good) figures.corrupted++;
      const repair = request.messages.some(({ role }) => role === "assistant");
      served.push({ step: stepOf(request), words: damaged, repair });
      return damaged;
    },
  });
  try {
    for (let seed = firstSeed; figures.corrupted < wanted; seed++) {
      random = seededRandom(seed);
      served = [];
      document = documents[seed % documents.length]!;
      const { extractor } = extractorAgainst(server);
      const extraction = await extractor.extract(page(document.text), never());
      const problems = ungroundedValues(extraction, document.text);
      if (problems.length > 0) throw new Error(`seed ${seed}: without ground: ${problems.join("; ")}`);
      const unusable = served.filter(
        ({ step, words, repair }) =>
          !usable(step, words) && (repair || words.replace(/<think>[\s\S]*<\/think>/, "").trim() === ""),
      ).length;
      const counted = extraction.rejections.filter(({ kind }) => kind === "model-output").length;
      if (counted !== unusable)
        throw new Error(`seed ${seed}: ${unusable} unusable answers, ${counted} rejections`);
      figures.unusable += unusable;
      figures.rejections += extraction.rejections.length;
      figures.setups += extraction.setups.length;
    }
  } finally {
    await server.close();
  }
  return figures;
}

function usable(step: Step, words: string): boolean {
  const read = readJson(words);
  return read.ok && SCHEMAS[step].safeParse(read.value).success;
}
