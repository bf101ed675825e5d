/**
 * A chat model over the Batch API: calls are gathered, handed over as one file, and collected when the server is done,
 * even by another process after a restart. Knows nothing of what is asked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { InterruptedError, ModelOutputError, ModelUnavailableError } from "../record/errors.ts";
import { callKey } from "./call-ledger.ts";
import type { ChatModel, ChatRequest, Completion } from "./chat-model.ts";
import { wireRequest } from "./openai-chat-model.ts";
import { openaiClient, type ServerSettings } from "./openai-server.ts";
import { readCompletion } from "./read-completion.ts";
import { type Dialect, UNKNOWN_DIALECT } from "./server-dialect.ts";
import { wireFailure } from "./server-errors.ts";

/** What outlives the process: which batches are with the server. */
export interface BatchMemory {
  openBatches(server: string): { id: string; server: string; requests: string[]; at: string }[];
  openBatch(batch: { id: string; server: string; requests: string[]; at: string }): void;
  closeBatch(id: string, state: "collected" | "failed"): void;
}

export interface BatchModelOptions extends ServerSettings {
  model: string;
  memory: BatchMemory;
  clock: { now(): number };
  dialect?: Dialect | undefined;
  /** How long calls are gathered before a batch is handed over; 2,000 ms by default. */
  gatherMs?: number | undefined;
  /** Longest pause between two looks at a batch; the first are shorter. 60,000 ms by default. */
  pollMs?: number | undefined;
  /** Most calls of one batch; 5,000 by default. */
  most?: number | undefined;
}

const fileWire = z.object({ id: z.string() });
const batchWire = z.object({
  id: z.string(),
  status: z.string(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
});
const lineWire = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: z.unknown().optional(),
});

interface Waiting {
  key: string;
  request: ChatRequest;
  resolve(completion: Completion): void;
  reject(error: unknown): void;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const OVER = new Set(["completed", "failed", "expired", "cancelled"]);

/** Makes the model. A call that is in an open batch already is waited for and not sent again. */
export function batchModel(options: BatchModelOptions): ChatModel {
  const server = `${options.baseUrl} ${options.model}`;
  const waiting = new Map<string, Waiting>();
  const watched = new Set<string>();
  /** Answers that nobody has asked for yet in this process: the documents they belong to come later. */
  const arrived = new Map<string, Completion>();
  /** Batches that are done but for such answers. */
  const lingering = new Map<string, readonly string[]>();
  let gathering: NodeJS.Timeout | undefined;

  const api = async <T>(
    ask: (client: Awaited<ReturnType<typeof openaiClient>>) => Promise<T>,
  ): Promise<T> => {
    try {
      return await ask(await openaiClient({ ...options, maxAnswerBytes: 512 * 1024 * 1024 }));
    } catch (error) {
      const failure = wireFailure(error);
      if (!failure) throw error;
      throw new ModelUnavailableError(`the Batch API does not answer: ${failure.message}`, {
        place: options.baseUrl,
        cause: error,
      });
    }
  };

  async function handOver(calls: readonly Waiting[]): Promise<void> {
    const lines = calls.map(({ key, request }) =>
      JSON.stringify({
        custom_id: key,
        method: "POST",
        url: "/v1/chat/completions",
        body: wireRequest(request, options.dialect ?? UNKNOWN_DIALECT, options.model),
      }),
    );
    try {
      const batch = await api(async (client) => {
        const content = new File([`${lines.join("\n")}\n`], "calls.jsonl", { type: "application/jsonl" });
        const file = fileWire.parse(await client.files.create({ file: content, purpose: "batch" }));
        const body = { input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" };
        return batchWire.parse(await client.post("/batches", { body }));
      });
      const at = new Date(options.clock.now()).toISOString();
      options.memory.openBatch({ id: batch.id, server, requests: calls.map(({ key }) => key), at });
      watch(batch.id);
    } catch (error) {
      for (const call of calls) settle(call.key, (held) => held.reject(error));
    }
  }

  /** Follows one batch to its end; a failure reaches every call that waits for it. */
  function watch(id: string): void {
    if (watched.has(id)) return;
    watched.add(id);
    const keys = options.memory.openBatches(server).find((batch) => batch.id === id)?.requests ?? [];
    collect(id)
      .catch((error: unknown) => {
        for (const key of keys) settle(key, (held) => held.reject(error));
      })
      .finally(() => watched.delete(id));
  }

  async function collect(id: string): Promise<void> {
    const keys = options.memory.openBatches(server).find((batch) => batch.id === id)?.requests ?? [];
    let pauseMs = Math.min(FIRST_PAUSE_MS, options.pollMs ?? LONGEST_PAUSE_MS);
    for (;;) {
      const batch = await api(async (client) =>
        batchWire.parse(await client.get(`/batches/${encodeURIComponent(id)}`)),
      );
      if (OVER.has(batch.status)) {
        const files = [batch.output_file_id, batch.error_file_id].filter((file) => typeof file === "string");
        for (const file of files) await readLines(file);
        const left = keys.some((key) => arrived.has(key));
        if (!left) options.memory.closeBatch(id, batch.status === "completed" ? "collected" : "failed");
        else lingering.set(id, keys);
        const lost = new ModelUnavailableError(
          `the batch ${id} ended as ${batch.status} without this call's answer`,
        );
        for (const key of keys) settle(key, (held) => held.reject(lost));
        return;
      }
      // Nobody waits any more: the next process collects it.
      if (!keys.some((key) => waiting.has(key))) return;
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 1.5, options.pollMs ?? LONGEST_PAUSE_MS);
    }
  }

  async function readLines(file: string): Promise<void> {
    const text = await api(async (client) => (await client.files.content(file)).text());
    for (const line of text.split("\n")) {
      if (line.trim() === "") continue;
      const parsed = lineWire.safeParse(parseLine(line));
      if (!parsed.success) continue;
      const { custom_id, response } = parsed.data;
      const read = response && response.status_code < 300 ? readCompletion(response.body) : undefined;
      const model = read?.model || options.model;
      const completion = read && { ...read, model, latencyMs: 0, cached: false };
      if (completion && !waiting.has(custom_id)) arrived.set(custom_id, completion);
      settle(custom_id, (held) => {
        if (completion) held.resolve(completion);
        else
          held.reject(
            new ModelOutputError("the batch has no completion for this call", { place: options.baseUrl }),
          );
      });
    }
  }

  function settle(key: string, how: (held: Waiting) => void): void {
    const held = waiting.get(key);
    if (!held) return;
    waiting.delete(key);
    how(held);
  }

  /** An answer that came before it was asked for; its batch is closed with the last of them. */
  function takeArrived(key: string): Completion | undefined {
    const completion = arrived.get(key);
    if (!completion) return undefined;
    arrived.delete(key);
    for (const [id, keys] of lingering) {
      if (keys.some((other) => arrived.has(other))) continue;
      lingering.delete(id);
      options.memory.closeBatch(id, "collected");
    }
    return completion;
  }

  function gather(): void {
    gathering = undefined;
    const pending = new Set(options.memory.openBatches(server).flatMap((batch) => batch.requests));
    const fresh = [...waiting.values()].filter(({ key }) => !pending.has(key));
    for (const { id } of options.memory.openBatches(server)) if (!lingering.has(id)) watch(id);
    const most = options.most ?? 5_000;
    for (let from = 0; from < fresh.length; from += most) void handOver(fresh.slice(from, from + most));
  }

  return {
    name: options.model,
    complete(request) {
      const key = callKey(options.model, request);
      const completion = takeArrived(key);
      if (completion) return Promise.resolve(completion);
      return new Promise<Completion>((resolve, reject) => {
        if (request.signal?.aborted) return reject(new InterruptedError("the call was interrupted"));
        const stop = () =>
          settle(key, (held) =>
            held.reject(new InterruptedError("interrupted; the batch goes on without us")),
          );
        request.signal?.addEventListener("abort", stop, { once: true });
        waiting.set(key, { key, request, resolve, reject });
        if (gathering === undefined) gathering = setTimeout(gather, options.gatherMs ?? 2_000);
      });
    },
  };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
