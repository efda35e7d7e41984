-- Patients, the counter of file numbers, and what the search reads.

CREATE TABLE patient (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    file_number TEXT NOT NULL UNIQUE CHECK (file_number <> ''),
    title TEXT NOT NULL DEFAULT '',
    family_name TEXT NOT NULL CHECK (trim(family_name) <> ''),
    given_names TEXT NOT NULL DEFAULT '',
    preferred_name TEXT NOT NULL DEFAULT '',
    birth_date TEXT NOT NULL CHECK (birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    sex TEXT NOT NULL CHECK (sex IN ('not-recorded', 'female', 'male', 'intersex')),
    sa_id_number TEXT NOT NULL DEFAULT '' CHECK (sa_id_number = '' OR length(sa_id_number) = 13),
    passport TEXT NOT NULL DEFAULT '',
    phones TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(phones)), -- [{"label","number"}], numbers in E.164
    email TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '', -- BCP 47
    interpreter_needed INTEGER NOT NULL DEFAULT 0 CHECK (interpreter_needed IN (0, 1)),
    contacts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(contacts)), -- guardians and next of kin
    medical_aid_scheme TEXT NOT NULL DEFAULT '',
    medical_aid_plan TEXT NOT NULL DEFAULT '',
    medical_aid_number TEXT NOT NULL DEFAULT '',
    photo TEXT REFERENCES document (digest),
    notes TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    retired_reason TEXT NOT NULL DEFAULT '' CHECK (active = 0 OR retired_reason = '')
) STRICT;
CREATE INDEX patient_birth_date ON patient (birth_date);
INSERT INTO journalled_table VALUES ('patient', 'id');

-- The last file number given; it only ever rises.
CREATE TABLE file_number_counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO file_number_counter VALUES (1, 0);

-- From here on: derived from patient and rebuilt from it at any time, therefore not journalled.

-- The order of the patient list, and names by their beginnings; names are folded.
CREATE TABLE patient_name (
    family TEXT NOT NULL,
    given TEXT NOT NULL,
    patient_id INTEGER NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (family, given, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_name_given ON patient_name (given, family, patient_id, active);

-- Numbers by their beginnings: digits of phones (with country code) and ID numbers, file numbers without leading zeros.
CREATE TABLE patient_number (
    kind TEXT NOT NULL CHECK (kind IN ('file', 'id', 'passport', 'phone', 'contact')),
    number TEXT NOT NULL,
    patient_id INTEGER NOT NULL,
    PRIMARY KEY (kind, number, patient_id)
) STRICT, WITHOUT ROWID;

-- Every folded word of a patient's and the contacts' names, by patient id.
CREATE VIRTUAL TABLE patient_words USING fts5 (words, content = '', detail = none, columnsize = 0,
    tokenize = 'ascii', prefix = '1 2 3 4');

-- Each distinct word of those.
CREATE TABLE name_word (
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The same words under its beginnings with up to two letters left out, for finding similar spellings.
CREATE TABLE similar_word (
    variant TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (variant, word)
) STRICT, WITHOUT ROWID;
