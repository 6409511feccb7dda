using GrinToS3.Progress;
using GrinToS3.Repairing;

namespace GrinToS3.Adopting;

/// <summary>The statements of adopting.</summary>
internal static class AdoptionTable
{
    private const string RecordSql =
        """
        INSERT INTO artifacts (barcode, kind, place, size, etag, sha256, source_etag, created_at) VALUES (?1, ?2, ?3, CAST(?4 AS INTEGER), ?5, NULL, ?6, ?7)
        ON CONFLICT (barcode, kind) DO UPDATE SET place = ?3, size = CAST(?4 AS INTEGER), etag = ?5, sha256 = NULL, source_etag = ?6, created_at = ?7
        WHERE place IS NOT ?3 OR size IS NOT CAST(?4 AS INTEGER) OR etag IS NOT ?5
        """;

    private const string SeenSql = "INSERT OR IGNORE INTO session_barcodes (session, barcode) VALUES (CAST(?1 AS INTEGER), ?2)";

    private const string RowSql =
        "INSERT OR IGNORE INTO books (barcode, title, google_books_link, created_at, updated_at) VALUES (?1, '', '', ?2, ?2)";

    private const string StoredSql =
        """
        UPDATE books SET storage_path = ?2, encrypted_etag = coalesce(?3, encrypted_etag), is_decrypted = 1, sync_timestamp = ?4, updated_at = ?5
        WHERE barcode = ?1
        """;

    private const string CompletedSql =
        "INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata) VALUES (?1, 'sync', 'completed', ?2, ?3, ?4)";

    private const string StateSql =
        """
        INSERT INTO volume_states (barcode, stage, state, attempts, updated_at) VALUES (?1, 'sync', 'stored', 1, ?2)
        ON CONFLICT (barcode, stage) DO UPDATE SET state = 'stored', attempts = 1, error_kind = NULL, error = NULL, next_attempt_at = NULL, updated_at = ?2
        """;

    // Sessions are numbered, and none but adopting ones are after the last that ended.
    private const string FindingsSql =
        """
        SELECT h.barcode, json_extract(h.metadata, '$.reason'), json_extract(h.metadata, '$.detail') FROM book_status_history h
        WHERE h.status_type = 'sync' AND h.status_value IN ('completed', 'reopened') AND CAST(h.session_id AS INTEGER) IN (
                SELECT id FROM sessions WHERE workflow = 'adopt' AND id > coalesce((SELECT max(id) FROM sessions WHERE ended IS NOT NULL AND ended <> 'abandoned'), 0))
        ORDER BY h.id
        """;

    private static readonly string LastCompleted = HistorySql.LatestId("sync", "completed", "?1");
    private static readonly string LastUploaded = HistorySql.LatestId("sync", "uploaded", "?1");
    private static readonly string LastDownloaded = HistorySql.LatestId("sync", "downloaded", "?1");

    // An upload after the last download stored what that one brought; anything else is not certain.
    private static readonly string ClaimSql =
        $"""
        SELECT (SELECT count(*) FROM books WHERE barcode = ?1) > 0 OR {LastCompleted} > 0,
            {StoredVolumes.Condition("?1")} AND NOT ({HistorySql.IsInvalid("?1", LastCompleted)}),
            CASE WHEN {LastUploaded} > {LastDownloaded} THEN {HistorySql.Metadata(LastDownloaded, "etag")} END,
            (SELECT encrypted_etag FROM books WHERE barcode = ?1),
            EXISTS (SELECT 1 FROM artifacts a WHERE a.barcode = ?1 AND a.kind = ?2 AND a.place = ?3 AND a.size = CAST(?4 AS INTEGER) AND a.etag IS ?5)
        """;

    private static readonly string MissingSql =
        $"""
        SELECT c.barcode, b.encrypted_etag, b.storage_path FROM book_status_history c LEFT JOIN books b ON b.barcode = c.barcode
        WHERE {HistorySql.IsLatest("sync", "completed")} AND {StoredVolumes.Condition("c.barcode")} AND NOT ({HistorySql.IsInvalid("c.barcode", "c.id")})
            AND NOT EXISTS (SELECT 1 FROM session_barcodes s WHERE s.session = CAST(?3 AS INTEGER) AND s.barcode = c.barcode)
        ORDER BY c.barcode LIMIT ?2
        """;

    internal static VolumeClaim Claim(ProgressConnection connection, FoundObject found)
    {
        var statement = connection.Prepare(ClaimSql);
        Bind(statement, found.Barcode.Value, found.Kind, found.Place, Number(found.Listed.Size), found.Listed.ETag);
        statement.Step();
        var claim = new VolumeClaim(statement.Int64(0) != 0, statement.Int64(1) != 0, statement.Text(2), statement.Text(3), statement.Int64(4) != 0);
        statement.Reset();
        return claim;
    }

    internal static void Record(ProgressConnection connection, FoundObject found) => Run(
        connection, RecordSql, found.Barcode.Value, found.Kind, found.Place, Number(found.Listed.Size), found.Listed.ETag, found.SourceETag,
        ToolTimestamp.Format(found.Listed.LastModified));

    internal static void See(ProgressConnection connection, string session, string barcode) => Run(connection, SeenSql, session, barcode);

    /// <summary>Calls a volume stored by what storage has of it.</summary>
    internal static void Reconcile(ProgressConnection connection, FoundObject found, string now, string session)
    {
        var barcode = found.Barcode.Value;
        Run(connection, RowSql, barcode, now);
        Run(connection, StoredSql, barcode, found.Place, found.SourceETag, ToolTimestamp.Format(found.Listed.LastModified), now);
        Run(
            connection, CompletedSql, barcode, now, session,
            HistoryMetadata.Write(
                ("reason", found.Finding.ReasonName), ("detail", found.Finding.Detail), ("reconciled_from_storage", true), ("path", found.Place), ("etag", found.SourceETag)));
        Run(connection, StateSql, barcode, now);
    }

    /// <summary>Volumes that history rightly calls stored, and whose archive was not seen in a session; those that were never uploaded are the repair's.</summary>
    internal static List<(string Barcode, string? ETag, string? Path)> Missing(ProgressConnection connection, string session, string after, int limit)
    {
        var statement = connection.Prepare(MissingSql);
        statement.Bind(1, after);
        statement.Bind(2, limit);
        statement.Bind(3, session);
        var rows = new List<(string, string?, string?)>();
        while (statement.Step())
        {
            rows.Add((statement.Text(0)!, statement.Text(1), statement.Text(2)));
        }

        return rows;
    }

    /// <summary>The volumes whose state the sessions of adopting changed that are not ended: this one, and those that were killed before.</summary>
    internal static int Findings(ProgressConnection connection, Action<RepairFinding> write)
    {
        var statement = connection.Prepare(FindingsSql);
        var count = 0;
        for (; statement.Step(); count++)
        {
            var reason = statement.Text(1) == RepairFinding.NameOf(RepairReason.FoundInStorage) ? RepairReason.FoundInStorage : RepairReason.FileMissing;
            write(new RepairFinding(statement.Text(0)!, reason, statement.Text(2) ?? ""));
        }

        return count;
    }

    /// <summary>Whether an earlier session adopted the run to its end.</summary>
    internal static bool IsAdopted(ProgressConnection connection) =>
        connection.HasTable("sessions")
        && connection.Scalar($"SELECT count(*) FROM sessions WHERE workflow = '{Adoption.SessionName}' AND ended = 'complete'") > 0;

    private static string Number(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Run(ProgressConnection connection, string sql, params ReadOnlySpan<string?> values)
    {
        var statement = connection.Prepare(sql);
        Bind(statement, values);
        statement.Execute();
    }

    private static void Bind(Statement statement, params ReadOnlySpan<string?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            statement.Bind(index + 1, values[index]);
        }
    }
}
