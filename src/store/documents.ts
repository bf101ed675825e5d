/** Documents in the store: what is there, what changed, and what became of a document at its source. */
import type { DocumentDraft, SourceDocument } from "../record/document.ts";
import { documentId, sha256 } from "../record/ids.ts";
import type { Database } from "./database.ts";

export type DocumentState = "live" | "gone" | "suspicious";

/** What storing a document did. */
export type StoredAs = "new" | "changed" | "unchanged";

/** A document with what only the store knows of it. */
export interface StoredDocument extends SourceDocument {
  /** SHA-256 of the text; extraction is cached by it. */
  textHash: string;
  state: DocumentState;
  stateNote: string | null;
  capture: string | null;
  /** ISO 8601. */
  firstSeen: string;
  lastSeen: string;
  changedAt: string;
}

/** What a list of sources shows of a document: everything but its text, and when we looked. */
export type DocumentSummary = Pick<
  StoredDocument,
  | "id"
  | "source"
  | "url"
  | "family"
  | "title"
  | "author"
  | "published"
  | "updated"
  | "licence"
  | "state"
  | "publication"
>;

interface Row {
  id: string;
  source: string;
  url: string;
  family: string;
  title: string;
  author: string | null;
  published: string | null;
  updated: string | null;
  licence: string | null;
  text: string;
  text_hash: string;
  parts: string;
  links: string;
  publication: string;
  state: string;
  state_note: string | null;
  capture: string | null;
  first_seen: string;
  last_seen: string;
  changed_at: string;
}

function fromRow(row: Row): StoredDocument {
  return {
    id: row.id,
    source: row.source,
    url: row.url,
    family: row.family as SourceDocument["family"],
    title: row.title,
    author: row.author,
    published: row.published,
    updated: row.updated,
    licence: row.licence,
    text: row.text,
    textHash: row.text_hash,
    parts: JSON.parse(row.parts),
    links: JSON.parse(row.links),
    publication: row.publication as SourceDocument["publication"],
    state: row.state as DocumentState,
    stateNote: row.state_note,
    capture: row.capture,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    changedAt: row.changed_at,
  };
}

export class DocumentStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Stores a good version of a document. It belongs to the source that found it first, until that source is gone
   * from the list. `now` is ISO 8601; `capture` is the hash of the raw bytes, where there are any.
   */
  put(draft: DocumentDraft, options: { source: string; capture: string | null; now: string }): StoredAs {
    const id = documentId(draft.url);
    const textHash = sha256(draft.text);
    const parts = JSON.stringify(draft.parts);
    const links = JSON.stringify(draft.links);
    return this.#db.transaction(() => {
      const old = this.#db.get<Row>("SELECT * FROM documents WHERE id = ?", id);
      if (options.capture)
        this.#version(id, options.capture, { textHash, verdict: "good", note: null, now: options.now });
      const same =
        old !== undefined &&
        old.text_hash === textHash &&
        old.title === draft.title &&
        old.author === draft.author &&
        old.published === draft.published &&
        old.licence === draft.licence &&
        old.publication === draft.publication &&
        old.parts === parts;
      this.#db.run(
        `INSERT INTO documents (id, source, url, family, title, author, published, updated, licence, text, text_hash,
           parts, links, publication, state, state_note, capture, first_seen, last_seen, changed_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', NULL, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET family = excluded.family, title = excluded.title,
           author = excluded.author, published = excluded.published, updated = excluded.updated,
           licence = excluded.licence, text = excluded.text, text_hash = excluded.text_hash, parts = excluded.parts,
           links = excluded.links, publication = excluded.publication, state = 'live', state_note = NULL,
           capture = COALESCE(excluded.capture, documents.capture), last_seen = excluded.last_seen,
           changed_at = CASE WHEN ? THEN documents.changed_at ELSE excluded.changed_at END`,
        id,
        options.source,
        draft.url,
        draft.family,
        draft.title,
        draft.author,
        draft.published,
        draft.updated,
        draft.licence,
        draft.text,
        textHash,
        parts,
        links,
        draft.publication,
        options.capture,
        options.now,
        options.now,
        options.now,
        same ? 1 : 0,
      );
      return old === undefined ? "new" : same ? "unchanged" : "changed";
    });
  }

  /** Notes that the source still has the document as stored (a 304, or a listing with the same version). */
  touch(url: string, now: string): void {
    this.#db.run("UPDATE documents SET last_seen = ? WHERE id = ?", now, documentId(url));
  }

  /** Marks a document as gone or suspicious; its text stays. Returns false where it is not in the store. */
  mark(
    url: string,
    state: "gone" | "suspicious",
    options: { note: string; now: string; capture?: string },
  ): boolean {
    const id = documentId(url);
    return this.#db.transaction(() => {
      const changes = this.#db.run(
        `UPDATE documents SET changed_at = CASE WHEN state = ? THEN changed_at ELSE ? END, state = ?, state_note = ?
         WHERE id = ?`,
        state,
        options.now,
        state,
        options.note,
        id,
      );
      if (changes > 0 && options.capture) {
        this.#version(id, options.capture, {
          textHash: null,
          verdict: "suspicious",
          note: options.note,
          now: options.now,
        });
      }
      return changes > 0;
    });
  }

  #version(
    id: string,
    capture: string,
    version: { textHash: string | null; verdict: string; note: string | null; now: string },
  ): void {
    // A new document's row must exist before its versions refer to it; deferred until commit.
    this.#db.run("PRAGMA defer_foreign_keys = ON");
    this.#db.run(
      `INSERT INTO document_versions (document, capture, text_hash, verdict, note, seen_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (document, capture) DO UPDATE SET text_hash = excluded.text_hash`,
      id,
      capture,
      version.textHash,
      version.verdict,
      version.note,
      version.now,
    );
  }

  get(id: string): StoredDocument | undefined {
    const row = this.#db.get<Row>("SELECT * FROM documents WHERE id = ?", id);
    return row && fromRow(row);
  }

  /** What became of a document, or undefined where it is not in the store. */
  stateOf(url: string): DocumentState | undefined {
    return this.#db.get<{ state: DocumentState }>("SELECT state FROM documents WHERE id = ?", documentId(url))
      ?.state;
  }

  byUrl(url: string): StoredDocument | undefined {
    return this.get(documentId(url));
  }

  /** All documents by address, one at a time. */
  *each(options: { source?: string } = {}): IterableIterator<StoredDocument> {
    const rows = options.source
      ? this.#db.each<Row>("SELECT * FROM documents WHERE source = ? ORDER BY url", options.source)
      : this.#db.each<Row>("SELECT * FROM documents ORDER BY url");
    for (const row of rows) yield fromRow(row);
  }

  /** All documents by address, without their texts. */
  eachSummary(): IterableIterator<DocumentSummary> {
    return this.#db.each<DocumentSummary>(
      `SELECT id, source, url, family, title, author, published, updated, licence, state, publication
       FROM documents ORDER BY url`,
    );
  }

  /** Ids by address. */
  ids(options: { source?: string; state?: DocumentState } = {}): string[] {
    const { source = null, state = null } = options;
    const rows = this.#db.all<{ id: string }>(
      "SELECT id FROM documents WHERE (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY url",
      source,
      state,
    );
    return rows.map((row) => row.id);
  }

  /** What extraction needs to know to tell which documents changed, without their texts. */
  hashes(): { id: string; source: string; textHash: string }[] {
    return this.#db.all<{ id: string; source: string; textHash: string }>(
      "SELECT id, source, text_hash AS textHash FROM documents ORDER BY url",
    );
  }

  count(): number {
    return this.#db.get<{ n: number }>("SELECT COUNT(*) AS n FROM documents")?.n ?? 0;
  }

  /** How many documents there are by a column of the store. */
  countBy(column: "source" | "family" | "state"): Record<string, number> {
    const rows = this.#db.all<{ name: string; n: number }>(
      `SELECT ${column} AS name, COUNT(*) AS n FROM documents GROUP BY ${column} ORDER BY ${column}`,
    );
    return Object.fromEntries(rows.map((row) => [row.name, row.n]));
  }
}
