-- What was used on whom, so that a lot, a product or a device can be called back.

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    treated_on TEXT NOT NULL,
    plan TEXT NOT NULL CHECK (json_valid(plan)), -- as Plan::toJson(), frozen
    reason TEXT NOT NULL -- why something unfit was used all the same
) STRICT;
CREATE INDEX session_patient ON session (patient_id, treated_on);
INSERT INTO journalled_table VALUES ('session', 'patient_id');

CREATE TABLE session_use ( -- patient and day stand here, too, so that a recall reads one index
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    session_id INTEGER NOT NULL REFERENCES session (id),
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    treated_on TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id),
    lot_id INTEGER REFERENCES lot (id), -- NULL: a device without a lot
    units INTEGER NOT NULL CHECK (units > 0),
    unit_code TEXT NOT NULL COLLATE NOCASE -- of the one unit, as printed; empty: it has none
) STRICT;
CREATE INDEX session_use_session ON session_use (session_id);
CREATE INDEX session_use_lot ON session_use (lot_id, patient_id, treated_on);
CREATE INDEX session_use_product ON session_use (product_id, patient_id, treated_on);
CREATE INDEX session_use_patient ON session_use (patient_id);
CREATE UNIQUE INDEX session_use_unit ON session_use (product_id, unit_code) WHERE unit_code <> '';
INSERT INTO journalled_table VALUES ('session_use', 'patient_id');

CREATE TABLE recall (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
    product_id INTEGER NOT NULL REFERENCES product (id),
    lot_id INTEGER REFERENCES lot (id), -- NULL: every lot
    used_from TEXT, -- NULL: from the first
    used_to TEXT,   -- NULL: to the last
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    begun_at TEXT NOT NULL, -- UTC
    begun_by INTEGER NOT NULL REFERENCES staff (id),
    ended_at TEXT, -- UTC
    outcome TEXT NOT NULL CHECK ((ended_at IS NULL) = (outcome = ''))
) STRICT;
INSERT INTO journalled_table VALUES ('recall', NULL);

CREATE TABLE recall_patient ( -- whom it concerns, as it was when it began
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    recall_id INTEGER NOT NULL REFERENCES recall (id),
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    state TEXT NOT NULL CHECK (state IN ('to-contact', 'letter', 'reached', 'not-reached', 'seen')),
    note TEXT NOT NULL,
    UNIQUE (recall_id, patient_id)
) STRICT;
CREATE INDEX recall_patient_patient ON recall_patient (patient_id);
INSERT INTO journalled_table VALUES ('recall_patient', 'patient_id');
