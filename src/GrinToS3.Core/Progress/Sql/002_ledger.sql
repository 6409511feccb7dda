-- Ours: which batches are applied, who owns the file, and how far each listing has come.

CREATE TABLE IF NOT EXISTS applied_batches (
    batch_id TEXT PRIMARY KEY,
    applied_at TEXT NOT NULL,
    rows INTEGER NOT NULL,
    inserted INTEGER NOT NULL,
    updated INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ownership (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL,
    host_id TEXT NOT NULL,
    taken_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS listings (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    mode TEXT NOT NULL,
    page_size INTEGER NOT NULL,
    row_limit INTEGER,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    ended TEXT
);

CREATE TABLE IF NOT EXISTS listing_pages (
    listing INTEGER NOT NULL,
    page INTEGER NOT NULL,
    batch_id TEXT NOT NULL,
    address TEXT NOT NULL,
    next_address TEXT,
    rows INTEGER NOT NULL,
    dropped INTEGER NOT NULL,
    inserted INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    applied_at TEXT NOT NULL,
    PRIMARY KEY (listing, page)
) WITHOUT ROWID;
