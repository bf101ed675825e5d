/**
 * How near the client comes to what a server of known latency and parallelism can give, and what a call costs outside
 * the server. `node bench/llm/saturation.ts [latency ms] [calls a slot]`; writes bench/results/saturation-<day>.json.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChatRequest } from "../../src/llm/chat-model.ts";
import { openaiChatModel } from "../../src/llm/openai-chat-model.ts";
import { startFakeModelServer } from "../../test/helpers/fake-model-server.ts";

export interface Saturation {
  slots: number;
  /** Whether the server queues what is too much, or answers 429. */
  overload: "queues" | "429";
  calls: number;
  /** Throughput over the whole run, the search for the limit included, as a share of the ideal. */
  shareOfIdeal: number;
  /** … and over its second half. */
  steadyShare: number;
  limitFound: number;
  busiest: number;
}

const request = (i: number): ChatRequest => ({
  purpose: { document: String(i), step: "bench", promptVersion: "1", schemaVersion: "1" },
  messages: [{ role: "user", content: `call ${i}` }],
  maxTokens: 50,
});

/** One run against a server with so many slots. */
export async function measureSaturation(options: {
  slots: number;
  latencyMs: number;
  callsPerSlot: number;
  overload: Saturation["overload"];
}): Promise<Saturation> {
  const { slots, latencyMs, callsPerSlot, overload } = options;
  const server = await startFakeModelServer({
    latencyMs,
    slots,
    rejectOverload: overload === "429",
    answer: () => "ok".repeat(40),
  });
  const model = openaiChatModel({
    baseUrl: server.baseUrl,
    model: "fake-30b",
    retryDelayMs: 20,
    attempts: 20,
    maxConcurrency: 128,
  });
  const calls = slots * callsPerSlot;
  let done = 0;
  let halfAt = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: calls }, async (_, i) => {
      await model.complete(request(i));
      if (++done === Math.floor(calls / 2)) halfAt = performance.now();
    }),
  );
  const endedAt = performance.now();
  const { concurrency } = model;
  await server.close();
  const ideal = (count: number) => (count * latencyMs) / slots;
  return {
    slots,
    overload,
    calls,
    shareOfIdeal: Number((ideal(calls) / (endedAt - startedAt)).toFixed(4)),
    steadyShare: Number((ideal(calls - Math.floor(calls / 2)) / (endedAt - halfAt)).toFixed(4)),
    limitFound: concurrency,
    busiest: server.busiest,
  };
}

/** Milliseconds that a call takes outside the server: one after another, and 64 at once by processor time. */
export async function measureOverhead(
  calls = 300,
): Promise<{ sequentialMs: number; processorMsAt64: number }> {
  const server = await startFakeModelServer({ latencyMs: 0, answer: () => "ok" });
  const model = openaiChatModel({ baseUrl: server.baseUrl, model: "fake-30b" });
  for (let i = 0; i < 50; i++) await model.complete(request(-i));
  const startedAt = performance.now();
  for (let i = 0; i < calls; i++) await model.complete(request(i));
  const sequentialMs = (performance.now() - startedAt) / calls;
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: calls * 4 }, (_, i) => model.complete(request(i))));
  const { user, system } = process.cpuUsage(before);
  await server.close();
  // The fake server lives in this process: its time is in both figures.
  return {
    sequentialMs: Number(sequentialMs.toFixed(3)),
    processorMsAt64: Number(((user + system) / 1000 / (calls * 4)).toFixed(3)),
  };
}

if (import.meta.main) {
  const latencyMs = Number(process.argv[2] ?? 2000);
  const callsPerSlot = Number(process.argv[3] ?? 150);
  const overhead = await measureOverhead();
  console.log(
    `overhead a call, server included: ${overhead.sequentialMs} ms alone, ${overhead.processorMsAt64} ms of processor at 64`,
  );
  // All at once: the server's latency sets the pace, and little of the processor is needed.
  const runs = await Promise.all(
    (["queues", "429"] as const).flatMap((overload) =>
      [1, 2, 4, 8, 16, 32, 64].map((slots) =>
        measureSaturation({ slots, latencyMs, callsPerSlot, overload }),
      ),
    ),
  );
  for (const { overload, slots, shareOfIdeal, steadyShare, limitFound, calls } of runs) {
    const shares = `${(100 * shareOfIdeal).toFixed(1)} % of ideal (${(100 * steadyShare).toFixed(1)} % in the second half)`;
    console.log(
      `${overload.padEnd(6)} ${String(slots).padStart(2)} slots: ${shares}, limit found ${limitFound}, ${calls} calls`,
    );
  }
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join(import.meta.dirname, `../results/saturation-${day}.json`),
    `${JSON.stringify({ latencyMs, callsPerSlot, overhead, runs }, null, 2)}\n`,
  );
}
