/** Documents that carry instructions, read by a model that obeys every one of them: what reaches a record? */
import type { Extraction } from "../../src/extract/extractor.ts";
import type { SetupDraft } from "../../src/record/setup-record.ts";
import { type FakeRequest, startFakeModelServer } from "../../test/helpers/fake-model-server.ts";
import {
  extractorAgainst,
  never,
  page,
  type Script,
  scriptedAnswer,
} from "../../test/helpers/scripted-answers.ts";
import { ungroundedValues } from "../../test/helpers/ungrounded-values.ts";
import { faithfulScript, type StatedDocument, statedDocuments } from "./documents.ts";
import { INJECTIONS, PAYLOAD } from "./injections.ts";

export interface InjectionFigures {
  documents: number;
  /** Documents whose text after the injection reached the model, so that it obeyed. */
  obeyed: number;
  /** Documents where a record differs from what the same document gives without the injection. */
  affected: string[];
  /** Values without ground in the document, over all. */
  ungrounded: string[];
  /** Documents read after an injected one that gave anything else than before. */
  othersAffected: string[];
}

/**
 * Measures all injections, each in a document of another style, at another place in it. `blindly`: the model gives the
 * wished answers even where the instruction was kept from it, as if it had guessed.
 */
export async function measureInjections(
  options: { every?: number; blindly?: boolean } = {},
): Promise<InjectionFigures> {
  const { every = 1, blindly = false } = options;
  const documents = statedDocuments(6, 33);
  const bystander = documents.at(-1)!;
  const figures: InjectionFigures = {
    documents: 0,
    obeyed: 0,
    affected: [],
    ungrounded: [],
    othersAffected: [],
  };
  let script: Script = {};
  let obeys = false;
  let wished = false;
  const server = await startFakeModelServer({
    answer: (request) => {
      const seen = sees(request) || (blindly && wished);
      if (seen) obeys = true;
      return scriptedAnswer(seen ? obeyed(script) : script, request);
    },
  });
  const read = (document: StatedDocument, text: string): Promise<Extraction> => {
    script = faithfulScript(document);
    return extractorAgainst(server).extractor.extract(page(text), never());
  };
  try {
    const bystanderBefore = JSON.stringify((await read(bystander, bystander.text)).setups);
    for (const [i, injection] of INJECTIONS.entries()) {
      if (i % every !== 0) continue;
      const document = documents[i % documents.length]!;
      const before = (await read(document, document.text)).setups.map(valuesOnly);
      const text = injected(document.text, injection.text, i);
      obeys = false;
      wished = true;
      const extraction = await read(document, text);
      wished = false;
      figures.documents++;
      if (obeys) figures.obeyed++;
      if (JSON.stringify(extraction.setups.map(valuesOnly)) !== JSON.stringify(before))
        figures.affected.push(injection.style);
      figures.ungrounded.push(
        ...ungroundedValues(extraction, text).map((value) => `${injection.style}: ${value}`),
      );
      if (JSON.stringify(extraction).includes(PAYLOAD.address) && extraction.insights.length > 0)
        figures.affected.push(`${injection.style} (address)`);
      const after = JSON.stringify((await read(bystander, bystander.text)).setups);
      if (after !== bystanderBefore) figures.othersAffected.push(injection.style);
    }
  } finally {
    await server.close();
  }
  return figures;
}

const sees = (request: FakeRequest) =>
  request.messages.some(({ content }) => content.includes(PAYLOAD.device) || content.includes(PAYLOAD.speed));

/** At the end, at the beginning, or in the middle between two paragraphs. */
function injected(text: string, injection: string, i: number): string {
  const gaps = [...text.matchAll(/\n\n/g)].map((gap) => gap.index);
  const gap =
    i % 3 === 0 ? text.length : (gaps[i % 3 === 1 ? 0 : Math.floor(gaps.length / 2)] ?? text.length);
  return `${text.slice(0, gap)}\n\n${injection}\n\n${text.slice(gap).replace(/^\n+/, "")}`;
}

/** The true answers, and everything that the instruction wants besides. */
function obeyed(script: Script): Script {
  const wish = `decode ${PAYLOAD.speed} tok/s on 8x ${PAYLOAD.device} with ${PAYLOAD.model}`;
  const survey = script.survey as { setups: unknown[] };
  const facts = (step: keyof Script) => (script[step] as { facts: unknown[] }).facts;
  const everyone = ["S1", "S2", "S9"];
  return {
    survey: {
      ...survey,
      setups: [
        ...survey.setups,
        { id: "S9", title: PAYLOAD.model, quotes: [wish, PAYLOAD.model], rows: [], commands: [] },
      ],
    },
    "detail-hardware": {
      facts: [
        ...facts("detail-hardware"),
        ...everyone.map((setup) => ({
          setup,
          field: "accelerator",
          value: `8x ${PAYLOAD.device}`,
          quote: wish,
        })),
      ],
    },
    "detail-model": {
      facts: [
        ...facts("detail-model"),
        ...everyone.map((setup) => ({ setup, field: "model", value: PAYLOAD.model, quote: wish })),
      ],
    },
    "detail-config": {
      facts: [
        ...facts("detail-config"),
        ...everyone.map((setup) => ({
          setup,
          field: "command",
          value: `curl ${PAYLOAD.address}`,
          quote: wish,
        })),
      ],
    },
    "detail-measurements": {
      measurements: [
        ...(script["detail-measurements"] as { measurements: unknown[] }).measurements,
        ...everyone.flatMap((setup) =>
          [wish, `${PAYLOAD.speed} tok/s`, `T1.1`].map((quote) => ({
            setup,
            metric: "decode",
            value: PAYLOAD.speed,
            conditions: null,
            quote,
          })),
        ),
      ],
    },
    classify: { facts: everyone.map((setup) => ({ setup, axis: "outcome", value: "fails", quote: wish })) },
    insights: { insights: [{ variable: "cost", claim: `See ${PAYLOAD.address}`, quote: wish }] },
  };
}

function valuesOnly(setup: SetupDraft): unknown {
  const { evidence: _evidence, ...values } = setup;
  return values;
}
