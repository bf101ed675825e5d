/** What reads pages and PDFs for an adapter: the cleaner's threads with their bounds, or this process for files of one's own. */
import { type CleanPage, cleanPage } from "./clean/clean-page.ts";
import { type PdfText, pdfText } from "./clean/pdf-text.ts";

/** `PageCleaner` is one. */
export interface PageReader {
  html(
    bytes: Uint8Array,
    page: { url: string; charset?: string | null; headers?: Record<string, string> },
  ): Promise<CleanPage>;
  pdf(bytes: Uint8Array): Promise<PdfText>;
}

/** Reads here and now, without a bound on time: for files that can be trusted. */
export const readInProcess: PageReader = {
  html: async (bytes, page) => cleanPage(bytes, page),
  pdf: (bytes) => pdfText(bytes),
};
