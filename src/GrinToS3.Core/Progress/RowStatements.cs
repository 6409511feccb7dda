namespace GrinToS3.Progress;

/// <summary>What each kind of row does to the file: one statement whose parameters are the row's fields, and after them the moment.</summary>
internal static class RowStatements
{
    private static readonly string MarcSql =
        $"UPDATE books SET {string.Join(", ", MarcNames.Select(static (name, index) => $"{name} = coalesce(?{index + 2}, {name})"))}, updated_at = ?20 WHERE barcode = ?1";

    private static readonly string EnrichmentSql =
        $"UPDATE books SET {string.Join(", ", BookColumns.Enrichment.Select(static (one, index) => $"{one.SqlName()} = coalesce(?{index + 2}, {one.SqlName()})"))}, "
        + "enrichment_timestamp = ?26, updated_at = ?26 WHERE barcode = ?1";

    private static IEnumerable<string> MarcNames =>
        Enum.GetValues<BookColumn>().Select(BookColumns.SqlName).Where(static name => name.StartsWith("marc_", StringComparison.Ordinal));

    /// <summary>The fields of a kind; 0 for one that this version does not know.</summary>
    internal static int FieldCount(BatchRowKind kind) => kind switch
    {
        BatchRowKind.Book => (int)BookColumn.GrinState + 1,
        BatchRowKind.Event => 5,
        BatchRowKind.SyncColumns => 7,
        BatchRowKind.MarcColumns => 19,
        BatchRowKind.State => 6,
        BatchRowKind.Artifact => 7,
        BatchRowKind.Listed => 6,
        BatchRowKind.Wanted => 2,
        BatchRowKind.EnrichmentColumns => 1 + BookColumns.Enrichment.Count,
        BatchRowKind.GrinField => 3,
        BatchRowKind.EnrichmentFailed => 3,
        BatchRowKind.VersionChecked => 1,
        _ => 0,
    };

    /// <summary>The statement of a kind other than <see cref="BatchRowKind.Book"/>, which has two.</summary>
    internal static string Sql(BatchRowKind kind) => kind switch
    {
        BatchRowKind.Event =>
            "INSERT INTO book_status_history (barcode, status_type, status_value, session_id, metadata, timestamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        BatchRowKind.SyncColumns =>
            """
            UPDATE books SET storage_path = coalesce(?2, storage_path), last_etag_check = coalesce(?3, last_etag_check),
                encrypted_etag = coalesce(?4, encrypted_etag), is_decrypted = coalesce(CAST(?5 AS INTEGER), is_decrypted),
                sync_timestamp = coalesce(?6, sync_timestamp), processing_request_timestamp = coalesce(?7, processing_request_timestamp), updated_at = ?8
            WHERE barcode = ?1
            """,
        BatchRowKind.MarcColumns => MarcSql,
        BatchRowKind.State =>
            """
            INSERT INTO volume_states (barcode, stage, state, attempts, error_kind, error, next_attempt_at, updated_at)
            VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
            ON CONFLICT (barcode, stage) DO UPDATE SET
                attempts = CASE WHEN state = ?3 THEN attempts + 1 ELSE 1 END,
                state = ?3, error_kind = ?4, error = ?5, next_attempt_at = ?6, updated_at = ?7
            """,
        BatchRowKind.Artifact =>
            """
            INSERT OR REPLACE INTO artifacts (barcode, kind, place, size, etag, sha256, source_etag, created_at)
            VALUES (?1, ?2, ?3, CAST(?4 AS INTEGER), ?5, ?6, ?7, ?8)
            """,
        BatchRowKind.Listed =>
            """
            INSERT OR REPLACE INTO grin_lists (barcode, list, session, stem, date, details)
            SELECT ?1, ?2, CAST(?3 AS INTEGER), ?4, ?5, ?6 WHERE ?7 IS NOT NULL
            """,
        BatchRowKind.Wanted => "INSERT OR IGNORE INTO session_barcodes (barcode, session) SELECT ?1, CAST(?2 AS INTEGER) WHERE ?3 IS NOT NULL",
        BatchRowKind.EnrichmentColumns => EnrichmentSql,
        BatchRowKind.GrinField => "INSERT OR REPLACE INTO grin_fields (barcode, name, value, updated_at) VALUES (?1, ?2, ?3, ?4)",
        // A quarter of an hour, and twice as long each time that it fails again, up to a day.
        BatchRowKind.EnrichmentFailed =>
            """
            INSERT INTO volume_states (barcode, stage, state, attempts, error_kind, error, next_attempt_at, updated_at)
            VALUES (?1, 'enrichment', 'failed', 1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%S+00:00', ?4, '+15 minutes'), ?4)
            ON CONFLICT (barcode, stage) DO UPDATE SET
                attempts = CASE WHEN state = 'failed' THEN attempts + 1 ELSE 1 END,
                next_attempt_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', ?4,
                    CASE WHEN state = 'failed' THEN min(1440, 15 << min(attempts, 7)) ELSE 15 END || ' minutes'),
                state = 'failed', error_kind = ?2, error = ?3, updated_at = ?4
            """,
        BatchRowKind.VersionChecked =>
            """
            INSERT OR REPLACE INTO archive_versions (barcode, listed_date)
            SELECT barcode, date FROM grin_lists WHERE list = '_converted' AND barcode = ?1 AND date > '' AND ?2 IS NOT NULL
            """,
        _ => throw new InvalidOperationException($"rows of kind {kind} have no statement of their own"),
    };
}
