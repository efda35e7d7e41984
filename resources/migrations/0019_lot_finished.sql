-- The day on which the last of a lot was used up or thrown away.

ALTER TABLE lot ADD COLUMN finished TEXT;
