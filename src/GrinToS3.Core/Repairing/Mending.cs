using GrinToS3.Progress;

namespace GrinToS3.Repairing;

/// <summary>
/// Mends a defect, in a write transaction of the owner: an event is added to history, so that both tools and people see it; columns of <c>books</c>
/// that claim what is not so are cleared, and the event has what they said.
/// </summary>
internal static class Mending
{
    private const string EventSql =
        "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private const string StateSql =
        """
        INSERT INTO volume_states (barcode, stage, state, attempts, error_kind, error, next_attempt_at, updated_at) VALUES (?1, ?2, 'reopened', 1, ?3, ?4, NULL, ?5)
        ON CONFLICT (barcode, stage) DO UPDATE SET state = 'reopened', attempts = 1, error_kind = ?3, error = ?4, next_attempt_at = NULL, updated_at = ?5
        """;

    private const string NotStoredSql =
        "UPDATE books SET encrypted_etag = NULL, storage_path = NULL, is_decrypted = 0, sync_timestamp = NULL, updated_at = ?2 WHERE barcode = ?1";

    private const string NoArtifactSql = "DELETE FROM artifacts WHERE barcode = ?1 AND kind = 'archive'";

    private const string NotEnrichedSql = "UPDATE books SET enrichment_timestamp = NULL, updated_at = ?2 WHERE barcode = ?1";

    // As the Python tool adds a volume that it does not know (spec: data-model 6, stubs).
    private const string RowSql =
        """
        INSERT OR IGNORE INTO books (barcode, title, google_books_link, storage_path, encrypted_etag, is_decrypted, sync_timestamp, created_at, updated_at)
        VALUES (?1, '', '', ?3, ?4, ?5 IS NOT NULL, ?5, ?2, ?2)
        """;

    internal static void Apply(ProgressConnection connection, Defect defect, string now, string session)
    {
        var (stage, type) = defect.Finding.Reason switch
        {
            RepairReason.RowMissing => (null, "repair"),
            RepairReason.ConversionOpen => (null, "conversion"),
            RepairReason.EnrichmentEmpty => (null, "enrichment"),
            RepairReason.MarcIncomplete => ("marc", "marc_extraction"),
            RepairReason.TextMissing => ("text", "text_extraction"),
            _ => ("sync", "sync"),
        };
        Run(
            connection, EventSql, defect.Barcode, type, type is "repair" ? "row_added" : StoredVolumes.Reopened, now, session,
            HistoryMetadata.Write([("reason", defect.Finding.ReasonName), ("detail", defect.Finding.Detail), .. defect.Notes.Where(static note => note.Value is not null)]));
        if (stage is not null)
        {
            Run(connection, StateSql, defect.Barcode, stage, defect.Finding.Reason.ToString(), defect.Finding.Detail, now);
        }

        Columns(connection, defect, now);
    }

    private static void Columns(ProgressConnection connection, Defect defect, string now)
    {
        switch (defect.Finding.Reason)
        {
            case RepairReason.RowMissing:
                Run(connection, RowSql, defect.Barcode, now, defect["storage_path"], defect["encrypted_etag"], defect["sync_timestamp"]);
                break;
            case RepairReason.EnrichmentEmpty:
                Run(connection, NotEnrichedSql, defect.Barcode, now);
                break;
            case RepairReason.UploadMissing when defect.Notes is []:
                // An earlier version was uploaded: that one is still there.
                break;
            case RepairReason.UploadMissing or RepairReason.StoringUnfinished or RepairReason.FileMissing:
                Run(connection, NotStoredSql, defect.Barcode, now);
                Run(connection, NoArtifactSql, defect.Barcode);
                break;
        }
    }

    private static void Run(ProgressConnection connection, string sql, params ReadOnlySpan<string?> values)
    {
        var statement = connection.Prepare(sql);
        for (var index = 0; index < values.Length; index++)
        {
            statement.Bind(index + 1, values[index]);
        }

        statement.Execute();
    }
}
