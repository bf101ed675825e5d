import { createBuiltinExtractor } from "../../../src/extract/builtin/builtin-extractor.ts";
import type { DocumentPart, SourceDocument } from "../../../src/record/document.ts";
import type { SetupDraft } from "../../../src/record/setup-record.ts";

/** A document with one body. */
export function page(text: string, more: Partial<SourceDocument> = {}): SourceDocument {
  return {
    id: "d1",
    source: "test",
    url: "https://notes.example/page",
    family: "blog",
    title: /^# (.+)$/m.exec(text)?.[1] ?? "",
    author: null,
    published: null,
    updated: null,
    licence: null,
    text,
    parts: [{ kind: "body", start: 0, end: text.length }],
    links: [],
    publication: "quote",
    ...more,
  };
}

/** A thread of posts: [author, body] each, the first one opens it. */
export function thread(
  title: string,
  posts: readonly (readonly [author: string, body: string])[],
): SourceDocument {
  let text = `# ${title}\n\n`;
  const parts: DocumentPart[] = [];
  for (const [place, [author, body]] of posts.entries()) {
    text += `## ${author} · 2026-03-14T09:12:44Z · ${place === 0 ? "opening post" : "comment"}\n\n`;
    parts.push({
      kind: place === 0 ? "post" : "comment",
      author,
      start: text.length,
      end: text.length + body.length,
    });
    text += `${body}\n\n`;
  }
  return page(text, {
    title,
    parts,
    family: "github-issue",
    url: "https://github.com/example-org/runner/issues/1",
  });
}

/** A gist of files: [name, body] each. */
export function gist(
  title: string,
  files: readonly (readonly [name: string, body: string])[],
): SourceDocument {
  let text = `# ${title}\n\n`;
  const parts: DocumentPart[] = [];
  for (const [name, body] of files) {
    text += `## ${name}\n\n`;
    parts.push({ kind: "file", name, start: text.length, end: text.length + body.length });
    text += `${body}\n\n`;
  }
  return page(text, { title, parts, family: "gist", url: "https://gist.github.com/example/1" });
}

export async function setupsOf(document: SourceDocument): Promise<SetupDraft[]> {
  const { setups } = await createBuiltinExtractor().extract(document, {
    signal: new AbortController().signal,
  });
  return setups;
}

/** `prefill 97.4` for each measurement, in order. */
export const figuresOf = (setup: SetupDraft | undefined): string[] =>
  (setup?.measurements ?? []).map(({ metric, value }) => `${metric} ${value}`);
