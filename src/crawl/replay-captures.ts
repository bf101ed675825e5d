/**
 * Makes documents again from what was captured of them, without a request: after a change to the adapters or to the page
 * cleaner. Knows nothing of how the captures were come by.
 */
import { z } from "zod";
import type { Source } from "../config/sources-schema.ts";
import { FAMILIES } from "../record/axes.ts";
import type { DocumentDraft } from "../record/document.ts";
import { AlmanacError, PermanentSourceError } from "../record/errors.ts";
import type { RunError, SourceReport } from "../record/run-report.ts";
import type { StoredDocument } from "../store/documents.ts";
import type { Library } from "../store/library.ts";
import { PageCleaner } from "./clean/page-cleaner.ts";
import { type AdapterName, openCapture } from "./document-capture.ts";
import { type CrawlEvent, emptyTally, type SourceTally } from "./source-crawler.ts";

export interface ReplayOptions {
  library: Library;
  sources: readonly Source[];
  clock: () => Date;
  signal: AbortSignal;
  report: (event: CrawlEvent) => void;
}

interface Store {
  library: Library;
  cleaner: PageCleaner;
}

/** Documents whose making changed count as changed; those that cannot be made again stay as they are, with an error. */
export async function replayCaptures(
  options: ReplayOptions,
): Promise<{ sources: SourceReport[]; errors: RunError[] }> {
  const { library, sources } = options;
  const errors: RunError[] = [];
  const reports: SourceReport[] = [];
  const store = { library, cleaner: new PageCleaner() };
  try {
    for (const source of sources) {
      const { requests, notModified, documents } = await replaySource(source, store, { options, errors });
      reports.push({ id: source.id, kind: source.kind, requests, notModified, documents, error: null });
      options.report({ kind: "progress", done: reports.length, total: sources.length, note: source.id });
    }
  } finally {
    await store.cleaner.close();
  }
  return { sources: reports, errors };
}

async function replaySource(
  source: Source,
  store: Store,
  { options, errors }: { options: ReplayOptions; errors: RunError[] },
): Promise<SourceTally> {
  const { documents } = store.library;
  const tally = emptyTally();
  for (const id of documents.ids({ source: source.id })) {
    if (options.signal.aborted) break;
    const document = documents.get(id)!;
    try {
      const draft = await remake(document, store);
      if (document.state !== "live" || !draft) tally.documents.unchanged++;
      else {
        const now = options.clock().toISOString();
        tally.documents[documents.put(draft, { source: source.id, capture: document.capture, now })]++;
      }
    } catch (error) {
      if (!(error instanceof AlmanacError) && !(error instanceof z.ZodError)) throw error;
      tally.documents.failed++;
      const code = error instanceof AlmanacError ? error.code : "CAPTURE_SHAPE";
      errors.push({ stage: "crawl", source: source.id, url: document.url, code, message: error.message });
    }
  }
  return tally;
}

/** Undefined where a page that was good no longer reads as one. @throws PermanentSourceError, StoreError, ZodError */
async function remake(document: StoredDocument, store: Store): Promise<DocumentDraft | undefined> {
  if (!document.capture)
    throw new PermanentSourceError("nothing was captured of it", { place: document.url });
  const bytes = store.library.captures.get(document.capture);
  const sealed = openCapture(bytes);
  return sealed ? REMAKE[sealed.adapter](sealed.input, store) : remakePage(document, bytes, store);
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const paperInput = z.object({
  entry: z.object({
    id: z.string(),
    version: z.number().nullable(),
    title: z.string(),
    abstract: z.string(),
    authors: z.array(z.string()),
    published: z.string(),
    updated: z.string(),
    licence: z.string().nullable(),
  }),
  edition: z.enum(["html", "pdf", "abstract"]),
  body: hash.nullable(),
});
const fileInput = z.object({
  repository: z.string(),
  ref: z.string(),
  path: z.string(),
  content: z.string(),
  licence: z.string().nullable(),
  repositoryUrl: z.string(),
});

type Remake = (input: unknown, store: Store) => Promise<DocumentDraft | undefined>;

const REMAKE: Record<AdapterName, Remake> = {
  thread: async (input) => {
    const [{ threadDraft }, { threadSchema }] = await Promise.all([
      import("./github/adapter.ts"),
      import("./github/wire.ts"),
    ]);
    return threadDraft(threadSchema.parse(input));
  },
  release: async (input) => {
    const [{ releaseDraft }, { releaseSchema }] = await Promise.all([
      import("./github/adapter.ts"),
      import("./github/wire.ts"),
    ]);
    return releaseDraft(z.object({ repository: z.string(), release: releaseSchema }).parse(input));
  },
  gist: async (input) => {
    const [{ gistDraft }, { gistSchema }] = await Promise.all([
      import("./gist/adapter.ts"),
      import("./gist/wire.ts"),
    ]);
    return gistDraft(gistSchema.parse(input));
  },
  file: async (input) => {
    const { fileDraft } = await import("./repository/adapter.ts");
    return fileDraft(fileInput.parse(input));
  },
  paste: async (input) => {
    const { pasteDraft } = await import("./follow/paste-draft.ts");
    return pasteDraft(z.object({ url: z.url(), text: z.string() }).parse(input));
  },
  paper: async (input, { library, cleaner }) => {
    const { paperDraft } = await import("./paper/adapter.ts");
    const { entry, edition, body } = paperInput.parse(input);
    const bytes = body === null ? new Uint8Array() : library.captures.get(body);
    return paperDraft({ entry, edition, body: bytes }, cleaner);
  },
  folder: async (input, { library, cleaner }) => {
    const [{ savedDraft }, { sidecarSchema }] = await Promise.all([
      import("./folder/adapter.ts"),
      import("./folder/wire.ts"),
    ]);
    const saved = z
      .object({
        path: z.string(),
        url: z.string(),
        sidecar: sidecarSchema,
        family: z.enum(FAMILIES).nullable(),
        body: hash,
      })
      .parse(input);
    const { body, family, ...file } = saved;
    return savedDraft({ ...file, family: family ?? undefined, bytes: library.captures.get(body) }, cleaner);
  },
};

/** A page that was captured as it came; what its headers said is in the memory of requests. */
async function remakePage(
  document: StoredDocument,
  bytes: Uint8Array,
  { library, cleaner }: Store,
): Promise<DocumentDraft | undefined> {
  const memory = library.fetches.byCapture(document.capture!);
  const [{ adaptPage }, { parseContentType }] = await Promise.all([
    import("./web/adapter.ts"),
    import("./fetch/content-type.ts"),
  ]);
  const { type, charset } = parseContentType(
    memory?.headers["content-type"] ?? memory?.contentType ?? undefined,
  );
  const facts = { url: document.url, contentType: type, charset, headers: memory?.headers ?? {} };
  const adapted = await adaptPage(bytes, { ...facts, family: document.family }, cleaner);
  return adapted.verdict === "good" ? adapted.draft : undefined;
}
