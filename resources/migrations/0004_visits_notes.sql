-- The day's visits, and dated notes.

CREATE TABLE visit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    planned_on TEXT NOT NULL CHECK (planned_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    planned_at TEXT NOT NULL DEFAULT '', -- HH:MM, empty for a walk-in
    reason TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('expected', 'arrived', 'intake', 'ready-for-doctor', 'consent',
        'in-session', 'done', 'deferred', 'did-not-come')),
    state_since TEXT NOT NULL, -- UTC
    deferred_until TEXT
) STRICT;
CREATE INDEX visit_day ON visit (planned_on, planned_at);
CREATE INDEX visit_patient ON visit (patient_id, planned_on);
INSERT INTO journalled_table VALUES ('visit', 'patient_id');

CREATE TABLE note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL CHECK (kind IN ('history', 'examination', 'diagnosis', 'plan', 'call')),
    dated TEXT NOT NULL,
    text TEXT NOT NULL CHECK (trim(text) <> ''),
    author INTEGER NOT NULL REFERENCES staff (id),
    written_at TEXT NOT NULL, -- UTC
    signed_at TEXT, -- UTC; signing freezes the text
    addendum_to INTEGER REFERENCES note (id),
    late_reason TEXT NOT NULL DEFAULT '' -- why a note is dated before the day it was written
) STRICT;
CREATE INDEX note_patient ON note (patient_id, dated);
INSERT INTO journalled_table VALUES ('note', 'patient_id');
CREATE TRIGGER note_signed_is_frozen BEFORE UPDATE OF text, kind, dated, author, patient_id ON note
WHEN old.signed_at IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'a signed note is not changed; write an addendum');
END;
