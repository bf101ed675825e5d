/** A PDF's text as a document. Knows nothing of where the PDF was had and how it was read. */
import type { DocumentDraft } from "../record/document.ts";
import type { PdfText } from "./clean/pdf-text.ts";

export function pdfDraft(
  pdf: PdfText,
  page: { url: string; family: DocumentDraft["family"] },
): DocumentDraft {
  return {
    url: page.url,
    family: page.family,
    title: pdf.title,
    author: pdf.author,
    published: pdf.published,
    updated: null,
    licence: null,
    text: `${pdf.markdown}\n`,
    parts: [{ kind: "body", author: pdf.author, at: pdf.published, start: 0, end: pdf.markdown.length }],
    links: [],
    publication: "quote",
  };
}
