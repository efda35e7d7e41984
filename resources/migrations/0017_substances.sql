-- Substances of the clinic's own, and names of ingredients taken from the EU's list.

CREATE TABLE clinic_substance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    key TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('clinic', 'cosing')),
    body TEXT NOT NULL CHECK (json_valid(body)) -- a record as docs/substances.md describes it
) STRICT;
INSERT INTO journalled_table VALUES ('clinic_substance', NULL);
