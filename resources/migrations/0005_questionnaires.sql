-- Forms, frozen responses, and the typed answers that are computed from them.

CREATE TABLE questionnaire (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    url TEXT NOT NULL CHECK (url <> ''),
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL, -- FHIR R4 Questionnaire, the bytes as given
    added_at TEXT NOT NULL, -- UTC
    UNIQUE (url, version)
) STRICT;
INSERT INTO journalled_table VALUES ('questionnaire', NULL);

CREATE TABLE response (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
    based_on INTEGER REFERENCES response (id), -- the response it began from
    author INTEGER NOT NULL REFERENCES staff (id),
    saved_at TEXT NOT NULL, -- UTC
    content TEXT NOT NULL -- FHIR R4 QuestionnaireResponse, canonical
) STRICT;
CREATE INDEX response_patient ON response (patient_id, questionnaire_id);
INSERT INTO journalled_table VALUES ('response', 'patient_id');
CREATE TRIGGER response_is_frozen BEFORE UPDATE ON response
BEGIN
    SELECT raise(ABORT, 'a saved response is not changed; save a newer one');
END;
CREATE TRIGGER questionnaire_is_frozen BEFORE UPDATE ON questionnaire
BEGIN
    SELECT raise(ABORT, 'a kept form is not changed; add a newer version');
END;

-- Derived from response.content and its form, therefore not journalled; verify compares it with a rebuild.
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    response_id INTEGER NOT NULL REFERENCES response (id),
    position INTEGER NOT NULL,
    link_id TEXT NOT NULL,
    instances TEXT NOT NULL, -- of the repeating groups around it: '0', '1/0', or empty
    state TEXT NOT NULL CHECK (state IN ('answered', 'unsure', 'declined')),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    type TEXT NOT NULL CHECK (type IN ('boolean', 'integer', 'decimal', 'date', 'text', 'coding', 'quantity', '')),
    text TEXT NOT NULL,
    number REAL,
    date TEXT NOT NULL, -- to the day, month or year
    code TEXT NOT NULL,
    unit TEXT NOT NULL,
    answered_at TEXT NOT NULL, -- UTC
    answered_by INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('patient', 'nurse', 'dermatologist')),
    UNIQUE (response_id, position)
) STRICT;
CREATE INDEX answer_link ON answer (link_id, code);
