-- Where each planned patient stood when last looked at, so that a change can be told. Worked out from the record, and so not journalled.

CREATE TABLE readiness_known (
    patient_id INTEGER PRIMARY KEY REFERENCES patient (id) ON DELETE CASCADE,
    gaps TEXT NOT NULL CHECK (json_valid(gaps)), -- what stands between now and the treatment
    as_of TEXT NOT NULL, -- clinic day
    checked INTEGER NOT NULL, -- everything in the journal up to this entry was seen
    before TEXT CHECK (before IS NULL OR json_valid(before)), -- as somebody last saw it, where that differs
    since TEXT CHECK ((since IS NULL) = (before IS NULL)), -- UTC: when it became different
    seen_by INTEGER REFERENCES staff (id),
    seen_at TEXT CHECK ((seen_at IS NULL) = (seen_by IS NULL)) -- UTC
) STRICT;
CREATE INDEX readiness_known_since ON readiness_known (since) WHERE since IS NOT NULL;

CREATE TABLE readiness_watch ( -- how far the last whole look came
    id INTEGER PRIMARY KEY CHECK (id = 1),
    head INTEGER NOT NULL, -- every journal entry up to this one was acted on
    day TEXT NOT NULL,
    shipped TEXT NOT NULL -- digest of the rules that the program then shipped
) STRICT;
