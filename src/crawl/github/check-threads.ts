/** Notices what a list of threads does not show: comments edited in place, and threads deleted or moved away. */

import { canonicalUrl } from "./adapter.ts";
import { GoneError } from "./api-errors.ts";
import type { GithubCrawl } from "./crawler.ts";
import type { ThreadCandidate, ThreadListing } from "./list-threads.ts";
import { fingerprint } from "./thread-state.ts";
import { issueSchema, repositoryCommentListSchema } from "./wire.ts";

/** Threads missing from the list that one run asks about. */
const MOST_MISSING = 20;

/**
 * The latest comments of the repository in one request: those that read differently than last time lead to their
 * threads. Left out where 60 requests an hour are all there is.
 */
export async function editedThreads(crawl: GithubCrawl, listing: ThreadListing): Promise<ThreadCandidate[]> {
  const { context, api, state } = crawl;
  const { repository, query, include } = context.source;
  if (!repository || query || api.anonymous || !include.some((what) => what === "issues" || what === "pulls"))
    return [];
  const { value: comments } = await api.get(
    `/repos/${repository}/issues/comments`,
    { sort: "updated", direction: "desc", per_page: 100 },
    repositoryCommentListSchema,
  );
  const before = state.comments;
  state.comments = Object.fromEntries(
    comments.map((comment) => [String(comment.id), fingerprint([comment.updated_at, comment.body])]),
  );
  const numbers = new Set<number>();
  for (const comment of comments) {
    const was = before[String(comment.id)];
    const number = Number(comment.issue_url?.match(/\/(\d+)$/)?.[1]);
    if (was !== undefined && was !== state.comments[String(comment.id)] && number > 0) numbers.add(number);
  }
  const listed = new Set(listing.candidates.map(({ issue }) => issue.number));
  const edited: ThreadCandidate[] = [];
  for (const number of numbers) {
    if (listed.has(number)) continue;
    const { value: issue } = await api.get(`/repos/${repository}/issues/${number}`, {}, issueSchema);
    if (state.threads[canonicalUrl(issue.html_url)] !== undefined) edited.push({ repository, issue });
  }
  return edited;
}

/** After a walk to the end of the list: threads that we have and the list has not are asked for one by one. */
export async function goneThreads(crawl: GithubCrawl, listing: ThreadListing): Promise<void> {
  const { context, api, round, state } = crawl;
  const { repository, query } = context.source;
  if (!repository || query) return;
  const missing = Object.keys(state.threads).filter((url) => !listing.listed.has(url));
  for (const url of missing.slice(0, MOST_MISSING)) {
    const number = url.match(/\/(?:issues|pull)\/(\d+)$/)?.[1];
    if (!number) continue;
    try {
      const { value: issue } = await api.get(`/repos/${repository}/issues/${number}`, {}, issueSchema);
      const now = canonicalUrl(issue.html_url);
      if (now === url) continue;
      round.gone(url, `moved to ${now}`);
      delete state.threads[url];
    } catch (error) {
      if (!(error instanceof GoneError)) {
        round.fault(error, url);
        continue;
      }
      round.gone(url, "deleted at its source");
      delete state.threads[url];
    }
  }
}
