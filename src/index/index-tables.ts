/**
 * The LanceDB side of the index: two tables under one folder, written through one queue. The only door to
 * `@lancedb/lancedb`, which loads with the first table; knows nothing of records or questions.
 */
import type { Connection, Table } from "@lancedb/lancedb";
import type { FixedSizeList } from "apache-arrow";
import { VectorsChanged } from "./embed/embed-once.ts";
import type { TableName } from "./table-names.ts";
import { tableSchema } from "./table-schema.ts";

/** Rows of one upsert. */
const ROWS_AT_ONCE = 512;
/** Old table versions stay this long, so that a reader that holds one can finish. */
const KEEP_OLD_MS = 10 * 60_000;
const FTS_INDEX = "text_idx";

export interface VectorRow {
  id: string;
  vector: Float32Array;
}

export interface SearchRequest {
  /** SQL over the table's columns, or undefined for all rows. */
  where?: string | undefined;
  limit: number;
}

export class IndexTables {
  readonly #connection: Connection;
  readonly #tables = new Map<TableName, Table>();
  /** The end of the writer queue: LanceDB's concurrent upserts of one new key would make several rows. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Opens the folder with the tables that it has; throws what LanceDB throws when one is damaged. */
  static async open(folder: string): Promise<IndexTables> {
    const { connect } = await import("@lancedb/lancedb");
    const tables = new IndexTables(await connect(folder));
    for (const name of await tables.#connection.tableNames())
      tables.#tables.set(name as TableName, await tables.#connection.openTable(name));
    return tables;
  }

  has(name: TableName): boolean {
    return this.#tables.has(name);
  }

  async countRows(name: TableName, where?: string): Promise<number> {
    return (await this.#tables.get(name)?.countRows(where)) ?? 0;
  }

  /** Adds or replaces rows by id; the table is made with the first ones. @throws VectorsChanged */
  async upsert(name: TableName, rows: readonly VectorRow[]): Promise<void> {
    await this.#queued(async () => {
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        const group = rows.slice(at, at + ROWS_AT_ONCE).map((row) => ({ ...row }));
        const table = await this.#tableFor(name, group[0]!.vector.length);
        await this.#checkLength(name, group);
        await table.mergeInsert("id").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(group);
      }
    });
  }

  async remove(name: TableName, ids: readonly string[]): Promise<void> {
    await this.#queued(async () => {
      for (let at = 0; at < ids.length; at += ROWS_AT_ONCE)
        await this.#tables.get(name)?.delete(
          `id IN (${ids
            .slice(at, at + ROWS_AT_ONCE)
            .map(sqlText)
            .join(", ")})`,
        );
    });
  }

  /** Brings the full-text index up to all rows, merges small files and drops old versions. */
  async settle(name: TableName): Promise<void> {
    await this.#queued(async () => {
      const table = this.#tables.get(name);
      if (!table) return;
      if (!(await hasTextIndex(table))) {
        const { Index } = await import("@lancedb/lancedb");
        const config = Index.fts({
          baseTokenizer: "whitespace",
          stem: false,
          removeStopWords: false,
          asciiFolding: false,
          withPosition: false,
        });
        await table.createIndex("text", { config, name: FTS_INDEX, replace: true });
      }
      await table.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_OLD_MS) });
    });
  }

  /** Ids by meaning, nearest first, with the cosine similarity. Exact: there is no approximate index. */
  async nearest(
    name: TableName,
    vector: Float32Array,
    request: SearchRequest,
  ): Promise<{ id: string; similarity: number }[]> {
    const table = this.#tables.get(name);
    if (!table) return [];
    let query = table
      .vectorSearch(vector)
      .distanceType("cosine")
      .limit(request.limit)
      .select(["id", "_distance"]);
    if (request.where) query = query.where(request.where);
    const rows = (await query.toArray()) as { id: string; _distance: number }[];
    return rows.map((row) => ({ id: row.id, similarity: 1 - row._distance }));
  }

  /** Ids by words (BM25), best first; none before the first `settle`. `words` are tokens of `searchTokens`, with blanks between. */
  async matching(name: TableName, words: string, request: SearchRequest): Promise<string[]> {
    const table = this.#tables.get(name);
    if (!table || words === "" || !(await hasTextIndex(table))) return [];
    let query = table
      .query()
      .fullTextSearch(words, { columns: "text" })
      .limit(request.limit)
      .select(["id", "_score"]);
    if (request.where) query = query.where(request.where);
    return ((await query.toArray()) as { id: string }[]).map((row) => row.id);
  }

  /** Ids of rows that pass a condition, in the table's order. */
  async selecting(name: TableName, request: SearchRequest): Promise<string[]> {
    const table = this.#tables.get(name);
    if (!table) return [];
    let query = table.query().limit(request.limit).select(["id"]);
    if (request.where) query = query.where(request.where);
    return ((await query.toArray()) as { id: string }[]).map((row) => row.id);
  }

  close(): void {
    for (const table of this.#tables.values()) table.close();
    this.#connection.close();
  }

  async #tableFor(name: TableName, dimensions: number): Promise<Table> {
    const known = this.#tables.get(name);
    if (known) return known;
    const made = await this.#connection.createEmptyTable(name, tableSchema(name, dimensions), {
      existOk: true,
    });
    this.#tables.set(name, made);
    return made;
  }

  /** LanceDB itself would cut longer vectors off without a word. */
  async #checkLength(name: TableName, rows: readonly VectorRow[]): Promise<void> {
    const schema = await this.#tables.get(name)!.schema();
    const { listSize } = schema.fields.find((field) => field.name === "vector")!.type as FixedSizeList;
    if (rows.some((row) => row.vector.length !== listSize)) throw new VectorsChanged();
  }

  #queued<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#lastWrite.then(work, work);
    this.#lastWrite = turn;
    return turn;
  }
}

async function hasTextIndex(table: Table): Promise<boolean> {
  return (await table.listIndices()).some((index) => index.name === FTS_INDEX);
}

/** A string as an SQL literal. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
