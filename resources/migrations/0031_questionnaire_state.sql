-- Which kept version of a form is asked: taken in and waiting, active, or retired. A form that came with the program has no row until
-- somebody here decides about it.

CREATE TABLE questionnaire_state (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    questionnaire_id INTEGER NOT NULL UNIQUE REFERENCES questionnaire (id),
    url TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'practice')),
    state TEXT NOT NULL CHECK (state IN ('kept', 'active', 'retired')),
    since TEXT NOT NULL, -- UTC
    set_by INTEGER NOT NULL REFERENCES staff (id),
    reason TEXT NOT NULL -- why it was retired; empty otherwise
) STRICT;
CREATE UNIQUE INDEX questionnaire_state_active ON questionnaire_state (url) WHERE state = 'active';
CREATE INDEX questionnaire_state_url ON questionnaire_state (url);
CREATE INDEX response_questionnaire ON response (questionnaire_id);
INSERT INTO journalled_table VALUES ('questionnaire_state', NULL);
