-- A printed sheet comes back from the scanner, and a named person confirms who signed it.

CREATE TABLE consent_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    template_id INTEGER NOT NULL REFERENCES consent_template (id),
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    short_code TEXT NOT NULL UNIQUE CHECK (length(short_code) = 8 AND short_code NOT GLOB '*[^A-HJKMNP-Z2-9]*'),
    fingerprint TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 16),
    document TEXT NOT NULL REFERENCES document (digest),
    issued_at TEXT NOT NULL, -- UTC
    issued_by INTEGER NOT NULL, -- staff, or 0 for the program
    state TEXT NOT NULL CHECK (state IN ('issued', 'signed', 'withdrawn', 'superseded')),
    inputs TEXT NOT NULL REFERENCES document (digest), -- canonical JSON of all the sheet is made from
    CHECK (fingerprint = upper(substr(inputs, 1, 16)))
) STRICT;
INSERT INTO consent_anew (id, revision, patient_id, template_id, assessment_id, short_code, fingerprint, document, issued_at,
    issued_by, state, inputs)
    SELECT id, revision, patient_id, template_id, assessment_id, short_code, fingerprint, document, issued_at, issued_by, state,
        inputs FROM consent;
DROP TABLE consent;
ALTER TABLE consent_anew RENAME TO consent;
CREATE INDEX consent_patient ON consent (patient_id, id);
CREATE INDEX consent_document ON consent (document);
CREATE TRIGGER consent_is_frozen BEFORE UPDATE OF patient_id, template_id, assessment_id, short_code, fingerprint,
    document, issued_at, issued_by, inputs ON consent
BEGIN
    SELECT raise(ABORT, 'an issued sheet is not changed; issue another');
END;

CREATE TABLE scan_page ( -- one page of a file that came in
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER REFERENCES patient (id), -- NULL while nobody knows whose
    consent_id INTEGER REFERENCES consent (id),
    page INTEGER CHECK (page > 0), -- of the sheet
    picture TEXT REFERENCES document (digest), -- this page alone; NULL: it could not be read
    came_in TEXT NOT NULL CHECK (length(came_in) = 64), -- SHA-256 of the file as it came, which is not kept
    place INTEGER NOT NULL CHECK (place > 0), -- in the file
    source TEXT NOT NULL, -- the file's name
    received_by INTEGER NOT NULL REFERENCES staff (id),
    received_at TEXT NOT NULL, -- UTC
    state TEXT NOT NULL CHECK (state IN ('filed', 'duplicate', 'foreign', 'unreadable', 'set-aside')),
    note TEXT NOT NULL,
    CHECK ((state IN ('filed', 'duplicate')) <= (consent_id IS NOT NULL AND patient_id IS NOT NULL AND page IS NOT NULL)),
    UNIQUE (came_in, place)
) STRICT;
CREATE UNIQUE INDEX scan_page_filed ON scan_page (consent_id, page) WHERE state = 'filed';
CREATE INDEX scan_page_patient ON scan_page (patient_id);
CREATE INDEX scan_page_open ON scan_page (id) WHERE state IN ('duplicate', 'foreign', 'unreadable');
INSERT INTO journalled_table VALUES ('scan_page', 'patient_id');

CREATE TABLE signature (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    consent_id INTEGER NOT NULL REFERENCES consent (id),
    field INTEGER NOT NULL CHECK (field > 0), -- S1, S2, ... on the sheet
    capacity TEXT NOT NULL, -- as printed there
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    signed_on TEXT NOT NULL, -- clinic day
    confirmed_by INTEGER NOT NULL REFERENCES staff (id),
    confirmed_at TEXT NOT NULL, -- UTC
    UNIQUE (consent_id, field)
) STRICT;
CREATE INDEX signature_patient ON signature (patient_id);
INSERT INTO journalled_table VALUES ('signature', 'patient_id');

CREATE TABLE consent_cover ( -- what a signed sheet covers, as the rules ask it
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    consent_id INTEGER NOT NULL UNIQUE REFERENCES consent (id),
    issued_at TEXT NOT NULL, -- UTC
    signed_on TEXT NOT NULL, -- clinic day
    until TEXT NOT NULL,     -- clinic day, the last
    plan TEXT NOT NULL CHECK (json_valid(plan)), -- as Plan::toJson(), that the sheet was printed for
    guardian INTEGER NOT NULL CHECK (guardian IN (0, 1)), -- a parent or guardian signed
    child INTEGER NOT NULL CHECK (child IN (0, 1)),       -- the child signed
    ended INTEGER NOT NULL CHECK (ended IN (0, 1))        -- withdrawn, or replaced by another
) STRICT;
CREATE INDEX consent_cover_patient ON consent_cover (patient_id) WHERE ended = 0;
INSERT INTO journalled_table VALUES ('consent_cover', 'patient_id');
