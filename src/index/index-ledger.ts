/**
 * What SQLite knows of the index: which records it holds in which version, for which embedder, and the files it
 * consists of. So a run tells without opening the index that nothing is to be done. Knows nothing of LanceDB.
 */
import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Database } from "../store/database.ts";
import { ROW_VERSION, type TableName } from "./table-names.ts";

/** What is to be done to one table: ids of new or changed records, and of records that are no more. */
export interface TableChanges {
  changed: { id: string; rowHash: string }[];
  removed: string[];
}

const RECORDS: Record<TableName, string> = { setups: "records", insights: "insights" };

/** Why the index cannot be brought up to date in place. */
export type RebuildReason = "first" | "embedder" | "version" | "damaged";

export class IndexLedger {
  readonly #db: Database;
  readonly #folder: string;

  constructor(database: Database, folder: string) {
    this.#db = database;
    this.#folder = folder;
  }

  changes(table: TableName): TableChanges {
    const current = `SELECT r.id AS id, r.body_hash || ' ' || d.title AS row_hash, d.url AS url, r.position AS position
      FROM ${RECORDS[table]} r JOIN documents d ON d.id = r.document`;
    return {
      changed: this.#db
        .all<{ id: string; row_hash: string }>(
          `SELECT c.id, c.row_hash FROM (${current}) c LEFT JOIN indexed i ON i.kind = ? AND i.id = c.id
           WHERE i.id IS NULL OR i.row_hash <> c.row_hash ORDER BY c.url, c.position`,
          table,
        )
        .map((row) => ({ id: row.id, rowHash: row.row_hash })),
      removed: this.#db
        .all<{ id: string }>(
          `SELECT i.id FROM indexed i WHERE i.kind = ? AND i.id NOT IN (SELECT c.id FROM (${current}) c) ORDER BY i.id`,
          table,
        )
        .map((row) => row.id),
    };
  }

  /** The title of the document that a record or insight is from. */
  documentTitle(table: TableName, id: string): string {
    const row = this.#db.get<{ title: string }>(
      `SELECT d.title FROM ${RECORDS[table]} r JOIN documents d ON d.id = r.document WHERE r.id = ?`,
      id,
    );
    return row?.title ?? "";
  }

  body(table: TableName, id: string): unknown {
    const row = this.#db.get<{ body: string }>(`SELECT body FROM ${RECORDS[table]} WHERE id = ?`, id);
    return row ? JSON.parse(row.body) : undefined;
  }

  count(table: TableName): number {
    return this.#db.get<{ n: number }>("SELECT COUNT(*) AS n FROM indexed WHERE kind = ?", table)?.n ?? 0;
  }

  /** To be called after the rows are in the index, never before: a kill between the two only repeats the upsert. */
  noteIndexed(table: TableName, rows: readonly { id: string; rowHash: string }[]): void {
    this.#db.transaction(() => {
      for (const row of rows)
        this.#db.run(
          `INSERT INTO indexed (kind, id, row_hash) VALUES (?, ?, ?)
           ON CONFLICT (kind, id) DO UPDATE SET row_hash = excluded.row_hash`,
          table,
          row.id,
          row.rowHash,
        );
    });
  }

  noteRemoved(table: TableName, ids: readonly string[]): void {
    this.#db.transaction(() => {
      for (const id of ids) this.#db.run("DELETE FROM indexed WHERE kind = ? AND id = ?", table, id);
    });
  }

  /** True from the first write of a run until its end: after a kill the index is settled again. */
  get unsettled(): boolean {
    return this.#state("unsettled") === "yes";
  }

  /** The embedder whose vectors the index holds; undefined when there is no index. */
  get embedder(): string | undefined {
    return this.#state("embedder");
  }

  /** Undefined when the index can be used as it is; files are looked at by name and size only. */
  rebuildReason(embedder: string): RebuildReason | undefined {
    if (this.embedder === undefined) return "first";
    if (this.embedder !== embedder) return "embedder";
    if (this.#state("version") !== String(ROW_VERSION)) return "version";
    if (this.#state("damage") !== undefined) return "damaged";
    return this.unsettled || this.filesAreThere() ? undefined : "damaged";
  }

  /** Forgets everything indexed; the caller removes the folder. */
  beginAgain(embedder: string): void {
    this.#db.transaction(() => {
      this.#db.run("DELETE FROM indexed");
      this.#db.run("DELETE FROM index_state");
      this.#setState("embedder", embedder);
      this.#setState("version", String(ROW_VERSION));
      this.#setState("unsettled", "yes");
    });
  }

  /** A search could not read the index: the next run builds it again, even where every file has its size. */
  noteDamage(): void {
    this.#setState("damage", "yes");
  }

  beginWriting(): void {
    this.#setState("unsettled", "yes");
  }

  /**
   * Not `whole`: the tables hold other rows than the ledger says, as after a kill between the two or a second writer.
   * No answer shows such a row, for answers come from SQLite; the next run builds the index again.
   */
  finishWriting({ whole }: { whole: boolean }): void {
    this.#db.transaction(() => {
      if (!whole) this.noteDamage();
      this.#setState("files", JSON.stringify(filesUnder(this.#folder)));
      this.#setState("unsettled", "no");
    });
  }

  /** Every file of the last settled state still has its size; files that came later do not matter. */
  filesAreThere(): boolean {
    const files = JSON.parse(this.#state("files") ?? "{}") as Record<string, number>;
    return Object.entries(files).every(([name, size]) => {
      const stat = statSync(join(this.#folder, name), { throwIfNoEntry: false });
      return stat?.size === size;
    });
  }

  #state(key: string): string | undefined {
    return this.#db.get<{ value: string }>("SELECT value FROM index_state WHERE key = ?", key)?.value;
  }

  #setState(key: string, value: string): void {
    this.#db.run(
      "INSERT INTO index_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }
}

function filesUnder(folder: string): Record<string, number> {
  const files: Record<string, number> = {};
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return files;
    throw error;
  }
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = statSync(path).size;
  }
  return files;
}

function readEntries(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true });
}
