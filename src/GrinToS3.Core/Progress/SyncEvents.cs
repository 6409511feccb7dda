namespace GrinToS3.Progress;

/// <summary>
/// Of how many volumes an event of syncing is the latest, and to how many it ever happened. A trigger counts as events are added, whichever tool adds them
/// (Sql/009_sync_events.sql); a change to the history by hand, which neither tool makes, leaves the counts wrong until they are made again.
/// </summary>
internal static class SyncEvents
{
    internal const string Table = "sync_events";

    /// <summary>Latest events by looking at each, for a file without the table: event and volumes.</summary>
    internal const string LatestOfEach =
        "SELECT status_value AS event, count(*) AS latest FROM (SELECT status_value, max(id) FROM book_status_history WHERE status_type = 'sync' GROUP BY barcode) GROUP BY status_value";

    /// <summary>The same, as it is kept.</summary>
    internal const string Latest = $"SELECT event, latest FROM {Table} WHERE latest > 0";

    /// <summary>How many events are counted wrongly.</summary>
    internal const string CountWrong =
        $"SELECT count(DISTINCT event) FROM (SELECT * FROM (SELECT * FROM {Table} EXCEPT {Each}) UNION ALL SELECT * FROM ({Each} EXCEPT SELECT * FROM {Table}))";

    /// <summary>What the table must have.</summary>
    private const string Each =
        $"""
        SELECT event, coalesce(latest, 0), ever
        FROM (SELECT status_value AS event, count(DISTINCT barcode) AS ever FROM book_status_history WHERE status_type = 'sync' GROUP BY status_value) LEFT JOIN ({LatestOfEach}) USING (event)
        """;

    /// <summary>Counts again, where the file has the table.</summary>
    internal static void CountAgain(ProgressConnection connection)
    {
        if (connection.HasTable(Table))
        {
            connection.ExecuteScript($"BEGIN IMMEDIATE; DELETE FROM {Table}; INSERT INTO {Table} {Each}; COMMIT");
        }
    }
}
