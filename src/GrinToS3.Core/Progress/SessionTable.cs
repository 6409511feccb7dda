namespace GrinToS3.Progress;

/// <summary>The tables of sessions and of GRIN's lists. To be called inside a transaction of the owner.</summary>
internal static class SessionTable
{
    internal const string FailedList = "_failed";

    /// <summary>The workflow of sessions that derive from all stored archives: one that was stopped is gone on with.</summary>
    internal const string DeriveAll = "ReprocessAll";

    private const string FailedEvents =
        """
        INSERT INTO book_status_history (barcode, status_type, status_value, timestamp, session_id, metadata)
        SELECT l.barcode, 'conversion', 'conversion_failed', ?1, CAST(?2 AS TEXT), l.details
        FROM grin_lists l LEFT JOIN volume_states s ON s.barcode = l.barcode AND s.stage = 'conversion'
        WHERE l.list = '_failed' AND l.session = ?2 AND (s.state IS NOT 'failed' OR s.error IS NOT l.details)
        ORDER BY l.barcode
        """;

    private const string FailedStates =
        """
        INSERT INTO volume_states (barcode, stage, state, attempts, error_kind, error, next_attempt_at, updated_at)
        SELECT l.barcode, 'conversion', 'failed', 1, 'ConversionFailed', l.details, NULL, ?1 FROM grin_lists l WHERE l.list = '_failed' AND l.session = ?2
        ON CONFLICT (barcode, stage) DO UPDATE SET
            attempts = CASE WHEN state = 'failed' THEN attempts ELSE 1 END,
            state = 'failed', error_kind = 'ConversionFailed', error = excluded.error, next_attempt_at = NULL, updated_at = ?1
        WHERE state IS NOT 'failed' OR error IS NOT excluded.error
        """;

    /// <summary>A volume that GRIN no longer lists as failed may be requested again.</summary>
    private const string RepairedStates =
        """
        DELETE FROM volume_states WHERE stage = 'conversion' AND state = 'failed'
            AND NOT EXISTS (SELECT 1 FROM grin_lists l WHERE l.list = '_failed' AND l.barcode = volume_states.barcode)
        """;

    private static readonly string NextSql =
        $"""
        SELECT v.position, v.barcode, coalesce(l.stem, v.barcode), a.source_etag, b.encrypted_etag, {StoredVolumes.Condition("v.barcode")},
            a.sha256, {DerivedStages.IsDue("v.barcode", "text")}, {DerivedStages.IsDue("v.barcode", "marc")}
        FROM session_volumes v
        LEFT JOIN grin_lists l ON l.list = '_converted' AND l.barcode = v.barcode
        LEFT JOIN books b ON b.barcode = v.barcode
        LEFT JOIN artifacts a ON a.kind = 'archive' AND a.barcode = v.barcode
        WHERE v.session = ?1 AND v.step = ?2 AND v.position > ?3 ORDER BY v.position LIMIT ?4
        """;

    internal static long Open(ProgressConnection connection, string workflow, string now)
    {
        connection.Prepare("DELETE FROM session_volumes").Execute();
        connection.Prepare("DELETE FROM session_barcodes").Execute();
        connection.Prepare("UPDATE sessions SET ended = 'abandoned' WHERE ended IS NULL").Execute();
        var insert = connection.Prepare("INSERT INTO sessions (workflow, started_at) VALUES (?1, ?2)");
        insert.Bind(1, workflow);
        insert.Bind(2, now);
        insert.Execute();
        return connection.Scalar("SELECT last_insert_rowid()");
    }

    /// <summary>Drops what a list no longer shows, and notes what its failures mean.</summary>
    /// <returns>How many volumes it shows.</returns>
    internal static int ReplaceList(ProgressConnection connection, ApplyGrinList request, string now)
    {
        var gone = connection.Prepare("DELETE FROM grin_lists WHERE list = ?1 AND session <> ?2");
        gone.Bind(1, request.List);
        gone.Bind(2, request.Session);
        gone.Execute();
        if (request.List == FailedList)
        {
            foreach (var sql in new[] { FailedEvents, FailedStates })
            {
                var statement = connection.Prepare(sql);
                statement.Bind(1, now);
                statement.Bind(2, request.Session);
                statement.Execute();
            }

            connection.Prepare(RepairedStates).Execute();
        }

        var count = connection.Prepare("SELECT count(*) FROM grin_lists WHERE list = ?1");
        count.Bind(1, request.List);
        count.Step();
        var rows = (int)count.Int64(0);
        count.Reset();
        return rows;
    }

    internal static SessionPage Next(ProgressConnection connection, NextVolumes request)
    {
        var statement = connection.Prepare(NextSql);
        statement.Bind(1, request.Session);
        statement.Bind(2, StepName(request.Step));
        statement.Bind(3, request.After);
        statement.Bind(4, request.Count);
        var volumes = new List<SessionVolume>();
        while (statement.Step())
        {
            var isStored = statement.Int64(5) != 0;
            var archive = request.Step is SessionStep.Derive
                ? new StoredArchive(isStored, statement.Text(6), statement.Int64(7) != 0, statement.Int64(8) != 0)
                : null;
            volumes.Add(new SessionVolume((int)statement.Int64(0), statement.Text(1)!, statement.Text(2)!, statement.Text(3), statement.Text(4), isStored, archive));
        }

        return new SessionPage(volumes);
    }

    internal static int Close(ProgressConnection connection, long session, string ended, string now)
    {
        var close = connection.Prepare("UPDATE sessions SET finished_at = coalesce(finished_at, ?2), ended = coalesce(ended, ?3) WHERE id = ?1");
        close.Bind(1, session);
        close.Bind(2, now);
        close.Bind(3, ended);
        close.Execute();
        connection.Prepare("DELETE FROM session_volumes").Execute();
        connection.Prepare("DELETE FROM session_barcodes").Execute();
        return 0;
    }

    internal static string StepName(SessionStep step) => step switch { SessionStep.Fetch => "fetch", SessionStep.Derive => "derive", _ => "request" };
}
