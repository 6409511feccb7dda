-- Ours: what GRIN's reports show of a volume and the shared tables have no column for. What was enriched, not found or failed is in volume_states, stage enrichment.

CREATE TABLE IF NOT EXISTS grin_fields (
    barcode TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (barcode, name)
) WITHOUT ROWID;
