/**
 * The publish stage: the catalog exports, the rendered chapters and the static site. Knows what an edition is made of;
 * rendering, exporting and building each have their own module. Never writes into the author's `book/`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { InterruptedError } from "../record/errors.ts";
import type { OutputLayout } from "../store/layout.ts";
import type { Library } from "../store/library.ts";
import { catalogData } from "./book/catalog-data.ts";
import { changedChapters, readEdition, writeEdition } from "./book/edition.ts";
import { readChapters } from "./book/read-chapters.ts";
import { renderChapter } from "./book/render-chapter.ts";
import { type BookFiles, copyDownloads, signatureOf, themeFiles, writeBook } from "./book/write-book.ts";
import { readPublished } from "./catalog/published.ts";
import { publishCatalog } from "./publish-catalog.ts";
import { siteSettings } from "./site/site-settings.ts";

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
  const exported = await publishCatalog(library);
  const catalog = readPublished(library);
  const data = catalogData(catalog);
  const rendered = chapters.map((chapter) =>
    renderChapter(chapter, { catalog, chapters, dataHash: data.hash }),
  );

  const editionFile = join(layout.book, ".edition.json");
  const before = readEdition(editionFile);
  const changed = changedChapters(before, rendered);
  const gone = Object.keys(before.chapters).some((id) => !rendered.some((chapter) => chapter.id === id));
  const today = options.now.toISOString().slice(0, 10);
  const date = changed.length > 0 || gone || before.date === "" ? today : before.date;

  const files = new Map<string, string>(themeFiles());
  for (const chapter of rendered) {
    files.set(`${chapter.id === "catalog" ? "catalog/index" : chapter.id}.md`, chapter.markdown);
    files.set(`data/${chapter.id}.json`, chapter.data);
  }
  for (const [name, content] of data.files) files.set(`public/data/${name}`, content);
  files.set(".vitepress/config.mjs", siteSettings({ chapters, date }));
  const signature = signatureOf(files);
  const siteStands = before.built === signature && existsSync(join(layout.site, "index.html"));

  const edition = { date, chapters: Object.fromEntries(rendered.map(({ id, hash }) => [id, hash])) };
  stopIfAsked(options.signal);
  if (!siteStands || changed.length > 0) writeBook(layout.book, files);
  if (options.site && !siteStands) {
    // The note must not promise a site before it stands; chapters count as changed until they are published.
    writeEdition(editionFile, { ...edition, chapters: before.chapters, date: before.date, built: null });
    await buildAndSwap(options, files);
    report(`built ${rendered.length} chapters, ${changed.length} of them changed`);
  } else if (exported.changed.length > 0 && siteStands) {
    copyDownloads(layout.catalog, join(layout.site, "downloads"));
  }
  writeEdition(editionFile, { ...edition, built: options.site ? signature : before.built });
  return { chapters: rendered.length, changed };
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
