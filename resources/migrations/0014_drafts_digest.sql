-- SHA-256 of a draft as it was saved, so that a check finds one that was altered since; NULL for those from before.

ALTER TABLE draft ADD COLUMN digest BLOB;
