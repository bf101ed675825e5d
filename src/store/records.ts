/** Setup records, insights and rejections in the store, and the cache of what extraction once made of a text. */
import { sha256 } from "../record/ids.ts";
import type { Insight } from "../record/insight.ts";
import type { Rejection } from "../record/rejection.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import type { Database } from "./database.ts";

/** How replacing one document's rows changed the table. */
export interface RowChanges {
  new: number;
  changed: number;
  unchanged: number;
  removed: number;
}

interface BodyRow {
  id: string;
  body: string;
  body_hash: string;
}

export class RecordStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Replaces everything extracted from one document, in one transaction. `document` is the document's id. */
  replace(
    document: string,
    extracted: {
      records: readonly SetupRecord[];
      insights: readonly Insight[];
      rejections: readonly Rejection[];
      textHash: string;
      extractor: string;
      now: string;
    },
  ): RowChanges {
    return this.#db.transaction(() => {
      const changes = this.#replaceRows("records", document, extracted.records, extracted.now);
      this.#replaceRows("insights", document, extracted.insights, extracted.now);
      this.#db.run("DELETE FROM rejections WHERE document = ?", document);
      extracted.rejections.forEach((rejection, position) => {
        this.#db.run(
          "INSERT INTO rejections (document, position, kind, body) VALUES (?, ?, ?, ?)",
          document,
          position,
          rejection.kind,
          JSON.stringify(rejection),
        );
      });
      this.#db.run(
        `INSERT INTO extracted (document, text_hash, extractor, made_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (document) DO UPDATE SET text_hash = excluded.text_hash, extractor = excluded.extractor,
           made_at = excluded.made_at`,
        document,
        extracted.textHash,
        extracted.extractor,
        extracted.now,
      );
      return changes;
    });
  }

  #replaceRows(
    table: "records" | "insights",
    document: string,
    rows: readonly { id: string }[],
    now: string,
  ): RowChanges {
    const old = new Map(
      this.#db
        .all<BodyRow>(`SELECT id, body, body_hash FROM ${table} WHERE document = ?`, document)
        .map((row) => [row.id, row.body_hash]),
    );
    const changes: RowChanges = { new: 0, changed: 0, unchanged: 0, removed: 0 };
    rows.forEach((row, position) => {
      const body = JSON.stringify(row);
      const hash = sha256(body);
      const before = old.get(row.id);
      old.delete(row.id);
      if (before === undefined) changes.new++;
      else if (before === hash) changes.unchanged++;
      else changes.changed++;
      this.#db.run(
        `INSERT INTO ${table} (id, document, body, body_hash, position, changed_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET body = excluded.body, body_hash = excluded.body_hash,
           position = excluded.position,
           changed_at = CASE WHEN ${table}.body_hash = excluded.body_hash THEN ${table}.changed_at ELSE excluded.changed_at END`,
        row.id,
        document,
        body,
        hash,
        position,
        now,
      );
    });
    for (const id of old.keys()) {
      this.#db.run(`DELETE FROM ${table} WHERE id = ?`, id);
      changes.removed++;
    }
    return changes;
  }

  /** What the stored records of a document were made from; undefined when it was never extracted. */
  madeFrom(document: string): { textHash: string; extractor: string } | undefined {
    const row = this.#db.get<{ text_hash: string; extractor: string }>(
      "SELECT text_hash, extractor FROM extracted WHERE document = ?",
      document,
    );
    return row && { textHash: row.text_hash, extractor: row.extractor };
  }

  /** The cached result for a text and an extractor, as parsed JSON. */
  cached(document: string, textHash: string, extractor: string): unknown {
    const row = this.#db.get<{ result: string }>(
      "SELECT result FROM extractions WHERE document = ? AND text_hash = ? AND extractor = ?",
      document,
      textHash,
      extractor,
    );
    return row ? JSON.parse(row.result) : undefined;
  }

  putCached(entry: {
    document: string;
    textHash: string;
    extractor: string;
    result: unknown;
    now: string;
  }): void {
    this.#db.run(
      `INSERT INTO extractions (document, text_hash, extractor, result, made_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (document, text_hash, extractor) DO UPDATE SET result = excluded.result, made_at = excluded.made_at`,
      entry.document,
      entry.textHash,
      entry.extractor,
      JSON.stringify(entry.result),
      entry.now,
    );
  }

  /** All records in a stable order: by document address, then as they stand in the document. */
  *eachRecord(): IterableIterator<SetupRecord> {
    yield* this.#bodies<SetupRecord>("records");
  }

  /** All insights in the same order. */
  *eachInsight(): IterableIterator<Insight> {
    yield* this.#bodies<Insight>("insights");
  }

  *#bodies<Body>(table: "records" | "insights"): IterableIterator<Body> {
    const rows = this.#db.each<{ body: string }>(
      `SELECT t.body FROM ${table} t JOIN documents d ON d.id = t.document ORDER BY d.url, t.position`,
    );
    for (const row of rows) yield JSON.parse(row.body) as Body;
  }

  record(id: string): SetupRecord | undefined {
    const row = this.#db.get<{ body: string }>("SELECT body FROM records WHERE id = ?", id);
    return row && (JSON.parse(row.body) as SetupRecord);
  }

  counts(): { records: number; insights: number; rejections: Record<string, number> } {
    const count = (table: string) =>
      this.#db.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)?.n ?? 0;
    const kinds = this.#db.all<{ kind: string; n: number }>(
      "SELECT kind, COUNT(*) AS n FROM rejections GROUP BY kind ORDER BY kind",
    );
    return {
      records: count("records"),
      insights: count("insights"),
      rejections: Object.fromEntries(kinds.map((row) => [row.kind, row.n])),
    };
  }
}
