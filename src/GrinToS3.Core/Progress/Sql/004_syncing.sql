-- Ours: what has come of each volume, what is stored of it, what GRIN's lists say, and the queue of a session that is under way.

CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY,
    workflow TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    ended TEXT
);

-- The state that queues select by; history has how it came about. A row a volume and stage: sync, conversion, text, marc.
CREATE TABLE IF NOT EXISTS volume_states (
    barcode TEXT NOT NULL,
    stage TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    error_kind TEXT,
    error TEXT,
    next_attempt_at TEXT,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (barcode, stage)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS artifacts (
    barcode TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT,
    sha256 TEXT,
    source_etag TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (barcode, kind)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS grin_lists (
    list TEXT NOT NULL,
    barcode TEXT NOT NULL,
    session INTEGER NOT NULL,
    stem TEXT NOT NULL,
    date TEXT,
    details TEXT,
    PRIMARY KEY (list, barcode)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS session_volumes (
    session INTEGER NOT NULL,
    position INTEGER NOT NULL,
    barcode TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (session, step, position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS session_barcodes (
    session INTEGER NOT NULL,
    barcode TEXT NOT NULL,
    PRIMARY KEY (session, barcode)
) WITHOUT ROWID;
