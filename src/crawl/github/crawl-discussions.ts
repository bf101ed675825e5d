/** The discussions of a GitHub source: those new or changed since the last run, as threads. */
import { sealCapture } from "../document-capture.ts";
import { canonicalUrl, threadDraft } from "./adapter.ts";
import { TokenNeededError } from "./api-errors.ts";
import type { GithubCrawl } from "./crawler.ts";
import { discussionPages, fetchDiscussion, type ListedDiscussion } from "./discussions.ts";

/** GitHub tells discussions over GraphQL only, and GraphQL to those with a token only. */
export async function takeDiscussions(crawl: GithubCrawl, repository: string): Promise<void> {
  const { context, round, api } = crawl;
  const skipped = `${repository}: discussions are left out: GitHub gives them to those with a GITHUB_TOKEN only`;
  if (api.anonymous)
    return round.note("NEEDS_TOKEN", skipped, `https://github.com/${repository}/discussions`);
  try {
    await takeChanged(crawl, repository);
  } catch (error) {
    if (!(error instanceof TokenNeededError)) throw error;
    round.note(
      "NEEDS_TOKEN",
      `${skipped} (${error.message})`,
      `https://github.com/${repository}/discussions`,
    );
  }
  context.signal.throwIfAborted();
}

async function takeChanged({ context, round, api, state }: GithubCrawl, repository: string): Promise<void> {
  const { source } = context;
  for await (const { discussions, more } of discussionPages(repository, api, source.query)) {
    let news = 0;
    for (const { listed, fingerprint } of discussions) {
      const url = canonicalUrl(listed.url);
      if (!wanted(listed, source) || state.discussions[url] === fingerprint) continue;
      if (round.taken >= context.maxDocuments) return;
      news++;
      try {
        const thread = await fetchDiscussion(repository, listed.number, api);
        if (thread) {
          round.keep(threadDraft(thread), sealCapture("thread", thread));
          state.discussions[url] = fingerprint;
        } else round.gone(url, "deleted at its source");
      } catch (error) {
        round.fault(error, url);
      }
    }
    const older = discussions.at(-1)?.listed.updatedAt;
    if (!more || news === 0 || (source.since !== undefined && older !== undefined && older < source.since))
      return;
  }
}

function wanted(
  listed: ListedDiscussion,
  source: {
    state: "open" | "closed" | "all";
    labels: string[];
    query?: string | undefined;
    since?: string | undefined;
  },
): boolean {
  const labels = new Set(listed.labels?.nodes?.map((label) => label.name));
  return (
    (source.state === "all" || (source.state === "closed") === (listed.closed === true)) &&
    source.labels.every((label) => labels.has(label)) &&
    (source.since === undefined || listed.updatedAt >= source.since)
  );
}
