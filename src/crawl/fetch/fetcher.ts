/**
 * The one way out to the network: address checks at every hop, manners (robots, turns, delays, Retry-After), limits on
 * bytes and time, retries. Knows nothing of what is fetched, and stores nothing.
 */
import type { NetworkSettings } from "../../config/sources-schema.ts";
import { BudgetExceededError, PermanentSourceError, TransientSourceError } from "../../record/errors.ts";
import { checkedUrl } from "./address-check.ts";
import { asFetch } from "./as-fetch.ts";
import { parseContentType } from "./content-type.ts";
import { guardedAgent, type Resolve } from "./guarded-agent.ts";
import { HostGate } from "./host-gate.ts";
import { nextHop, type Redirect } from "./redirect.ts";
import { backOffMs, isPassingStatus, pause, retryAfterMs } from "./retry.ts";
import { type RobotsMemory, RobotsRules } from "./robots.ts";
import { sendOnce } from "./send-once.ts";
import { SilentHosts } from "./silent-hosts.ts";

export interface FetcherOptions {
  network: NetworkSettings;
  /** Sent with every request; its first word is the name that robots.txt is read for. */
  userAgent: string;
  clock?: () => Date;
  /** Ends everything under way. */
  signal?: AbortSignal | undefined;
  /** Told of retries and waits, in one line without credentials. */
  log?: (line: string) => void;
  /** Keeps robots.txt between runs. */
  robots?: RobotsMemory | undefined;
  /** Requests asked again after a passing failure; 4 unless told. */
  retries?: number;
  /** First back-off; doubles each time up to 30 s. */
  backOffBaseMs?: number;
  /** A Retry-After above this is not waited for: the request fails and says so. */
  maxRetryAfterMs?: number;
  connectionsPerHost?: number;
  /** A body must average this after a third of `network.timeoutMs`. */
  minBytesPerSecond?: number;
  /** For tests: another resolver, dice and way to wait. */
  resolve?: Resolve;
  random?: () => number;
  pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface FetchRequest {
  url: string;
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  accept?: string;
  /** Cap for this body; the configuration's cap (or its PDF cap, by content type) where it is left out. */
  maxBytes?: number;
  /** Validators of the last answer, for a conditional request. */
  etag?: string | null;
  lastModified?: string | null;
  /** True unless told. */
  respectRobots?: boolean;
  /** Least time between two requests to the host; the configuration's where it is left out. */
  delayMs?: number;
  /** Overrides the fetcher's number of retries. */
  retries?: number;
  signal?: AbortSignal | undefined;
  /** Told of each request that goes out for this one: redirects, retries and robots.txt too. */
  onRequest?: (() => void) | undefined;
}

export interface FetchAnswer {
  status: number;
  /** The address that answered, after redirects. */
  url: string;
  redirects: Redirect[];
  /** Lower-case names; repeated headers are joined with a comma. */
  headers: Record<string, string>;
  /** Media type in lower case without parameters; empty where the server does not say. */
  contentType: string;
  charset: string | null;
  /** Decompressed. */
  body: Uint8Array;
  /** 304: what the validators stand for is still so. */
  notModified: boolean;
}

export interface Fetcher {
  /**
   * Answers of any status but the passing ones (429, 5xx), which are asked again and then thrown.
   * @throws TransientSourceError, PermanentSourceError; BudgetExceededError once the run's requests are used up.
   */
  fetch(request: FetchRequest): Promise<FetchAnswer>;
  /**
   * A WHATWG fetch for a client library: bound to one origin, without robots and retries of its own, under the same
   * address checks, limits and turns.
   */
  asFetch(origin: string, options?: { delayMs?: number; maxBytes?: number }): typeof globalThis.fetch;
  /** Whether robots.txt lets us ask this address (asks for robots.txt where it is not known yet). */
  isAllowed(url: string): Promise<boolean>;
  /** Requests sent so far, redirects and retries and robots.txt included. */
  readonly requests: number;
  readonly userAgent: string;
  close(): Promise<void>;
}

const MAX_REDIRECTS = 10;
const MAX_BACK_OFF_MS = 30_000;
/** A body may take this many times `network.timeoutMs`, as long as it keeps its rate. */
const BODY_DEADLINES = 4;

export function createFetcher(options: FetcherOptions): Fetcher {
  const { network, userAgent } = options;
  const clock = options.clock ?? (() => new Date());
  const wait = options.pause ?? pause;
  const random = options.random ?? Math.random;
  const connectionsPerHost = options.connectionsPerHost ?? 1;
  const agent = guardedAgent({
    allowHosts: network.allowHosts,
    resolve: options.resolve,
    connectTimeoutMs: Math.min(10_000, network.timeoutMs),
    headersTimeoutMs: network.timeoutMs,
    connectionsPerHost,
  });
  const gate = new HostGate({ connectionsPerHost, now: () => performance.now(), pause: wait });
  const silent = new SilentHosts(() => performance.now());
  const state = { requests: 0 };

  const robots = new RobotsRules({
    userAgent,
    clock,
    memory: options.robots,
    fetch: (request) => follow({ ...request, respectRobots: false, delayMs: 0 }, 5),
    backOff: (attempt) => wait(backOff(attempt), options.signal),
  });

  function backOff(attempt: number): number {
    return backOffMs(attempt, { baseMs: options.backOffBaseMs ?? 500, maxMs: MAX_BACK_OFF_MS, random });
  }

  /** One request with its redirects; no retries. */
  async function follow(request: FetchRequest, maxRedirects: number): Promise<FetchAnswer> {
    const redirects: Redirect[] = [];
    let hop = {
      url: checkedUrl(request.url, network.allowHosts),
      method: request.method ?? "GET",
      headers: requestHeaders(request, userAgent),
      body: request.body,
    };
    while (true) {
      const place = hop.url.href;
      let delayMs = request.delayMs ?? network.delayMs;
      if (request.respectRobots ?? true) {
        if (!(await robots.isAllowed(hop.url, request.onRequest)))
          throw new PermanentSourceError(await robots.whyNot(hop.url), { place });
        delayMs = Math.max(delayMs, await robots.crawlDelayMs(hop.url));
      }
      const signal = anySignal(options.signal, request.signal);
      const answer = await gate.take(hop.url.host, { delayMs, signal }, async () => {
        if (state.requests >= network.maxRequests)
          throw new BudgetExceededError(`the run's ${network.maxRequests} requests are used up`, { place });
        silent.check(hop.url.host, place);
        state.requests++;
        request.onRequest?.();
        return sendOnce(agent, hop, {
          timeoutMs: network.timeoutMs,
          signal,
          limits: (type) => ({
            maxBytes:
              request.maxBytes ?? (type === "application/pdf" ? network.maxPdfBytes : network.maxBytes),
            deadlineMs: network.timeoutMs * BODY_DEADLINES,
            minBytesPerSecond: options.minBytesPerSecond ?? 1024,
            graceMs: network.timeoutMs / 3,
          }),
        }).then(
          (sent) => {
            silent.answered(hop.url.host);
            return sent;
          },
          (error: unknown) => {
            silent.failed(hop.url.host, error);
            throw error;
          },
        );
      });
      const next = nextHop(hop, answer, network.allowHosts);
      if (!next) {
        const { type, charset } = parseContentType(answer.headers["content-type"]);
        return {
          ...answer,
          url: place,
          redirects,
          contentType: type,
          charset,
          notModified: answer.status === 304,
        };
      }
      redirects.push({ from: place, to: next.url.href, status: answer.status });
      if (redirects.length > maxRedirects)
        throw new PermanentSourceError(`more than ${maxRedirects} redirects`, { place: request.url });
      hop = next;
    }
  }

  async function fetchWithRetries(request: FetchRequest): Promise<FetchAnswer> {
    const retries = request.retries ?? options.retries ?? 4;
    const signal = anySignal(options.signal, request.signal);
    for (let attempt = 0; ; attempt++) {
      let failure: TransientSourceError;
      try {
        const answer = await follow(request, MAX_REDIRECTS);
        if (!isPassing(answer)) return answer;
        failure = new TransientSourceError(`answered ${answer.status}`, {
          place: answer.url,
          retryAfterMs: retryAfterMs(answer.headers["retry-after"], clock()),
        });
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof TransientSourceError)) throw error;
        failure = error;
      }
      const askedMs = failure.retryAfterMs;
      const place = failure.place ?? request.url;
      if (attempt >= retries || (askedMs ?? 0) > (options.maxRetryAfterMs ?? 120_000)) {
        throw new TransientSourceError(
          `${failure.message}${attempt > 0 ? ` (asked ${attempt + 1} times)` : ""}`,
          {
            place,
            cause: failure,
            retryAfterMs: askedMs,
          },
        );
      }
      const waitMs = askedMs ?? backOff(attempt);
      options.log?.(`${place}: ${failure.message}; asking again in ${Math.round(waitMs)} ms`);
      if (askedMs !== undefined && URL.canParse(place)) gate.holdBack(new URL(place).host, askedMs);
      await wait(waitMs, signal);
    }
  }

  return {
    userAgent,
    get requests() {
      return state.requests;
    },
    fetch: fetchWithRetries,
    asFetch: (origin, bounds = {}) => asFetch(fetchOnce, origin, bounds),
    isAllowed: (url) => robots.isAllowed(checkedUrl(url, network.allowHosts)),
    close: () => agent.destroy(),
  };

  function fetchOnce(request: FetchRequest): Promise<FetchAnswer> {
    return follow({ ...request, respectRobots: false }, MAX_REDIRECTS);
  }
}

/** Also a refusal that says when to come back is a limit, not a refusal. */
function isPassing({ status, headers }: FetchAnswer): boolean {
  return isPassingStatus(status) || (status === 403 && headers["retry-after"] !== undefined);
}

function requestHeaders(request: FetchRequest, userAgent: string): Record<string, string> {
  const headers: Record<string, string> = {
    accept: request.accept ?? "text/html, application/xhtml+xml, */*;q=0.5",
    "accept-encoding": "gzip, br, zstd",
  };
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  headers["user-agent"] = userAgent;
  if (request.etag) headers["if-none-match"] = request.etag;
  if (request.lastModified) headers["if-modified-since"] = request.lastModified;
  return headers;
}

function anySignal(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}
