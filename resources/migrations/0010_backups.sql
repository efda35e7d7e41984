-- Backups that were proven by restoring them, and from which one this file was restored.

CREATE TABLE backup (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,         -- the moment that the backup holds
    place TEXT NOT NULL,      -- the folder, as this computer calls it
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    entries INTEGER NOT NULL CHECK (entries >= 0),
    head TEXT NOT NULL CHECK (length(head) = 64),
    patients INTEGER NOT NULL CHECK (patients >= 0),
    proven_at TEXT NOT NULL,
    removed_at TEXT           -- when it was no longer among those to keep
) STRICT;

CREATE TABLE restored_from (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    backup_at TEXT NOT NULL,
    entries INTEGER NOT NULL,
    head TEXT NOT NULL CHECK (length(head) = 64)
) STRICT;

INSERT INTO journalled_table VALUES ('backup', NULL), ('restored_from', NULL);
