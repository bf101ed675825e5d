/**
 * What one server understands, found out by asking it once and remembered: how to ask for structured answers, and
 * which request fields it takes. Knows nothing of HTTP.
 */
import { z } from "zod";

/** From the strictest down; a server that refuses or ignores one is asked with the next. */
export const STRUCTURED_MODES = ["json_schema", "json_object", "text"] as const;
export type StructuredMode = (typeof STRUCTURED_MODES)[number];

export const dialectSchema = z.object({
  structured: z.enum(STRUCTURED_MODES),
  /** False while `structured` is only assumed. */
  proven: z.boolean(),
  tokenLimitField: z.enum(["max_tokens", "max_completion_tokens"]),
  sendsTemperature: z.boolean(),
  /** The most calls at once that this server has been seen to profit from. */
  concurrency: z.number().int().positive().optional(),
});
export type Dialect = z.infer<typeof dialectSchema>;

export const UNKNOWN_DIALECT: Dialect = {
  structured: "json_schema",
  proven: false,
  tokenLimitField: "max_tokens",
  sendsTemperature: true,
};

/** Where dialects are remembered between runs; `server` is the base address and the model's name. */
export interface DialectMemory {
  recall(server: string): unknown;
  remember(server: string, dialect: Dialect): void;
}

/** How many answers that ignore the requested shape make a server count as one that does not know it. */
const STRIKES = 2;

/** The dialect of one server as it is being learned. */
export class ServerDialect {
  #dialect: Dialect;
  readonly #server: string;
  readonly #memory: DialectMemory | undefined;
  #ignored = 0;
  #first: Promise<unknown> | undefined;

  constructor(server: string, memory?: DialectMemory) {
    this.#server = server;
    this.#memory = memory;
    const known = dialectSchema.safeParse(memory?.recall(server));
    this.#dialect = known.success ? known.data : { ...UNKNOWN_DIALECT };
  }

  get current(): Readonly<Dialect> {
    return this.#dialect;
  }

  /**
   * Lets one call find the dialect out while the others wait, so that a server without `json_schema` refuses once and
   * not once a slot.
   */
  async afterFirst<T>(call: () => Promise<T>): Promise<T> {
    if (this.#dialect.proven) return call();
    if (this.#first) {
      await this.#first.catch(() => undefined);
      return call();
    }
    const first = call();
    this.#first = first;
    try {
      return await first;
    } finally {
      this.#first = undefined;
    }
  }

  /** The server took the mode, and gave an answer that reads as JSON (or not: `obeyed` false). */
  answered(mode: StructuredMode, obeyed: boolean): void {
    if (mode !== this.#dialect.structured) return;
    if (obeyed) {
      this.#ignored = 0;
      if (!this.#dialect.proven) this.#change({ proven: true });
    } else if (mode !== "text" && ++this.#ignored >= STRIKES) this.#stepDown(mode);
  }

  /**
   * The server refused a request (400, 422 …). Returns true when the dialect was changed and the call is worth sending
   * again.
   */
  refused(message: string, used: Readonly<Dialect>): boolean {
    const complaint = message.toLowerCase();
    if (isTooLong(complaint)) return false;
    if (used.tokenLimitField === "max_tokens" && complaint.includes("max_completion_tokens")) {
      this.#change({ tokenLimitField: "max_completion_tokens" });
      return true;
    }
    if (used.sendsTemperature && complaint.includes("temperature")) {
      this.#change({ sendsTemperature: false });
      return true;
    }
    if (used.structured === "text") return false;
    const aboutShape = /response_format|json|schema|grammar|guided|structured/.test(complaint);
    // A proven mode is only given up when the complaint is about it.
    if (this.#dialect.proven && !aboutShape) return false;
    if (this.#dialect.structured === used.structured) this.#stepDown(used.structured);
    return true;
  }

  /** Remembers the limit that the concurrency control settled on. */
  settled(concurrency: number): void {
    if (this.#dialect.concurrency !== concurrency) this.#change({ concurrency });
  }

  #stepDown(from: StructuredMode): void {
    const next = STRUCTURED_MODES[STRUCTURED_MODES.indexOf(from) + 1] ?? "text";
    this.#ignored = 0;
    this.#change({ structured: next, proven: next === "text" });
  }

  #change(part: Partial<Dialect>): void {
    this.#dialect = { ...this.#dialect, ...part };
    this.#memory?.remember(this.#server, this.#dialect);
  }
}

/** True when a server's complaint says that the prompt does not fit its context window. */
export function isTooLong(message: string): boolean {
  const complaint = message.toLowerCase();
  return (
    /context[ _](length|size|window)|exceed\w* .{0,40}(context|tokens)|too (long|many tokens)/.test(
      complaint,
    ) && !complaint.includes("max_completion_tokens")
  );
}
