/**
 * Asks a model for an answer of a given shape: parse, validate, and one repair with the validation error. Knows nothing
 * of servers.
 */
import { z } from "zod";
import { ModelOutputError } from "../record/errors.ts";
import type { ChatModel, ChatRequest, Completion } from "./chat-model.ts";
import { readJson } from "./read-json.ts";
import { toStrictSchema } from "./strict-schema.ts";

export type OutputProblem = "cut" | "refused" | "empty" | "invalid";

/** The answer is not usable. `cut`: the caller may split the work and ask for less at a time. */
export class UnusableAnswerError extends ModelOutputError {
  readonly problem: OutputProblem;
  /** What was paid for it. */
  readonly completions: readonly Completion[];

  constructor(problem: OutputProblem, message: string, completions: readonly Completion[]) {
    super(message);
    this.problem = problem;
    this.completions = completions;
  }
}

export interface JsonQuestion<T> extends Omit<ChatRequest, "shape"> {
  name: string;
  schema: z.ZodType<T>;
}

export interface JsonAnswer<T> {
  value: T;
  /** One completion, or two where a repair was needed. */
  completions: Completion[];
}

/**
 * @throws UnusableAnswerError when the answer is cut, refused, empty, or still invalid after one repair.
 */
export async function askForJson<T>(model: ChatModel, question: JsonQuestion<T>): Promise<JsonAnswer<T>> {
  const { name, schema, ...request } = question;
  const shape = toStrictSchema(name, schema);
  const first = await model.complete({ ...request, shape });
  const read = readAnswer(first, schema);
  if (read.ok) return { value: read.value, completions: [first] };
  if (read.problem !== "invalid") throw new UnusableAnswerError(read.problem, read.message, [first]);
  const second = await model.complete({
    ...request,
    shape,
    messages: [
      ...request.messages,
      { role: "assistant", content: first.text.slice(0, 8000) },
      {
        role: "user",
        content: `That answer is not usable: ${read.message}\nAnswer again with the corrected JSON only.`,
      },
    ],
  });
  const mended = readAnswer(second, schema);
  if (mended.ok) return { value: mended.value, completions: [first, second] };
  throw new UnusableAnswerError(mended.problem, mended.message, [first, second]);
}

type ReadAnswer<T> = { ok: true; value: T } | { ok: false; problem: OutputProblem; message: string };

function readAnswer<T>(completion: Completion, schema: z.ZodType<T>): ReadAnswer<T> {
  if (completion.finish === "refused") {
    return { ok: false, problem: "refused", message: `the model declined: ${completion.text.slice(0, 200)}` };
  }
  if (completion.text === "" && completion.finish === "stop") {
    return { ok: false, problem: "empty", message: "the answer is empty" };
  }
  const json = readJson(completion.text);
  if (completion.finish === "length") {
    const parsed = json.ok ? schema.safeParse(json.value) : undefined;
    if (parsed?.success) return { ok: true, value: parsed.data };
    return { ok: false, problem: "cut", message: "the answer was cut at the token limit" };
  }
  if (!json.ok) return { ok: false, problem: "invalid", message: json.message };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problem: "invalid", message: z.prettifyError(parsed.error).slice(0, 1500) };
}
