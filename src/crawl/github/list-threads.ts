/** Which issues and pull requests of a source are new or changed: from the repository's list, or from a search. */
import type { SourceOf } from "../../config/sources-schema.ts";
import type { CrawlContext } from "../source-crawler.ts";
import { canonicalUrl, threadFamily } from "./adapter.ts";
import type { GithubApi } from "./api.ts";
import { type GithubState, issueFingerprint } from "./thread-state.ts";
import { issueListSchema, searchAnswerSchema, type WireIssue } from "./wire.ts";

export interface ThreadCandidate {
  repository: string;
  issue: WireIssue;
}

export interface ThreadListing {
  candidates: ThreadCandidate[];
  /** The addresses of all threads that were listed. */
  listed: Set<string>;
  /** The list was walked to its end. */
  toTheEnd: boolean;
}

/** The candidates are looked over for the most promising ones, this many more than may be taken. */
const LOOK_AHEAD = 100;
/** A search gives at most 1,000 results. */
const MOST_SEARCH_PAGES = 10;

/** @throws GoneError where there is no such repository, and what GithubApi throws. */
export async function listThreads(
  context: CrawlContext<"github">,
  api: GithubApi,
  state: GithubState,
): Promise<ThreadListing> {
  const { source } = context;
  const listing: ThreadListing = { candidates: [], listed: new Set(), toTheEnd: true };
  const wanted = source.include.filter((what) => what === "issues" || what === "pulls");
  if (wanted.length === 0) return listing;
  const enough = () => listing.candidates.length >= context.maxDocuments + LOOK_AHEAD;
  const lists = source.query ? searches(source, api) : [repositoryList(source, api)];
  for (const pages of lists) {
    for await (const { issues, more } of pages) {
      let news = 0;
      for (const issue of issues) {
        const url = canonicalUrl(issue.html_url);
        const what = threadFamily(issue) === "github-pull" ? "pulls" : "issues";
        const repository = repositoryOf(issue) ?? source.repository;
        if (!repository || !source.include.includes(what) || listing.listed.has(url)) continue;
        if (!source.repository && context.listedRepositories.has(repository.toLowerCase())) continue;
        listing.listed.add(url);
        if (state.threads[url] === issueFingerprint(issue)) continue;
        news++;
        listing.candidates.push({ repository, issue });
      }
      // The latest changes stand first: once all was taken, a page without news ends the walk.
      const stop = enough() || (state.whole && news === 0);
      if (more && stop) listing.toTheEnd = false;
      if (stop) break;
    }
  }
  return listing;
}

interface IssuePage {
  issues: WireIssue[];
  more: boolean;
}

async function* repositoryList(source: SourceOf<"github">, api: GithubApi): AsyncGenerator<IssuePage> {
  const parameters = {
    state: source.state,
    sort: "updated",
    direction: "desc",
    ...(source.labels.length > 0 ? { labels: source.labels.join(",") } : {}),
    ...(source.since ? { since: startOf(source.since) } : {}),
  };
  for await (const page of api.pages(`/repos/${source.repository}/issues`, parameters, issueListSchema))
    yield { issues: page.value, more: page.more };
}

/** Issues and pulls apart: GitHub's search wants to be told which. */
function searches(source: SourceOf<"github">, api: GithubApi): AsyncGenerator<IssuePage>[] {
  const qualifiers = [
    source.query,
    ...(source.repository ? [`repo:${source.repository}`] : []),
    ...(source.state === "all" ? [] : [`state:${source.state}`]),
    ...source.labels.map((label) => `label:"${label.replaceAll('"', "")}"`),
    ...(source.since ? [`updated:>=${source.since.slice(0, 10)}`] : []),
  ].join(" ");
  const kinds = [
    ...(source.include.includes("issues") ? ["is:issue"] : []),
    ...(source.include.includes("pulls") ? ["is:pr"] : []),
  ];
  return kinds.map((kind) => search(`${qualifiers} ${kind}`, api));
}

async function* search(q: string, api: GithubApi): AsyncGenerator<IssuePage> {
  let seen = 0;
  for (let page = 1; page <= MOST_SEARCH_PAGES; page++) {
    const parameters = { q, sort: "updated", order: "desc", per_page: 100, ...(page > 1 ? { page } : {}) };
    const { value } = await api.get("/search/issues", parameters, searchAnswerSchema);
    seen += value.items.length;
    const more = value.items.length > 0 && seen < Math.min(value.total_count, 1000);
    yield { issues: value.items, more };
    if (!more) return;
  }
}

/** owner/name from the API's own field, else from the thread's address. */
function repositoryOf(issue: WireIssue): string | undefined {
  const fromApi = issue.repository_url?.match(/\/repos\/([^/]+\/[^/]+)$/)?.[1];
  return fromApi ?? new URL(issue.html_url).pathname.match(/^\/([^/]+\/[^/]+)\//)?.[1];
}

function startOf(day: string): string {
  return day.includes("T") ? day : `${day}T00:00:00Z`;
}
