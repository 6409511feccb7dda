using GrinToS3.Progress;
using GrinToS3.Syncing;

namespace GrinToS3.Reporting;

/// <summary>Reads where a run stands, from indexes, so that it takes no longer than a blink at a million volumes.</summary>
internal static class RunStatusTable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    internal static RunStatus Read(ProgressConnection connection, DateTimeOffset now)
    {
        var counts = ProgressQueries.Counts(connection);
        var listing = connection.HasTable("listings") ? ListingTable.Latest(connection) : null;
        var open = connection.HasTable("volume_states") ? Open(connection) : [];
        var queue = connection.HasTable("grin_lists") ? Queue(connection) : null;
        var canDerive = connection.HasTable("volume_states") && connection.Scalar(DerivedStages.AnyReopened) > 0;
        return new RunStatus(
            counts,
            open,
            listing,
            connection.HasTable("sessions") ? Session(connection) : null,
            Activity(connection, now),
            queue,
            NextCommands.Of(counts, open, listing, queue, canDerive));
    }

    private static List<StageCount> Open(ProgressConnection connection)
    {
        var statement = connection.Prepare(
            """
            SELECT stage, state, count(*) FROM volume_states WHERE state NOT IN ('stored', 'done', 'enriched') GROUP BY stage, state ORDER BY stage, state
            """);
        var counts = new List<StageCount>();
        while (statement.Step())
        {
            counts.Add(new StageCount(statement.Text(0)!, statement.Text(1)!, statement.Int64(2)));
        }

        return counts;
    }

    private static SessionReport? Session(ProgressConnection connection)
    {
        var statement = connection.Prepare("SELECT workflow, started_at, finished_at, ended FROM sessions ORDER BY id DESC LIMIT 1");
        var session = statement.Step() ? new SessionReport(statement.Text(0)!, statement.Text(1)!, statement.Text(2), statement.Text(3)) : null;
        statement.Reset();
        return session;
    }

    private static QueueStatus? Queue(ProgressConnection connection)
    {
        if (connection.ScalarText("SELECT started_at FROM sessions WHERE id = (SELECT max(session) FROM grin_lists)") is not { } readAt)
        {
            return null;
        }

        var inProcess = connection.Scalar($"SELECT count(*) FROM grin_lists WHERE list = '{GrinLists.InProcess}'");
        return new QueueStatus(
            readAt,
            connection.Scalar($"SELECT count(*) FROM grin_lists l WHERE l.list = '{GrinLists.Converted}' AND NOT {StoredVolumes.Condition("l.barcode")}"),
            inProcess,
            Math.Max(0, GrinLists.QueueLimit - inProcess),
            connection.ScalarText(
                $"SELECT min(nullif(b.processing_request_timestamp, '')) FROM grin_lists l JOIN books b ON b.barcode = l.barcode WHERE l.list = '{GrinLists.InProcess}'"));
    }

    private static DayActivity Activity(ProgressConnection connection, DateTimeOffset now)
    {
        var since = ToolTimestamp.Format(now - Day);
        var requested = connection.Prepare("SELECT count(*) FROM books WHERE processing_request_timestamp > '' AND processing_request_timestamp >= ?1");
        requested.Bind(1, since);
        var requests = Single(requested);

        // History is only ever added to, so its ids are in the order of time; an index by time would cost each event.
        var events = connection.Prepare(
            """
            SELECT count(CASE WHEN status_value = 'completed' AND coalesce(metadata, '') NOT LIKE '%reconciled_from_storage%' THEN 1 END),
                count(CASE WHEN status_value LIKE '%!_failed' ESCAPE '!' THEN 1 END)
            FROM book_status_history WHERE id > ?1 AND +status_type = 'sync'
            """);
        events.Bind(1, LastBefore(connection, since));
        events.Step();
        var activity = new DayActivity(events.Int64(0), events.Int64(1), requests);
        events.Reset();
        return activity;
    }

    /// <summary>The id of the last event before a moment, found by halving.</summary>
    private static long LastBefore(ProgressConnection connection, string moment)
    {
        var probe = connection.Prepare("SELECT timestamp < ?2 FROM book_status_history WHERE id >= ?1 ORDER BY id LIMIT 1");
        var (low, high) = (0L, connection.Scalar("SELECT coalesce(max(id), 0) FROM book_status_history") + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            probe.Bind(1, middle);
            probe.Bind(2, moment);
            (low, high) = Single(probe) > 0 ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static long Single(Statement statement)
    {
        var value = statement.Step() ? statement.Int64(0) : 0;
        statement.Reset();
        return value;
    }
}
