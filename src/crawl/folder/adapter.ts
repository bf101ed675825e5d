/** Makes a document of a file that somebody saved, by its ending and, for JSON, by its shape. Knows nothing of disks. */
import type { Family } from "../../record/axes.ts";
import type { DocumentDraft } from "../../record/document.ts";
import { PermanentSourceError } from "../../record/errors.ts";
import { draftOf } from "../clean/clean-page.ts";
import { cleanBody } from "../clean-body.ts";
import { DocumentText } from "../document-text.ts";
import { markdownLinks } from "../follow/markdown-links.ts";
import { gistDraft } from "../gist/adapter.ts";
import { gistSchema } from "../gist/wire.ts";
import { threadDraft } from "../github/adapter.ts";
import { threadSchema } from "../github/wire.ts";
import { type PageReader, readInProcess } from "../page-reader.ts";
import { pdfDraft } from "../pdf-draft.ts";
import { markdownTitle } from "../repository/adapter.ts";
import type { Sidecar } from "./wire.ts";

export interface SavedFile {
  /** Relative to the folder, with forward slashes. */
  path: string;
  bytes: Uint8Array;
  /** The address where no sidecar and nothing inside the file names one. */
  url: string;
  sidecar: Sidecar;
  /** The source's family, where it names one. */
  family: Family | undefined;
}

type MakeDraft = (file: SavedFile, reader: PageReader) => DocumentDraft | Promise<DocumentDraft>;

const BY_ENDING: Record<string, MakeDraft> = {
  md: markdownDraft,
  markdown: markdownDraft,
  txt: markdownDraft,
  html: htmlDraft,
  htm: htmlDraft,
  json: jsonDraft,
  pdf: async (file, reader) =>
    pdfDraft(await reader.pdf(file.bytes), { url: addressOf(file), family: familyOf(file, "paper") }),
};

/** The endings that are read, in lower case. */
export const SAVED_ENDINGS: readonly string[] = Object.keys(BY_ENDING);

/** @throws PermanentSourceError where the file is not what its ending says, or cannot be read within the reader's bounds. */
export async function savedDraft(
  file: SavedFile,
  reader: PageReader = readInProcess,
): Promise<DocumentDraft> {
  const make = BY_ENDING[endingOf(file.path)];
  if (!make) throw new PermanentSourceError("this kind of file is not read", { place: file.path });
  const draft = await make(file, reader);
  const { sidecar } = file;
  return {
    ...draft,
    url: sidecar.url ?? draft.url,
    family: familyOf(file, draft.family),
    title: sidecar.title ?? draft.title,
    author: sidecar.author ?? draft.author,
    published: sidecar.published ?? draft.published,
    licence: sidecar.licence ?? draft.licence,
  };
}

export function endingOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

function markdownDraft(file: SavedFile): DocumentDraft {
  const body = cleanBody(new TextDecoder().decode(file.bytes));
  const text = new DocumentText();
  text.part({ kind: "body", author: file.sidecar.author ?? null, at: file.sidecar.published ?? null }, body);
  return plainDraft(file, text, markdownTitle(body));
}

async function htmlDraft(file: SavedFile, reader: PageReader): Promise<DocumentDraft> {
  const url = addressOf(file);
  return draftOf(await reader.html(file.bytes, { url }), { url, family: familyOf(file, "blog") });
}

/** A thread or a gist as GitHub's API gives it; any other JSON stands as a block of code. */
function jsonDraft(file: SavedFile): DocumentDraft {
  const words = new TextDecoder().decode(file.bytes);
  let content: unknown;
  try {
    content = JSON.parse(words);
  } catch (cause) {
    throw new PermanentSourceError(`not valid JSON: ${(cause as Error).message}`, {
      place: file.path,
      cause,
    });
  }
  const thread = threadSchema.safeParse(content);
  if (thread.success) return threadDraft(thread.data);
  const gist = gistSchema.safeParse(content);
  if (gist.success) return gistDraft(gist.data);
  const text = new DocumentText();
  text.heading(1, file.sidecar.title ?? file.path);
  text.fenced({ kind: "body", language: "json" }, cleanBody(words));
  return plainDraft(file, text, undefined);
}

function plainDraft(file: SavedFile, text: DocumentText, title: string | undefined): DocumentDraft {
  const whole = text.toString();
  return {
    url: addressOf(file),
    family: familyOf(file, "blog"),
    title: title ?? file.path.slice(file.path.lastIndexOf("/") + 1),
    author: null,
    published: null,
    updated: null,
    licence: null,
    text: whole,
    parts: text.parts,
    links: markdownLinks(whole),
    publication: "quote",
  };
}

function addressOf(file: SavedFile): string {
  return file.sidecar.url ?? file.url;
}

function familyOf(file: SavedFile, otherwise: Family): Family {
  return file.sidecar.family ?? file.family ?? otherwise;
}
