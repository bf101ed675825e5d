/**
 * Runs calls at the concurrency that the server rewards: doubles while throughput grows, steps back when it does not,
 * when the server says "too many", or when calls time out. Knows nothing of what a call does.
 */
import PQueue from "p-queue";

export interface CallQueueOptions {
  /** Most calls at once, ever. */
  max: number;
  /** Calls at once to begin with. */
  start: number;
  clock: { now(): number };
  /** Told when the search has settled on a limit. */
  onSettled?: (limit: number) => void;
}

/** What became of one attempt. `work`: a number that grows with what the server did, e.g. tokens. */
export type AttemptOutcome =
  | { kind: "done"; work: number }
  | { kind: "overloaded"; retryAfterMs: number | undefined }
  | { kind: "timed-out" }
  | { kind: "failed" };

/** A doubled limit must bring this much more throughput to be kept. */
const WORTHWHILE_GAIN = 1.25;
/** A probe in steady state must bring this share of what it adds: a quarter more calls, a tenth more throughput. */
const WORTHWHILE_SHARE = 0.4;
/** Epochs for which a server's "too many" is believed before more is tried again. */
const EPOCHS_BELIEVED = 60;
/** Epochs of steady running between two probes upward. */
const EPOCHS_BETWEEN_PROBES = 8;

interface Epoch {
  startedAt: number;
  calls: number;
  work: number;
  /** Answers that make it whole: as many as were allowed at once when it began. */
  size: number;
}

export class CallQueue {
  readonly #queue: PQueue;
  readonly #options: CallQueueOptions;
  #limit: number;
  #inFlight = 0;
  #epoch: Epoch;
  #growing = true;
  /** Throughput at the limit before the present one. */
  #before: { limit: number; rate: number } | undefined;
  #steadyEpochs = 0;
  /** Steady epochs before the next probe. */
  #patience = EPOCHS_BETWEEN_PROBES;
  /** The server has said "too many": from then on the limit is felt for in single steps. */
  #refused = false;
  #coolUntil = 0;
  #resume: NodeJS.Timeout | undefined;

  constructor(options: CallQueueOptions) {
    this.#options = options;
    this.#limit = Math.max(1, Math.min(options.start, options.max));
    this.#queue = new PQueue({ concurrency: this.#limit });
    this.#epoch = { startedAt: options.clock.now(), calls: 0, work: 0, size: this.#limit };
  }

  /** Calls allowed at once at present. */
  get limit(): number {
    return this.#limit;
  }

  /** Runs one attempt when a slot is free; a call that waits when the signal fires is rejected at once, and never started. */
  run<T>(attempt: () => Promise<T>, options: { priority?: number; signal?: AbortSignal } = {}): Promise<T> {
    const { signal, priority = 0 } = options;
    return new Promise<T>((resolve, reject) => {
      let started = false;
      const stop = () => {
        if (!started) reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
      const turn = async () => {
        if (signal?.aborted) return reject(signal.reason);
        started = true;
        if (this.#inFlight === 0 && this.#epoch.calls === 0) this.#newEpoch();
        this.#inFlight++;
        try {
          resolve(await attempt());
        } catch (error) {
          reject(error);
        } finally {
          this.#inFlight--;
          signal?.removeEventListener("abort", stop);
        }
      };
      void this.#queue.add(turn, { priority });
    });
  }

  /** Every attempt reports here how it went, before it gives its slot back. */
  report(outcome: AttemptOutcome): void {
    if (outcome.kind === "done") this.#succeeded(outcome.work);
    else if (outcome.kind === "overloaded") this.#overloaded(outcome.retryAfterMs);
    else if (outcome.kind === "timed-out") this.#shrink(Math.floor(this.#inFlight * 0.7));
  }

  #succeeded(work: number): void {
    this.#epoch.calls++;
    this.#epoch.work += work;
    // One more for each answer doubles the limit within one answer's time.
    if (this.#growing && this.#before) this.#setLimit(this.#limit + 1);
    if (this.#epoch.calls < this.#epoch.size) return;
    const busy = this.#inFlight + this.#queue.size >= this.#limit;
    const elapsed = Math.max(1, this.#options.clock.now() - this.#epoch.startedAt);
    const rate = this.#epoch.work / elapsed;
    // Slots that had nothing to do say nothing about the server.
    if (busy) this.#judge(rate);
    this.#newEpoch();
  }

  #judge(rate: number): void {
    const before = this.#before;
    if (this.#growing) {
      if (before && rate < before.rate * WORTHWHILE_GAIN) {
        this.#growing = false;
        this.#before = undefined;
        // The last step brought something, or nothing at all: keep the half, or go back to where it began.
        this.#settle(this.#isWorth(before, rate) ? this.#limit : before.limit);
      } else if (this.#limit >= this.#options.max) {
        this.#growing = false;
        this.#settle(this.#limit);
      } else {
        this.#before = { limit: this.#limit, rate };
        this.#setLimit(this.#limit + 1);
      }
    } else if (before) {
      this.#before = undefined;
      this.#settle(this.#isWorth(before, rate) ? this.#limit : before.limit);
    } else if (++this.#steadyEpochs >= this.#patience && this.#limit < this.#options.max) {
      this.#steadyEpochs = 0;
      this.#patience = EPOCHS_BETWEEN_PROBES;
      this.#before = { limit: this.#limit, rate };
      this.#setLimit(this.#limit + (this.#refused ? 1 : Math.max(1, Math.floor(this.#limit / 4))));
    }
  }

  #isWorth(before: { limit: number; rate: number }, rate: number): boolean {
    const added = this.#limit / before.limit - 1;
    return rate >= before.rate * (1 + WORTHWHILE_SHARE * added);
  }

  #overloaded(retryAfterMs: number | undefined): void {
    const now = this.#options.clock.now();
    const first = now >= this.#coolUntil;
    // The first "too many" names the limit itself; those that were under way with it add nothing.
    if (first) {
      const probed = this.#growing ? undefined : this.#before?.limit;
      // The first refusal may be a call or two off: one more is tried soon. After that it is believed.
      this.#patience = this.#growing ? EPOCHS_BETWEEN_PROBES : EPOCHS_BELIEVED;
      this.#refused = true;
      this.#shrink(probed ?? (this.#growing ? this.#inFlight - 1 : Math.floor(this.#inFlight * 0.9)));
    }
    const waitMs = Math.min(retryAfterMs ?? 0, 120_000);
    this.#coolUntil = Math.max(this.#coolUntil, now + Math.max(waitMs, 250));
    if (waitMs > 0) this.#pauseUntil(now + waitMs);
  }

  #pauseUntil(time: number): void {
    this.#queue.pause();
    clearTimeout(this.#resume);
    this.#resume = setTimeout(() => this.#queue.start(), Math.max(0, time - this.#options.clock.now()));
  }

  #shrink(limit: number): void {
    this.#growing = false;
    this.#before = undefined;
    this.#steadyEpochs = 0;
    this.#settle(Math.min(limit, this.#limit));
    this.#newEpoch();
  }

  #settle(limit: number): void {
    this.#setLimit(limit);
    this.#options.onSettled?.(this.#limit);
  }

  #setLimit(limit: number): void {
    this.#limit = Math.max(1, Math.min(limit, this.#options.max));
    this.#queue.concurrency = this.#limit;
  }

  #newEpoch(): void {
    this.#epoch = { startedAt: this.#options.clock.now(), calls: 0, work: 0, size: this.#limit };
  }
}
