/** Crawls gists by id and by account: one request a gist, further ones for files that GitHub cut off. */
import { CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import { type GithubApi, openGithubApi } from "../github/api.ts";
import { GoneError } from "../github/api-errors.ts";
import type { CrawlContext, SourceCrawler } from "../source-crawler.ts";
import { gistDraft } from "./adapter.ts";
import { fetchGist } from "./fetch-gist.ts";
import { gistListSchema } from "./wire.ts";

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
  const { context, round } = crawl;
  const { library, source } = context;
  const known = addresses(library.fetches.sourceState(source.id));
  try {
    const gist = await fetchGist(id, crawl);
    round.keep(gistDraft(gist), sealCapture("gist", gist));
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
