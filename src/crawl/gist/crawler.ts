/** Crawls gists by id and by account: one request a gist, further ones for files that GitHub cut off. */
import { PermanentSourceError } from "../../record/errors.ts";
import { CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import { type GithubApi, openGithubApi } from "../github/api.ts";
import { GoneError } from "../github/api-errors.ts";
import type { CrawlContext, SourceCrawler } from "../source-crawler.ts";
import { gistDraft } from "./adapter.ts";
import { gistListSchema, gistSchema, type WireGist } from "./wire.ts";

/** GitHub itself gives no file above this in the answer; we take no file above it at all. */
const MOST_FILE_BYTES = 10 * 1024 * 1024;

export const crawlGist: SourceCrawler<"gist"> = async (context) => {
  const round = new CrawlRound(context);
  const api = await openGithubApi(context, round);
  try {
    const ids = [...new Set([...context.source.ids, ...(await idsOfUsers(context, round, api))])];
    for (const id of ids) {
      if (round.taken >= context.maxDocuments) break;
      await takeGist(id, { context, round, api });
    }
  } catch (error) {
    round.end({ whole: false });
    throw error;
  }
  return round.end({ whole: true });
};

async function idsOfUsers(
  context: CrawlContext<"gist">,
  round: CrawlRound,
  api: GithubApi,
): Promise<string[]> {
  const ids: string[] = [];
  for (const user of context.source.users) {
    try {
      for await (const page of api.pages(`/users/${user}/gists`, {}, gistListSchema)) {
        ids.push(...page.value.map((gist) => gist.id));
        if (ids.length >= context.maxDocuments) break;
      }
    } catch (error) {
      round.fault(error, `https://gist.github.com/${user}`, { document: false });
    }
  }
  return ids;
}

async function takeGist(
  id: string,
  crawl: { context: CrawlContext<"gist">; round: CrawlRound; api: GithubApi },
): Promise<void> {
  const { context, round, api } = crawl;
  const { library, source } = context;
  const known = addresses(library.fetches.sourceState(source.id));
  try {
    const { value: gist } = await api.get(`/gists/${id}`, {}, gistSchema);
    const whole = await withCutOffFiles(gist, crawl);
    round.keep(gistDraft(whole), sealCapture("gist", whole));
    const now = context.clock().toISOString();
    library.fetches.putSourceState(source.id, { ...known, [id]: gist.html_url }, now);
  } catch (error) {
    if (error instanceof GoneError && known[id]) round.gone(known[id], "deleted at its source");
    else round.fault(error, known[id] ?? `https://gist.github.com/${id}`);
  }
}

/** The address that each id was found under. */
function addresses(state: unknown): Record<string, string> {
  return (state ?? {}) as Record<string, string>;
}

async function withCutOffFiles(
  gist: WireGist,
  { context, round }: { context: CrawlContext<"gist">; round: CrawlRound },
): Promise<WireGist> {
  const files = { ...gist.files };
  for (const [name, file] of Object.entries(gist.files)) {
    if (!file.raw_url || (!file.truncated && typeof file.content === "string")) continue;
    if ((file.size ?? 0) > MOST_FILE_BYTES) {
      round.note("TOO_LARGE", `${gist.html_url}: ${name} is over 10 MiB and is left out`, gist.html_url);
      continue;
    }
    files[name] = { ...file, truncated: false, content: await rawFile(file.raw_url, context, round) };
  }
  return { ...gist, files };
}

/** Raw files come from another origin: no token goes there. */
async function rawFile(url: string, context: CrawlContext<"gist">, round: CrawlRound): Promise<string> {
  const answer = await round.ask({
    key: `GET ${url}`,
    conditional: true,
    send: (headers) =>
      context.fetcher.fetch({
        url,
        headers,
        accept: "text/plain, */*",
        respectRobots: false,
        maxBytes: MOST_FILE_BYTES,
      }),
  });
  if (answer.status !== 200)
    throw new PermanentSourceError(`a file of the gist answered ${answer.status}`, { place: url });
  return new TextDecoder().decode(answer.body);
}
