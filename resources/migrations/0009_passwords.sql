-- When a person was last given a password; the password itself only opens a slot of the file's header.

ALTER TABLE staff ADD COLUMN password_set_at TEXT;
ALTER TABLE practice ADD COLUMN recovery_key_made_at TEXT;
