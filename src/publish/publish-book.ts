/**
 * The publish stage: the catalog exports, the rendered chapters and the static site. Knows what an edition is made of;
 * rendering, exporting and building each have their own module. Never writes into the author's `book/`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { InterruptedError } from "../record/errors.ts";
import { sha256 } from "../record/ids.ts";
import { contentHash } from "../store/content-hash.ts";
import type { OutputLayout } from "../store/layout.ts";
import type { Library } from "../store/library.ts";
import { programSignature } from "../store/program-signature.ts";
import { catalogData } from "./book/catalog-data.ts";
import { checkLinks } from "./book/check-links.ts";
import { changedChapters, type Edition, readEdition, writeEdition } from "./book/edition.ts";
import { type Chapter, readChapters } from "./book/read-chapters.ts";
import { renderChapter } from "./book/render-chapter.ts";
import { type BookFiles, copyDownloads, signatureOf, themeFiles, writeBook } from "./book/write-book.ts";
import { readPublished } from "./catalog/published.ts";
import { CATALOG_FILES, publishCatalog } from "./publish-catalog.ts";
import { siteSettings } from "./site/site-settings.ts";

/** What of the program decides what is published. */
const PROGRAM = [import.meta.dirname, join(import.meta.dirname, "../record")];

export interface PublishOptions {
  library: Library;
  /** The author's chapters; only read. */
  bookFolder: string;
  layout: OutputLayout;
  /** The edition's day, where something changed. */
  now: Date;
  /** Build the HTML too. */
  site: boolean;
  signal: AbortSignal;
  /** Called with a line of progress now and then. */
  report?: (line: string) => void;
}

export interface PublishOutcome {
  chapters: number;
  /** Ids of the chapters whose own prose or data is new, in the book's order. */
  changed: string[];
}

/**
 * Publishes what the library holds. Where nothing changed and the site stands, nothing is built.
 * @throws ConfigError (a chapter is not written right), PublishError (the site did not build; the old one stays),
 *   StoreError, InterruptedError.
 */
export async function publishBook(options: PublishOptions): Promise<PublishOutcome> {
  const { library, layout, report = () => {} } = options;
  stopIfAsked(options.signal);
  const chapters = readChapters(options.bookFolder);
  checkLinks(chapters);
  const editionFile = join(layout.book, ".edition.json");
  const before = readEdition(editionFile);
  const inputs = inputsOf(options, chapters);
  if (before.inputs === inputs && stands(options, before)) return { chapters: chapters.length, changed: [] };

  const exported = await publishCatalog(library);
  const { rendered, files, edition } = renderEdition({ options, chapters, before });
  const signature = signatureOf(files);
  const changed = changedChapters(before, rendered);
  const siteStands = before.built === signature && existsSync(join(layout.site, "index.html"));
  stopIfAsked(options.signal);
  if (!siteStands || changed.length > 0) writeBook(layout.book, files);
  if (options.site && !siteStands) {
    // The note must not promise a site before it stands; chapters count as changed until they are published.
    writeEdition(editionFile, { ...before, built: null, inputs: null });
    await buildAndSwap(options, files);
    report(`built ${rendered.length} chapters, ${changed.length} of them changed`);
  } else if (exported.changed.length > 0 && siteStands) {
    copyDownloads(layout.catalog, join(layout.site, "downloads"));
  }
  // Without a build, a site of an earlier edition no longer counts as built.
  const built = options.site || siteStands ? signature : null;
  writeEdition(editionFile, { ...edition, built, inputs });
  return { chapters: rendered.length, changed };
}

/** Everything that decides what is published: the library's content, the author's chapters, the program. */
function inputsOf({ library }: PublishOptions, chapters: readonly Chapter[]): string {
  const prose = chapters.map(({ id, source }) => `${id} ${sha256(source)}`);
  return sha256([contentHash(library.database), programSignature(PROGRAM), ...prose].join("\n"));
}

/** True where every file of the last edition is still there, the site too if one is asked for. */
function stands({ layout, site }: PublishOptions, before: Edition): boolean {
  const files = CATALOG_FILES.map((name) => join(layout.catalog, name));
  files.push(...Object.keys(before.chapters).map((id) => join(layout.book, "data", `${id}.json`)));
  if (site) files.push(join(layout.site, "index.html"));
  return (!site || before.built !== null) && files.every((file) => existsSync(file));
}

/** Renders all chapters and gathers every file of the book. */
function renderEdition({
  options,
  chapters,
  before,
}: {
  options: PublishOptions;
  chapters: Chapter[];
  before: Edition;
}) {
  const catalog = readPublished(options.library);
  const data = catalogData(catalog);
  const rendered = chapters.map((chapter) =>
    renderChapter(chapter, { catalog, chapters, dataHash: data.hash }),
  );
  const gone = Object.keys(before.chapters).some((id) => !rendered.some((chapter) => chapter.id === id));
  const isNew = gone || before.date === "" || changedChapters(before, rendered).length > 0;
  const date = isNew ? options.now.toISOString().slice(0, 10) : before.date;

  const files = new Map<string, string>(themeFiles());
  for (const chapter of rendered) {
    files.set(`${chapter.id === "catalog" ? "catalog/index" : chapter.id}.md`, chapter.markdown);
    files.set(`data/${chapter.id}.json`, chapter.data);
  }
  for (const [name, content] of data.files) files.set(`public/data/${name}`, content);
  files.set(".vitepress/config.mjs", siteSettings({ chapters, date }));
  return {
    rendered,
    files,
    edition: { date, chapters: Object.fromEntries(rendered.map(({ id, hash }) => [id, hash])) },
  };
}

async function buildAndSwap({ layout, signal, report }: PublishOptions, files: BookFiles): Promise<void> {
  const { buildSite } = await import("./site/build-site.ts");
  report?.(`building the site from ${files.size} files`);
  await buildSite({
    source: layout.book,
    site: layout.site,
    signal,
    finish: (folder) => copyDownloads(layout.catalog, join(folder, "downloads")),
  });
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new InterruptedError("publishing was interrupted; run again to go on");
}
