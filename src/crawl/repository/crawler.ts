/** Crawls files of a repository by glob: one tree, then only the blobs whose hash is new. */
import { z } from "zod";
import { PermanentSourceError } from "../../record/errors.ts";
import { CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import { type GithubApi, openGithubApi } from "../github/api.ts";
import { repositorySchema, type WireRepository } from "../github/wire.ts";
import type { CrawlContext, SourceCrawler } from "../source-crawler.ts";
import { fileDraft, type RepositoryFile } from "./adapter.ts";
import { licenceOf } from "./licence.ts";
import { blobSchema, treeSchema, type WireTreeEntry } from "./wire.ts";

/** A text file above this is a data dump. */
const MOST_FILE_BYTES = 2 * 1024 * 1024;

/** What was taken last time: the blob's hash and the document's address, by path. */
const stateSchema = z.record(z.string(), z.object({ sha: z.string(), url: z.string() }));
type State = z.infer<typeof stateSchema>;

interface Crawl {
  context: CrawlContext<"repository">;
  round: CrawlRound;
  api: GithubApi;
  facts: WireRepository;
  ref: string;
  state: State;
}

export const crawlRepository: SourceCrawler<"repository"> = async (context) => {
  const { source, library } = context;
  const round = new CrawlRound(context);
  const stored = stateSchema.safeParse(library.fetches.sourceState(source.id) ?? {});
  const state = stored.success ? stored.data : {};
  try {
    const api = await openGithubApi(context, round);
    const { value: facts } = await api.get(`/repos/${source.repository}`, {}, repositorySchema);
    const ref = source.ref ?? facts.default_branch ?? "HEAD";
    await takeFiles({ context, round, api, facts, ref, state });
  } catch (error) {
    library.fetches.putSourceState(source.id, state, context.clock().toISOString());
    round.end({ whole: false });
    throw error;
  }
  library.fetches.putSourceState(source.id, state, context.clock().toISOString());
  return round.end({ whole: true });
};

async function takeFiles(crawl: Crawl): Promise<void> {
  const { context, round, state } = crawl;
  const entries = await listFiles(crawl);
  for (const path of Object.keys(state)) {
    if (entries.some((entry) => entry.path === path)) continue;
    round.gone(state[path]!.url, "no longer in the repository");
    delete state[path];
  }
  for (const entry of entries) {
    const known = state[entry.path];
    if (known?.sha === entry.sha && context.library.documents.byUrl(known.url)?.state === "live") continue;
    if (round.taken >= context.maxDocuments) break;
    try {
      await takeFile(entry, crawl);
    } catch (error) {
      round.fault(error, `${crawl.facts.html_url}/blob/${crawl.ref}/${entry.path}`);
    }
  }
}

/** The files that the source's globs name; the rest of the tree is never fetched. */
async function listFiles({ context, round, api, ref }: Crawl): Promise<WireTreeEntry[]> {
  const { source } = context;
  const { default: picomatch } = await import("picomatch");
  const named = picomatch(source.paths, { dot: true });
  const path = `/repos/${source.repository}/git/trees/${encodeURIComponent(ref)}`;
  const { value: tree } = await api.get(path, { recursive: "1" }, treeSchema);
  if (tree.truncated) {
    const message = `${source.repository}: the tree is too large for one answer; files past its cut are not seen`;
    round.note("TREE_CUT_OFF", message);
  }
  return tree.tree.filter((entry) => {
    if (entry.type !== "blob" || !named(entry.path)) return false;
    return (entry.size ?? 0) <= MOST_FILE_BYTES;
  });
}

async function takeFile(entry: WireTreeEntry, crawl: Crawl): Promise<void> {
  const { context, round, api, facts, ref, state } = crawl;
  const { repository } = context.source;
  const { value: blob } = await api.get(`/repos/${repository}/git/blobs/${entry.sha}`, {}, blobSchema);
  const bytes =
    blob.encoding === "base64" ? Buffer.from(blob.content, "base64") : Buffer.from(blob.content, "utf8");
  if (bytes.subarray(0, 8000).includes(0))
    throw new PermanentSourceError("not a text file", { place: entry.path });
  const file: RepositoryFile = {
    repository,
    ref,
    path: entry.path,
    content: new TextDecoder().decode(bytes),
    licence: licenceOf(facts),
    repositoryUrl: facts.html_url,
  };
  const draft = fileDraft(file);
  round.keep(draft, sealCapture("file", file));
  state[entry.path] = { sha: entry.sha, url: draft.url };
}
