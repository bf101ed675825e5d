/** What was asked of the network and what came back: validators for conditional requests, and each source's own state. */
import type { Database } from "./database.ts";

/** The last answer to one request. `key` names the request without credentials. */
export interface FetchMemory {
  key: string;
  status: number;
  etag: string | null;
  lastModified: string | null;
  finalUrl: string | null;
  contentType: string | null;
  /** Hash of the body in the captures. */
  capture: string | null;
  headers: Record<string, string>;
  fetchedAt: string;
}

interface Row {
  key: string;
  status: number;
  etag: string | null;
  last_modified: string | null;
  final_url: string | null;
  content_type: string | null;
  capture: string | null;
  headers: string | null;
  fetched_at: string;
}

function fromRow(row: Row): FetchMemory {
  return {
    key: row.key,
    status: row.status,
    etag: row.etag,
    lastModified: row.last_modified,
    finalUrl: row.final_url,
    contentType: row.content_type,
    capture: row.capture,
    headers: row.headers ? JSON.parse(row.headers) : {},
    fetchedAt: row.fetched_at,
  };
}

export class FetchStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(key: string): FetchMemory | undefined {
    const row = this.#db.get<Row>("SELECT * FROM fetches WHERE key = ?", key);
    return row && fromRow(row);
  }

  /** The latest answer that had these bytes; a request's own before what a crawler noted of it. */
  byCapture(capture: string): FetchMemory | undefined {
    const row = this.#db.get<Row>(
      "SELECT * FROM fetches WHERE capture = ? ORDER BY key LIKE 'GET %' DESC, fetched_at DESC LIMIT 1",
      capture,
    );
    return row && fromRow(row);
  }

  /** All answers that are remembered, by key. */
  *each(): IterableIterator<FetchMemory> {
    for (const row of this.#db.each<Row>("SELECT * FROM fetches ORDER BY key")) yield fromRow(row);
  }

  put(memory: FetchMemory): void {
    this.#db.run(
      `INSERT INTO fetches (key, status, etag, last_modified, final_url, content_type, capture, headers, fetched_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET status = excluded.status, etag = excluded.etag,
         last_modified = excluded.last_modified, final_url = excluded.final_url, content_type = excluded.content_type,
         capture = excluded.capture, headers = excluded.headers, fetched_at = excluded.fetched_at`,
      memory.key,
      memory.status,
      memory.etag,
      memory.lastModified,
      memory.finalUrl,
      memory.contentType,
      memory.capture,
      JSON.stringify(memory.headers),
      memory.fetchedAt,
    );
  }

  /** The state a source's crawler left, as parsed JSON; its shape is the crawler's own. */
  sourceState(source: string): unknown {
    const row = this.#db.get<{ state: string }>("SELECT state FROM source_states WHERE source = ?", source);
    return row ? JSON.parse(row.state) : undefined;
  }

  putSourceState(source: string, state: unknown, now: string): void {
    this.#db.run(
      `INSERT INTO source_states (source, state, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (source) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at`,
      source,
      JSON.stringify(state),
      now,
    );
  }

  /** When the source's last finished crawl began (ISO 8601), or null. */
  lastCrawl(source: string): string | null {
    return (
      this.#db.get<{ started_at: string }>("SELECT started_at FROM source_crawls WHERE source = ?", source)
        ?.started_at ?? null
    );
  }

  /** Notes a crawl that came to its end; a failed one counts too, so that a dead host is asked at its time only. */
  putLastCrawl(source: string, startedAt: string): void {
    this.#db.run(
      `INSERT INTO source_crawls (source, started_at) VALUES (?, ?)
       ON CONFLICT (source) DO UPDATE SET started_at = excluded.started_at`,
      source,
      startedAt,
    );
  }
}
