/** The SQLite file: opened in WAL mode so that readers go on while a run writes, and brought up to date by migrations. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { StoreError } from "../record/errors.ts";

const MIGRATIONS = join(import.meta.dirname, "migrations");

/** A thin typed face of node:sqlite with prepared statements kept by their text. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * Opens or creates the file and applies the migrations that it lacks.
   * @throws StoreError when the file cannot be opened, or was written by a newer version of the almanac.
   */
  static open(file: string, options: { readOnly?: boolean } = {}): Database {
    try {
      if (!options.readOnly) mkdirSync(dirname(file), { recursive: true });
      const db = new DatabaseSync(file, { readOnly: options.readOnly ?? false });
      db.exec("PRAGMA busy_timeout = 10000");
      db.exec("PRAGMA foreign_keys = ON");
      if (!options.readOnly) {
        db.exec("PRAGMA journal_mode = WAL");
        db.exec("PRAGMA synchronous = NORMAL");
      }
      const database = new Database(db);
      if (!options.readOnly) database.#migrate(file);
      return database;
    } catch (cause) {
      if (cause instanceof StoreError) throw cause;
      throw new StoreError(`cannot open the database ${file}: ${(cause as Error).message}`, {
        place: file,
        cause,
      });
    }
  }

  #migrate(file: string): void {
    const names = readdirSync(MIGRATIONS)
      .filter((name) => /^\d{3}-.*\.sql$/.test(name))
      .sort();
    this.transaction(() => {
      const { user_version: at } = this.get<{ user_version: number }>("PRAGMA user_version") ?? {
        user_version: 0,
      };
      if (at > names.length) {
        throw new StoreError(
          `${file} was made by a newer version of the almanac (schema ${at}, this version knows ${names.length}); update the almanac or use another --output`,
          { place: file },
        );
      }
      for (const name of names.slice(at)) this.#db.exec(readFileSync(join(MIGRATIONS, name), "utf8"));
      this.#db.exec(`PRAGMA user_version = ${names.length}`);
    });
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** Rows one by one, so that a large table need not fit in memory. */
  *each<Row>(sql: string, ...values: SQLInputValue[]): IterableIterator<Row> {
    for (const row of this.#db.prepare(sql).iterate(...values)) yield row as Row;
  }

  /** Everything in `work` is stored together or not at all. Nested calls join the outer one. */
  transaction<Value>(work: () => Value): Value {
    if (this.#depth > 0) return work();
    this.#db.exec("BEGIN IMMEDIATE");
    this.#depth++;
    try {
      const value = work();
      this.#db.exec("COMMIT");
      return value;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    } finally {
      this.#depth--;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
