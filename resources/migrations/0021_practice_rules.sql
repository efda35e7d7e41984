-- A clinic's own rules and tightenings; the last row counts once it is signed off.

CREATE TABLE practice_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    version TEXT NOT NULL UNIQUE CHECK (trim(version) <> ''),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    body TEXT NOT NULL CHECK (json_valid(body)),
    imported_by INTEGER NOT NULL REFERENCES staff (id),
    imported_at TEXT NOT NULL -- UTC
) STRICT;
INSERT INTO journalled_table VALUES ('practice_rules', NULL);

ALTER TABLE rule_set ADD COLUMN practice_rules_id INTEGER REFERENCES practice_rules (id); -- NULL: signed without any
