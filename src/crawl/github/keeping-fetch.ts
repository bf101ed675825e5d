/**
 * A fetch for Octokit that asks each address once a round, conditionally, and keeps the answer before Octokit reads it.
 * A 304 comes back as the answer that we have, so that Octokit sees no exception in it.
 */
import { z } from "zod";
import { PermanentSourceError, TransientSourceError } from "../../record/errors.ts";
import { sha256 } from "../../record/ids.ts";
import { type Answer, type CrawlRound, jsonBody } from "../crawl-round.ts";
import type { AnyCrawlContext } from "../source-crawler.ts";
import { limitSpent } from "./rate-budget.ts";

/** Names the answer's place in the round's memory, percent-encoded. */
export const MEMORY_KEY_HEADER = "x-almanac-memory";
/** A limit that is lifted later than this is not waited for. */
export const PATIENCE_MS = 120_000;

/**
 * Throws only what Octokit's retries should see; any other error comes wrapped as an AbortError with the error as its
 * cause, which Octokit passes on at once.
 */
export function keepingFetch(context: AnyCrawlContext, round: CrawlRound): typeof globalThis.fetch {
  const { settings, fetcher, rates } = context;
  const place = settings.githubApiUrl;
  const send = fetcher.asFetch(place, { delayMs: context.source.delayMs ?? settings.network.delayMs });
  const authorised = settings.githubToken !== undefined;

  return async (input, init) => {
    const url = String(input);
    const method = init?.method ?? "GET";
    const body = typeof init?.body === "string" ? init.body : undefined;
    const resource = resourceOf(url);
    try {
      const answer = await round.ask({
        key: memoryKey(method, url, body),
        conditional: method === "GET",
        check: (got) =>
          refuseGraphqlFailure(jsonBody(got.body, url), {
            place: url,
            headers: got.headers,
            authorised,
            now: context.clock(),
          }),
        send: async (validators) => {
          rates.check(resource, { place: url, patienceMs: PATIENCE_MS, authorised });
          const headers = { ...(init?.headers as Record<string, string>), ...validators };
          const response = await send(url, { ...init, headers });
          rates.note(resource, response.headers);
          return {
            status: response.status,
            url: response.url,
            headers: Object.fromEntries(response.headers),
            body: new Uint8Array(await response.arrayBuffer()),
          };
        },
      });
      return asResponse(answer, memoryKey(method, url, body));
    } catch (error) {
      if (error instanceof TransientSourceError && error.retryAfterMs === undefined) throw error;
      throw Object.assign(new Error("not to be tried again", { cause: error }), { name: "AbortError" });
    }
  };
}

const failureSchema = z.object({
  errors: z.array(z.object({ type: z.string().optional(), message: z.string().optional() })).min(1),
});

/** GraphQL reports limits and its own failures with status 200; such an answer must not be kept as one. */
function refuseGraphqlFailure(
  content: unknown,
  asked: { place: string; headers: Record<string, string>; authorised: boolean; now: Date },
): void {
  const failure = failureSchema.safeParse(content);
  if (!failure.success) return;
  if (failure.data.errors.some(({ type }) => type === "RATE_LIMITED")) {
    const resetAt = Number(asked.headers["x-ratelimit-reset"]) * 1000;
    throw limitSpent(
      Number.isFinite(resetAt) ? Math.max(0, resetAt - asked.now.getTime()) : 3_600_000,
      asked,
    );
  }
  if (failure.data.errors.some(({ message = "" }) => /something went wrong|timed? ?out/i.test(message)))
    throw new TransientSourceError("GraphQL could not answer", { place: asked.place });
}

/** Requests are told apart by method, address and body; headers carry nothing that changes the answer. */
export function memoryKey(method: string, url: string, body: string | undefined): string {
  return body === undefined ? `${method} ${url}` : `${method} ${url} ${sha256(body)}`;
}

/** Which of GitHub's limits a request counts against. */
function resourceOf(url: string): string {
  const { pathname } = new URL(url);
  if (pathname.includes("/search/")) return "search";
  return pathname.endsWith("/graphql") ? "graphql" : "core";
}

function asResponse(answer: Answer, key: string): Response {
  const headers = new Headers(answer.headers);
  headers.set(MEMORY_KEY_HEADER, encodeURIComponent(key));
  // "0" would be taken for "not said", which means a minute.
  if (headers.get("retry-after") === "0") headers.set("retry-after", "1");
  if (answer.status < 200 || answer.status > 599)
    throw new PermanentSourceError(`answered ${answer.status}`, { place: answer.url });
  const bodiless = answer.status === 204 || answer.status === 304;
  const response = new Response(bodiless ? null : Buffer.from(answer.body), {
    status: answer.status,
    headers,
  });
  Object.defineProperty(response, "url", { value: answer.url });
  return response;
}
