/**
 * Pages that need a browser: the system's Chromium, driven by crawlee. The browser has no way to the network of its own;
 * every request that a page makes is answered by the fetcher, under the same address checks, limits and manners.
 */
import { existsSync } from "node:fs";
import type { SourceOf } from "../../config/sources-schema.ts";
import {
  AlmanacError,
  ConfigError,
  PermanentSourceError,
  TransientSourceError,
} from "../../record/errors.ts";
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
/** Nothing of these is needed to read a page. */
const UNNEEDED = new Set(["image", "media", "font", "websocket", "eventsource", "manifest", "ping"]);
/** Requests that one page may make. */
const MAX_REQUESTS = 60;
const PAGE_MS = 20_000;
/** The page is taken when its network has been quiet, or after this long. */
const QUIET_MS = 5000;

/** @throws ConfigError where there is no browser on this machine. */
export async function renderPages(options: {
  fetcher: Fetcher;
  source: SourceOf<"web">;
  signal: AbortSignal;
  browser?: string;
}): Promise<PageSource> {
  const browser = options.browser ?? BROWSERS.find((path) => existsSync(path));
  if (!browser)
    throw new ConfigError(
      `${options.source.id}: render: true needs Chromium or Chrome on this machine; install one, or leave render out`,
      { place: options.source.id },
    );
  const { PlaywrightCrawler, Configuration, RequestList } = await import("crawlee");
  const { chromium } = await import("playwright-core");
  return {
    conditional: false,
    get: async (url) => {
      let answer: PageAnswer | undefined;
      let failure: Error | undefined;
      const crawler = new PlaywrightCrawler(
        {
          requestList: await RequestList.open(null, [{ url }], { persistStateKey: undefined } as never),
          launchContext: {
            launcher: chromium as never,
            launchOptions: {
              executablePath: browser,
              headless: true,
              args: [
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=127.0.0.1:9",
                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--no-sandbox",
              ],
            },
          },
          maxRequestRetries: 0,
          maxConcurrency: 1,
          useSessionPool: false,
          persistCookiesPerSession: false,
          requestHandlerTimeoutSecs: PAGE_MS / 1000,
          navigationTimeoutSecs: PAGE_MS / 1000,
          preNavigationHooks: [
            async ({ page }, goto) => {
              goto.waitUntil = "domcontentloaded";
              await page.route("**/*", (route: Route) =>
                answerRoute(route, {
                  url,
                  fetcher: options.fetcher,
                  source: options.source,
                  count: counter,
                  main: (main) => (answer = main),
                  fail: (error) => (failure = error),
                }),
              );
            },
          ],
          requestHandler: async ({ page }) => {
            await page.waitForLoadState("networkidle", { timeout: QUIET_MS }).catch(ignoreTimeout);
            const html = await page.content();
            if (answer)
              answer = {
                ...answer,
                body: new TextEncoder().encode(html),
                headers: { ...answer.headers, "content-type": "text/html; charset=utf-8" },
              };
          },
          failedRequestHandler: async (_context, error) => {
            failure ??= error;
          },
        },
        new Configuration({ persistStorage: false, purgeOnStart: false, logLevel: 0 as never }),
      );
      const counter = { requests: 0 };
      const stop = () => void crawler.teardown();
      options.signal.addEventListener("abort", stop, { once: true });
      try {
        await crawler.run();
      } finally {
        options.signal.removeEventListener("abort", stop);
      }
      options.signal.throwIfAborted();
      if (failure instanceof AlmanacError) throw failure;
      if (!answer || failure)
        throw new TransientSourceError(
          `the browser did not get the page: ${failure?.message ?? "no answer"}`,
          { place: url, cause: failure },
        );
      return answer;
    },
    close: async () => undefined,
  };
}

/** A page that never falls quiet is taken as it stands. */
function ignoreTimeout(error: Error): void {
  if (error.name !== "TimeoutError") throw error;
}

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

interface RouteContext {
  url: string;
  fetcher: Fetcher;
  source: SourceOf<"web">;
  count: { requests: number };
  main: (answer: PageAnswer) => void;
  fail: (error: Error) => void;
}

/** Answers one request of the browser through the fetcher, or refuses it. */
async function answerRoute(route: Route, context: RouteContext): Promise<void> {
  const request = route.request();
  const main = request.isNavigationRequest() && request.url().split("#")[0] === context.url.split("#")[0];
  if (
    UNNEEDED.has(request.resourceType()) ||
    request.method() !== "GET" ||
    ++context.count.requests > MAX_REQUESTS
  )
    return route.abort();
  try {
    const answer = await context.fetcher.fetch({
      url: request.url(),
      accept: request.headers().accept ?? "*/*",
      ...(context.source.delayMs === undefined ? {} : { delayMs: context.source.delayMs }),
    });
    if (main) context.main(answer);
    const {
      "content-encoding": _encoding,
      "content-length": _length,
      "transfer-encoding": _transfer,
      ...headers
    } = answer.headers;
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(answer.body) });
  } catch (error) {
    if (main)
      context.fail(
        error instanceof AlmanacError
          ? error
          : new PermanentSourceError(String(error), { place: context.url }),
      );
    await route.abort().catch(() => undefined);
  }
}
