"""Tables: the log that is only appended to, and projections that can be made again from it at any time."""

from __future__ import annotations

VERSION = "4"

LOG = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE chain (
  k INTEGER PRIMARY KEY,
  installation TEXT NOT NULL UNIQUE,
  tail INTEGER NOT NULL DEFAULT 0,
  hash TEXT NOT NULL
);

CREATE TABLE entry (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain INTEGER NOT NULL REFERENCES chain (k),
  sequence INTEGER NOT NULL,
  header BLOB NOT NULL,
  signature BLOB NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (chain, sequence)
);
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are only appended'); END;
CREATE TRIGGER entry_keeps BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are only appended'); END;

CREATE TABLE body (n INTEGER PRIMARY KEY, salt BLOB NOT NULL, body BLOB NOT NULL);
"""

PROJECTIONS = """
CREATE TABLE version (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  chain INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  record TEXT NOT NULL,
  kind TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  level INTEGER NOT NULL,
  compartments INTEGER NOT NULL,
  given INTEGER NOT NULL,
  consents TEXT,
  fits INTEGER NOT NULL,
  stands INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  area TEXT,
  line TEXT
);
CREATE INDEX version_record ON version (record);
CREATE INDEX version_chain ON version (chain, sequence);
CREATE INDEX version_time ON version (chain, recorded_at, sequence);

CREATE TABLE supersedes (older TEXT NOT NULL, newer INTEGER NOT NULL, PRIMARY KEY (older, newer)) WITHOUT ROWID;

CREATE TABLE kind (k INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, layout TEXT NOT NULL);

CREATE TABLE record (
  r INTEGER PRIMARY KEY,
  record TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  shown INTEGER NOT NULL,
  heads INTEGER NOT NULL,
  level INTEGER NOT NULL,
  compartments INTEGER NOT NULL,
  unsealed INTEGER NOT NULL,
  given INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  use INTEGER NOT NULL,
  owed INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  present INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  area TEXT,
  cells TEXT
);
CREATE INDEX record_kind ON record (kind, first, record);
CREATE INDEX record_area ON record (area);

CREATE TABLE link (
  n INTEGER PRIMARY KEY,
  record TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  about TEXT NOT NULL
);
CREATE INDEX link_source ON link (source, role);
CREATE INDEX link_target ON link (target, role);

CREATE TABLE binding (
  link TEXT NOT NULL, role TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, now INTEGER NOT NULL,
  PRIMARY KEY (link, source, target, role)
) WITHOUT ROWID;
CREATE INDEX binding_source ON binding (source);
CREATE INDEX binding_target ON binding (target);
CREATE TABLE told (
  n INTEGER PRIMARY KEY, entry TEXT NOT NULL, record TEXT NOT NULL, chain INTEGER NOT NULL, sequence INTEGER NOT NULL,
  taken INTEGER NOT NULL
);
CREATE INDEX told_entry ON told (entry);
CREATE INDEX told_record ON told (record);

CREATE TABLE gone (entry TEXT PRIMARY KEY, why TEXT NOT NULL, act TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE eased (
  entry TEXT NOT NULL, what TEXT NOT NULL, value INTEGER NOT NULL, act TEXT NOT NULL, PRIMARY KEY (entry, act)
) WITHOUT ROWID;
CREATE TABLE receipt (
  n INTEGER PRIMARY KEY, chain INTEGER NOT NULL, sequence INTEGER NOT NULL, what TEXT NOT NULL, frontier TEXT NOT NULL
);
CREATE INDEX receipt_chain ON receipt (chain, sequence);

CREATE VIRTUAL TABLE words USING fts5 (text, content='', contentless_delete=1, detail='none');
"""

PROJECTED = ("version", "supersedes", "kind", "record", "link", "binding", "told", "gone", "eased", "receipt", "words")
FORMER = ("lowered",)
"""Projections of earlier versions of the program."""

SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
)
