-- Ours: the latest status of one volume, and counts without a scan. The partial ones cost a volume nothing until it gets there.
-- "> ''" leaves out NULL and blank alike (spec: data-model 2).

CREATE INDEX IF NOT EXISTS idx_status_history_barcode ON book_status_history (barcode, status_type, id);
CREATE INDEX IF NOT EXISTS idx_books_enriched ON books (enrichment_timestamp) WHERE enrichment_timestamp > '';
CREATE INDEX IF NOT EXISTS idx_books_requested ON books (processing_request_timestamp) WHERE processing_request_timestamp > '';
