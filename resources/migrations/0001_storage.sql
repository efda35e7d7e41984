-- The journal, documents and drafts: what every room keeps its history with.

CREATE TABLE journalled_table (
    name TEXT PRIMARY KEY,
    subject_column TEXT -- the column that names the patient, or NULL where rows belong to none
) STRICT;

CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor INTEGER NOT NULL,
    table_name TEXT NOT NULL REFERENCES journalled_table (name),
    row_id INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    payload_digest BLOB NOT NULL CHECK (length(payload_digest) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX journal_row ON journal (table_name, row_id, revision);

CREATE TABLE journal_payload (
    sequence INTEGER PRIMARY KEY REFERENCES journal (sequence),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
INSERT INTO journalled_table VALUES ('document', NULL);

CREATE TABLE document_content (
    digest TEXT PRIMARY KEY REFERENCES document (digest),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL, -- the patient, 0 for one not yet registered
    form TEXT NOT NULL,
    author INTEGER NOT NULL,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    based_on INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subject, form, author)
) STRICT;
