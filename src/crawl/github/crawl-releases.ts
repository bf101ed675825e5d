/** The release notes of a GitHub source, each release a document. */
import { sealCapture } from "../document-capture.ts";
import { releaseDraft } from "./adapter.ts";
import type { GithubCrawl } from "./crawler.ts";
import { fingerprint } from "./thread-state.ts";
import { releaseListSchema } from "./wire.ts";

/** The latest hundred: older notes tell of versions that nobody runs. */
export async function takeReleases(crawl: GithubCrawl, repository: string): Promise<void> {
  const { context, round, api, state } = crawl;
  const { value: releases } = await api.get(
    `/repos/${repository}/releases`,
    { per_page: 100 },
    releaseListSchema,
  );
  for (const release of releases) {
    if (release.draft || !release.body?.trim()) continue;
    const print = fingerprint([release.name, release.tag_name, release.body]);
    const id = String(release.id);
    if (state.releases[id] === print) continue;
    if (round.taken >= context.maxDocuments) return;
    const input = { repository, release };
    round.keep(releaseDraft(input), sealCapture("release", input));
    state.releases[id] = print;
  }
}
