/** Reads sources.yaml: parses, validates, and says of each mistake at which file, line and column it stands and what would be right. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Cron } from "croner";
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { ConfigError } from "../record/errors.ts";
import { nearestWord } from "./nearest-word.ts";
import { SOURCE_RULES, type Source, type SourcesFile, sourcesFileSchema } from "./sources-schema.ts";

/** The most mistakes that one message lists. */
const MOST_MISTAKES = 10;
/** Past this a list of sources is a mistake; YAML aliases are bounded as well. */
const MAX_BYTES = 4 * 1024 * 1024;

interface Mistake {
  path: readonly PropertyKey[];
  text: string;
  /** Point at the key itself rather than its value. */
  atKey?: boolean;
}

/**
 * @throws ConfigError with all mistakes (at most ten), each as `file:line:column: key: what is wrong; what would be right`.
 */
export function readSources(file: string): SourcesFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new ConfigError(
      missing
        ? `${file}: there is no such file; name your list of sources with --sources FILE`
        : `${file}: cannot be read: ${(cause as Error).message}`,
      { place: file, cause },
    );
  }
  return parseSources(text, file);
}

/** As readSources, for text at hand; relative folders are resolved against the file's own folder. */
export function parseSources(text: string, file: string): SourcesFile {
  if (text.length > MAX_BYTES)
    throw new ConfigError(`${file}: is over 4 MiB; split the list`, { place: file });
  const lines = new LineCounter();
  const document = parsedYaml(text, file, lines);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    const messages = document.errors
      .slice(0, MOST_MISTAKES)
      .map((error) => `${at(error.pos[0])}: ${error.message}`);
    throw new ConfigError(messages.join("\n"), { place: at(document.errors[0]!.pos[0]) });
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new ConfigError(`${file}: ${(cause as Error).message}`, { place: file, cause });
  }
  const parsed = sourcesFileSchema.safeParse(content ?? {});
  const mistakes = parsed.success
    ? [...ruleMistakes(parsed.data), ...scheduleMistakes(parsed.data)]
    : parsed.error.issues.flatMap((issue) => issueMistakes(issue, content));
  if (mistakes.length > 0) {
    const places = mistakes.slice(0, MOST_MISTAKES).map((mistake) => ({
      place: at(offsetOf(document, mistake)),
      text: `${pathText(mistake.path, content)}: ${mistake.text}`,
    }));
    const more = mistakes.length - places.length;
    throw new ConfigError(
      places.map(({ place, text }) => `${place}: ${text}`).join("\n") +
        (more > 0 ? `\n… and ${more} more` : ""),
      { place: places[0]!.place },
    );
  }
  const sources = (parsed.data as SourcesFile).sources.map((source) =>
    source.kind === "folder" ? { ...source, path: resolve(dirname(file), source.path) } : source,
  );
  return { ...(parsed.data as SourcesFile), sources };
}

/** The YAML library parses by recursion; nesting that exhausts the stack is a mistake in the file like any other. */
function parsedYaml(text: string, file: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ConfigError(`${file}: is nested too deeply`, { place: file, cause });
  }
}

/** What a zod issue means to the person who wrote the file. */
function issueMistakes(issue: z.core.$ZodIssue, content: unknown): Mistake[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const known = knownKeys(issue.path, content);
      const written = Object.keys(valueAt(content, issue.path) as object);
      const near = nearestWord(
        key,
        known.filter((name) => !written.includes(name)),
      );
      return {
        path: [...issue.path, key],
        text: `unknown key${near ? `; did you mean ${near}?` : known.length > 0 ? `; known here: ${known.join(", ")}` : ""}`,
        atKey: true,
      };
    });
  }
  if (issue.code === "invalid_union" && issue.path.at(-1) === "kind") {
    const near = nearestWord(String(valueAt(content, issue.path) ?? ""), KINDS);
    return [
      { path: issue.path, text: `use one of ${KINDS.join(", ")}${near ? `; did you mean ${near}?` : ""}` },
    ];
  }
  if (issue.code === "invalid_type" && valueAt(content, issue.path) === undefined) {
    return [
      {
        path: issue.path,
        text: `is missing; it takes ${issue.expected === "array" ? "a list" : `a ${issue.expected}`}`,
      },
    ];
  }
  return [{ path: issue.path, text: issue.message }];
}

const KINDS = ["github", "repository", "gist", "web", "paper", "folder"];

function knownKeys(path: readonly PropertyKey[], content: unknown): string[] {
  if (path.length === 0) return Object.keys(sourcesFileSchema.shape);
  if (path[0] === "sources" && path.length === 2) {
    const kind = (valueAt(content, path) as { kind?: unknown } | undefined)?.kind;
    const option = sourcesFileSchema.shape.sources.element.options.find(
      (schema) => schema.shape.kind.value === kind,
    );
    return option ? Object.keys(option.shape) : [];
  }
  const section = sourcesFileSchema.shape[path[0] as "network" | "extraction" | "defaults"];
  const inner = section && "unwrap" in section ? section.unwrap() : undefined;
  return path.length === 1 && inner && "shape" in inner ? Object.keys(inner.shape) : [];
}

function ruleMistakes(file: SourcesFile): Mistake[] {
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  file.sources.forEach((source: Source, place) => {
    for (const [wrong, key, remedy] of SOURCE_RULES) {
      if (wrong(source)) mistakes.push({ path: ["sources", place, key], text: remedy });
    }
    if (seen.has(source.id)) {
      mistakes.push({
        path: ["sources", place, "id"],
        text: `${source.id} stands twice; give each source an id of its own`,
      });
    }
    seen.add(source.id);
  });
  return mistakes;
}

function scheduleMistakes(file: SourcesFile): Mistake[] {
  const schedules: [readonly PropertyKey[], string | undefined][] = [
    [["defaults", "schedule"], file.defaults.schedule],
    ...file.sources.map((source, place): [readonly PropertyKey[], string | undefined] => [
      ["sources", place, "schedule"],
      source.schedule,
    ]),
  ];
  return schedules.flatMap(([path, schedule]) => {
    if (schedule === undefined) return [];
    try {
      new Cron(schedule, { paused: true }).stop();
      return [];
    } catch (error) {
      return [
        {
          path,
          text: `not a cron expression (${(error as Error).message}); write five fields, e.g. "0 4 * * *"`,
        },
      ];
    }
  });
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let value = content;
  for (const key of path) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** `sources[3] (id llama-cpp).state` — the id helps where a list is long. */
function pathText(path: readonly PropertyKey[], content: unknown): string {
  if (path.length === 0) return "the file";
  return path.reduce<string>((text, key, depth) => {
    if (typeof key === "number") {
      const id = (valueAt(content, path.slice(0, depth + 1)) as { id?: unknown } | undefined)?.id;
      return `${text}[${key}]${typeof id === "string" && path[depth + 1] !== "id" ? ` (${id})` : ""}`;
    }
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

/** Where in the text the node of a path begins; the nearest parent where the node itself is absent. */
function offsetOf(document: Document.Parsed, mistake: Mistake): number {
  let node: unknown = document.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const [depth, key] of mistake.path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => String((item.key as { value?: unknown })?.value) === String(key),
      );
      if (!pair) return offset;
      const last = depth === mistake.path.length - 1;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
      if (last && mistake.atKey) return offset;
    } else if (isSeq(node) && typeof key === "number") {
      node = node.items[key];
    } else return offset;
    offset = (node as Node | null)?.range?.[0] ?? offset;
  }
  return offset;
}
