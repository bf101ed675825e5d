/** Fetches what belongs to issues and pull requests besides the opening post: comments, reviews, what was hidden. */
import { z } from "zod";
import { threadFamily } from "./adapter.ts";
import type { GithubApi } from "./api.ts";
import type { ThreadCandidate } from "./list-threads.ts";
import {
  commentListSchema,
  reviewCommentListSchema,
  reviewListSchema,
  type WireReviewComment,
  type WireThread,
} from "./wire.ts";

/** Threads whose hidden comments one GraphQL query asks for. */
export const THREADS_A_QUERY = 20;

/** @throws what GithubApi throws; GoneError where the thread was deleted meanwhile. */
export async function fetchThread(candidate: ThreadCandidate, api: GithubApi): Promise<WireThread> {
  const { repository, issue } = candidate;
  const path = `/repos/${repository}`;
  const thread: WireThread = { repository, issue, comments: [] };
  if (issue.comments !== 0)
    thread.comments = await all(api, `${path}/issues/${issue.number}/comments`, commentListSchema);
  if (threadFamily(issue) === "github-pull") {
    thread.reviewComments = await all(api, `${path}/pulls/${issue.number}/comments`, reviewCommentListSchema);
    thread.reviews = await all(api, `${path}/pulls/${issue.number}/reviews`, reviewListSchema);
  }
  return thread;
}

async function all<Entry>(api: GithubApi, path: string, schema: z.ZodType<Entry[]>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const page of api.pages(path, {}, schema)) entries.push(...page.value);
  return entries;
}

const hiddenSchema = z.looseObject({
  repository: z.record(z.string(), z.unknown()).nullable(),
});
const threadCommentsSchema = z.looseObject({
  comments: z.looseObject({
    nodes: z.array(
      z.looseObject({ databaseId: z.number().nullish(), isMinimized: z.boolean().nullish() }).nullable(),
    ),
  }),
});

/**
 * Marks the comments that maintainers hid (spam, abuse, off-topic …), for threads of one repository. REST does not tell,
 * so this takes a token.
 */
export async function markMinimized(threads: readonly WireThread[], api: GithubApi): Promise<void> {
  const said = threads.filter((thread) => thread.comments.length > 0);
  if (said.length === 0) return;
  const [owner, name] = said[0]!.repository.split("/");
  const asked = said
    .map(
      ({ issue }) =>
        `t${issue.number}: issueOrPullRequest(number: ${issue.number}) { ... on Issue { ...said } ... on PullRequest { ...saidOnPull } }`,
    )
    .join(" ");
  const comments = "{ comments(first: 100) { nodes { databaseId isMinimized } } }";
  const query = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${asked} } } fragment said on Issue ${comments} fragment saidOnPull on PullRequest ${comments}`;
  const { repository } = await api.graphql(query, { owner, name }, hiddenSchema);
  for (const thread of said) {
    const answer = threadCommentsSchema.safeParse(repository?.[`t${thread.issue.number}`]);
    if (!answer.success) continue;
    const hidden = new Set(
      answer.data.comments.nodes.filter((node) => node?.isMinimized).map((node) => node?.databaseId),
    );
    for (const comment of thread.comments as WireReviewComment[])
      if (hidden.has(Number(comment.id))) comment.minimized = true;
  }
}
