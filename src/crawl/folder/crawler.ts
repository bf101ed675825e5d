/** Reads what people saved by hand: a folder of files, each with a sidecar or without. Asks no network. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { PermanentSourceError } from "../../record/errors.ts";
import { sha256 } from "../../record/ids.ts";
import { CrawlRound } from "../crawl-round.ts";
import { sealCapture } from "../document-capture.ts";
import type { CrawlContext, SourceCrawler } from "../source-crawler.ts";
import { endingOf, SAVED_ENDINGS, savedDraft } from "./adapter.ts";
import { type Sidecar, sidecarSchema } from "./wire.ts";

const SIDECAR = ".meta.yaml";
const MOST_SIDECAR_BYTES = 64 * 1024;

/** What was taken last time, by path: a hash of the file with its sidecar, and the document's address. */
const stateSchema = z.record(z.string(), z.object({ hash: z.string(), url: z.string() }));

interface Crawl {
  context: CrawlContext<"folder">;
  round: CrawlRound;
  state: z.infer<typeof stateSchema>;
}

/** @throws PermanentSourceError where there is no such folder. */
export const crawlFolder: SourceCrawler<"folder"> = async (context) => {
  const { source, library } = context;
  if (!existsSync(source.path))
    throw new PermanentSourceError(`there is no such folder; make it, or correct path: in sources.yaml`, {
      place: source.path,
    });
  const round = new CrawlRound(context);
  const stored = stateSchema.safeParse(library.fetches.sourceState(source.id) ?? {});
  const crawl: Crawl = { context, round, state: stored.success ? stored.data : {} };
  const paths = savedFiles(source.path);
  for (const path of Object.keys(crawl.state)) {
    if (paths.includes(path)) continue;
    round.gone(crawl.state[path]!.url, "no longer in the folder");
    delete crawl.state[path];
  }
  for (const path of paths) {
    context.signal.throwIfAborted();
    if (round.taken >= context.maxDocuments) break;
    try {
      await takeFile(path, crawl);
    } catch (error) {
      round.fault(error, addressOf(source.id, path));
    }
  }
  library.fetches.putSourceState(source.id, crawl.state, context.clock().toISOString());
  return round.end({ whole: true });
};

/** Relative paths with forward slashes, sorted. Hidden files and links are left alone. */
function savedFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SAVED_ENDINGS.includes(endingOf(entry.name)))
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, ""),
    )
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}

async function takeFile(path: string, { context, round, state }: Crawl): Promise<void> {
  const { source, library } = context;
  const file = join(source.path, path);
  checkSize(file, context);
  const bytes = readFileSync(file);
  const sidecarText = readSidecar(file);
  const hash = sha256(`${sha256(bytes)} ${sidecarText} ${source.family ?? ""}`);
  const known = state[path];
  if (known?.hash === hash && library.documents.byUrl(known.url)?.state === "live") return;
  const sidecar = parseSidecar(sidecarText, path);
  const saved = { path, url: addressOf(source.id, path), sidecar, family: source.family };
  const draft = await savedDraft({ ...saved, bytes }, context.cleaner);
  const body = library.captures.put(bytes);
  round.keep(draft, sealCapture("folder", { ...saved, family: source.family ?? null, body }));
  if (known && known.url !== draft.url) round.gone(known.url, "the file has another address now");
  state[path] = { hash, url: draft.url };
}

/** Stable and free of machine paths. */
function addressOf(source: string, path: string): string {
  return `folder:${source}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function checkSize(file: string, { settings }: CrawlContext<"folder">): void {
  const most = endingOf(file) === "pdf" ? settings.network.maxPdfBytes : settings.network.maxBytes;
  const { size } = lstatSync(file);
  if (size > most) throw new PermanentSourceError(`the file is over ${most} bytes`, { place: file });
}

/** `post.html.meta.yaml` or `post.meta.yaml`; empty where there is neither. */
function readSidecar(file: string): string {
  const beside = [`${file}${SIDECAR}`, `${file.slice(0, file.lastIndexOf("."))}${SIDECAR}`].find(existsSync);
  if (!beside) return "";
  if (lstatSync(beside).size > MOST_SIDECAR_BYTES)
    throw new PermanentSourceError("the sidecar is over 64 KiB", { place: beside });
  return readFileSync(beside, "utf8");
}

function parseSidecar(text: string, path: string): Sidecar {
  let content: unknown;
  try {
    content = parse(text, { maxAliasCount: 10 });
  } catch (cause) {
    throw new PermanentSourceError(`the sidecar of ${path} is no YAML: ${(cause as Error).message}`, {
      place: path,
      cause,
    });
  }
  const parsed = sidecarSchema.safeParse(content ?? {});
  if (parsed.success) return parsed.data;
  const { path: key = [], message = "" } = parsed.error.issues[0] ?? {};
  throw new PermanentSourceError(`the sidecar of ${path}: ${key.join(".")}: ${message}`, { place: path });
}
