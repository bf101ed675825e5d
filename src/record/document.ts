/** The source document: a captured page, thread, gist, file or paper as clean Markdown. Knows nothing of where it was fetched. */
import { z } from "zod";
import { FAMILIES } from "./axes.ts";

/** A stretch of the text with one author: an opening post, a comment, a file of a gist, the body of a page. */
export const partSchema = z.object({
  kind: z.enum(["post", "comment", "review", "file", "body"]),
  author: z.string().nullish(),
  /** ISO 8601 time of writing. */
  at: z.string().nullish(),
  /** File name, or comment id. */
  name: z.string().nullish(),
  /** Programming language or file type where the source tells it. */
  language: z.string().nullish(),
  url: z.string().nullish(),
  /** Half-open range of UTF-16 code units into the text; the part's own words without its heading line. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type DocumentPart = z.infer<typeof partSchema>;

export const documentLinkSchema = z.object({ text: z.string(), url: z.string() });
export type DocumentLink = z.infer<typeof documentLinkSchema>;

/**
 * `live`: as last seen. `gone`: the source says it exists no more (kept, marked). `suspicious`: the last answer looked
 * like an error page or a login wall and did not replace the text.
 */
export const DOCUMENT_STATES = ["live", "gone", "suspicious"] as const;

/** `quote`: short quotes may be published. `link-only`: the page asks not to be reproduced; only its address is. */
export const PUBLICATION = ["quote", "link-only"] as const;

export const sourceDocumentSchema = z.object({
  /** Stable: derived from the canonical address by `documentId`. */
  id: z.string(),
  source: z.string(),
  url: z.string(),
  family: z.enum(FAMILIES),
  title: z.string(),
  author: z.string().nullable(),
  /** ISO 8601, or null where the source does not say. */
  published: z.string().nullable(),
  updated: z.string().nullable(),
  /** SPDX id or the site's own words. */
  licence: z.string().nullable(),
  /** Clean Markdown; all evidence offsets point into it. The same capture always gives the same text. */
  text: z.string(),
  parts: z.array(partSchema),
  /** What the document links to; destinations are kept out of the text of web pages. */
  links: z.array(documentLinkSchema),
  publication: z.enum(PUBLICATION),
});
export type SourceDocument = z.infer<typeof sourceDocumentSchema>;

/** What an adapter makes of one capture, before the source's id and the document's id are known. */
export type DocumentDraft = Omit<SourceDocument, "id" | "source">;
