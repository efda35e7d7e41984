-- What left the clinic file, readable by anybody who has it.

CREATE TABLE export (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sqlite', 'journal'))
) STRICT;
INSERT INTO journalled_table VALUES ('export', NULL);
