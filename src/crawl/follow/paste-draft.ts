/** Makes a document of a pasted text. */
import type { DocumentDraft } from "../../record/document.ts";
import { cleanBody } from "../clean-body.ts";
import { DocumentText } from "../document-text.ts";

/** Logs and configurations: the words stand between fences as they are. */
export function pasteDraft(paste: { url: string; text: string }): DocumentDraft {
  const { hostname, pathname } = new URL(paste.url);
  const title = `Paste ${hostname}${pathname}`;
  const text = new DocumentText();
  text.heading(1, title);
  text.fenced({ kind: "body", language: "" }, cleanBody(paste.text));
  return {
    url: paste.url,
    family: "gist",
    title,
    author: null,
    published: null,
    updated: null,
    licence: null,
    text: text.toString(),
    parts: text.parts,
    links: [],
    publication: "quote",
  };
}
