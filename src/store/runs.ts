/** Runs in the store: when each began and ended, and its report. */
import type { Database } from "./database.ts";

export interface StoredRun {
  id: string;
  startedAt: string;
  finishedAt: string | null;
  ok: boolean | null;
  report: unknown;
}

interface Row {
  id: string;
  started_at: string;
  finished_at: string | null;
  ok: number | null;
  report: string | null;
}

export class RunStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  begin(id: string, startedAt: string): void {
    this.#db.run("INSERT INTO runs (id, started_at) VALUES (?, ?)", id, startedAt);
  }

  finish(id: string, outcome: { finishedAt: string; ok: boolean; report: unknown }): void {
    this.#db.run(
      "UPDATE runs SET finished_at = ?, ok = ?, report = ? WHERE id = ?",
      outcome.finishedAt,
      outcome.ok ? 1 : 0,
      JSON.stringify(outcome.report),
      id,
    );
  }

  /** The latest runs, newest first. A run without `finishedAt` was killed or is still going. */
  latest(limit: number): StoredRun[] {
    return this.#db
      .all<Row>("SELECT * FROM runs ORDER BY started_at DESC, id DESC LIMIT ?", limit)
      .map((row) => ({
        id: row.id,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        ok: row.ok === null ? null : row.ok === 1,
        report: row.report ? JSON.parse(row.report) : null,
      }));
  }
}
