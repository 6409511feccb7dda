-- Ours: what reports ask, without reading each volume and each event. All of them are partial: a volume that is only collected has an entry in none.

DROP INDEX IF EXISTS idx_books_requested;
CREATE INDEX IF NOT EXISTS idx_books_request ON books (processing_request_timestamp, barcode) WHERE processing_request_timestamp > '';
CREATE INDEX IF NOT EXISTS idx_books_untitled ON books (barcode, grin_state) WHERE coalesce(title, '') = '' AND coalesce(marc_title, '') = '';
CREATE INDEX IF NOT EXISTS idx_books_year ON books (marc_date_1) WHERE marc_date_1 > '';
CREATE INDEX IF NOT EXISTS idx_books_language ON books (marc_language) WHERE marc_language > '';

-- Type and value, which are the same in all entries, make SQLite prefer these to idx_status_history_sync_completed. The number of pages is taken
-- out of the text, for a SQLite without JSON must be able to write to the table.
CREATE INDEX IF NOT EXISTS idx_status_history_stored_day ON book_status_history (status_type, status_value, substr(timestamp, 1, 10))
    WHERE status_type = 'sync' AND status_value = 'completed';
CREATE INDEX IF NOT EXISTS idx_status_history_pages
    ON book_status_history (status_type, status_value, CAST(substr(metadata, instr(metadata, '"page_count":') + 13) AS INTEGER) DESC, barcode)
    WHERE status_type = 'text_extraction' AND status_value = 'completed' AND instr(metadata, '"page_count":') > 0;
