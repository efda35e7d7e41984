-- A treatment that was put off: until when, why, and what became of it.

CREATE TABLE deferral (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    visit_id INTEGER REFERENCES visit (id), -- NULL: no visit was put off with it
    by_decision INTEGER NOT NULL CHECK (by_decision IN (0, 1)), -- 1: the dermatologist signed a decision
    until TEXT NOT NULL, -- clinic day
    computed TEXT, -- what the windows of the rules gave then; NULL: no date
    grounds TEXT NOT NULL CHECK (json_valid(grounds)), -- the findings then, with their arithmetic
    reason TEXT NOT NULL CHECK (length(trim(reason)) >= 15),
    advice TEXT NOT NULL, -- what the patient is told to do until then
    deferred_by INTEGER NOT NULL REFERENCES staff (id),
    deferred_at TEXT NOT NULL, -- UTC
    state TEXT NOT NULL CHECK (state IN ('waiting', 'contacted', 'booked', 'treated', 'withdrawn', 'replaced')),
    state_by INTEGER NOT NULL REFERENCES staff (id),
    state_at TEXT NOT NULL, -- UTC
    note TEXT NOT NULL -- what was said
) STRICT;
CREATE INDEX deferral_patient ON deferral (patient_id);
CREATE UNIQUE INDEX deferral_of_patient ON deferral (patient_id) WHERE state IN ('waiting', 'contacted', 'booked');
CREATE INDEX deferral_until ON deferral (until, id) WHERE state IN ('waiting', 'contacted', 'booked');
INSERT INTO journalled_table VALUES ('deferral', 'patient_id');
