/**
 * robots.txt by RFC 9309: one file an origin, kept a day, read for our name. Absent (4xx) allows all; unreachable
 * (5xx, no answer) forbids all until it answers.
 */
import robotsModule from "robots-parser";
import { BudgetExceededError, TransientSourceError } from "../../record/errors.ts";
import type { FetchAnswer, FetchRequest } from "./fetcher.ts";
import { isPassingStatus } from "./retry.ts";

/** A robots.txt as last fetched. */
export interface RobotsCopy {
  /** What the file said; empty where there is none. */
  text: string;
  etag: string | null;
  lastModified: string | null;
  /** ISO 8601. */
  fetchedAt: string;
}

/** Keeps robots.txt between runs, by origin. */
export interface RobotsMemory {
  get(origin: string): RobotsCopy | undefined;
  put(origin: string, copy: RobotsCopy, answer: FetchAnswer | undefined): void;
}

export interface RobotsOptions {
  userAgent: string;
  clock: () => Date;
  memory: RobotsMemory | undefined;
  /** Asks once, following at most five redirects. */
  fetch: (request: FetchRequest) => Promise<FetchAnswer>;
  /** Waits before the next try, longer with each. */
  backOff: (attempt: number) => Promise<void>;
}

interface Rules {
  isAllowed(url: URL): boolean;
  /** Why nothing at all is allowed, where it is not the file that says so. */
  why?: string;
  delayMs: number;
}

/** The package is CommonJS whose types describe a default export it does not have at run time. */
const robotsParser = robotsModule as unknown as typeof robotsModule.default;

const DAY_MS = 24 * 3600 * 1000;
/** What is past this is not read (RFC 9309 asks for at least 500 KiB). */
const MAX_ROBOTS_BYTES = 512 * 1024;
const MAX_CRAWL_DELAY_MS = 60_000;

/** Nothing may be asked of an origin whose robots.txt cannot be had. */
const unreachable = (why: string): Rules => ({ isAllowed: () => false, delayMs: 0, why });

export class RobotsRules {
  readonly #options: RobotsOptions;
  readonly #rules = new Map<string, { rules: Promise<Rules>; until: number }>();
  /** The product token: `almanac` of `almanac/1.0 (+https://…)`. */
  readonly #name: string;

  constructor(options: RobotsOptions) {
    this.#options = options;
    this.#name = options.userAgent.split(/[/\s]/)[0] ?? "*";
  }

  /** `onRequest` is told where robots.txt has to be asked for. */
  async isAllowed(url: URL, onRequest?: () => void): Promise<boolean> {
    return url.pathname === "/robots.txt" || (await this.#of(url, onRequest)).isAllowed(url);
  }

  /** Why an address that is not allowed is not. */
  async whyNot(url: URL): Promise<string> {
    return (await this.#of(url)).why ?? "robots.txt asks us not to fetch this address";
  }

  /** Milliseconds between two requests that the host asks for; 0 where it asks for none; at most a minute. */
  async crawlDelayMs(url: URL): Promise<number> {
    return (await this.#of(url)).delayMs;
  }

  #of(url: URL, onRequest?: () => void): Promise<Rules> {
    const now = this.#options.clock().getTime();
    const known = this.#rules.get(url.origin);
    if (known && known.until > now) return known.rules;
    const rules = this.#read(url.origin, onRequest);
    this.#rules.set(url.origin, { rules, until: now + DAY_MS });
    rules.catch(() => this.#rules.delete(url.origin));
    return rules;
  }

  async #read(origin: string, onRequest?: () => void): Promise<Rules> {
    const { memory, clock } = this.#options;
    const copy = memory?.get(origin);
    const now = clock();
    if (copy && now.getTime() - Date.parse(copy.fetchedAt) < DAY_MS) return this.#parse(origin, copy.text);
    let answer: FetchAnswer;
    try {
      answer = await this.#ask(origin, copy, onRequest);
    } catch (error) {
      if (error instanceof BudgetExceededError || (error as Error).name === "AbortError") throw error;
      // A stale copy is better than none; without one an unreachable robots.txt forbids everything.
      if (copy && error instanceof TransientSourceError) return this.#parse(origin, copy.text);
      if (error instanceof TransientSourceError) return unreachable(`cannot be reached: ${error.message}`);
      throw error;
    }
    if (isPassingStatus(answer.status) || answer.status >= 500)
      return copy ? this.#parse(origin, copy.text) : unreachable(`its robots.txt answered ${answer.status}`);
    const text = answer.notModified ? (copy?.text ?? "") : answer.status === 200 ? decode(answer.body) : "";
    memory?.put(
      origin,
      {
        text,
        etag: answer.headers.etag ?? copy?.etag ?? null,
        lastModified: answer.headers["last-modified"] ?? copy?.lastModified ?? null,
        fetchedAt: now.toISOString(),
      },
      answer.notModified ? undefined : answer,
    );
    return this.#parse(origin, text);
  }

  /** Asks up to three times; a robots.txt that fails once must not close a site for a day. */
  async #ask(
    origin: string,
    copy: RobotsCopy | undefined,
    onRequest: (() => void) | undefined,
  ): Promise<FetchAnswer> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.#options.fetch({
          url: `${origin}/robots.txt`,
          accept: "text/plain, */*;q=0.5",
          etag: copy?.etag ?? null,
          lastModified: copy?.lastModified ?? null,
          onRequest,
        });
        if (!isPassingStatus(answer.status) || attempt >= 2) return answer;
      } catch (error) {
        if (!(error instanceof TransientSourceError) || attempt >= 2) throw error;
      }
      await this.#options.backOff(attempt);
    }
  }

  #parse(origin: string, text: string): Rules {
    const robots = robotsParser(`${origin}/robots.txt`, text);
    const delay = robots.getCrawlDelay(this.#name) ?? 0;
    return {
      isAllowed: (url) => robots.isAllowed(url.href, this.#name) ?? true,
      delayMs: Math.min(MAX_CRAWL_DELAY_MS, Math.max(0, delay) * 1000 || 0),
    };
  }
}

function decode(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, MAX_ROBOTS_BYTES));
}
