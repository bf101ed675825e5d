/** The crawl frontier: what each source still has to fetch in its current round. A kill loses at most the request in flight. */
import type { Database } from "./database.ts";

/** One request to be made; `request` is JSON of the crawler's own shape. */
export interface FrontierEntry {
  key: string;
  request: unknown;
  attempts: number;
}

export class Frontier {
  readonly #db: Database;
  readonly #source: string;

  constructor(db: Database, source: string) {
    this.#db = db;
    this.#source = source;
  }

  /** The round that was left unfinished, or undefined when all of it was done. */
  openRound(): string | undefined {
    return this.#db.get<{ round: string }>(
      "SELECT round FROM frontier WHERE source = ? AND state = 'pending' ORDER BY position LIMIT 1",
      this.#source,
    )?.round;
  }

  /** Adds what this round has not seen yet; returns how many were new. Earlier rounds' entries are replaced. */
  add(round: string, entries: readonly { key: string; request: unknown }[]): number {
    return this.#db.transaction(() => {
      let added = 0;
      let position =
        (this.#db.get<{ top: number | null }>(
          "SELECT MAX(position) AS top FROM frontier WHERE source = ?",
          this.#source,
        )?.top ?? 0) + 1;
      for (const entry of entries) {
        added += this.#db.run(
          `INSERT INTO frontier (source, key, request, round, state, attempts, position) VALUES (?, ?, ?, ?, 'pending', 0, ?)
           ON CONFLICT (source, key) DO UPDATE SET request = excluded.request, round = excluded.round, state = 'pending',
             attempts = 0, note = NULL, position = excluded.position WHERE frontier.round <> excluded.round`,
          this.#source,
          entry.key,
          JSON.stringify(entry.request),
          round,
          position++,
        );
      }
      return added;
    });
  }

  /** The next requests to make, oldest first. */
  next(limit: number): FrontierEntry[] {
    return this.#db
      .all<{ key: string; request: string; attempts: number }>(
        "SELECT key, request, attempts FROM frontier WHERE source = ? AND state = 'pending' ORDER BY position LIMIT ?",
        this.#source,
        limit,
      )
      .map((row) => ({ key: row.key, request: JSON.parse(row.request), attempts: row.attempts }));
  }

  /** Whether this round has had its answer to the request already. */
  isDone(round: string, key: string): boolean {
    return (
      this.#db.get(
        "SELECT 1 FROM frontier WHERE source = ? AND key = ? AND round = ? AND state = 'done'",
        this.#source,
        key,
        round,
      ) !== undefined
    );
  }

  /** The round in which this request was last done; undefined while it is pending, failed or unknown. */
  doneIn(key: string): string | undefined {
    return this.#db.get<{ round: string }>(
      "SELECT round FROM frontier WHERE source = ? AND key = ? AND state = 'done'",
      this.#source,
      key,
    )?.round;
  }

  /** Notes a request as done in this round, whether it stood in the frontier or not. */
  finish(round: string, key: string): void {
    this.#db.run(
      `INSERT INTO frontier (source, key, request, round, state, attempts, position) VALUES (?, ?, 'null', ?, 'done', 0, 0)
       ON CONFLICT (source, key) DO UPDATE SET round = excluded.round, state = 'done', note = NULL`,
      this.#source,
      key,
      round,
    );
  }

  done(key: string): void {
    this.#db.run(
      "UPDATE frontier SET state = 'done', note = NULL WHERE source = ? AND key = ?",
      this.#source,
      key,
    );
  }

  failed(key: string, note: string): void {
    this.#db.run(
      "UPDATE frontier SET state = 'failed', attempts = attempts + 1, note = ? WHERE source = ? AND key = ?",
      note,
      this.#source,
      key,
    );
  }

  /** Forgets entries of other rounds than this one. */
  forgetOtherRounds(round: string): void {
    this.#db.run("DELETE FROM frontier WHERE source = ? AND round <> ?", this.#source, round);
  }
}
