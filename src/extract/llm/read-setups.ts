/** Reads one section: survey, then the details and axes of each setup, every claim verified on arrival. */
import type { z } from "zod";
import type { Rejection } from "../../record/rejection.ts";
import { rejectionOf } from "../evidence/verdict.ts";
import {
  classifyAnswer,
  configAnswer,
  type DetailField,
  hardwareAnswer,
  measurementsAnswer,
  modelAnswer,
  surveyAnswer,
} from "./answer-schemas.ts";
import { askStep, outputRejection, type Reading } from "./ask-step.ts";
import type { ReadSetup } from "./audit.ts";
import type { MarkedDocument } from "./mark-document.ts";
import type { Step } from "./prompts.ts";
import { halves, type Section } from "./split-sections.ts";
import { describeSetups, type SurveyedSetup, surveyedSetups } from "./surveyed-setup.ts";
import {
  type Grounds,
  type VerifiedValue,
  verifyAxisFact,
  verifyFact,
  verifyFigure,
} from "./verified-values.ts";
import { ownershipOf, wrongSetup } from "./wrong-setup.ts";

/** Setups that one detail question asks about; more and small models begin to mix them up. */
export const SETUPS_A_QUESTION = 6;

interface DetailAnswer {
  facts: { setup: string; field: DetailField; value: string; quote: string }[];
}

export interface SectionReading {
  reading: Reading;
  marked: MarkedDocument;
  grounds: Grounds;
  /** The words of the document's links, in order. */
  links: readonly string[];
  /** Told which of them, from 0, a reader would like to have read too. */
  wantLink(number: number): void;
}

/** What one section holds. */
export interface SectionSetups {
  setups: ReadSetup[];
  /** The section breaks off in the middle of a setup. */
  continues: boolean;
}

/** The setups of one section with their verified values. */
export async function readSetups(context: SectionReading, section: Section): Promise<SectionSetups> {
  const { setups: surveyed, continues } = await survey(context, section);
  const reads: ReadSetup[] = [];
  const groups: SurveyedSetup[][] = [];
  for (const setup of surveyed) {
    const group = groups.at(-1);
    if (group?.[0]?.section === setup.section && group.length < SETUPS_A_QUESTION) group.push(setup);
    else groups.push([setup]);
  }
  for (const group of await Promise.all(groups.map((setups) => readGroup(context, setups, surveyed))))
    reads.push(...group);
  return { setups: reads, continues };
}

interface Surveyed {
  setups: SurveyedSetup[];
  continues: boolean;
}

const NOTHING: Surveyed = { setups: [], continues: false };

async function survey(context: SectionReading, section: Section): Promise<Surveyed> {
  const { reading, marked, grounds } = context;
  const names = [namesFound(grounds, section), linksListed(context)]
    .filter((words) => words !== "")
    .join("\n\n");
  const answer = await askStep(reading, { step: "survey", section, subject: names, schema: surveyAnswer });
  if (answer.kind === "cut") {
    const parts = halves(marked, section);
    if (!parts) {
      reading.reject(outputRejection("survey", "cut", "the answer does not fit, even to a small section"));
      return NOTHING;
    }
    const [first, second] = [await survey(context, parts[0]), await survey(context, parts[1])];
    return { setups: [...first.setups, ...second.setups], continues: second.continues };
  }
  if (answer.kind === "rejected") return NOTHING;
  for (const id of answer.value.links)
    context.wantLink(Number(/^\[?L(\d{1,3})\]?$/.exec(id.trim())?.[1]) - 1);
  const { setups, groundless } = surveyedSetups(answer.value, {
    section,
    source: grounds.source,
    marks: marked.marks,
  });
  for (const { title, quote } of groundless) {
    const claim = { field: "record", value: title, quote };
    reading.reject(rejectionOf(claim, "quote-not-found", "none of the setup's quotes is in the document"));
  }
  return { setups, continues: answer.value.continues };
}

/** What code reads in the section, for the model to lean on. */
function namesFound(grounds: Grounds, section: Section): string {
  const words = grounds.source.text.slice(section.start, section.end);
  const lines = (["accelerator", "model", "quantization", "engine"] as const).flatMap((kind) => {
    const names = [...new Set(grounds.names.named(kind, words, "sure"))].slice(0, 40);
    return names.length > 0
      ? [`- ${kind}: ${names.map((name, i) => `[${kind[0]}${i + 1}] ${name}`).join(", ")}`]
      : [];
  });
  return lines.length > 0
    ? `Names that code found in it (not all belong to a setup):\n${lines.join("\n")}`
    : "";
}

/** The document's links by number and words: a model never sees or names an address. */
function linksListed({ links }: SectionReading): string {
  const listed = links.map((words, i) => `[L${i + 1}] ${JSON.stringify(words.slice(0, 80))}`);
  return listed.length > 0 ? `Links in the document:\n${listed.join("\n")}` : "";
}

async function readGroup(
  context: SectionReading,
  setups: readonly SurveyedSetup[],
  all: readonly SurveyedSetup[],
): Promise<ReadSetup[]> {
  const reads = new Map(setups.map((setup) => [setup.id, { setup, values: [] as VerifiedValue[] }]));
  const { grounds, reading } = context;
  const take = (id: string, verify: (setup: SurveyedSetup, quote?: string) => VerifiedValue | Rejection) => {
    const read = reads.get(id.trim());
    if (!read) {
      const message = `there is no setup ${id.slice(0, 20)}`;
      reading.reject({ kind: "wrong-setup", field: "record", message });
      return;
    }
    const value = verify(read.setup);
    if ("kind" in value) return reading.reject(value);
    const others = all.filter((other) => other !== read.setup && other.section === read.setup.section);
    const { names, marks, source } = grounds;
    const neighbours = { ...read, others, names, marks, text: source.text };
    const foreign = wrongSetup(value, neighbours);
    if (foreign) {
      // Small models point at a neighbour's row for what the setup's own row says just the same.
      const own = inOwnRows(value, read.setup, verify);
      if (own) read.values.push({ ...own, ownership: "own" });
      else reading.reject(foreign);
      return;
    }
    const ownership = ownershipOf(value, neighbours);
    read.values.push({ ...value, ownership, settled: value.settled && ownership !== "foreign" });
  };
  const details: readonly (readonly [Step, z.ZodType<DetailAnswer>])[] = [
    ["detail-hardware", hardwareAnswer],
    ["detail-model", modelAnswer],
    ["detail-config", configAnswer],
  ];
  const [facts, figures, axes] = await Promise.all([
    Promise.all(details.map(([step, schema]) => askAbout(context, { step, setups, schema }))),
    askAbout(context, { step: "detail-measurements", setups, schema: measurementsAnswer }),
    askAbout(context, { step: "classify", setups, schema: classifyAnswer }),
  ]);
  for (const answer of facts.flat()) {
    for (const fact of answer.facts)
      take(fact.setup, (setup, quote = fact.quote) => verifyFact({ ...fact, quote }, setup, grounds));
  }
  for (const answer of figures) {
    for (const figure of answer.measurements) {
      take(figure.setup, (setup, quote = figure.quote) => verifyFigure({ ...figure, quote }, setup, grounds));
    }
  }
  for (const answer of axes) {
    for (const fact of answer.facts) take(fact.setup, (setup) => verifyAxisFact(fact, setup, grounds));
  }
  return [...reads.values()];
}

/** The same claim verified at the setup's own table rows; undefined where none of them carries it. */
function inOwnRows(
  value: VerifiedValue,
  setup: SurveyedSetup,
  verify: (setup: SurveyedSetup, quote: string) => VerifiedValue | Rejection,
): VerifiedValue | undefined {
  for (const row of setup.rows) {
    const again = verify(setup, row);
    if (!("kind" in again) && again.value === value.value) return again;
  }
  return undefined;
}

/** Asks about all the setups at once, and about half of them at a time where the answer was cut. */
async function askAbout<T>(
  context: SectionReading,
  question: { step: Step; setups: readonly SurveyedSetup[]; schema: z.ZodType<T> },
): Promise<T[]> {
  const { step, setups, schema } = question;
  const section = setups[0]?.section;
  if (!section) return [];
  const answer = await askStep(context.reading, { step, section, subject: describeSetups(setups), schema });
  if (answer.kind === "answer") return [answer.value];
  if (answer.kind === "rejected") return [];
  if (setups.length < 2) {
    context.reading.reject(outputRejection(step, "cut", "the answer about one setup does not fit"));
    return [];
  }
  const middle = Math.ceil(setups.length / 2);
  const first = await askAbout(context, { ...question, setups: setups.slice(0, middle) });
  return [...first, ...(await askAbout(context, { ...question, setups: setups.slice(middle) }))];
}
