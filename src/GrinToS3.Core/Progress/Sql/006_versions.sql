-- Ours: which version GRIN's list of converted volumes showed, by its date, when an archive was stored or last compared. No row where that is not known.

CREATE TABLE IF NOT EXISTS archive_versions (
    barcode TEXT PRIMARY KEY,
    listed_date TEXT NOT NULL
) WITHOUT ROWID;
