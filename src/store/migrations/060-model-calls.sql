-- Every paid call to a model, with its answer: asked again, it is not paid again.
CREATE TABLE model_calls (
  key                   TEXT PRIMARY KEY,
  document              TEXT NOT NULL,     -- content hash of what was read
  step                  TEXT NOT NULL,
  prompt_version        TEXT NOT NULL,
  schema_version        TEXT NOT NULL,
  model                 TEXT NOT NULL,
  answer                TEXT NOT NULL,
  reasoning             TEXT NOT NULL,
  finish                TEXT NOT NULL,
  prompt_tokens         INTEGER NOT NULL,
  cached_prompt_tokens  INTEGER NOT NULL,
  completion_tokens     INTEGER NOT NULL,
  cost_usd              REAL NOT NULL,
  latency_ms            REAL NOT NULL,
  at                    TEXT NOT NULL
) STRICT;
CREATE INDEX model_calls_by_step ON model_calls (step, at);

-- What each server understands, found out once.
CREATE TABLE model_servers (
  server      TEXT PRIMARY KEY,            -- base address and model name
  dialect     TEXT NOT NULL                -- JSON
) STRICT;

-- Batches handed to a server and not yet collected.
CREATE TABLE model_batches (
  id          TEXT PRIMARY KEY,
  server      TEXT NOT NULL,
  requests    TEXT NOT NULL,               -- JSON: call keys in order
  state       TEXT NOT NULL,               -- open | collected | failed
  at          TEXT NOT NULL
) STRICT;
