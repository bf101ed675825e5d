/** Issues, pull requests and comments in the shape of GitHub's API, for tests to fill a server with. */
import type { ApiServer } from "./api-server.ts";

export interface SampleIssue {
  number: number;
  title?: string;
  body?: string;
  updated?: string;
  comments?: SampleComment[];
  pull?: boolean;
  user?: string | null;
}
export interface SampleComment {
  id: number;
  body: string;
  user?: string;
  created?: string;
  updated?: string;
}

export const REPOSITORY = "sample/runner";

export function issue(sample: SampleIssue): Record<string, unknown> {
  const { number, pull = false, user = "asker" } = sample;
  const html = `https://github.com/${REPOSITORY}/${pull ? "pull" : "issues"}/${number}`;
  return {
    number,
    title: sample.title ?? `Thread ${number}`,
    state: "open",
    html_url: html,
    user: user === null ? null : { login: user },
    labels: [],
    created_at: "2026-01-01T10:00:00Z",
    updated_at: sample.updated ?? "2026-01-02T10:00:00Z",
    body: sample.body ?? `Body of ${number}`,
    comments: sample.comments?.length ?? 0,
    ...(pull ? { pull_request: { url: html } } : {}),
  };
}

export function comment(origin: string, number: number, sample: SampleComment): Record<string, unknown> {
  const created = sample.created ?? "2026-01-02T09:00:00Z";
  return {
    id: sample.id,
    user: { login: sample.user ?? "replier" },
    created_at: created,
    updated_at: sample.updated ?? created,
    body: sample.body,
    html_url: `https://github.com/${REPOSITORY}/issues/${number}#issuecomment-${sample.id}`,
    issue_url: `${origin}/repos/${REPOSITORY}/issues/${number}`,
  };
}

/** Fills the server with these threads, the latest change first, as the API lists them. */
export function serveThreads(
  server: ApiServer,
  samples: readonly SampleIssue[],
  repository = REPOSITORY,
): void {
  const path = `/repos/${repository}`;
  const all = samples.map((sample) => ({ sample, wire: issue(sample) }));
  all.sort((a, b) => String(b.wire.updated_at).localeCompare(String(a.wire.updated_at)));
  server.set(`${path}/issues`, (_asked: unknown, url: URL) => {
    const per = Number(url.searchParams.get("per_page"));
    const page = Number(url.searchParams.get("page") ?? 1);
    const more = page * per < all.length;
    return {
      body: all.slice((page - 1) * per, page * per).map(({ wire }) => wire),
      headers: more ? { link: `<${server.origin}${path}/issues?page=${page + 1}>; rel="next"` } : {},
    };
  });
  const said = all.flatMap(({ sample }) =>
    (sample.comments ?? []).map((one) => comment(server.origin, sample.number, one)),
  );
  server.set(`${path}/issues/comments`, said);
  for (const { sample, wire } of all) {
    server.set(`${path}/issues/${sample.number}`, wire);
    server.set(
      `${path}/issues/${sample.number}/comments`,
      (sample.comments ?? []).map((one) => comment(server.origin, sample.number, one)),
    );
    if (sample.pull) {
      server.set(`${path}/pulls/${sample.number}/comments`, []);
      server.set(`${path}/pulls/${sample.number}/reviews`, []);
    }
  }
}
