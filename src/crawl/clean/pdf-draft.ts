/** A PDF as a document draft. */
import type { DocumentDraft } from "../../record/document.ts";
import { type PdfBounds, pdfText } from "./pdf-text.ts";

/**
 * @throws PermanentSourceError where the bytes are no readable PDF.
 */
export async function pdfDraft(
  bytes: Uint8Array,
  page: { url: string; family: DocumentDraft["family"] },
  bounds?: PdfBounds,
): Promise<DocumentDraft> {
  const pdf = await pdfText(bytes, bounds);
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
