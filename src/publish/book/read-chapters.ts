/** Reads the author's chapters from `book/`: front matter, prose and markers. Never writes there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { z } from "zod";
import { ConfigError } from "../../record/errors.ts";
import { findMarkers, type MarkedProse } from "./markers.ts";

const frontMatterSchema = z.strictObject({
  title: z.string().min(1).max(120),
  /** One sentence under the title and in search engines. */
  summary: z.string().max(300).default(""),
  /** The part of the book that the chapter stands in. */
  part: z.string().max(60).default("The almanac"),
  /** Place in the book, ascending; chapters with the same number stand by address. */
  order: z.number().default(1000),
  /** Shown in the table of contents where the title is too long. */
  short: z.string().max(60).optional(),
  /** `wide` gives tables the whole width; `home` is the first page. */
  layout: z.enum(["text", "wide", "home"]).default("text"),
});
export type FrontMatter = z.infer<typeof frontMatterSchema>;

export interface Chapter extends FrontMatter {
  /** Its path without `.md`, with slashes: `hardware/gpu-24`. */
  id: string;
  /** The file, for messages. */
  file: string;
  /** The file's content as it is. */
  source: string;
  prose: MarkedProse;
}

/** All chapters in the book's order. @throws ConfigError with file and line, when the folder or a chapter is not right. */
export function readChapters(folder: string): Chapter[] {
  if (!existsSync(folder)) throw new ConfigError("there is no folder of chapters here", { place: folder });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name));
  const chapters = files.map((file) => readChapter(folder, file));
  if (!chapters.some((chapter) => chapter.id === "index")) {
    throw new ConfigError("the book needs a first page, index.md", { place: folder });
  }
  return chapters.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

const FRONT_MATTER = /^---\r?\n([\s\S]{0,4000}?)\r?\n---\r?\n/;

function readChapter(folder: string, file: string): Chapter {
  const source = readFileSync(file, "utf8");
  const id = relative(folder, file).split(sep).join("/").slice(0, -".md".length);
  if (!/^[a-z0-9][a-z0-9/-]*$/.test(id)) {
    throw new ConfigError("a chapter's file name is made of small letters, digits and hyphens", {
      place: file,
    });
  }
  const match = FRONT_MATTER.exec(source);
  if (!match)
    throw new ConfigError("a chapter begins with its front matter between two --- lines", {
      place: `${file}:1`,
    });
  const prose = source.slice(match[0].length).replaceAll("\r\n", "\n");
  const firstLine = match[0].split("\n").length;
  return {
    id,
    file,
    source,
    ...readFrontMatter(match[1] ?? "", file),
    prose: findMarkers(prose, { file, firstLine }),
  };
}

function readFrontMatter(yaml: string, file: string): FrontMatter {
  let values: unknown;
  try {
    values = parseYaml(yaml);
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? (cause.linePos?.[0].line ?? 1) + 1 : 1;
    throw new ConfigError(`the front matter is not YAML: ${(cause as Error).message}`, {
      place: `${file}:${line}`,
      cause,
    });
  }
  const parsed = frontMatterSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`front matter, ${issue?.path.join(".") || "top level"}: ${issue?.message}`, {
    place: `${file}:2`,
  });
}
