/** What must hold of every document draft, whatever it was made from; and the trial of one input against it. */
import type { z } from "zod";
import { gistDraft } from "../../src/crawl/gist/adapter.ts";
import { gistSchema } from "../../src/crawl/gist/wire.ts";
import { threadDraft } from "../../src/crawl/github/adapter.ts";
import { threadSchema } from "../../src/crawl/github/wire.ts";
import { fileDraft } from "../../src/crawl/repository/adapter.ts";
import { type DocumentDraft, sourceDocumentSchema } from "../../src/record/document.ts";

/** @throws Error saying what does not hold. */
export function assertSound(draft: DocumentDraft): void {
  sourceDocumentSchema.parse({ ...draft, id: "id", source: "source" });
  let end = 0;
  for (const part of draft.parts) {
    if (part.start < end || part.end < part.start || part.end > draft.text.length)
      throw new Error(`part ${part.start}–${part.end} after ${end} in ${draft.text.length}`);
    if (draft.text.slice(part.start, part.end).trim() === "") throw new Error("an empty part");
    end = part.end;
  }
  if (/\r|\u200b|\u202e/.test(draft.text)) throw new Error("characters that should have been normalised");
  for (const { url } of draft.links) new URL(url);
}

function trial<Schema extends z.ZodType>(
  schema: Schema,
  make: (value: z.infer<Schema>) => DocumentDraft,
  input: unknown,
): "taken" | "refused" {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return "refused";
  const draft = make(parsed.data);
  assertSound(draft);
  if (JSON.stringify(make(parsed.data)) !== JSON.stringify(draft))
    throw new Error("made differently the second time");
  return "taken";
}

export const threadTrial = (input: unknown) => trial(threadSchema, threadDraft, input);
export const gistTrial = (input: unknown) => trial(gistSchema, gistDraft, input);

export function fileTrial(content: string, path: string): void {
  const file = {
    repository: "o/n",
    ref: "main",
    path,
    content,
    licence: null,
    repositoryUrl: "https://github.com/o/n",
  };
  assertSound(fileDraft(file));
}
