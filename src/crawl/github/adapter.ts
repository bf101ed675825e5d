/** Makes one document of a GitHub thread or release: who wrote what when, in order. Knows nothing of requests. */
import type { Family } from "../../record/axes.ts";
import type { DocumentDraft } from "../../record/document.ts";
import { cleanBody } from "../clean-body.ts";
import { DocumentText, oneLine } from "../document-text.ts";
import { markdownLinks } from "../follow/markdown-links.ts";
import type { WireIssue, WireRelease, WireThread } from "./wire.ts";

/** GitHub shows this name where an account was deleted. */
const DELETED_ACCOUNT = "ghost";

interface Reply {
  kind: "comment" | "review";
  /** What stands last in the heading line. */
  role: string;
  author: string | null;
  at: string;
  name: string;
  url: string | null;
  body: string;
}

/**
 * The thread as one document. Replies stand in order of time; minimised and empty ones are left out.
 */
export function threadDraft(thread: WireThread): DocumentDraft {
  const { issue } = thread;
  const text = new DocumentText();
  text.heading(1, issue.title);
  const author = nameOf(issue.user);
  post(text, {
    kind: "post",
    role: "opening post",
    author,
    at: issue.created_at,
    name: null,
    url: canonicalUrl(issue.html_url),
    body: issue.body ?? "",
  });
  const said = replies(thread);
  for (const reply of said) post(text, reply);
  const whole = text.toString();
  return {
    url: canonicalUrl(issue.html_url),
    family: threadFamily(issue),
    title: oneLine(issue.title),
    author,
    published: issue.created_at,
    updated: [issue.updated_at, ...said.map((reply) => reply.at)].sort().at(-1) ?? null,
    licence: thread.licence ?? null,
    text: whole,
    parts: text.parts,
    links: markdownLinks(whole),
    publication: "quote",
  };
}

/** Issues, pulls and discussions are told apart by their address and GitHub's own mark. */
export function threadFamily(issue: WireIssue): Family {
  if (/\/discussions\/\d+/.test(issue.html_url)) return "github-discussion";
  return issue.pull_request || /\/pull\/\d+/.test(issue.html_url) ? "github-pull" : "github-issue";
}

/** A release's notes as a document of its own. */
export function releaseDraft(input: {
  repository: string;
  release: WireRelease;
  licence?: string | null | undefined;
}): DocumentDraft {
  const { release, repository } = input;
  const title = `${repository} ${release.name?.trim() || release.tag_name}`;
  const text = new DocumentText();
  text.heading(1, title);
  const author = nameOf(release.author);
  const at = release.published_at ?? release.created_at;
  text.part({ kind: "body", author, at, name: release.tag_name }, cleanBody(release.body ?? ""));
  const whole = text.toString();
  return {
    url: canonicalUrl(release.html_url),
    family: "github-release",
    title: oneLine(title),
    author,
    published: at,
    updated: at,
    licence: input.licence ?? null,
    text: whole,
    parts: text.parts,
    links: markdownLinks(whole),
    publication: "quote",
  };
}

/** Without fragment and query: one address for one thread. */
export function canonicalUrl(address: string): string {
  const url = new URL(address);
  url.hash = "";
  url.search = "";
  return url.href;
}

function replies(thread: WireThread): Reply[] {
  const comments = thread.comments
    .filter((comment) => comment.minimized !== true)
    .map(
      (comment): Reply => ({ ...reply(comment), kind: "comment", role: "comment", at: comment.created_at }),
    );
  const onLines = (thread.reviewComments ?? [])
    .filter((comment) => comment.minimized !== true)
    .map(
      (comment): Reply => ({
        ...reply(comment),
        kind: "review",
        role: comment.path ? `review comment on ${comment.path}` : "review comment",
        at: comment.created_at,
      }),
    );
  const verdicts = (thread.reviews ?? []).map(
    (review): Reply => ({ ...reply(review), kind: "review", role: "review", at: review.submitted_at ?? "" }),
  );
  // Sorting is stable: replies of the same second keep the order in which GitHub gave them.
  return [...comments, ...onLines, ...verdicts].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function nameOf(account: { login: string } | null | undefined): string | null {
  return account ? oneLine(account.login) : null;
}

function reply(comment: {
  id: number | string;
  user?: { login: string } | null | undefined;
  body?: string | null | undefined;
  html_url?: string | null | undefined;
}): Omit<Reply, "kind" | "role" | "at"> {
  return {
    author: nameOf(comment.user),
    name: String(comment.id),
    url: comment.html_url ?? null,
    body: comment.body ?? "",
  };
}

function post(
  text: DocumentText,
  words: Omit<Reply, "kind" | "name"> & { kind: "post" | "comment" | "review"; name: string | null },
): void {
  const body = cleanBody(words.body);
  if (body.trim() === "") return;
  text.heading(
    2,
    [words.author ?? DELETED_ACCOUNT, words.at, words.role].filter((word) => word !== "").join(" · "),
  );
  text.part(
    { kind: words.kind, author: words.author, at: words.at || null, name: words.name, url: words.url },
    body,
  );
}
