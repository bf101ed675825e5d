/** Takes what a source's documents link to one step further, within the source's own limits. */
import { z } from "zod";
import { PermanentSourceError } from "../../record/errors.ts";
import { cleanBody } from "../clean-body.ts";
import { CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import { gistDraft } from "../gist/adapter.ts";
import { fetchGist } from "../gist/fetch-gist.ts";
import { type GithubApi, openGithubApi } from "../github/api.ts";
import { repositorySchema } from "../github/wire.ts";
import { fileDraft, type RepositoryFile } from "../repository/adapter.ts";
import { licenceOf } from "../repository/licence.ts";
import type { AnyCrawlContext } from "../source-crawler.ts";
import { type LinkTarget, linkTarget } from "./link-targets.ts";
import { pasteDraft } from "./paste-draft.ts";

/** What one run follows at most. */
const MOST_TARGETS = 50;
const MOST_FILE_BYTES = 2 * 1024 * 1024;
/** A target is asked for again after this time. */
const AGAIN_AFTER_MS = 7 * 24 * 3600 * 1000;

/** By target: when it was last asked for, and the document that it became, if any. */
const stateSchema = z.record(z.string(), z.object({ at: z.string(), document: z.string().nullable() }));
type State = z.infer<typeof stateSchema>;

const contentsSchema = z.looseObject({
  type: z.literal("file"),
  encoding: z.literal("base64"),
  content: z.string(),
  size: z.number().int().nonnegative(),
});

interface Follow {
  context: AnyCrawlContext;
  round: CrawlRound;
  api: GithubApi;
}

/** @throws what is about the whole run: an abort, a full disk, used-up limits. Then the rest follows in a later run. */
export async function followLinks(context: AnyCrawlContext): Promise<void> {
  const { library, source, clock } = context;
  const name = `${source.id} follow`;
  const stored = stateSchema.safeParse(library.fetches.sourceState(name) ?? {});
  const state: State = stored.success ? stored.data : {};
  const round = new CrawlRound(context, name);
  const changedBefore = context.tally.documents.changed;
  const targets = followed(context, state);
  if (targets.length === 0) return void round.end({ whole: true, counted: false });
  const follow = { context, round, api: await openGithubApi(context, round) };
  for (const target of targets) {
    if (round.taken >= context.maxDocuments) break;
    const at = clock().toISOString();
    try {
      state[target.url] = { at, document: await takeTarget(target, follow) };
    } catch (error) {
      round.fault(error, target.url);
      state[target.url] = { at, document: state[target.url]?.document ?? null };
    } finally {
      library.fetches.putSourceState(name, state, at);
    }
  }
  // The source's own round had counted these as unchanged.
  context.tally.documents.unchanged -= context.tally.documents.changed - changedBefore;
  round.end({ whole: true, counted: false });
}

/** Targets of the source's documents that are due, in order of the documents' addresses; never a followed one's own links. */
function followed({ library, source, clock }: AnyCrawlContext, state: State): LinkTarget[] {
  const fromHere = new Set(Object.values(state).map(({ document }) => document));
  const now = clock().getTime();
  const targets = new Map<string, LinkTarget>();
  for (const document of library.documents.each({ source: source.id })) {
    if (document.state === "gone" || fromHere.has(document.url)) continue;
    for (const link of document.links) {
      const target = linkTarget(link.url);
      if (!target || targets.has(target.url) || targets.size >= MOST_TARGETS) continue;
      const before = state[target.url];
      if (before ? now - Date.parse(before.at) < AGAIN_AFTER_MS : library.documents.byUrl(target.url))
        continue;
      targets.set(target.url, target);
    }
  }
  return [...targets.values()];
}

/** The address of the document that the target became. */
async function takeTarget(target: LinkTarget, follow: Follow): Promise<string> {
  const { round } = follow;
  if (target.kind === "gist") {
    const gist = await fetchGist(target.id, follow);
    round.keep(gistDraft(gist), sealCapture("gist", gist));
    return gist.html_url;
  }
  if (target.kind === "paste") {
    const input = { url: target.url, text: await pasteText(target.raw, follow) };
    round.keep(pasteDraft(input), sealCapture("paste", input));
    return target.url;
  }
  const file = await repositoryFile(target, follow);
  const draft = fileDraft(file);
  round.keep(draft, sealCapture("file", file));
  return draft.url;
}

async function repositoryFile(
  target: Extract<LinkTarget, { kind: "file" }>,
  { api }: Follow,
): Promise<RepositoryFile> {
  const { repository, ref, path } = target;
  const { value: facts } = await api.get(`/repos/${repository}`, {}, repositorySchema);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const { value: file } = await api.get(`/repos/${repository}/contents/${encoded}`, { ref }, contentsSchema);
  if (file.size > MOST_FILE_BYTES)
    throw new PermanentSourceError("the file is over 2 MiB", { place: target.url });
  const content = new TextDecoder().decode(Buffer.from(file.content, "base64"));
  return { repository, ref, path, content, licence: licenceOf(facts), repositoryUrl: facts.html_url };
}

async function pasteText(raw: string, { context, round }: Follow): Promise<string> {
  const answer = await round.ask({
    key: `GET ${raw}`,
    conditional: true,
    send: (headers) =>
      context.fetcher.fetch({ url: raw, headers, accept: "text/plain", maxBytes: MOST_FILE_BYTES }),
  });
  const type = answer.headers["content-type"] ?? "";
  if (answer.status !== 200 || !/^text\/plain\b/.test(type))
    throw new PermanentSourceError(`answered ${answer.status} ${type}`, { place: raw });
  return cleanBody(new TextDecoder().decode(answer.body));
}
