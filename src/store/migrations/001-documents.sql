-- Documents, their versions and what was fetched for them.
CREATE TABLE documents (
  id           TEXT PRIMARY KEY,
  source       TEXT NOT NULL,
  url          TEXT NOT NULL UNIQUE,
  family       TEXT NOT NULL,
  title        TEXT NOT NULL,
  author       TEXT,
  published    TEXT,
  updated      TEXT,
  licence      TEXT,
  text         TEXT NOT NULL,
  text_hash    TEXT NOT NULL,
  parts        TEXT NOT NULL,
  links        TEXT NOT NULL,
  publication  TEXT NOT NULL,
  state        TEXT NOT NULL DEFAULT 'live',
  state_note   TEXT,
  capture      TEXT,
  first_seen   TEXT NOT NULL,
  last_seen    TEXT NOT NULL,
  changed_at   TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_source ON documents (source);

-- Everything ever captured for a document, newest last; the bytes are in captures/ by content hash.
CREATE TABLE document_versions (
  document   TEXT NOT NULL REFERENCES documents (id),
  capture    TEXT NOT NULL,
  text_hash  TEXT,
  verdict    TEXT NOT NULL,            -- good | suspicious
  note       TEXT,
  seen_at    TEXT NOT NULL,
  PRIMARY KEY (document, capture)
) STRICT;

-- One row an address asked: validators for the next conditional request.
CREATE TABLE fetches (
  key            TEXT PRIMARY KEY,     -- method and address, credentials left out
  status         INTEGER NOT NULL,
  etag           TEXT,
  last_modified  TEXT,
  final_url      TEXT,
  content_type   TEXT,
  capture        TEXT,
  headers        TEXT,
  fetched_at     TEXT NOT NULL
) STRICT;
CREATE INDEX fetches_by_capture ON fetches (capture);

-- Where each source stands: `since` cursors and the like, as JSON.
CREATE TABLE source_states (
  source      TEXT PRIMARY KEY,
  state       TEXT NOT NULL,
  updated_at  TEXT NOT NULL
) STRICT;

-- The crawl frontier: what a source still has to fetch. Survives a kill at any moment.
CREATE TABLE frontier (
  source      TEXT NOT NULL,
  key         TEXT NOT NULL,           -- unique inside the source
  request     TEXT NOT NULL,           -- JSON
  round       TEXT NOT NULL,           -- the crawl round it belongs to
  state       TEXT NOT NULL,           -- pending | done | failed
  attempts    INTEGER NOT NULL DEFAULT 0,
  note        TEXT,
  position    INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT;
CREATE INDEX frontier_pending ON frontier (source, state, position);

-- When each source was last crawled to the end; `run --due` goes by it.
CREATE TABLE source_crawls (
  source      TEXT PRIMARY KEY,
  started_at  TEXT NOT NULL
) STRICT;
CREATE INDEX frontier_positions ON frontier (source, position);
