-- How long records are kept, what was lawfully destroyed, who was given a copy of a record, and breaches.

CREATE TABLE retention_flag ( -- what keeps a record longer (domain.md 7.8)
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL CHECK (kind IN ('hold', 'incapacity', 'slow-adverse-event')),
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    set_by INTEGER NOT NULL REFERENCES staff (id),
    set_at TEXT NOT NULL, -- UTC
    released_by INTEGER REFERENCES staff (id),
    released_at TEXT, -- UTC
    released_because TEXT NOT NULL DEFAULT '',
    CHECK ((released_at IS NULL) = (released_by IS NULL)),
    CHECK ((released_at IS NULL) = (trim(released_because) = ''))
) STRICT;
CREATE INDEX retention_flag_patient ON retention_flag (patient_id);
INSERT INTO journalled_table VALUES ('retention_flag', 'patient_id');

CREATE TABLE destruction ( -- a certificate; no patient data
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL, -- UTC
    owner INTEGER NOT NULL REFERENCES staff (id),
    dermatologist INTEGER NOT NULL REFERENCES staff (id),
    basis TEXT NOT NULL CHECK (trim(basis) <> ''),
    patients INTEGER NOT NULL CHECK (patients > 0),
    counts TEXT NOT NULL CHECK (json_valid(counts)),   -- rows destroyed by table: {"note":3}
    entries TEXT NOT NULL CHECK (json_valid(entries)), -- journal entries without content, as ranges: [[3,7],[12,12]]
    wiped_at TEXT, -- UTC; when the freed bytes were gone from the file
    CHECK (owner <> dermatologist)
) STRICT;
INSERT INTO journalled_table VALUES ('destruction', NULL);

CREATE TABLE destroyed_record ( -- what stays of one record
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    destruction_id INTEGER NOT NULL REFERENCES destruction (id),
    token TEXT NOT NULL CHECK (length(token) = 64), -- keyed digest of the identity: tells nothing without the key
    last_contact TEXT NOT NULL,
    kept_until TEXT NOT NULL
) STRICT;
CREATE INDEX destroyed_record_token ON destroyed_record (token);
INSERT INTO journalled_table VALUES ('destroyed_record', NULL);

CREATE TABLE destruction_key ( -- made at the first destruction; never in the journal
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE TABLE patient_copy ( -- a record given out whole (POPIA s 23, PAIA s 61)
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    at TEXT NOT NULL, -- UTC
    forms TEXT NOT NULL CHECK (forms IN ('pdf', 'json', 'pdf json')),
    harm TEXT NOT NULL CHECK (harm IN ('none-expected', 'counselling-arranged')),
    harm_note TEXT NOT NULL,
    reviewed_by INTEGER NOT NULL REFERENCES staff (id),
    CHECK (harm = 'none-expected' OR trim(harm_note) <> '')
) STRICT;
CREATE INDEX patient_copy_patient ON patient_copy (patient_id);
INSERT INTO journalled_table VALUES ('patient_copy', 'patient_id');

CREATE TABLE incident ( -- a breach or a suspicion of one (POPIA s 22); no patient's name
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (trim(what) <> ''),
    found_at TEXT NOT NULL, -- UTC
    found_by INTEGER NOT NULL REFERENCES staff (id),
    reach TEXT NOT NULL CHECK (reach IN ('accesses', 'whole-file')),
    since TEXT,  -- UTC; accesses: the first moment
    until TEXT NOT NULL, -- UTC; accesses: the last moment; whole-file: as of when the copy was made
    staff_id INTEGER REFERENCES staff (id), -- accesses: whose; NULL: anybody's
    regulator_told_at TEXT, -- UTC
    people_told_at TEXT,    -- UTC
    CHECK (reach = 'whole-file' OR since IS NOT NULL)
) STRICT;
INSERT INTO journalled_table VALUES ('incident', NULL);
