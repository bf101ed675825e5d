/** Turns a labelled document's file into the SourceDocument that the crawl would have made of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { DocumentPart, SourceDocument } from "../record/document.ts";
import { documentId } from "../record/ids.ts";
import type { GoldEntry } from "./gold-set.ts";

const postSchema = z.looseObject({
  user: z.looseObject({ login: z.string() }).nullish(),
  created_at: z.string().nullish(),
  body: z.string().nullish(),
});
const threadSchema = z.looseObject({
  issue: postSchema.extend({ title: z.string() }),
  comments: z.array(postSchema).default([]),
});
const gistSchema = z.looseObject({
  description: z.string().nullish(),
  files: z.record(
    z.string(),
    z.looseObject({ filename: z.string(), language: z.string().nullish(), content: z.string() }),
  ),
});

interface Draft {
  title: string;
  text: string;
  parts: DocumentPart[];
}

export async function goldDocument(directory: string, entry: GoldEntry): Promise<SourceDocument> {
  const raw = readFileSync(join(directory, entry.file), "utf8");
  const draft = await draftOf(entry.file, raw);
  return {
    id: documentId(entry.url),
    source: "gold",
    url: entry.url,
    family: entry.family,
    author: draft.parts[0]?.author ?? null,
    published: draft.parts[0]?.at ?? null,
    updated: null,
    licence: null,
    links: [],
    publication: "quote",
    ...draft,
  };
}

async function draftOf(file: string, raw: string): Promise<Draft> {
  if (file.endsWith(".html")) return pageDraft(raw);
  if (!file.endsWith(".json")) {
    const title = /^# (.+)$/m.exec(raw)?.[1] ?? "";
    return { title, text: raw, parts: [{ kind: "body", start: 0, end: raw.length }] };
  }
  const content: unknown = JSON.parse(raw);
  const thread = threadSchema.safeParse(content);
  return thread.success ? threadDraft(thread.data) : gistDraft(gistSchema.parse(content));
}

function threadDraft({ issue, comments }: z.infer<typeof threadSchema>): Draft {
  let text = `# ${issue.title}\n\n`;
  const parts: DocumentPart[] = [];
  for (const [i, post] of [issue, ...comments].entries()) {
    const login = post.user?.login ?? "ghost";
    text += `## ${login} · ${post.created_at ?? ""} · ${i === 0 ? "opening post" : "comment"}\n\n`;
    const start = text.length;
    text += post.body ?? "";
    parts.push({
      kind: i === 0 ? "post" : "comment",
      author: login,
      at: post.created_at ?? null,
      start,
      end: text.length,
    });
    text += "\n\n";
  }
  return { title: issue.title, text, parts };
}

function gistDraft(gist: z.infer<typeof gistSchema>): Draft {
  const title = gist.description ?? "";
  let text = `# ${title}\n\n`;
  const parts: DocumentPart[] = [];
  for (const file of Object.values(gist.files)) {
    text += `## ${file.filename}\n\n`;
    const prose = /\.(md|markdown|txt)$/i.test(file.filename);
    if (!prose) text += `\`\`\`${(file.language ?? "").toLowerCase()}\n`;
    const start = text.length;
    text += file.content;
    parts.push({
      kind: "file",
      name: file.filename,
      language: file.language ?? null,
      start,
      end: text.length,
    });
    text += prose ? "\n\n" : "\n```\n\n";
  }
  return { title, text, parts };
}

async function pageDraft(html: string): Promise<Draft> {
  const { NodeHtmlMarkdown } = await import("node-html-markdown");
  const text = NodeHtmlMarkdown.translate(html, { keepDataImages: false })
    .replace(/!\[[^\]\n]*\]\([^)\n]*\)/g, "")
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, "$1");
  return {
    title: /<title>([^<]*)<\/title>/i.exec(html)?.[1] ?? "",
    text,
    parts: [{ kind: "body", start: 0, end: text.length }],
  };
}
