/**
 * One question of one step about one section: builds the prompt, asks, and turns an unusable answer into a rejection.
 * Knows nothing of what the answer is for.
 */
import type { z } from "zod";
import { askForJson, UnusableAnswerError } from "../../llm/ask-for-json.ts";
import type { ChatMessage, ChatModel, Completion } from "../../llm/chat-model.ts";
import { PromptTooLongError } from "../../llm/openai-chat-model.ts";
import { ModelOutputError } from "../../record/errors.ts";
import { sha256 } from "../../record/ids.ts";
import type { Rejection } from "../../record/rejection.ts";
import { SCHEMA_VERSION } from "./answer-schemas.ts";
import type { Prompts, Step } from "./prompts.ts";
import type { Section } from "./split-sections.ts";

export interface Reading {
  model: ChatModel;
  prompts: Prompts;
  /** Content hash of the document's text. */
  documentHash: string;
  title: string;
  /** The model's window in tokens. */
  windowTokens: number;
  signal: AbortSignal;
  /** Told of every completion, paid now or before. */
  onCompletion(completion: Completion): void;
  reject(rejection: Rejection): void;
}

export interface StepQuestion<T> {
  step: Step;
  section: Section;
  /** What the prompt asks about, e.g. the setups; empty where the step needs none. */
  subject: string;
  schema: z.ZodType<T>;
}

/** Most tokens that each step may answer with. */
export const ANSWER_TOKENS: Readonly<Record<Step, number>> = {
  survey: 3000,
  "detail-hardware": 2500,
  "detail-model": 2500,
  "detail-config": 2500,
  "detail-measurements": 3500,
  classify: 1500,
  insights: 1800,
  audit: 1500,
};

/** A small window leaves the answer three tenths of it at most. */
export function answerTokens(step: Step, windowTokens: number): number {
  return Math.min(ANSWER_TOKENS[step], Math.floor(windowTokens * 0.3));
}

/** Later steps go first when calls wait, so that documents are finished before others are begun. */
const PRIORITY: Readonly<Record<Step, number>> = {
  survey: 0,
  "detail-hardware": 1,
  "detail-model": 1,
  "detail-config": 1,
  "detail-measurements": 1,
  insights: 2,
  classify: 3,
  audit: 4,
};

/** `cut`: ask for less at a time. `rejected`: noted already, there is nothing to be had. */
export type StepAnswer<T> = { kind: "answer"; value: T } | { kind: "cut" } | { kind: "rejected" };

/** @throws ModelUnavailableError, BudgetExceededError, InterruptedError, ConfigError. */
export async function askStep<T>(reading: Reading, question: StepQuestion<T>): Promise<StepAnswer<T>> {
  const { step, schema } = question;
  const prompt = reading.prompts.step(step);
  try {
    const answer = await askForJson(reading.model, {
      name: step,
      schema,
      purpose: {
        document: reading.documentHash,
        step,
        promptVersion: prompt.version,
        schemaVersion: SCHEMA_VERSION,
      },
      messages: stepMessages(reading, question),
      maxTokens: answerTokens(step, reading.windowTokens),
      priority: PRIORITY[step],
      signal: reading.signal,
    });
    answer.completions.forEach(reading.onCompletion);
    return { kind: "answer", value: answer.value };
  } catch (error) {
    if (error instanceof UnusableAnswerError) {
      error.completions.forEach(reading.onCompletion);
      if (error.problem === "cut") return { kind: "cut" };
      reading.reject(outputRejection(step, error.problem, error.message));
      return { kind: "rejected" };
    }
    if (error instanceof ModelOutputError) {
      if (error instanceof PromptTooLongError) return { kind: "cut" };
      reading.reject(outputRejection(step, "invalid", error.message));
      return { kind: "rejected" };
    }
    throw error;
  }
}

/** The rejection of a whole answer. */
export function outputRejection(step: Step, problem: string, message: string): Rejection {
  return { kind: "model-output", field: "record", message: `${step}: ${problem}: ${message}`.slice(0, 400) };
}

/**
 * System rules first (the same for all), then the document (the same for all steps of it), then the task: whatever the
 * document says, the last word is ours.
 */
export function stepMessages<T>(
  reading: Pick<Reading, "prompts" | "documentHash" | "title">,
  question: Pick<StepQuestion<T>, "step" | "section" | "subject">,
): ChatMessage[] {
  const { section, subject, step } = question;
  // A document cannot close a fence whose name it cannot know.
  const fence = `document-${sha256(`fence ${reading.documentHash}`).slice(0, 12)}`;
  const place = section.of > 1 ? ` (section ${Math.floor(section.number) + 1} of ${section.of})` : "";
  const parts = [
    `<${fence} title=${JSON.stringify(reading.title.slice(0, 300))}>${place}`,
    section.shown,
    `</${fence}>`,
    "",
    reading.prompts.step(step).text,
  ];
  if (subject !== "") parts.push("", subject);
  return [
    { role: "system", content: reading.prompts.common },
    { role: "user", content: parts.join("\n") },
  ];
}
