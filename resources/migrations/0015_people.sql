-- When the printed recovery key was last tried; who opened records on a day; the days that were closed.

ALTER TABLE practice ADD COLUMN recovery_key_checked_at TEXT;
CREATE INDEX record_access_at ON record_access (at);
CREATE INDEX consent_issued_at ON consent (issued_at);

CREATE TABLE day_closing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    visits INTEGER NOT NULL CHECK (visits >= 0),
    sheets INTEGER NOT NULL CHECK (sheets >= 0),
    entries INTEGER NOT NULL CHECK (entries >= 0), -- of that day, before this closing
    sequence INTEGER NOT NULL CHECK (sequence >= 0), -- of the journal's head at that moment
    head TEXT NOT NULL CHECK (length(head) = 64)
) STRICT;
CREATE INDEX day_closing_day ON day_closing (day);
INSERT INTO journalled_table VALUES ('day_closing', NULL);
