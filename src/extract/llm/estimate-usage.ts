/** What reading documents with a model would take, told without asking one. Knows nothing of servers. */
import { TOKENS_PER_MESSAGE, tokenCounter } from "../../llm/tokens.ts";
import type { SourceDocument } from "../../record/document.ts";
import { sha256 } from "../../record/ids.ts";
import { readableText } from "../evidence/closed-stretches.ts";
import type { Extractor, UsageEstimate } from "../extractor.ts";
import { stepMessages } from "./ask-step.ts";
import { markDocument } from "./mark-document.ts";
import { type Prompts, STEPS, type Step } from "./prompts.ts";
import { SETUPS_A_QUESTION } from "./read-setups.ts";
import { type Section, splitSections } from "./split-sections.ts";

/** What one step's calls took on average in runs before. */
export interface StepHistory {
  step: string;
  calls: number;
  promptTokens: number;
  completionTokens: number;
}

export interface EstimateOptions {
  documents: readonly SourceDocument[];
  /** Its setups say how many a model will find. */
  builtin: Extractor;
  prompts: Prompts;
  sectionTokens: number;
  overlapTokens: number;
  history: readonly StepHistory[];
  /** USD for these tokens; null where the model has no price. */
  costUsd(promptTokens: number, completionTokens: number): number | null;
}

/** Answer tokens a setup takes, and what an answer takes besides; from written answers of a 30B-class model. */
const ANSWERS: Readonly<Record<Step, { perSetup: number; base: number }>> = {
  survey: { perSetup: 75, base: 15 },
  "detail-hardware": { perSetup: 90, base: 10 },
  "detail-model": { perSetup: 150, base: 10 },
  "detail-config": { perSetup: 60, base: 10 },
  "detail-measurements": { perSetup: 85, base: 10 },
  classify: { perSetup: 50, base: 10 },
  insights: { perSetup: 0, base: 190 },
  audit: { perSetup: 25, base: 10 },
};
/** Prompt tokens that the list of setups takes in the later steps. */
const SUBJECT_TOKENS_A_SETUP = 45;
/** Share of a document that the audit shows again, and the tokens of one doubtful claim. */
const AUDIT_SHARE = 0.6;
const AUDIT_TOKENS_A_SETUP = 120;
/** Calls of a step that are enough to trust its own average answers. */
const TRUSTED_CALLS = 50;

interface Load {
  step: Step;
  promptTokens: number;
  completionTokens: number;
}

/** The sum over all calls that the documents would cause. */
export async function estimateUsage(options: EstimateOptions): Promise<UsageEstimate> {
  const count = await tokenCounter();
  const loads: Load[] = [];
  const signal = new AbortController().signal;
  for (const document of options.documents) {
    const setups = (await options.builtin.extract(document, { signal })).setups.length;
    loads.push(...documentLoads(document, { ...options, setups, count }));
  }
  const answered = new Map(
    options.history.map((row) => [
      row.step,
      row.calls >= TRUSTED_CALLS ? row.completionTokens / row.calls : undefined,
    ]),
  );
  let promptTokens = 0;
  let completionTokens = 0;
  for (const load of loads) {
    promptTokens += load.promptTokens;
    completionTokens += answered.get(load.step) ?? load.completionTokens;
  }
  promptTokens = Math.round(promptTokens);
  completionTokens = Math.round(completionTokens);
  return { promptTokens, completionTokens, costUsd: options.costUsd(promptTokens, completionTokens) };
}

function documentLoads(
  document: SourceDocument,
  options: EstimateOptions & { setups: number; count: (text: string) => number },
): Load[] {
  const { prompts, setups, count } = options;
  const sections = splitSections(markDocument({ ...document, text: readableText(document.text) }), {
    tokens: options.sectionTokens,
    overlapTokens: options.overlapTokens,
  });
  const reading = { prompts, documentHash: sha256(document.text), title: document.title };
  const size = (step: Step, section: Section) =>
    stepMessages(reading, { step, section, subject: "" }).reduce(
      (sum, { content }) => sum + count(content) + TOKENS_PER_MESSAGE,
      0,
    );
  const loads: Load[] = [];
  const here = setups / sections.length;
  const groups = here > 0 ? Math.max(1, Math.ceil(here / SETUPS_A_QUESTION)) : 0;
  for (const section of sections) {
    for (const step of STEPS) {
      const { perSetup, base } = ANSWERS[step];
      const calls = step === "survey" || step === "insights" ? 1 : step === "audit" ? 0 : groups;
      if (calls === 0) continue;
      const listed = step === "survey" || step === "insights" ? 40 : (here / calls) * SUBJECT_TOKENS_A_SETUP;
      for (let i = 0; i < calls; i++) {
        loads.push({
          step,
          promptTokens: size(step, section) + listed,
          completionTokens: base + (perSetup * here) / calls,
        });
      }
    }
  }
  const first = sections[0];
  if (first && setups > 0) {
    const shown = count(document.text) * AUDIT_SHARE + setups * AUDIT_TOKENS_A_SETUP;
    const rules = size("audit", { ...first, shown: "" });
    loads.push({
      step: "audit",
      promptTokens: rules + shown,
      completionTokens: ANSWERS.audit.base + ANSWERS.audit.perSetup * setups,
    });
  }
  return loads;
}
