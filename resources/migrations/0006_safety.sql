-- Allergies, the plan, rule-sets in force, assessments and decisions.

CREATE TABLE allergy (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    substance TEXT NOT NULL DEFAULT '', -- a key of resources/safety/substances.json; empty: not matched
    text TEXT NOT NULL CHECK (trim(text) <> ''), -- as it was said
    reaction TEXT NOT NULL CHECK (reaction IN ('not-stated', 'rash', 'hives-or-swelling', 'contact-dermatitis',
        'anaphylaxis', 'faint-or-palpitations', 'other')),
    reaction_text TEXT NOT NULL DEFAULT '',
    severity TEXT NOT NULL CHECK (severity IN ('not-stated', 'mild', 'moderate', 'severe')),
    certainty TEXT NOT NULL CHECK (certainty IN ('not-stated', 'suspected', 'confirmed')),
    onset TEXT NOT NULL DEFAULT '', -- FHIR date: year, month or day
    source TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('active', 'not-relevant', 'retired')),
    matched_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX allergy_patient ON allergy (patient_id);
INSERT INTO journalled_table VALUES ('allergy', 'patient_id');

CREATE TABLE allergy_state ( -- no row: never asked
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL UNIQUE REFERENCES patient (id),
    asked TEXT NOT NULL CHECK (asked IN ('asked-unknown', 'none-known', 'listed')),
    confirmed_on TEXT NOT NULL CHECK (confirmed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    confirmed_by INTEGER NOT NULL -- staff, or 0 for the program
) STRICT;
INSERT INTO journalled_table VALUES ('allergy_state', 'patient_id');

CREATE TABLE plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL UNIQUE REFERENCES patient (id),
    body TEXT NOT NULL CHECK (json_valid(body)) -- as Plan::toJson()
) STRICT;
INSERT INTO journalled_table VALUES ('plan', 'patient_id');

CREATE TABLE rule_set ( -- the last row is in force
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    body TEXT NOT NULL CHECK (json_valid(body)),
    adjustments TEXT NOT NULL CHECK (json_valid(adjustments)), -- rule code to severity
    signed_by INTEGER NOT NULL REFERENCES staff (id),
    signed_at TEXT NOT NULL -- UTC
) STRICT;
INSERT INTO journalled_table VALUES ('rule_set', NULL);

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    made_at TEXT NOT NULL, -- UTC
    session TEXT NOT NULL,
    rule_set_version TEXT NOT NULL,
    facts_digest TEXT NOT NULL CHECK (length(facts_digest) = 64),
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    findings TEXT NOT NULL CHECK (json_valid(findings))
) STRICT;
CREATE INDEX assessment_patient ON assessment (patient_id, made_at);
INSERT INTO journalled_table VALUES ('assessment', 'patient_id');

CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    rule TEXT NOT NULL,
    rule_version INTEGER NOT NULL CHECK (rule_version > 0),
    zone TEXT NOT NULL DEFAULT '', -- empty: the whole session
    facts_digest TEXT NOT NULL CHECK (length(facts_digest) = 64),
    verdict TEXT NOT NULL CHECK (verdict IN ('proceed', 'modify', 'defer', 'refuse', 'acknowledge')),
    reason TEXT NOT NULL CHECK (verdict = 'acknowledge' OR length(trim(reason)) >= 15),
    modification TEXT NOT NULL DEFAULT '',
    defer_until TEXT CHECK (verdict <> 'defer' OR defer_until IS NOT NULL),
    antiviral TEXT CHECK (antiviral IS NULL OR json_valid(antiviral)), -- MN-INF-07
    decided_by INTEGER NOT NULL REFERENCES staff (id),
    decided_at TEXT NOT NULL, -- UTC
    UNIQUE (patient_id, rule, rule_version, zone, facts_digest)
) STRICT;
INSERT INTO journalled_table VALUES ('decision', 'patient_id');
