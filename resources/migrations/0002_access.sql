-- People who work in the practice, and the practice itself.

CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    roles TEXT NOT NULL, -- words of dermatologist, nurse, reception, owner, joined by spaces
    hpcsa_number TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO journalled_table VALUES ('staff', NULL);

CREATE TABLE practice (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    practice_number TEXT NOT NULL DEFAULT '',
    doctor TEXT NOT NULL DEFAULT '',
    hpcsa_number TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    after_hours_phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    information_officer TEXT NOT NULL DEFAULT '',
    file_number_prefix TEXT NOT NULL DEFAULT '',
    logo TEXT REFERENCES document (digest),
    demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)) -- invented people: sheets bear DEMO
) STRICT;
INSERT INTO journalled_table VALUES ('practice', NULL);
