/** Makes one document of a gist: every file apart, with its name and language. Knows nothing of requests. */
import type { DocumentDraft } from "../../record/document.ts";
import { cleanBody } from "../clean-body.ts";
import { DocumentText, oneLine } from "../document-text.ts";
import { markdownLinks } from "../follow/markdown-links.ts";
import type { WireGist, WireGistFile } from "./wire.ts";

/** Languages whose files are prose and stand as they are; every other file is code and is fenced. */
const PROSE = new Set(["markdown", "text", "rmarkdown", "mdx", "asciidoc", "restructuredtext"]);
const PROSE_NAME = /\.(?:md|markdown|mdx|txt|text|rst|adoc)$/i;

/** The gist as one document; a file without content (not fetched, or empty) is left out. */
export function gistDraft(gist: WireGist): DocumentDraft {
  const files = Object.values(gist.files);
  const title = oneLine(gist.description?.trim() || files[0]?.filename || `gist ${gist.id}`);
  const author = gist.owner ? oneLine(gist.owner.login) : null;
  const text = new DocumentText();
  text.heading(1, title);
  for (const file of files) addFile(text, file, { author, at: gist.updated_at });
  const whole = text.toString();
  return {
    url: gist.html_url,
    family: "gist",
    title,
    author,
    published: gist.created_at,
    updated: gist.updated_at,
    licence: null,
    text: whole,
    parts: text.parts,
    links: markdownLinks(whole),
    publication: "quote",
  };
}

function addFile(
  text: DocumentText,
  file: WireGistFile,
  written: { author: string | null; at: string },
): void {
  const body = cleanBody(file.content ?? "");
  if (body.trim() === "") return;
  text.heading(2, file.filename);
  const facts = { kind: "file" as const, ...written, name: oneLine(file.filename) };
  if (isProse(file)) text.part({ ...facts, language: file.language ? oneLine(file.language) : null }, body);
  else text.fenced({ ...facts, language: fenceWord(file) }, body);
}

function isProse(file: WireGistFile): boolean {
  return file.language ? PROSE.has(file.language.toLowerCase()) : PROSE_NAME.test(file.filename);
}

/** The word after a fence: the language, else the file's ending, else nothing. */
function fenceWord(file: WireGistFile): string {
  const word = (file.language ?? file.filename.match(/\.([A-Za-z0-9]{1,12})$/)?.[1] ?? "").toLowerCase();
  return word.replace(/[^a-z0-9+#.-]+/g, "-");
}
