-- What the search index holds, so that a run knows what changed without opening it, and the vectors paid for once.
CREATE TABLE embeddings (
  embedder    TEXT NOT NULL,           -- the embedder's name; another one means other vectors
  text_hash   TEXT NOT NULL,           -- SHA-256 of the embedded text
  vector      BLOB NOT NULL,           -- little-endian 32-bit floats
  PRIMARY KEY (embedder, text_hash)
) STRICT;

CREATE TABLE indexed (
  kind        TEXT NOT NULL,           -- setups | insights
  id          TEXT NOT NULL,           -- records.id or insights.id
  row_hash    TEXT NOT NULL,           -- what the row was made of
  PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE index_state (
  key         TEXT PRIMARY KEY,
  value       TEXT NOT NULL
) STRICT;
