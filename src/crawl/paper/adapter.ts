/** Makes a document of a paper: the HTML edition's text, else the PDF's, with what the API says of it. Knows nothing of requests. */
import type { DocumentDraft } from "../../record/document.ts";
import { draftOf } from "../clean/clean-page.ts";
import { cleanBody } from "../clean-body.ts";
import { DocumentText } from "../document-text.ts";
import type { PageReader } from "../page-reader.ts";
import { pdfDraft } from "../pdf-draft.ts";
import type { PaperEntry } from "./wire.ts";

/** The form in which the paper's words were had. */
export type Edition = "html" | "pdf" | "abstract";

export interface FetchedPaper {
  entry: PaperEntry;
  edition: Edition;
  /** Empty for an abstract. */
  body: Uint8Array;
}

/** An HTML edition below this is arXiv's word that it has none. */
const LEAST_CHARACTERS = 2000;

/** The address that stands for the paper in all its versions and editions. */
export function paperUrl(id: string): string {
  return `https://arxiv.org/abs/${id}`;
}

/**
 * The paper as a document; undefined where an HTML edition holds no paper.
 * @throws PermanentSourceError where an edition cannot be read within the reader's bounds.
 */
export async function paperDraft(
  paper: FetchedPaper,
  reader: PageReader,
): Promise<DocumentDraft | undefined> {
  const { entry } = paper;
  const url = paperUrl(entry.id);
  const draft = await editionDraft(paper, url, reader);
  return (
    draft && {
      ...draft,
      url,
      title: cleanBody(entry.title) || draft.title,
      author: entry.authors.length > 0 ? cleanBody(entry.authors.join(", ")) : draft.author,
      published: entry.published,
      updated: entry.updated,
      licence: entry.licence ?? draft.licence,
    }
  );
}

async function editionDraft(
  { entry, edition, body }: FetchedPaper,
  url: string,
  reader: PageReader,
): Promise<DocumentDraft | undefined> {
  if (edition === "pdf") return pdfDraft(await reader.pdf(body), { url, family: "paper" });
  if (edition === "abstract") return abstractDraft(entry, url);
  // Relative links and the site's quirks go by the public address, whoever served the bytes.
  const clean = await reader.html(body, { url: `https://arxiv.org/html/${entry.id}` });
  if (clean.verdict === "suspicious" || clean.markdown.length < LEAST_CHARACTERS) return undefined;
  return draftOf(clean, { url, family: "paper" });
}

function abstractDraft(entry: PaperEntry, url: string): DocumentDraft {
  const text = new DocumentText();
  text.heading(1, cleanBody(entry.title));
  text.part(
    { kind: "body", author: entry.authors.join(", "), at: entry.published },
    cleanBody(entry.abstract),
  );
  return {
    url,
    family: "paper",
    title: entry.title,
    author: null,
    published: entry.published,
    updated: entry.updated,
    licence: null,
    text: text.toString(),
    parts: text.parts,
    links: [],
    publication: "quote",
  };
}
