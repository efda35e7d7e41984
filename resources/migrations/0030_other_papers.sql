-- A scanned page may be a paper of its own, of no sheet, and is moved to where it belongs; the journal has where it was before.

CREATE TABLE scan_page_anew ( -- one page of a file that came in
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
    paper TEXT CHECK (paper IN ('form-34', 'letter', 'other')), -- filed by itself; NULL: a page of a sheet, or not filed
    title TEXT NOT NULL DEFAULT '', -- what such a paper is, as a person typed it
    left_patient INTEGER, -- whose record it was filed in before, where that is another's; no reference, for that record may be destroyed
    CHECK (state <> 'duplicate' OR (consent_id IS NOT NULL AND patient_id IS NOT NULL AND page IS NOT NULL)),
    CHECK (state <> 'filed' OR (patient_id IS NOT NULL AND
        (paper IS NULL) = (consent_id IS NOT NULL AND page IS NOT NULL))),
    CHECK (paper IS NULL OR (state = 'filed' AND consent_id IS NULL AND page IS NULL AND trim(title) <> '')),
    UNIQUE (came_in, place)
) STRICT;
INSERT INTO scan_page_anew (id, revision, patient_id, consent_id, page, picture, came_in, place, source, received_by, received_at,
    state, note)
    SELECT id, revision, patient_id, consent_id, page, picture, came_in, place, source, received_by, received_at, state, note
        FROM scan_page;
-- A row's number is never given again, even when the last rows were lawfully destroyed.
DELETE FROM sqlite_sequence WHERE name = 'scan_page_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'scan_page_anew', seq FROM sqlite_sequence WHERE name = 'scan_page';
DROP TABLE scan_page;
ALTER TABLE scan_page_anew RENAME TO scan_page;
CREATE UNIQUE INDEX scan_page_filed ON scan_page (consent_id, page) WHERE state = 'filed';
CREATE INDEX scan_page_patient ON scan_page (patient_id);
CREATE INDEX scan_page_left ON scan_page (left_patient) WHERE left_patient IS NOT NULL;
CREATE INDEX scan_page_open ON scan_page (id) WHERE state IN ('duplicate', 'foreign', 'unreadable');
CREATE INDEX IF NOT EXISTS consent_issued_at ON consent (issued_at); -- lost when that table was made anew
