/**
 * One page of HTML to clean Markdown, its comments, links and facts. The same bytes and address always give the same
 * text. Knows nothing of fetching and storing.
 */
import type { DocumentDraft, DocumentLink, DocumentPart } from "../../record/document.ts";
import { decodeBytes } from "./charset.ts";
import { mainContent } from "./main-content.ts";
import { toMarkdown } from "./markdown.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { normaliseText } from "./normalise-text.ts";
import { pageFacts, resolved } from "./page-facts.ts";
import { elementsBelow, lineOf, type PageElement, parsePage } from "./page-tree.ts";
import { pageVerdict } from "./page-verdict.ts";
import { takeComments } from "./post-comments.ts";
import { selector } from "./select.ts";
import { SITE_QUIRKS, type SiteQuirk } from "./site-quirks.ts";
import { placeTabLabels } from "./tab-labels.ts";
import { Scales } from "./text-weight.ts";

export interface CleanComment {
  author: string | null;
  at: string | null;
  markdown: string;
}

export interface CleanPage {
  title: string;
  author: string | null;
  published: string | null;
  updated: string | null;
  licence: string | null;
  /** The reading matter, beginning with `# title`. Secrets are masked. */
  markdown: string;
  comments: CleanComment[];
  /** Of the reading matter and the comments, in order, each address once. */
  links: DocumentLink[];
  /** As the page claims it; null where it claims none. */
  canonicalUrl: string | null;
  publication: DocumentDraft["publication"];
  /** Share of the reading matter that is links, 0 to 1: a list of posts is nearly all links. */
  linkShare: number;
  /** What `<meta name="generator">` says; empty where it says nothing. */
  generator: string;
  verdict: "good" | "suspicious";
  /** What makes the page suspicious. */
  why: string | null;
}

const MAX_LINKS = 2000;

/**
 * @param page `contentType` is the header's value, for its charset; `headers` with lower-case names, for what they say of reproduction.
 */
export function cleanPage(
  html: string | Uint8Array,
  page: { url: string; charset?: string | null; headers?: Record<string, string> },
): CleanPage {
  const root = parsePage(normaliseText(typeof html === "string" ? html : decodeBytes(html, page.charset)));
  placeTabLabels(root);
  const comments = takeComments(root);
  const all = elementsBelow(root);
  const facts = pageFacts(all, page.url);
  const passwordField = all.some(
    ({ name, attributes }) => name === "input" && attributes.type === "password",
  );
  const quirks = quirksOf(all, facts.generator, page.url);
  const main = mainContent(root, quirks);
  const text = cleanText(toMarkdown(main));
  const markdown = withTitle(text, facts.title);
  const kept = comments
    .map(({ author, at, body }) => ({
      author: author && cleanText(author),
      at,
      markdown: cleanText(toMarkdown(body)),
    }))
    .filter((comment) => comment.markdown !== "");
  return {
    title: cleanText(facts.title),
    author: facts.author && cleanText(facts.author),
    published: facts.published,
    updated: facts.updated,
    licence: facts.licence,
    markdown,
    comments: kept,
    links: linksOf([main, ...comments.map(({ body }) => body)], facts.baseUrl),
    canonicalUrl: facts.canonicalUrl,
    linkShare: new Scales().linkShare(main),
    generator: facts.generator.slice(0, 100),
    publication: asksNotToBeReproduced(facts, page.headers ?? {}) ? "link-only" : "quote",
    ...pageVerdict({
      title: facts.title,
      markdown: text,
      hasPasswordField: passwordField,
      loginUrl: /\/(?:login|signin|sign_in|sso|auth)(?:[/?]|$)/i.test(page.url),
    }),
  };
}

/** A page as a document: body first, then each comment under a heading that says whose it is and when. */
export function pageDraft(
  html: string | Uint8Array,
  page: {
    url: string;
    family: DocumentDraft["family"];
    charset?: string | null;
    headers?: Record<string, string>;
  },
): DocumentDraft {
  return draftOf(cleanPage(html, page), page);
}

/** The document that a cleaned page makes. */
export function draftOf(
  clean: CleanPage,
  page: { url: string; family: DocumentDraft["family"] },
): DocumentDraft {
  let text = clean.markdown;
  const parts: DocumentPart[] = [
    { kind: "body", author: clean.author, at: clean.published, start: 0, end: text.length },
  ];
  for (const comment of clean.comments) {
    text += `\n\n## ${[comment.author ?? "reader", comment.at, "comment"].filter(Boolean).join(" · ")}\n\n`;
    parts.push({
      kind: "comment",
      author: comment.author,
      at: comment.at,
      start: text.length,
      end: text.length + comment.markdown.length,
    });
    text += comment.markdown;
  }
  return {
    url: page.url,
    family: page.family,
    title: clean.title,
    author: clean.author,
    published: clean.published,
    updated: clean.updated,
    licence: clean.licence,
    text: `${text}\n`,
    parts,
    links: clean.links,
    publication: clean.publication,
  };
}

/** Entities may have brought back what was taken out of the bytes, and secrets may stand in code. */
function cleanText(text: string): string {
  return maskSecrets(normaliseText(text)).text.trim();
}

function withTitle(markdown: string, title: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  if (title === "") return markdown;
  const heading = `# ${cleanText(title)}`;
  const top = /^# (.*)$/m.exec(markdown.slice(0, 3000));
  if (top && (plain(top[1]!) === plain(title) || plain(title).startsWith(plain(top[1]!)))) return markdown;
  return markdown === "" ? heading : `${heading}\n\n${markdown}`;
}

function quirksOf(all: readonly PageElement[], generator: string, url: string): SiteQuirk[] {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  const classes = all.map(({ attributes }) => attributes.class ?? "").join(" ");
  return SITE_QUIRKS.filter(
    (quirk) =>
      (quirk.host?.test(host) ?? false) ||
      (quirk.generator?.test(generator) ?? false) ||
      (quirk.mark !== undefined && classes.includes(quirk.mark.slice(1)) && all.some(selector(quirk.mark))),
  );
}

function linksOf(trees: readonly PageElement[], base: string): DocumentLink[] {
  const links = new Map<string, string>();
  for (const tree of trees) {
    for (const element of elementsBelow(tree)) {
      if (element.name !== "a" || links.size >= MAX_LINKS) continue;
      const href = element.attributes.href;
      if (!href || href.startsWith("#")) continue;
      const url = resolved(href, base);
      if (url && !links.has(url)) links.set(url, cleanText(lineOf(element)).slice(0, 300));
    }
  }
  return [...links].map(([url, text]) => ({ text, url: maskSecrets(url).text }));
}

/** `noindex`, `noarchive`, `nosnippet`, or a reservation of text and data mining, in the page or in its headers. */
function asksNotToBeReproduced(
  facts: { directives: string[]; tdmReserved: boolean },
  headers: Record<string, string>,
): boolean {
  const spoken = [
    ...facts.directives,
    ...(headers["x-robots-tag"] ?? "")
      .toLowerCase()
      .split(",")
      .map((word) => word.replace(/^[^:]*:/, "").trim()),
  ];
  return (
    spoken.some((word) => /^(?:noindex|noarchive|nosnippet|none|noai|max-snippet:\s?0)$/.test(word)) ||
    facts.tdmReserved ||
    headers["tdm-reservation"] === "1"
  );
}
