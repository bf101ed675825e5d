/** A page's bytes, as captured, to a document: by what kind of content it is. Knows nothing of fetching and storing. */

import type { DocumentDraft } from "../../record/document.ts";
import { PermanentSourceError } from "../../record/errors.ts";
import { regex } from "../../record/regex.ts";
import { decodeBytes } from "../clean/charset.ts";
import { type CleanPage, draftOf } from "../clean/clean-page.ts";
import { maskSecrets } from "../clean/mask-secrets.ts";
import { normaliseText } from "../clean/normalise-text.ts";
import type { PageCleaner } from "../clean/page-cleaner.ts";
import { openCapture } from "../document-capture.ts";

/** What is known of a page besides its bytes. */
export interface PageFactsOfFetch {
  /** The document's address. */
  url: string;
  contentType: string;
  charset: string | null;
  /** Lower-case names. */
  headers: Record<string, string>;
  family: DocumentDraft["family"] | undefined;
}

export interface AdaptedPage {
  draft: DocumentDraft;
  verdict: "good" | "suspicious";
  why: string | null;
  canonicalUrl: string | null;
  /** Share of the text that is links. */
  linkShare: number;
}

/**
 * The document that a page's bytes make, and whether they look like the page that was meant.
 * @throws PermanentSourceError for content that is no text, HTML or PDF, or that cannot be read within its bounds.
 */
export async function adaptPage(
  bytes: Uint8Array,
  page: PageFactsOfFetch,
  cleaner: PageCleaner,
): Promise<AdaptedPage> {
  // A page that looks like a capture of several answers would be taken for one when documents are made again.
  if (openCapture(bytes))
    throw new PermanentSourceError("pretends to be a capture of ours", { place: page.url });
  if (isPdf(bytes, page.contentType)) return pdfPage(bytes, page, cleaner);
  if (/^text\/(?:plain|markdown|x-markdown)$/.test(page.contentType)) return textPage(bytes, page);
  if (
    !/^(?:text\/html|application\/xhtml\+xml|)$/.test(page.contentType) &&
    !/^\s{0,100}</.test(latin(bytes))
  )
    throw new PermanentSourceError(`is ${page.contentType}, which is not read as a page`, {
      place: page.url,
    });
  const clean = await cleaner.html(bytes, { url: page.url, charset: page.charset, headers: page.headers });
  return htmlPage(clean, page);
}

function htmlPage(clean: CleanPage, page: PageFactsOfFetch): AdaptedPage {
  const family = page.family ?? familyOf(page.url, clean);
  const { verdict, why, canonicalUrl, linkShare } = clean;
  return { draft: draftOf(clean, { url: page.url, family }), verdict, why, canonicalUrl, linkShare };
}

async function pdfPage(
  bytes: Uint8Array,
  page: PageFactsOfFetch,
  cleaner: PageCleaner,
): Promise<AdaptedPage> {
  const pdf = await cleaner.pdf(bytes);
  return plainPage({ ...pdf, text: pdf.markdown }, page);
}

function textPage(bytes: Uint8Array, page: PageFactsOfFetch): AdaptedPage {
  const text = maskSecrets(normaliseText(decodeBytes(bytes, page.charset))).text.trim();
  const title = /^#\s+(.{1,300})$/m.exec(text)?.[1] ?? text.split("\n", 1)[0]!.slice(0, 200);
  return plainPage({ title, author: null, published: null, text }, page);
}

function plainPage(
  facts: { title: string; author: string | null; published: string | null; text: string },
  page: PageFactsOfFetch,
): AdaptedPage {
  const { title, author, published, text } = facts;
  const reserved =
    /\b(?:noindex|noarchive|none)\b/.test(page.headers["x-robots-tag"] ?? "") ||
    page.headers["tdm-reservation"] === "1";
  return {
    draft: {
      url: page.url,
      family: page.family ?? familyOf(page.url),
      title,
      author,
      published,
      updated: null,
      licence: null,
      text: `${text}\n`,
      parts: [{ kind: "body", author, at: published, start: 0, end: text.length }],
      links: [],
      publication: reserved ? "link-only" : "quote",
    },
    verdict: text === "" ? "suspicious" : "good",
    why: text === "" ? "no text" : null,
    canonicalUrl: null,
    linkShare: 0,
  };
}

/** What is made for manuals rather than for articles. */
const DOCUMENTATION_SOFTWARE = regex("i")`
  ^(?:
    docusaurus|sphinx|mkdocs|vitepress|vuepress|gitbook|mintlify|antora|starlight|astro-starlight|docsify|
    mdbook|readthedocs|nextra
  )
`;

/** What kind of place it is, where the source does not say: documentation by its address, else a blog. */
function familyOf(url: string, clean?: CleanPage): DocumentDraft["family"] {
  const { hostname, pathname } = new URL(url);
  if (clean && DOCUMENTATION_SOFTWARE.test(clean.generator)) return "doc-site";
  if (
    /^(?:docs?|documentation|wiki|manual|help|developer|learn)\.|\.(?:readthedocs\.io|gitbook\.io)$/.test(
      hostname,
    )
  )
    return "doc-site";
  if (/^\/(?:[\w.-]{1,20}\/)?(?:docs?|documentation|manual|guide|reference|wiki)\//.test(pathname))
    return "doc-site";
  if (
    /^\/(?:[a-z-]{2,20}\/)?(?:products?|solutions?|resources|company|news|press)\//.test(pathname) &&
    !clean?.author
  )
    return "vendor";
  return "blog";
}

function isPdf(bytes: Uint8Array, contentType: string): boolean {
  return contentType === "application/pdf" || latin(bytes).startsWith("%PDF-");
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 200));
}
