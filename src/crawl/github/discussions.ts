/** A repository's discussions over GraphQL, in the shape of threads. Knows nothing of documents. */
import { z } from "zod";
import type { GithubApi } from "./api.ts";
import { fingerprint } from "./thread-state.ts";
import type { WireComment, WireThread } from "./wire.ts";

const pageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const author = z.looseObject({ login: z.string() }).nullish();

const listedSchema = z.looseObject({
  number: z.number().int(),
  url: z.url({ protocol: /^https?$/ }),
  title: z.string(),
  updatedAt: z.string(),
  closed: z.boolean().nullish(),
  labels: z.looseObject({ nodes: z.array(z.looseObject({ name: z.string() })).nullish() }).nullish(),
  comments: z.looseObject({ totalCount: z.number().nullish() }).nullish(),
});
export type ListedDiscussion = z.infer<typeof listedSchema>;

const listedPage = z.looseObject({ pageInfo, nodes: z.array(listedSchema) });
const listSchema = z.looseObject({ repository: z.looseObject({ discussions: listedPage }).nullable() });
const searchSchema = z.looseObject({ search: listedPage });

const replySchema = z.looseObject({
  databaseId: z.number().nullish(),
  id: z.string().nullish(),
  url: z.string().nullish(),
  body: z.string(),
  createdAt: z.string(),
  isMinimized: z.boolean().nullish(),
  author,
});
const commentNode = replySchema.extend({
  replies: z.looseObject({ nodes: z.array(replySchema) }).nullish(),
});
const detailSchema = z.looseObject({
  repository: z
    .looseObject({
      discussion: z
        .looseObject({
          number: z.number().int(),
          title: z.string(),
          url: z.url({ protocol: /^https?$/ }),
          body: z.string(),
          createdAt: z.string(),
          updatedAt: z.string(),
          closed: z.boolean().nullish(),
          locked: z.boolean().nullish(),
          author,
          comments: z.looseObject({ pageInfo, nodes: z.array(commentNode) }),
        })
        .nullable(),
    })
    .nullable(),
});

const NODE =
  "number url title updatedAt lastEditedAt closed labels(first: 20) { nodes { name } } comments { totalCount }";

const LIST = `query($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) {
  discussions(first: 50, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) { pageInfo { hasNextPage endCursor }
    nodes { ${NODE} } } } }`;

const SEARCH = `query($q: String!, $after: String) { search(type: DISCUSSION, query: $q, first: 50, after: $after) {
  pageInfo { hasNextPage endCursor } nodes { ... on Discussion { ${NODE} } } } }`;

const DETAIL = `query($owner: String!, $name: String!, $number: Int!, $after: String) { repository(owner: $owner, name: $name) {
  discussion(number: $number) { number title url body createdAt updatedAt closed locked author { login }
    comments(first: 50, after: $after) { pageInfo { hasNextPage endCursor }
      nodes { databaseId url body createdAt isMinimized author { login }
        replies(first: 100) { nodes { databaseId url body createdAt isMinimized author { login } } } } } } } }`;

/** Pages of a discussion's comments past this are a broken cursor. */
const MOST_PAGES = 40;

export interface DiscussionPage {
  discussions: { listed: ListedDiscussion; fingerprint: string }[];
  more: boolean;
}

/**
 * Fifty at a time, the latest changes first; with a `query` those that GitHub's search finds in the repository.
 * @throws TokenNeededError where the server wants a token.
 */
export async function* discussionPages(
  repository: string,
  api: GithubApi,
  query: string | undefined,
): AsyncGenerator<DiscussionPage> {
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const found = await listPage({ repository, query, after }, api);
    if (!found) return;
    after = found.pageInfo.endCursor ?? null;
    const more = found.pageInfo.hasNextPage && after !== null;
    // The whole node goes into the fingerprint: whatever else the server tells of it counts as a change.
    yield { discussions: found.nodes.map((listed) => ({ listed, fingerprint: fingerprint(listed) })), more };
    if (!more) return;
  }
}

async function listPage(
  ask: { repository: string; query: string | undefined; after: string | null },
  api: GithubApi,
): Promise<z.infer<typeof listedPage> | undefined> {
  const { repository, query, after } = ask;
  if (query !== undefined) {
    const q = `repo:${repository} ${query} sort:updated-desc`;
    return (await api.graphql(SEARCH, { q, after }, searchSchema)).search;
  }
  const [owner, name] = repository.split("/");
  return (await api.graphql(LIST, { owner, name, after }, listSchema)).repository?.discussions;
}

/** The discussion with all its comments, each followed by its replies; undefined where it is gone. */
export async function fetchDiscussion(
  repository: string,
  number: number,
  api: GithubApi,
): Promise<WireThread | undefined> {
  const [owner, name] = repository.split("/");
  let after: string | null = null;
  let thread: WireThread | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: z.infer<typeof detailSchema> = await api.graphql(
      DETAIL,
      { owner, name, number, after },
      detailSchema,
    );
    const found = answer.repository?.discussion;
    if (!found) return thread;
    thread ??= {
      repository,
      issue: {
        number: found.number,
        title: found.title,
        state: found.closed ? "closed" : "open",
        html_url: found.url,
        user: found.author,
        created_at: found.createdAt,
        updated_at: found.updatedAt,
        body: found.body,
        locked: found.locked ?? null,
      },
      comments: [],
    };
    thread.comments.push(
      ...found.comments.nodes.flatMap((node) => [node, ...(node.replies?.nodes ?? [])]).map(asComment),
    );
    after = found.comments.pageInfo.endCursor ?? null;
    if (!found.comments.pageInfo.hasNextPage || after === null) return thread;
  }
  return thread;
}

function asComment(node: z.infer<typeof replySchema>): WireComment {
  return {
    id: node.databaseId ?? node.id ?? "",
    user: node.author ?? null,
    created_at: node.createdAt,
    body: node.body,
    html_url: node.url ?? null,
    minimized: node.isMinimized ?? false,
  };
}
