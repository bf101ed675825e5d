/**
 * Pages that need a browser: the system's Chromium, driven by crawlee. The browser has no way to the network of its own;
 * every request that a page makes is answered by the fetcher, under the same address checks, limits and manners.
 */
import { existsSync } from "node:fs";
import type { PlaywrightCrawler } from "crawlee";
import type { SourceOf } from "../../config/sources-schema.ts";
import { AlmanacError, ConfigError, TransientSourceError } from "../../record/errors.ts";
import type { Fetcher } from "../fetch/fetcher.ts";
import type { PageAnswer, PageSource } from "./page-source.ts";

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/** Whatever the browser would do by itself meets a resolver that knows nothing and a proxy that is not there. */
const SEALED: readonly string[] = [
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--proxy-server=127.0.0.1:9",
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
];

/** Chromium's own sandbox does not start as root, as in most containers. */
function sealed(): string[] {
  return process.getuid?.() === 0 ? [...SEALED, "--no-sandbox"] : [...SEALED];
}

/** Nothing of these is needed to read a page. */
const UNNEEDED = new Set(["image", "media", "font", "websocket", "eventsource", "manifest", "ping"]);
/** Requests that one page may make. */
const MAX_REQUESTS = 60;
const PAGE_MS = 20_000;
/** The page is taken when its network has been quiet, or after this long. */
const QUIET_MS = 5000;

export interface RenderOptions {
  fetcher: Fetcher;
  source: SourceOf<"web">;
  signal: AbortSignal;
  /** Path of the browser; looked for in the usual places where it is left out. */
  browser?: string;
}

/** One page in hand: what the fetcher answered for it, and who waits for it. */
interface Rendering {
  url: string;
  requests: number;
  answer: PageAnswer | undefined;
  failure: Error | undefined;
  done: () => void;
}

/**
 * One browser for the whole source, started with its first page.
 * @throws ConfigError where there is no browser on this machine.
 */
export async function renderPages(options: RenderOptions): Promise<PageSource> {
  const browser = options.browser ?? BROWSERS.find((path) => existsSync(path));
  if (!browser)
    throw new ConfigError(
      `${options.source.id}: render: true needs Chromium or Chrome on this machine; install one, or leave render out`,
      { place: options.source.id },
    );
  const renderings = new Map<string, Rendering>();
  let started: Promise<Running> | undefined;
  let number = 0;
  return {
    conditional: false,
    get: async (url) => {
      started ??= startCrawler(browser, renderings, options);
      const { crawler } = await started;
      const key = `${++number} ${url}`;
      const rendering = await new Promise<Rendering>((resolve, reject) => {
        const mine: Rendering = {
          url,
          requests: 0,
          answer: undefined,
          failure: undefined,
          done: () => resolve(mine),
        };
        renderings.set(key, mine);
        options.signal.addEventListener("abort", mine.done, { once: true });
        crawler.addRequests([{ url, uniqueKey: key }]).catch(reject);
      });
      options.signal.removeEventListener("abort", rendering.done);
      renderings.delete(key);
      options.signal.throwIfAborted();
      const { answer, failure } = rendering;
      if (failure instanceof AlmanacError) throw failure;
      if (answer && (failure === undefined || answer.status >= 400)) return answer;
      throw new TransientSourceError(`the browser did not get the page: ${failure?.message ?? "no answer"}`, {
        place: url,
        cause: failure,
      });
    },
    close: async () => {
      if (!started) return;
      const { crawler, run } = await started;
      await crawler.teardown();
      await run;
    },
  };
}

interface Running {
  crawler: PlaywrightCrawler;
  /** Settles when the crawler has stopped. */
  run: Promise<unknown>;
}

async function startCrawler(
  browser: string,
  renderings: Map<string, Rendering>,
  { fetcher, source }: RenderOptions,
): Promise<Running> {
  const { Configuration, Log, LogLevel, PlaywrightCrawler } = await import("crawlee");
  const { chromium } = await import("playwright-core");
  const crawler = new PlaywrightCrawler(
    {
      keepAlive: true,
      log: new Log({ level: LogLevel.OFF }),
      launchContext: {
        launcher: chromium as never,
        launchOptions: { executablePath: browser, headless: true, args: sealed() },
      },
      maxRequestRetries: 0,
      maxConcurrency: 1,
      useSessionPool: false,
      persistCookiesPerSession: false,
      requestHandlerTimeoutSecs: PAGE_MS / 1000,
      navigationTimeoutSecs: PAGE_MS / 1000,
      preNavigationHooks: [
        async ({ page, request }, goto) => {
          if (goto) goto.waitUntil = "domcontentloaded";
          const rendering = renderings.get(request.uniqueKey);
          await page.route("**/*", (route: Route) =>
            rendering ? answerRoute(route, rendering, { fetcher, source }) : route.abort(),
          );
        },
      ],
      requestHandler: async ({ page, request }) => {
        const rendering = renderings.get(request.uniqueKey);
        await page.waitForLoadState("networkidle", { timeout: QUIET_MS }).catch(ignoreTimeout);
        const body = new TextEncoder().encode(await page.content());
        if (rendering?.answer) {
          const headers = { ...rendering.answer.headers, "content-type": "text/html; charset=utf-8" };
          rendering.answer = { ...rendering.answer, body, headers };
        }
        rendering?.done();
      },
      failedRequestHandler: async ({ request }, error) => {
        const rendering = renderings.get(request.uniqueKey);
        if (!rendering) return;
        rendering.failure ??= error;
        rendering.done();
      },
    },
    new Configuration({ persistStorage: false, purgeOnStart: false }),
  );
  const run = crawler.run();
  run.catch((error: Error) => {
    for (const rendering of renderings.values()) {
      rendering.failure ??= error;
      rendering.done();
    }
  });
  return { crawler, run: run.catch(() => undefined) };
}

/** A page that never falls quiet is taken as it stands. */
function ignoreTimeout(error: Error): void {
  if (error.name !== "TimeoutError") throw error;
}

/** The part of Playwright's route that answering needs. */
interface Route {
  request(): {
    url(): string;
    method(): string;
    resourceType(): string;
    isNavigationRequest(): boolean;
    headers(): Record<string, string>;
  };
  abort(): Promise<void>;
  fulfill(answer: { status: number; headers: Record<string, string>; body: Buffer }): Promise<void>;
}

/** Answers one request of the browser through the fetcher, or refuses it. */
async function answerRoute(
  route: Route,
  rendering: Rendering,
  { fetcher, source }: Pick<RenderOptions, "fetcher" | "source">,
): Promise<void> {
  const request = route.request();
  const main = request.isNavigationRequest() && request.url().split("#")[0] === rendering.url.split("#")[0];
  if (
    UNNEEDED.has(request.resourceType()) ||
    request.method() !== "GET" ||
    ++rendering.requests > MAX_REQUESTS
  )
    return route.abort();
  try {
    const answer = await fetcher.fetch({
      url: request.url(),
      accept: request.headers().accept ?? "*/*",
      ...(source.delayMs === undefined ? {} : { delayMs: source.delayMs }),
    });
    if (main) rendering.answer = answer;
    const {
      "content-encoding": _encoding,
      "content-length": _length,
      "transfer-encoding": _transfer,
      ...headers
    } = answer.headers;
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(answer.body) });
  } catch (error) {
    if (main) rendering.failure = error as Error;
    // The page may have been closed while we fetched for it.
    await route.abort().catch(() => undefined);
  }
}
