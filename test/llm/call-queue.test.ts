import { describe, expect, it } from "vitest";
import { CallQueue } from "../../src/llm/call-queue.ts";

/** A server of so many slots in simulated time: each call takes 100 units once it has a slot. */
async function simulate(options: { slots: number; calls: number; max?: number; rejects?: boolean }) {
  let now = 0;
  let working = 0;
  let settled: number | undefined;
  const queue = new CallQueue({
    max: options.max ?? 128,
    start: 1,
    clock: { now: () => now },
    onSettled: (limit) => {
      settled = limit;
    },
  });
  const events: { at: number; run: () => void }[] = [];
  const wait = (ms: number) => new Promise<void>((resolve) => events.push({ at: now + ms, run: resolve }));
  const waiting: (() => void)[] = [];
  let busiest = 0;
  const call = (): Promise<void> =>
    queue
      .run(async () => {
        if (working >= options.slots) {
          if (options.rejects) {
            queue.report({ kind: "overloaded", retryAfterMs: undefined });
            return "again";
          }
          await new Promise<void>((resolve) => waiting.push(resolve));
        }
        working++;
        busiest = Math.max(busiest, working);
        await wait(100);
        working--;
        waiting.shift()?.();
        queue.report({ kind: "done", work: 10 });
        return "done";
      })
      .then(async (outcome) => {
        if (outcome === "again") {
          await wait(30);
          await call();
        }
      });
  let done = 0;
  const all = Promise.all(Array.from({ length: options.calls }, () => call().then(() => done++)));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  while (done < options.calls) {
    for (let i = 0; i < 4; i++) await turn();
    events.sort((a, b) => a.at - b.at);
    const next = events.shift();
    if (!next) continue;
    now = Math.max(now, next.at);
    next.run();
    while (events[0] && events[0].at <= now) events.shift()?.run();
  }
  await all;
  return { share: (options.calls * 100) / options.slots / now, limit: queue.limit, settled, busiest };
}

describe("the search for a server's limit", () => {
  it.each([1, 3, 8, 32])("keeps %i slots of a queueing server busy", async (slots) => {
    const { share, settled } = await simulate({ slots, calls: slots * 60 });
    expect(share).toBeGreaterThan(0.85);
    expect(settled).toBeGreaterThanOrEqual(slots * 0.9);
  });

  it.each([2, 8, 32])("finds the %i slots of a server that refuses more", async (slots) => {
    const { share, limit } = await simulate({ slots, calls: slots * 60, rejects: true });
    expect(share).toBeGreaterThan(0.75);
    expect(limit).toBeLessThanOrEqual(slots * 2);
  });

  it("never passes its maximum", async () => {
    const { busiest } = await simulate({ slots: 64, calls: 400, max: 6 });
    expect(busiest).toBeLessThanOrEqual(6);
  });

  it("steps back when calls time out", async () => {
    const queue = new CallQueue({ max: 64, start: 8, clock: { now: () => 0 } });
    await Promise.all(
      Array.from({ length: 8 }, () => queue.run(async () => queue.report({ kind: "timed-out" }))),
    );
    expect(queue.limit).toBeLessThan(8);
    expect(queue.limit).toBeGreaterThanOrEqual(1);
  });

  it("lets go of waiting calls at once when they are aborted, even while the server asked for a pause", async () => {
    const queue = new CallQueue({ max: 4, start: 4, clock: { now: () => performance.now() } });
    queue.report({ kind: "overloaded", retryAfterMs: 2_000 });
    const stop = new AbortController();
    let ran = false;
    const attempt = async () => {
      ran = true;
    };
    const call = queue.run(attempt, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    expect(ran).toBe(false);
  });
});
