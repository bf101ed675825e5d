/**
 * GitHub's API for one source: Octokit with throttling and retries, over a fetch that keeps every answer of the round.
 * Knows nothing of what is asked.
 */
import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { PermanentSourceError } from "../../record/errors.ts";
import type { CrawlRound } from "../crawl-round.ts";
import type { AnyCrawlContext } from "../source-crawler.ts";
import { namedApiError, TokenNeededError } from "./api-errors.ts";
import { keepingFetch, MEMORY_KEY_HEADER, PATIENCE_MS } from "./keeping-fetch.ts";

/** Where every fourth answer is cut off or refused, one request in some twenty thousand fails this often and once more. */
const RETRIES = 6;
/** A limit that says when it is lifted is waited for this often: a busy server refuses several times in a row. */
const LIMIT_RETRIES = 10;
/** An answer in an unknown shape is asked for again this often. */
const SHAPE_RETRIES = 2;
const PER_PAGE = 100;
const MOST_PAGES = 100;

type Parameters = Record<string, string | number>;

export interface GithubAnswer<Value> {
  value: Value;
  /** There is a further page. */
  more: boolean;
}

export interface GithubApi {
  /** True where GitHub itself is asked without a token: 60 requests an hour, and no GraphQL. */
  readonly anonymous: boolean;
  /** True where a token is sent. */
  readonly authorised: boolean;
  /** @throws GoneError, TokenNeededError, LimitSpentError, PermanentSourceError, TransientSourceError */
  get<Value>(path: string, parameters: Parameters, schema: z.ZodType<Value>): Promise<GithubAnswer<Value>>;
  /** The pages of a list, 100 entries each unless told, until there are no more. */
  pages<Value>(
    path: string,
    parameters: Parameters,
    schema: z.ZodType<Value>,
  ): AsyncGenerator<GithubAnswer<Value>>;
  /** The `data` of a GraphQL answer. */
  graphql<Value>(query: string, variables: Record<string, unknown>, schema: z.ZodType<Value>): Promise<Value>;
}

export async function openGithubApi(context: AnyCrawlContext, round: CrawlRound): Promise<GithubApi> {
  const { settings, signal } = context;
  const authorised = settings.githubToken !== undefined;
  const octokit = await openOctokit(context, keepingFetch(context, round));

  async function ask<Value>(
    route: string,
    parameters: Record<string, unknown>,
    schema: z.ZodType<Value>,
  ): Promise<GithubAnswer<Value>> {
    const place = route.replace(/^[A-Z]+ /, "");
    for (let attempt = 0; ; attempt++) {
      const answer = await octokit.request(route, parameters).catch((error: unknown) => {
        signal.throwIfAborted();
        throw namedApiError(error, { place, authorised, now: context.clock() });
      });
      const headers = answer.headers as Record<string, string | undefined>;
      const parsed = schema.safeParse(answer.data);
      if (parsed.success)
        return {
          value: parsed.data,
          more: /rel="next"/.test(headers.link ?? ""),
        };
      round.forget(decodeURIComponent(headers[MEMORY_KEY_HEADER] ?? ""));
      if (attempt >= SHAPE_RETRIES) {
        const { path = [], message = "" } = parsed.error.issues[0] ?? {};
        throw new PermanentSourceError(`answered in an unknown shape (${path.join(".")}: ${message})`, {
          place,
        });
      }
    }
  }

  return {
    authorised,
    anonymous: !authorised && new URL(settings.githubApiUrl).hostname === "api.github.com",
    get: (path, parameters, schema) => ask(`GET ${path}`, parameters, schema),
    async *pages(path, parameters, schema) {
      for (let page = 1; page <= MOST_PAGES; page++) {
        const answer = await ask(`GET ${path}`, { per_page: PER_PAGE, ...parameters, page }, schema);
        yield answer;
        if (!answer.more) return;
      }
    },
    async graphql<Value>(query: string, variables: Record<string, unknown>, schema: z.ZodType<Value>) {
      const envelope = z.union([z.looseObject({ data: schema }), refusalSchema]);
      const { value } = await ask(
        `POST ${graphqlUrl(settings.githubApiUrl)}`,
        { query, variables },
        envelope,
      );
      if ("data" in value && !("errors" in value && value.data === null)) return value.data as Value;
      throw refused((value as Refusal).errors, graphqlUrl(settings.githubApiUrl));
    },
  };
}

const refusalSchema = z.looseObject({
  errors: z.array(z.looseObject({ type: z.string().optional(), message: z.string() })).min(1),
});
type Refusal = z.infer<typeof refusalSchema>;

function refused(errors: Refusal["errors"], place: string): PermanentSourceError {
  const { type, message } = errors[0]!;
  return type === "FORBIDDEN" || type === "INSUFFICIENT_SCOPES"
    ? new TokenNeededError(message, { place })
    : new PermanentSourceError(`GraphQL: ${message}`, { place });
}

/** GitHub Enterprise serves REST under /api/v3 and GraphQL under /api/graphql. */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/v3$/, "")}/graphql`;
}

async function openOctokit(context: AnyCrawlContext, fetch: typeof globalThis.fetch): Promise<Octokit> {
  const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-retry"),
    import("@octokit/plugin-throttling"),
  ]);
  const { settings, signal } = context;
  const silent = () => undefined;
  const worthWaiting = (retryAfterS: number, _request: unknown, _octokit: unknown, retryCount: number) =>
    retryCount < LIMIT_RETRIES && retryAfterS * 1000 <= PATIENCE_MS;
  // The plug-in holds every POST back for a second, as a write; ours are queries, and reads need no such pause.
  const reads = { key: () => ({ schedule: (_job: unknown, work: () => unknown) => work() }) };
  const throttle = {
    onRateLimit: worthWaiting,
    onSecondaryRateLimit: worthWaiting,
    write: reads as unknown as NonNullable<ThrottlingOptions["write"]>,
  };
  return new (Octokit.plugin(retry, throttling))({
    baseUrl: settings.githubApiUrl,
    userAgent: settings.userAgent,
    ...(settings.githubToken ? { auth: settings.githubToken } : {}),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch, signal },
    retry: { retries: RETRIES, retryAfterBaseValue: settings.retryBaseMs },
    throttle,
  });
}
