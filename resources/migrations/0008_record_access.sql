-- Who looked into whose record (POPIA s 19): what changes nothing is journalled too.

CREATE TABLE record_access (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    at TEXT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('opened', 'printed', 'exported'))
) STRICT;
CREATE INDEX record_access_patient ON record_access (patient_id, id);
CREATE INDEX record_access_staff ON record_access (staff_id, id);
INSERT INTO journalled_table VALUES ('record_access', 'patient_id');
