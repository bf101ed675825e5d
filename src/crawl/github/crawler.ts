/** Crawls a GitHub source: threads that are new or changed, discussions, releases, and what became of those it had. */
import { CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import type { CrawlContext, SourceCrawler } from "../source-crawler.ts";
import { canonicalUrl, threadDraft } from "./adapter.ts";
import { type GithubApi, openGithubApi } from "./api.ts";
import { GoneError, TokenNeededError } from "./api-errors.ts";
import { editedThreads, goneThreads } from "./check-threads.ts";
import { takeDiscussions } from "./crawl-discussions.ts";
import { takeReleases } from "./crawl-releases.ts";
import { fetchThread, markMinimized, THREADS_A_QUERY } from "./fetch-threads.ts";
import { listThreads, type ThreadCandidate } from "./list-threads.ts";
import { type GithubState, issueFingerprint, readGithubState } from "./thread-state.ts";
import { threadWorth } from "./thread-worth.ts";
import type { WireThread } from "./wire.ts";

/** What the parts of this crawl share. */
export interface GithubCrawl {
  context: CrawlContext<"github">;
  round: CrawlRound;
  api: GithubApi;
  state: GithubState;
}

export const crawlGithub: SourceCrawler<"github"> = async (context) => {
  const { source, library } = context;
  const round = new CrawlRound(context);
  const state = readGithubState(library.fetches.sourceState(source.id));
  const crawl: GithubCrawl = { context, round, api: await openGithubApi(context, round), state };
  try {
    await takeThreads(crawl);
    if (source.repository && source.include.includes("discussions"))
      await takeDiscussions(crawl, source.repository);
    if (source.repository && source.include.includes("releases"))
      await takeReleases(crawl, source.repository);
  } catch (error) {
    // What was taken stays taken; the round stays open and goes on where it was.
    library.fetches.putSourceState(source.id, state, context.clock().toISOString());
    round.end({ whole: false });
    throw error;
  }
  library.fetches.putSourceState(source.id, state, context.clock().toISOString());
  return round.end({ whole: true });
};

async function takeThreads(crawl: GithubCrawl): Promise<void> {
  const { context, api, state } = crawl;
  const listing = await listThreads(context, api, state);
  const edited = await editedThreads(crawl, listing);
  const candidates = [...edited, ...listing.candidates].sort(
    (a, b) => threadWorth(b.issue) - threadWorth(a.issue),
  );
  const taken = candidates.slice(0, context.maxDocuments);
  let failed = 0;
  for (let at = 0; at < taken.length; at += THREADS_A_QUERY)
    failed += await takeBatch(crawl, taken.slice(at, at + THREADS_A_QUERY));
  if (listing.toTheEnd) await goneThreads(crawl, listing);
  state.whole = (listing.toTheEnd || state.whole) && taken.length === candidates.length && failed === 0;
}

/** Returns how many of them failed. */
async function takeBatch(crawl: GithubCrawl, batch: readonly ThreadCandidate[]): Promise<number> {
  const { api } = crawl;
  // All are asked for at once; the fetcher lets them out one after another.
  const answers = await Promise.allSettled(batch.map((candidate) => fetchThread(candidate, api)));
  const threads = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  if (api.authorised) await hideMinimized(crawl, threads);
  for (const thread of threads) keepThread(crawl, thread);
  let failed = 0;
  for (const [at, answer] of answers.entries())
    if (answer.status === "rejected") failed += noteFailure(crawl, answer.reason, batch[at]!);
  return failed;
}

/** Returns 1 where the thread is to be tried again in a later run. */
function noteFailure({ round }: GithubCrawl, error: unknown, { issue }: ThreadCandidate): 0 | 1 {
  const url = canonicalUrl(issue.html_url);
  if (error instanceof GoneError) {
    round.gone(url, error.message);
    return 0;
  }
  round.fault(error, url);
  return 1;
}

function keepThread({ round, state }: GithubCrawl, thread: WireThread): void {
  const url = canonicalUrl(thread.issue.html_url);
  round.keep(threadDraft(thread), sealCapture("thread", thread));
  state.threads[url] = issueFingerprint(thread.issue);
}

/** Without the answer the threads are taken whole: a hidden comment more is better than none of the thread. */
async function hideMinimized({ api, round }: GithubCrawl, threads: readonly WireThread[]): Promise<void> {
  const byRepository = Map.groupBy(threads, (thread) => thread.repository);
  for (const group of byRepository.values()) {
    try {
      await markMinimized(group, api);
    } catch (error) {
      if (error instanceof TokenNeededError) return;
      round.fault(error, null, { document: false });
    }
  }
}
