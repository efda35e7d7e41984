-- Consent texts and the sheets issued from them.

CREATE TABLE consent_template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name GLOB '[a-z]*' AND name NOT GLOB '*[^a-z-]*'),
    language TEXT NOT NULL CHECK (language GLOB '[a-z][a-z]' OR language GLOB '[a-z][a-z][a-z]'),
    version INTEGER NOT NULL CHECK (version > 0),
    text TEXT NOT NULL, -- Markdown with mustache fields
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    UNIQUE (name, language, version)
) STRICT;
INSERT INTO journalled_table VALUES ('consent_template', NULL);
CREATE TRIGGER consent_template_is_frozen BEFORE UPDATE ON consent_template
BEGIN
    SELECT raise(ABORT, 'a consent template is not changed; add a version');
END;

CREATE TABLE consent (
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
    state TEXT NOT NULL CHECK (state IN ('issued', 'withdrawn', 'superseded')),
    inputs TEXT NOT NULL REFERENCES document (digest), -- canonical JSON of all the sheet is made from
    CHECK (fingerprint = upper(substr(inputs, 1, 16)))
) STRICT;
CREATE INDEX consent_patient ON consent (patient_id, id);
CREATE INDEX consent_document ON consent (document);
INSERT INTO journalled_table VALUES ('consent', 'patient_id');
CREATE TRIGGER consent_is_frozen BEFORE UPDATE OF patient_id, template_id, assessment_id, short_code, fingerprint,
    document, issued_at, issued_by, inputs ON consent
BEGIN
    SELECT raise(ABORT, 'an issued sheet is not changed; issue another');
END;
