/**
 * The index stage: brings the search index up to the stored records, and builds it again from them where it is
 * missing, damaged or made by another embedder. Knows nothing of how records are extracted or asked for.
 */
import { rmSync } from "node:fs";
import { InterruptedError, StoreError } from "../record/errors.ts";
import type { Insight } from "../record/insight.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import type { Library } from "../store/library.ts";
import { embedOnce, forgetVectors, VectorsChanged } from "./embed/embed-once.ts";
import type { Embedder } from "./embed/embedder.ts";
import { IndexLedger, type RebuildReason } from "./index-ledger.ts";
import type { IndexTables } from "./index-tables.ts";
import { TABLE_NAMES, type TableName } from "./table-names.ts";
import { insightRow, setupRow, type UnembeddedRow } from "./table-rows.ts";

/** Records embedded and written together: what a kill makes the next run repeat, vectors excepted. */
const RECORDS_AT_ONCE = 512;

export type IndexEvent = { kind: "progress"; done: number; total: number } | { kind: "note"; text: string };

export interface IndexOptions {
  library: Library;
  /** Closed at the end of the stage; it starts again when it is asked again. */
  embedder: Embedder;
  signal: AbortSignal;
  report?: (event: IndexEvent) => void;
}

/** Records and insights written to the index and taken out of it. */
export interface IndexChanges {
  upserted: number;
  removed: number;
}

const REASONS: Record<Exclude<RebuildReason, "first">, string> = {
  embedder: "it was made by another embedder",
  version: "it was made by an older version",
  damaged: "it is missing or damaged",
};

/**
 * Loads neither the embedder nor LanceDB when nothing changed.
 * @throws InterruptedError: the next run goes on from here. ModelUnavailableError from the embedder. StoreError.
 */
export async function indexRecords(options: IndexOptions): Promise<IndexChanges> {
  const { library, embedder } = options;
  const ledger = new IndexLedger(library.database, library.layout.index);
  const reason = ledger.rebuildReason(embedder.name);
  if (reason === undefined && !ledger.unsettled && !hasWork(ledger)) return { upserted: 0, removed: 0 };
  if (reason === "first" && !hasWork(ledger)) return { upserted: 0, removed: 0 };
  try {
    if (reason !== undefined) return await buildAgain(ledger, options, reason);
    return await bringUpToDate(ledger, options);
  } finally {
    await embedder.close();
  }
}

function hasWork(ledger: IndexLedger): boolean {
  return TABLE_NAMES.some((table) => {
    const { changed, removed } = ledger.changes(table);
    return changed.length + removed.length > 0;
  });
}

async function buildAgain(
  ledger: IndexLedger,
  options: IndexOptions,
  reason: RebuildReason,
): Promise<IndexChanges> {
  if (reason !== "first")
    options.report?.({ kind: "note", text: `the search index is built again: ${REASONS[reason]}` });
  ledger.beginAgain(options.embedder.name);
  rmSync(options.library.layout.index, { recursive: true, force: true });
  try {
    return await write(ledger, await openTables(options), options);
  } catch (error) {
    throw asNamed(error, options);
  }
}

/** Writes the changes; an index that cannot be opened, or that lost rows, is built again instead. */
async function bringUpToDate(ledger: IndexLedger, options: IndexOptions): Promise<IndexChanges> {
  let tables: IndexTables;
  try {
    tables = await openTables(options);
    for (const table of TABLE_NAMES) await tables.countRows(table);
  } catch {
    return buildAgain(ledger, options, "damaged");
  }
  const before = TABLE_NAMES.map((table) => ledger.count(table));
  for (const [place, table] of TABLE_NAMES.entries()) {
    // Rows written just before a kill may be in the table and not yet in the ledger: more is fine, fewer is not.
    if ((await tables.countRows(table)) < before[place]!) {
      tables.close();
      return buildAgain(ledger, options, "damaged");
    }
  }
  ledger.beginWriting();
  try {
    return await write(ledger, tables, options);
  } catch (error) {
    if (!(error instanceof VectorsChanged)) throw asNamed(error, options);
    forgetVectors(options.library.database, options.embedder.name);
    return buildAgain(ledger, options, "embedder");
  }
}

async function openTables(options: IndexOptions): Promise<IndexTables> {
  const { IndexTables } = await import("./index-tables.ts");
  return IndexTables.open(options.library.layout.index);
}

async function write(ledger: IndexLedger, tables: IndexTables, options: IndexOptions): Promise<IndexChanges> {
  const work = TABLE_NAMES.map((table) => ({ table, ...ledger.changes(table) }));
  const total = work.reduce((sum, { changed }) => sum + changed.length, 0);
  const totals: IndexChanges = { upserted: 0, removed: 0 };
  let whole = true;
  try {
    for (const { table, changed, removed } of work) {
      for (let at = 0; at < changed.length; at += RECORDS_AT_ONCE) {
        if (options.signal.aborted) throw new InterruptedError("stopped while indexing");
        const group = changed.slice(at, at + RECORDS_AT_ONCE);
        const start = totals.upserted;
        const rows = group.map(({ id }) => unembedded(ledger, table, id));
        const vectors = await embedOnce(
          rows.map((row) => row.embedText),
          {
            database: options.library.database,
            embedder: options.embedder,
            signal: options.signal,
            onProgress: ({ done }) => options.report?.({ kind: "progress", done: start + done, total }),
          },
        );
        await tables.upsert(
          table,
          rows.map(({ row }, place) => ({ ...row, vector: vectors[place]! })),
        );
        ledger.noteIndexed(table, group);
        totals.upserted += group.length;
        options.report?.({ kind: "progress", done: totals.upserted, total });
      }
      if (removed.length > 0) {
        await tables.remove(table, removed);
        ledger.noteRemoved(table, removed);
        totals.removed += removed.length;
      }
      await tables.settle(table);
      if ((await tables.countRows(table)) !== ledger.count(table)) whole = false;
    }
  } finally {
    tables.close();
  }
  ledger.finishWriting({ whole });
  return totals;
}

function unembedded(ledger: IndexLedger, table: TableName, id: string): UnembeddedRow<{ id: string }> {
  const title = ledger.documentTitle(table, id);
  const body = ledger.body(table, id);
  return table === "setups" ? setupRow(body as SetupRecord, title) : insightRow(body as Insight, title);
}

/** LanceDB's own errors become a StoreError that names the folder; ours pass. */
function asNamed(error: unknown, options: IndexOptions): unknown {
  if (error instanceof Error && "code" in error && "place" in error) return error;
  const place = options.library.layout.index;
  return new StoreError(`cannot write the search index in ${place}: ${(error as Error).message}`, {
    place,
    cause: error,
  });
}
