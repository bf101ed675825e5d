/**
 * The audit: an adversarial second reading of what code could not settle. It can take values away and never add one.
 */
import type { Rejection } from "../../record/rejection.ts";
import { surroundingsOf } from "../evidence/surroundings.ts";
import { auditAnswer } from "./answer-schemas.ts";
import { askStep, type Reading } from "./ask-step.ts";
import type { Section } from "./split-sections.ts";
import type { SurveyedSetup } from "./surveyed-setup.ts";
import type { VerifiedValue } from "./verified-values.ts";

/** A setup with what was verified of it. */
export interface ReadSetup {
  setup: SurveyedSetup;
  values: VerifiedValue[];
}

/** Most values of one document that are audited; what is beyond stays unsettled. */
export const MOST_AUDITED = 60;
const A_CALL = 20;
const AXES = new Set(["useCases", "experience", "outcome"]);
/** UTF-16 units shown on either side of a quote. */
const AROUND = 240;

interface Doubt {
  id: string;
  read: ReadSetup;
  value: VerifiedValue;
}

/** Takes the values away that the auditor does not support; each goes to `reading.reject` with its reason. */
export async function auditSetups(
  reads: readonly ReadSetup[],
  reading: Reading,
  text: string,
): Promise<void> {
  const doubts = doubtsOf(reads);
  for (let from = 0; from < doubts.length; from += A_CALL) {
    const some = doubts.slice(from, from + A_CALL);
    const answer = await askStep(reading, {
      step: "audit",
      section: excerpt(some, text),
      subject: `The claims:\n${some.map(describe).join("\n")}`,
      schema: auditAnswer,
    });
    const verdicts = new Map(
      answer.kind === "answer"
        ? answer.value.verdicts.map(({ claim, verdict }) => [claim.trim(), verdict])
        : [],
    );
    for (const doubt of some) settle(doubt, verdicts.get(doubt.id), reading);
  }
}

function doubtsOf(reads: readonly ReadSetup[]): Doubt[] {
  const doubts: Doubt[] = [];
  for (const read of reads) {
    for (const value of read.values) if (!value.settled) doubts.push({ id: "", read, value });
  }
  // The axes first: without an auditor's word they do not stand.
  doubts.sort((a, b) => Number(AXES.has(b.value.field)) - Number(AXES.has(a.value.field)));
  return doubts.slice(0, MOST_AUDITED).map((doubt, i) => ({ ...doubt, id: `A${i + 1}` }));
}

function settle(doubt: Doubt, verdict: string | undefined, reading: Reading): void {
  const { value, read } = doubt;
  if (verdict === "supported") {
    value.settled = true;
    return;
  }
  if (verdict === undefined && !AXES.has(value.field)) return;
  read.values.splice(read.values.indexOf(value), 1);
  reading.reject(rejectionOf(value, verdict));
}

function rejectionOf(value: VerifiedValue, verdict: string | undefined): Rejection {
  const kind =
    verdict === "contradicted"
      ? "contradicted"
      : verdict === "not-this-setup"
        ? "wrong-setup"
        : "unsupported";
  return {
    kind,
    field: value.metric ? `measurements.${value.metric}` : value.field,
    message: verdict ? `the auditor says: ${verdict}` : "no auditor supported it",
    value: String(value.value),
    quote: value.evidence.quote.slice(0, 300),
  };
}

function describe({ id, read, value }: Doubt): string {
  const what = value.metric ? `${value.metric} = ${value.value}` : `${value.field} = ${value.value}`;
  return `${id}: for "${read.setup.title}": ${what} — quote: ${JSON.stringify(value.evidence.quote.slice(0, 300))}`;
}

/** Only the places in question, each with the words around it, as the text to audit against. */
function excerpt(doubts: readonly Doubt[], text: string): Section {
  const ranges = doubts
    .flatMap(({ value, read }) => [value.evidence, ...read.setup.anchors.slice(0, 1)])
    .map(({ start, end }) => ({
      start: Math.max(0, start - AROUND),
      end: Math.min(text.length, end + AROUND),
    }))
    .sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  const shown = joined.map(({ start, end }) => {
    const { column } = surroundingsOf(text, start, Math.min(start + 1, end));
    return (column ? `(column: ${column}) ` : "") + text.slice(start, end).toWellFormed();
  });
  return { number: 0, of: 1, shown: shown.join("\n[…]\n"), start: 0, end: text.length };
}
