-- A sheet is signed on the screen: each box by strokes, bound to the issued PDF; the signed PDF is a document of its own.

CREATE TABLE screen_signature (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    consent_id INTEGER NOT NULL REFERENCES consent (id),
    field INTEGER NOT NULL CHECK (field > 0), -- S1, S2, ... on the sheet
    capacity TEXT NOT NULL, -- as printed there
    name TEXT NOT NULL CHECK (trim(name) <> ''), -- as typed
    relation TEXT NOT NULL, -- role, or relationship to the patient; '' where none was asked
    strokes TEXT NOT NULL CHECK (json_valid(strokes)), -- canonical JSON (core/base/ink.h)
    ink TEXT NOT NULL UNIQUE CHECK (length(ink) = 64), -- SHA-256 of the strokes: nobody's are used twice
    signed_at TEXT NOT NULL, -- UTC
    witnessed_by INTEGER NOT NULL REFERENCES staff (id), -- who was signed in
    device TEXT NOT NULL, -- the computer's name
    binding TEXT NOT NULL CHECK (length(binding) = 64), -- SHA-256 over all of this and the issued PDF's digest
    UNIQUE (consent_id, field)
) STRICT;
CREATE INDEX screen_signature_patient ON screen_signature (patient_id);
INSERT INTO journalled_table VALUES ('screen_signature', 'patient_id');
CREATE TRIGGER screen_signature_is_frozen BEFORE UPDATE ON screen_signature
BEGIN
    SELECT raise(ABORT, 'a signature is not changed; issue another sheet');
END;

CREATE TABLE signed_sheet (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    consent_id INTEGER NOT NULL UNIQUE REFERENCES consent (id),
    document TEXT NOT NULL REFERENCES document (digest), -- the issued pages with the strokes in them
    finished_by INTEGER NOT NULL REFERENCES staff (id),
    finished_at TEXT NOT NULL -- UTC
) STRICT;
CREATE INDEX signed_sheet_patient ON signed_sheet (patient_id);
CREATE INDEX signed_sheet_document ON signed_sheet (document);
INSERT INTO journalled_table VALUES ('signed_sheet', 'patient_id');
CREATE TRIGGER signed_sheet_is_frozen BEFORE UPDATE ON signed_sheet
BEGIN
    SELECT raise(ABORT, 'a signed sheet is not changed; issue another');
END;
