-- Ours: which version GRIN's list of converted volumes showed, by its date, when an archive was stored or last compared. NULL where the list showed no date.

ALTER TABLE artifacts ADD COLUMN listed_date TEXT;
