/** Makes a document of one file of a repository: Markdown as it stands, any other text fenced. Knows nothing of requests. */
import type { DocumentDraft } from "../../record/document.ts";
import { cleanBody } from "../clean-body.ts";
import { DocumentText } from "../document-text.ts";
import { markdownLinks } from "../follow/markdown-links.ts";

export interface RepositoryFile {
  /** owner/name */
  repository: string;
  /** Branch, tag or commit that the address names. */
  ref: string;
  /** Inside the repository, with forward slashes. */
  path: string;
  content: string;
  licence: string | null;
  /** The repository's page, e.g. https://github.com/owner/name. */
  repositoryUrl: string;
  /** ISO 8601, where known. */
  updated?: string | null;
}

const MARKDOWN = /\.(?:md|markdown|mdx|mdown|mkd|rst|txt|adoc)$/i;

export function fileDraft(file: RepositoryFile): DocumentDraft {
  const body = cleanBody(file.content);
  const author = file.repository.split("/")[0] ?? null;
  const facts = { kind: "body" as const, author, at: file.updated ?? null, name: file.path };
  const text = new DocumentText();
  if (MARKDOWN.test(file.path)) text.part(facts, body);
  else {
    text.heading(1, file.path);
    text.fenced(
      { ...facts, language: file.path.match(/\.([A-Za-z0-9]{1,12})$/)?.[1]?.toLowerCase() ?? "" },
      body,
    );
  }
  const whole = text.toString();
  return {
    url: `${file.repositoryUrl}/blob/${encodePath(file.ref)}/${encodePath(file.path)}`,
    family: "repo-doc",
    title: markdownTitle(body) ?? `${file.repository}: ${file.path}`,
    author,
    published: null,
    updated: file.updated ?? null,
    licence: file.licence,
    text: whole,
    parts: text.parts,
    links: markdownLinks(whole),
    publication: "quote",
  };
}

/** The title that a Markdown text gives itself: front matter, else its first heading; undefined where it has neither. */
export function markdownTitle(body: string): string | undefined {
  const front = body.startsWith("---\n") ? body.slice(4, 4000).split("\n---")[0] : undefined;
  const named = front?.match(/^title:[ \t]*(.{1,300})$/m)?.[1]?.replace(/^["']|["']$/g, "");
  const heading = body.slice(0, 20_000).match(/^#{1,2}[ \t]+(.{1,300})$/m)?.[1] ?? underlined(body);
  const title = (named ?? heading)
    ?.replace(/<[^<>]{0,200}>/g, "")
    .replace(/[*`]|#+$/g, "")
    .trim();
  return title === "" ? undefined : title;
}

function underlined(body: string): string | undefined {
  const lines = body.slice(0, 4000).split("\n");
  const at = lines.findIndex((line, n) => n > 0 && /^={3,}\s*$/.test(line) && lines[n - 1]!.trim() !== "");
  return at > 0 ? lines[at - 1] : undefined;
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
