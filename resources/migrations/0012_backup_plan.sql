-- Where backups go and when, what each proof compared, and what went wrong.

CREATE TABLE backup_place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    path TEXT NOT NULL CHECK (path <> ''), -- the folder, as this computer calls it
    note TEXT NOT NULL,                    -- such as who takes the disk home
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX backup_place_path ON backup_place (path) WHERE active = 1;

CREATE TABLE backup_plan (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    daily INTEGER NOT NULL CHECK (daily IN (0, 1)),
    at TEXT NOT NULL CHECK (at GLOB '[0-2][0-9]:[0-5][0-9]'), -- clinic time
    on_close INTEGER NOT NULL CHECK (on_close IN (0, 1)),
    keep_days INTEGER NOT NULL CHECK (keep_days BETWEEN 1 AND 1000),
    keep_weeks INTEGER NOT NULL CHECK (keep_weeks BETWEEN 0 AND 1000),
    keep_months INTEGER NOT NULL CHECK (keep_months BETWEEN 0 AND 1000),
    too_old_after_days INTEGER NOT NULL CHECK (too_old_after_days BETWEEN 1 AND 365)
) STRICT;

-- What the proof of a backup file compared; copies of the file share it.
CREATE TABLE backup_proof (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    table_rows TEXT NOT NULL CHECK (json_valid(table_rows)), -- {table: rows}
    documents INTEGER NOT NULL CHECK (documents >= 0)
) STRICT;

CREATE TABLE backup_failure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('by-hand', 'daily', 'on-close', 'before-restore')),
    place TEXT NOT NULL, -- the folder; empty when no place was there
    error TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

-- Written to a clinic before a restored one takes its name.
CREATE TABLE put_aside (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    kept_as TEXT NOT NULL,          -- the file name that this clinic goes on under
    backup_file_name TEXT NOT NULL, -- the backup that takes its place
    backup_sha256 TEXT NOT NULL CHECK (length(backup_sha256) = 64)
) STRICT;

INSERT INTO journalled_table VALUES
    ('backup_place', NULL), ('backup_plan', NULL), ('backup_proof', NULL), ('backup_failure', NULL), ('put_aside', NULL);
