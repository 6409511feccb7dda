namespace GrinToS3.Progress;

/// <summary>
/// Of how many volumes which event of syncing is the latest. A trigger counts as events are added, whichever tool adds them (Sql/009_latest_sync.sql); a change to
/// the history by hand, which neither tool makes, leaves the counts wrong until they are made again.
/// </summary>
internal static class LatestSyncEvents
{
    internal const string Table = "latest_sync_events";

    /// <summary>The counts as they are kept: event and volumes.</summary>
    internal const string Counted = "SELECT event, volumes FROM latest_sync_events WHERE volumes <> 0";

    /// <summary>The same by looking at each event, for a file without the table.</summary>
    internal const string Each =
        "SELECT status_value, count(*) FROM (SELECT status_value, max(id) FROM book_status_history WHERE status_type = 'sync' GROUP BY barcode) GROUP BY status_value";

    /// <summary>How many counts differ, or are kept of nothing.</summary>
    internal const string CountWrong = $"SELECT count(DISTINCT event) FROM (SELECT * FROM ({Counted} EXCEPT {Each}) UNION ALL SELECT * FROM ({Each} EXCEPT {Counted}))";

    /// <summary>Makes them again, where the file has them.</summary>
    internal static void CountAgain(ProgressConnection connection)
    {
        if (connection.HasTable(Table))
        {
            connection.ExecuteScript($"BEGIN IMMEDIATE; DELETE FROM {Table}; INSERT INTO {Table} (event, volumes) {Each}; COMMIT");
        }
    }
}
