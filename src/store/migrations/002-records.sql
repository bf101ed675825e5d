-- What extraction made of the documents.
CREATE TABLE extractions (
  document    TEXT NOT NULL,           -- documents.id
  text_hash   TEXT NOT NULL,
  extractor   TEXT NOT NULL,           -- name and version
  result      TEXT NOT NULL,           -- JSON: setups, insights, rejections, usage
  made_at     TEXT NOT NULL,
  PRIMARY KEY (document, text_hash, extractor)
) STRICT;

CREATE TABLE records (
  id          TEXT PRIMARY KEY,
  document    TEXT NOT NULL,           -- documents.id
  body        TEXT NOT NULL,           -- the setup record as JSON
  body_hash   TEXT NOT NULL,
  position    INTEGER NOT NULL,
  changed_at  TEXT NOT NULL
) STRICT;
CREATE INDEX records_by_document ON records (document);

CREATE TABLE insights (
  id          TEXT PRIMARY KEY,
  document    TEXT NOT NULL,
  body        TEXT NOT NULL,
  body_hash   TEXT NOT NULL,
  position    INTEGER NOT NULL,
  changed_at  TEXT NOT NULL
) STRICT;
CREATE INDEX insights_by_document ON insights (document);

CREATE TABLE rejections (
  document    TEXT NOT NULL,
  position    INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  body        TEXT NOT NULL,
  PRIMARY KEY (document, position)
) STRICT;

-- The extraction that the rows above come from: tells which documents are to be read again.
CREATE TABLE extracted (
  document    TEXT PRIMARY KEY,
  text_hash   TEXT NOT NULL,
  extractor   TEXT NOT NULL,
  made_at     TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id          TEXT PRIMARY KEY,
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  ok          INTEGER,
  report      TEXT
) STRICT;
