/** Fetches one gist whole: files that GitHub cut off come from their raw address. */
import { PermanentSourceError } from "../../record/errors.ts";
import type { CrawlRound } from "../crawl-round.ts";
import type { GithubApi } from "../github/api.ts";
import type { AnyCrawlContext } from "../source-crawler.ts";
import { gistSchema, type WireGist } from "./wire.ts";

/** GitHub itself gives no file above this in the answer; we take no file above it at all. */
const MOST_FILE_BYTES = 10 * 1024 * 1024;

export interface GistCrawl {
  context: AnyCrawlContext;
  round: CrawlRound;
  api: GithubApi;
}

/** @throws GoneError where there is no such gist, and what GithubApi throws. */
export async function fetchGist(id: string, crawl: GistCrawl): Promise<WireGist> {
  const { value: gist } = await crawl.api.get(`/gists/${id}`, {}, gistSchema);
  const files = { ...gist.files };
  for (const [name, file] of Object.entries(gist.files)) {
    if (!file.raw_url || (!file.truncated && typeof file.content === "string")) continue;
    if ((file.size ?? 0) > MOST_FILE_BYTES) {
      crawl.round.note(
        "TOO_LARGE",
        `${gist.html_url}: ${name} is over 10 MiB and is left out`,
        gist.html_url,
      );
      continue;
    }
    files[name] = { ...file, truncated: false, content: await rawFile(file.raw_url, crawl) };
  }
  return { ...gist, files };
}

/** Raw files come from another origin: no token goes there. */
async function rawFile(url: string, { context, round }: GistCrawl): Promise<string> {
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
