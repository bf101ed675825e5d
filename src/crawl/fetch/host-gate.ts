/** Takes turns at each host: so many requests at once (one, normally) and a delay between their starts. */
import PQueue from "p-queue";

export interface HostGateOptions {
  connectionsPerHost: number;
  /** Milliseconds that only ever move forward. */
  now: () => number;
  pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export class HostGate {
  readonly #options: HostGateOptions;
  readonly #hosts = new Map<string, { queue: PQueue; nextStart: number }>();

  constructor(options: HostGateOptions) {
    this.#options = options;
  }

  /**
   * Runs `ask` when it is this host's turn. `delayMs` is the least time from this answer's end to the next request.
   */
  async take<Answer>(
    host: string,
    turn: { delayMs: number; signal?: AbortSignal | undefined },
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const place = this.#place(host);
    return place.queue.add(
      async () => {
        const now = this.#options.now();
        const start = Math.max(now, place.nextStart);
        place.nextStart = start + turn.delayMs;
        if (start > now) await this.#options.pause(start - now, turn.signal);
        turn.signal?.throwIfAborted();
        try {
          return await ask();
        } finally {
          place.nextStart = Math.max(place.nextStart, this.#options.now() + turn.delayMs);
        }
      },
      turn.signal ? { signal: turn.signal } : {},
    );
  }

  /** Nobody asks this host again before so many milliseconds have passed (a Retry-After). */
  holdBack(host: string, ms: number): void {
    const place = this.#place(host);
    place.nextStart = Math.max(place.nextStart, this.#options.now() + ms);
  }

  #place(host: string): { queue: PQueue; nextStart: number } {
    let place = this.#hosts.get(host);
    if (!place) {
      place = { queue: new PQueue({ concurrency: this.#options.connectionsPerHost }), nextStart: 0 };
      this.#hosts.set(host, place);
    }
    return place;
  }
}
