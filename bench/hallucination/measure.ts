/** Runs planted answers through the whole extractor over the real protocol, and counts what is caught, by kind. */
import type { SetupDraft } from "../../src/record/setup-record.ts";
import { startFakeModelServer } from "../../test/helpers/fake-model-server.ts";
import {
  extractorAgainst,
  never,
  page,
  type Script,
  scriptedAnswer,
} from "../../test/helpers/scripted-answers.ts";
import { faithfulScript, type StatedDocument, statedDocuments } from "./documents.ts";
import { PLANT_KINDS, type Plant, type PlantKind, plantedScript, plantsFor } from "./planted-answers.ts";

export interface HallucinationFigures {
  documents: number;
  planted: number;
  caught: number;
  byKind: Record<PlantKind, { planted: number; caught: number }>;
  /** True claims of the same documents that did not reach a record. */
  trueClaims: number;
  trueLost: number;
  /** What got through, for a person to look at. */
  missed: string[];
  lost: string[];
}

/** Measures with `each` documents of every style. The auditor supports everything: what is caught, code catches. */
export async function measureHallucination(
  each: number,
  options: { seed?: number; every?: number } = {},
): Promise<HallucinationFigures> {
  const documents = statedDocuments(each, options.seed);
  const figures: HallucinationFigures = {
    documents: documents.length,
    planted: 0,
    caught: 0,
    byKind: Object.fromEntries(
      PLANT_KINDS.map((kind) => [kind, { planted: 0, caught: 0 }]),
    ) as HallucinationFigures["byKind"],
    trueClaims: 0,
    trueLost: 0,
    missed: [],
    lost: [],
  };
  let script: Script = {};
  const server = await startFakeModelServer({ answer: (request) => scriptedAnswer(script, request) });
  const read = async (document: StatedDocument, answers: Script) => {
    script = answers;
    return extractorAgainst(server).extractor.extract(page(document.text), never());
  };
  try {
    for (const [d, document] of documents.entries()) {
      const faithful = await read(document, faithfulScript(document));
      countTrue(document, faithful.setups, figures);
      const plants = plantsFor(document, d + 1).filter((_, i) => i % (options.every ?? 1) === 0);
      for (const plant of plants)
        countPlant(plant, faithful.setups, (await read(document, plantedScript(plant))).setups, figures);
    }
  } finally {
    await server.close();
  }
  return figures;
}

/** Every value of the setups, as words: `decode 17.2`, `RTX 3090`, …, each with its setup's place. */
function valuesOf(setups: readonly SetupDraft[]): Map<string, number> {
  const values = new Map<string, number>();
  const add = (value: string) => values.set(value, (values.get(value) ?? 0) + 1);
  for (const setup of setups) {
    for (const device of setup.hardware.accelerators) add(`accelerator ${device.count}x ${device.name}`);
    for (const device of setup.hardware.accelerators)
      if (device.memoryGiB) add(`acceleratorMemory ${device.memoryGiB}`);
    for (const { metric, value } of setup.measurements) add(`${metric} ${value}`);
    for (const group of [setup.hardware, setup.model, setup.engine, setup.config]) {
      for (const [field, value] of Object.entries(group))
        if (field !== "accelerators" && value != null) add(`${field} ${value}`);
    }
  }
  return values;
}

/** Caught: no setup has a value that the faithful reading has not, and none oftener. */
function countPlant(
  plant: Plant,
  faithful: readonly SetupDraft[],
  setups: readonly SetupDraft[],
  figures: HallucinationFigures,
): void {
  const before = valuesOf(faithful);
  const extra = [...valuesOf(setups)].filter(([value, times]) => times > (before.get(value) ?? 0));
  const tally = figures.byKind[plant.kind];
  figures.planted++;
  tally.planted++;
  if (extra.length === 0) {
    figures.caught++;
    tally.caught++;
  } else {
    const { document, setup, claim } = plant;
    figures.missed.push(
      `${plant.kind} · ${document.style} · ${setup.id} ${claim.name}=${claim.value} from ${JSON.stringify(claim.quote.slice(0, 80))} → ${extra.map(([value]) => value).join(", ")}`,
    );
  }
}

const FIELD: Record<string, string> = { ram: "memoryGiB", model: "name", engine: "name" };

function countTrue(
  document: StatedDocument,
  setups: readonly SetupDraft[],
  figures: HallucinationFigures,
): void {
  const values = [...valuesOf(setups).keys()].map((value) => value.toLowerCase());
  for (const setup of document.setups) {
    for (const fact of setup.facts) {
      figures.trueClaims++;
      const wanted = `${FIELD[fact.name] ?? fact.name} ${fact.value.replace(/ GB$/, "")}`.toLowerCase();
      if (values.includes(wanted)) continue;
      figures.trueLost++;
      figures.lost.push(
        `${document.style} · ${setup.id} ${fact.name}=${fact.value} from ${JSON.stringify(fact.quote.slice(0, 80))}`,
      );
    }
  }
}
