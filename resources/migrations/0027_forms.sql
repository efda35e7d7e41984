-- A form's text is drafted, published by the dermatologist from a day on, and retired.

ALTER TABLE consent_template ADD COLUMN kind TEXT NOT NULL DEFAULT 'consent' CHECK (kind IN ('consent', 'agreement', 'information'));
ALTER TABLE consent_template ADD COLUMN origin TEXT NOT NULL DEFAULT 'shipped' CHECK (origin IN ('shipped', 'practice'));
ALTER TABLE consent_template ADD COLUMN state TEXT NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'retired'));
ALTER TABLE consent_template ADD COLUMN effective_from TEXT; -- clinic day; NULL: since it is kept
ALTER TABLE consent_template ADD COLUMN published_by INTEGER REFERENCES staff (id); -- NULL: it came published with the program
ALTER TABLE consent_template ADD COLUMN published_at TEXT; -- UTC

DROP TRIGGER consent_template_is_frozen;
CREATE TRIGGER consent_template_is_frozen BEFORE UPDATE OF name, language, version, kind, origin ON consent_template
BEGIN
    SELECT raise(ABORT, 'a consent template is not changed; add a version');
END;
CREATE TRIGGER consent_template_text_is_frozen BEFORE UPDATE OF text, digest ON consent_template
    WHEN OLD.state <> 'draft'
BEGIN
    SELECT raise(ABORT, 'a published text is not changed; draft a version');
END;
