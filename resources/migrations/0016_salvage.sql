-- When the whole file was last checked and found whole, and what a salvage of a damaged clinic brought into this file.

CREATE TABLE file_check ( -- not journalled: nothing of the record changes
    id INTEGER PRIMARY KEY CHECK (id = 1),
    whole_at TEXT NOT NULL, -- UTC
    entries INTEGER NOT NULL CHECK (entries >= 0)
) STRICT;

CREATE TABLE salvage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,                -- UTC
    file_name TEXT NOT NULL,         -- the damaged file's
    entries_kept INTEGER NOT NULL,   -- journal entries taken as they were
    entries_anew INTEGER NOT NULL,   -- versions of rows journalled again, since the chain was broken before them
    entries_lost INTEGER NOT NULL,   -- entries known to have been there that could not be taken
    rows_lost INTEGER NOT NULL,      -- rows that are not here, or in an older version
    documents_lost INTEGER NOT NULL, -- documents whose bytes are gone
    head TEXT NOT NULL CHECK (length(head) = 64) -- of the journal as far as it was taken as it was
) STRICT;

CREATE TABLE lost_document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    salvage_id INTEGER NOT NULL REFERENCES salvage (id),
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
) STRICT;

INSERT INTO journalled_table VALUES ('salvage', NULL), ('lost_document', NULL);
