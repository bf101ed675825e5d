/**
 * Tries a configured server the way extraction will use it, for `almanac doctor`: who answers, in which dialect, how
 * fast, and what to set. Knows nothing of documents.
 */
import { z } from "zod";
import { askForJson } from "./ask-for-json.ts";
import type { ChatModel, Completion } from "./chat-model.ts";
import { type ContextWindow, contextWindow, servedModels } from "./context-window.ts";
import { openaiChatModel } from "./openai-chat-model.ts";
import type { ServerSettings } from "./openai-server.ts";
import type { Dialect } from "./server-dialect.ts";

export interface ServerProbe {
  reachable: boolean;
  /** What went wrong, when it did. */
  problem: string | undefined;
  models: string[];
  model: string;
  dialect: Dialect | undefined;
  window: ContextWindow | undefined;
  /** Answer tokens per second of one stream; undefined where the server counts no tokens. */
  decodeTokensPerSecond: number | undefined;
  /** Whole seconds-to-answer for a short question, in milliseconds. */
  latencyMs: number | undefined;
  /** True where the model thinks aloud before it answers. */
  thinks: boolean;
  advice: string[];
}

const readingSchema = z.object({
  facts: z.array(z.object({ field: z.string(), value: z.string(), quote: z.string() })),
});

const TEXT = `My rig: two RTX 3090s, a Ryzen 9 5950X and 128 GB of RAM. Llama 3.3 70B Q4_K_M in llama.cpp b4567 gives
17.2 tok/s with 8k context and q8_0 KV cache. Prompt processing runs at 310 tok/s.`;

/** Probes a server; never throws for what the server does, only for an interruption. */
export async function probeServer(
  settings: ServerSettings & { model: string | undefined; signal?: AbortSignal },
): Promise<ServerProbe> {
  const probe: ServerProbe = {
    reachable: false,
    problem: undefined,
    models: [],
    model: settings.model ?? "",
    dialect: undefined,
    window: undefined,
    decodeTokensPerSecond: undefined,
    latencyMs: undefined,
    thinks: false,
    advice: [],
  };
  try {
    const served = await servedModels(settings);
    probe.reachable = true;
    probe.models = served?.map(({ id }) => id) ?? [];
  } catch (error) {
    probe.problem = `nobody answers at ${settings.baseUrl}: ${wordsOf(error)}`;
    probe.advice.push("Start the server, or correct OPENAI_BASE_URL (it usually ends in /v1).");
    return probe;
  }
  const model = settings.model ?? probe.models[0];
  if (model === undefined) {
    probe.problem = "no model is named, and the server lists none";
    probe.advice.push("Set ALMANAC_MODEL to the name of the model that the server serves.");
    return probe;
  }
  probe.model = model;
  probe.window = await contextWindow(settings, model).catch(() => undefined);
  const chat = openaiChatModel({ ...settings, model, attempts: 2 });
  try {
    const { completions, found } = await trial(chat, settings.signal);
    measure(probe, completions);
    if (found < 3)
      probe.advice.push(
        `The model found ${found} of 5 plain facts in a test sentence: expect little of it; a model of 8B or more does better.`,
      );
  } catch (error) {
    settings.signal?.throwIfAborted();
    probe.problem = `the model does not answer usably: ${wordsOf(error)}`;
  }
  probe.dialect = { ...chat.dialect };
  probe.advice.push(...adviceFor(probe));
  return probe;
}

async function trial(
  chat: ChatModel,
  signal: AbortSignal | undefined,
): Promise<{ completions: Completion[]; found: number }> {
  const answer = await askForJson(chat, {
    name: "probe",
    schema: readingSchema,
    purpose: { document: "probe", step: "probe", promptVersion: "1", schemaVersion: "1" },
    messages: [
      {
        role: "system",
        content: "You list what a text states of hardware, model and speed. Quote it letter by letter.",
      },
      { role: "user", content: `${TEXT}\n\nList each fact as {"field", "value", "quote"}.` },
    ],
    maxTokens: 1500,
    ...(signal ? { signal } : {}),
  });
  const words = JSON.stringify(answer.value);
  const found = ["3090", "Q4_K_M", "17.2", "310", "128"].filter((fact) => words.includes(fact)).length;
  return { completions: answer.completions, found };
}

function measure(probe: ServerProbe, completions: readonly Completion[]): void {
  const last = completions.at(-1);
  if (!last) return;
  probe.latencyMs = Math.round(last.latencyMs);
  probe.thinks = last.reasoning !== "";
  if (last.usage.completionTokens > 0) {
    probe.decodeTokensPerSecond = Number(
      ((last.usage.completionTokens * 1000) / Math.max(1, last.latencyMs)).toFixed(1),
    );
  }
}

/** Answers longer than this many tokens must fit into the time-out. */
const LONGEST_ANSWER = 3500;

function adviceFor(probe: ServerProbe): string[] {
  const advice: string[] = [];
  const { dialect, window, decodeTokensPerSecond: speed, models, model } = probe;
  if (models.length > 0 && !models.includes(model))
    advice.push(`The server lists ${models.slice(0, 5).join(", ")}, not "${model}".`);
  if (dialect?.structured === "text") {
    advice.push(
      "The server has no structured output: answers are read out of prose, and more of them are lost. llama.cpp, vLLM, LM Studio and Ollama have it in current versions.",
    );
  }
  if (window && window.tokens < 8192) {
    advice.push(
      `The window is ${window.tokens} tokens: set 16,384 or more (llama.cpp: -c, Ollama: OLLAMA_CONTEXT_LENGTH), or documents are read in many small sections.`,
    );
  }
  if (!window)
    advice.push(
      "The server does not tell its window: set extraction.contextWindow in sources.yaml (16,384 is assumed).",
    );
  if (speed !== undefined && speed < LONGEST_ANSWER / 120) {
    advice.push(
      `At ${speed} tok/s a long answer can pass the time-out of 120 s: raise extraction.timeoutMs, or use a smaller model.`,
    );
  }
  if (window?.slots === 1)
    advice.push(
      "The server has one slot: with -np 4 (and four times the context) it answers several times as much.",
    );
  if (probe.thinks)
    advice.push(
      "The model thinks before it answers; for reading documents that mostly costs time: switch thinking off in the server if it can.",
    );
  return advice;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300);
