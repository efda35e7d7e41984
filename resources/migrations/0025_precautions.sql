-- What a named person asked, saw or did against infection on the day of a treatment (domain.md 2.3, 2.4).

CREATE TABLE precaution (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    day TEXT NOT NULL, -- clinic day of the treatment
    code TEXT NOT NULL, -- IP-01, IF-11, or ANAES-ON: the numbing cream was put on
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'withdrawn')),
    detail TEXT NOT NULL, -- agent and time, product, when the patient is called; may be empty
    noted_by INTEGER NOT NULL REFERENCES staff (id),
    noted_at TEXT NOT NULL, -- UTC
    UNIQUE (patient_id, day, code)
) STRICT;
CREATE INDEX precaution_detail ON precaution (code, id) WHERE answer = 'yes' AND detail <> ''; -- what was written last
INSERT INTO journalled_table VALUES ('precaution', 'patient_id');

ALTER TABLE session ADD COLUMN recorded_at TEXT; -- UTC; NULL: before this was kept
