-- The four tables that both tools share, and their indexes (spec: data-model 3, 4, 5, 11).

CREATE TABLE IF NOT EXISTS books (
    barcode TEXT PRIMARY KEY,
    title TEXT,
    scanned_date TEXT,
    converted_date TEXT,
    downloaded_date TEXT,
    processed_date TEXT,
    analyzed_date TEXT,
    ocr_date TEXT,
    google_books_link TEXT,
    processing_request_timestamp TEXT,
    grin_state TEXT,
    grin_viewability TEXT,
    grin_opted_out TEXT,
    grin_conditions TEXT,
    grin_scannable TEXT,
    grin_tagging TEXT,
    grin_audit TEXT,
    grin_material_error_percent TEXT,
    grin_overall_error_percent TEXT,
    grin_claimed TEXT,
    grin_ocr_analysis_score TEXT,
    grin_ocr_gtd_score TEXT,
    grin_digitization_method TEXT,
    grin_check_in_date TEXT,
    grin_source_library_bibkey TEXT,
    grin_rubbish TEXT,
    grin_allow_download_updated_date TEXT,
    grin_viewability_updated_date TEXT,
    enrichment_timestamp TEXT,
    marc_control_number TEXT,
    marc_date_type TEXT,
    marc_date_1 TEXT,
    marc_date_2 TEXT,
    marc_language TEXT,
    marc_lccn TEXT,
    marc_lc_call_number TEXT,
    marc_isbn TEXT,
    marc_oclc_numbers TEXT,
    marc_title TEXT,
    marc_title_remainder TEXT,
    marc_author_personal TEXT,
    marc_author_corporate TEXT,
    marc_author_meeting TEXT,
    marc_subjects TEXT,
    marc_genres TEXT,
    marc_general_note TEXT,
    marc_extraction_timestamp TEXT,
    storage_path TEXT,
    last_etag_check TEXT,
    encrypted_etag TEXT,
    is_decrypted BOOLEAN DEFAULT FALSE,
    sync_timestamp TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS processed (
    barcode TEXT PRIMARY KEY,
    timestamp TEXT NOT NULL,
    session_id INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS failed (
    barcode TEXT PRIMARY KEY,
    timestamp TEXT NOT NULL,
    session_id INTEGER NOT NULL,
    error_message TEXT
);

CREATE TABLE IF NOT EXISTS book_status_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    barcode TEXT NOT NULL,
    status_type TEXT NOT NULL,
    status_value TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    session_id TEXT,
    metadata TEXT,
    FOREIGN KEY (barcode) REFERENCES books (barcode)
);

CREATE INDEX IF NOT EXISTS idx_books_grin_state ON books (grin_state);
CREATE INDEX IF NOT EXISTS idx_processed_session ON processed (session_id);
CREATE INDEX IF NOT EXISTS idx_failed_session ON failed (session_id);
CREATE INDEX IF NOT EXISTS idx_status_history_type ON book_status_history (status_type);
CREATE INDEX IF NOT EXISTS idx_status_history_sync_completed ON book_status_history (status_type, status_value, barcode);
