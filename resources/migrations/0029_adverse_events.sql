-- What went wrong after a treatment, until a dermatologist says that it has cleared (domain.md 1.3 Q-AE-OPEN, 4.7).

CREATE TABLE adverse_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    noticed TEXT NOT NULL, -- clinic day
    zone TEXT NOT NULL,    -- empty: everywhere
    sign TEXT NOT NULL,    -- RF-01 to RF-12, or 'other'
    words TEXT NOT NULL CHECK (trim(words) <> ''),
    recorded_by INTEGER NOT NULL REFERENCES staff (id),
    recorded_at TEXT NOT NULL, -- UTC
    cleared_on TEXT,           -- clinic day; NULL: still open
    cleared_by INTEGER REFERENCES staff (id),
    clearing TEXT NOT NULL,    -- what the dermatologist saw; empty while it is open
    CHECK ((cleared_on IS NULL) = (cleared_by IS NULL) AND (cleared_on IS NULL) = (clearing = ''))
) STRICT;
CREATE INDEX adverse_event_patient ON adverse_event (patient_id);
CREATE INDEX adverse_event_open ON adverse_event (patient_id) WHERE cleared_on IS NULL;
INSERT INTO journalled_table VALUES ('adverse_event', 'patient_id');
